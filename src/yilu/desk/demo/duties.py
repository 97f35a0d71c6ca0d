"""What the people of the demo world have to see to: who gives it to whom, when it is due, how far it got. Fictional."""

from dataclasses import dataclass

from yilu.core.text import Text


@dataclass(frozen=True, slots=True)
class Duty:
    """A matter given at 9:00 the day before; `due`: hours after that; `then`: what was done with it, in order."""

    title: Text
    given_by: str  # user names of `people`
    to: str
    post: str
    due: float
    place: str = ""  # an area's code; empty: the outlet, or with `branch` the branch, of the demo's people
    branch: bool = False
    wanted: Text | None = None
    then: tuple[str, ...] = ()  # take, "hand:user name", close, "back" (reopened), cancel


DUTIES: tuple[Duty, ...] = (
    Duty(
        Text("核对全市网点口罩、消毒液库存天数", "Check how many days masks and disinfectant last in the city"),
        "province", "prefecture", "officer", 33, "430100", wanted=Text("库存清点表", "stock count"), then=("take",),
    ),
    Duty(
        Text("到岳麓区处理中心复查分拣场地消毒记录", "Recheck the sorting hall's disinfection log in Yuelu"),
        "prefecture", "inspector", "inspector", 9, "430104", wanted=Text("现场照片", "photos taken there"),
    ),
    Duty(
        Text("汇总湖南省复工复产日报差异并说明原因", "Explain where Hunan's daily total departs from its sites"),
        "leader", "province", "officer", 31, "430000", then=("take", "close", "back"),
    ),
    Duty(
        Text("每日报送湖北邮路保通情况", "Report each day whether Hubei's postal roads are open"),
        "leader", "hubei", "leader", 34, "420000", then=("take",),
    ),
    Duty(
        Text("摸清全省在鄂滞留员工人数", "Find out how many of the province's staff are held up in Hubei"),
        "province", "duty", "duty_officer", 28, "430000", then=("hand:prefecture",),
    ),
    Duty(
        Text("上报本周返岗人员名单和隔离安排", "Send in who returns this week and where they isolate"),
        "hq-c", "branch", "branch_manager", 10, branch=True, wanted=Text("返岗名单", "the list"),
    ),
    Duty(
        Text("门口张贴一米间隔提示并拍照留存", "Put up the one-metre sign at the door and keep a photo"),
        "branch", "site", "site_manager", 24, then=("take", "close"),
    ),
    Duty(
        Text("登记今日来件客户体温", "Note today's customers' temperature at the door"),
        "branch", "site", "site_manager", 30, then=("hand:worker",),
    ),
    Duty(
        Text("清点库存口罩并报分支机构", "Count the masks in stock and tell the branch"),
        "branch", "site", "site_manager", 8,
    ),
    Duty(
        Text("组织春节值班抽查", "Spot-check the watch of the Spring Festival"),
        "province", "inspector", "inspector", 20, "430104", then=("cancel",),
    ),
)  # fmt: skip
