"""Themes, audiences and deadlines in words."""

from calendar import month_abbr

from yilu.core.text import Text
from yilu.directives.parsing import Deadline
from yilu.directives.parsing.themes import Audience, Theme

THEMES: dict[str, Text] = {
    Theme.STUDY: Text("学习传达", "study and pass on"),
    Theme.ORGANISATION: Text("组织领导和责任", "organisation and responsibility"),
    Theme.DISINFECTION: Text("消毒通风", "disinfection and ventilation"),
    Theme.PROTECTION: Text("防护物资", "protective supplies"),
    Theme.HEALTH: Text("人员健康", "people's health"),
    Theme.DENSITY: Text("减少聚集", "fewer gatherings"),
    Theme.STAFFING: Text("返岗用工", "return and recruitment"),
    Theme.CARE: Text("关爱干部职工", "care for one's own staff"),
    Theme.RESUMPTION: Text("复工复产", "resumption of work"),
    Theme.SERVICE: Text("寄递服务保障", "guaranteed services"),
    Theme.LAST_MILE: Text("末端投递", "last mile"),
    Theme.VEHICLES: Text("车辆通行", "passage of vehicles"),
    Theme.PARKS: Text("园区", "parks"),
    Theme.COORDINATION: Text("联防联控协调", "coordination with other bodies"),
    Theme.RELIEF: Text("惠企政策", "relief policies"),
    Theme.INSPECTION: Text("检查督导", "inspection and supervision"),
    Theme.NORMS: Text("操作规范", "operation norms"),
    Theme.MONITORING: Text("运行监测", "monitoring of operation"),
    Theme.DUTY: Text("值班应急", "duty and emergencies"),
    Theme.PUBLICITY: Text("宣传公告", "publicity and notices"),
    Theme.COMPLAINTS: Text("申诉处理", "complaints"),
    Theme.SAFETY: Text("安全生产和市场秩序", "safety and market order"),
    Theme.OTHER: Text("其他", "other"),
}
AUDIENCES: dict[str, Text] = {
    Audience.OWN: Text("本单位", "own unit"),
    Audience.PROVINCES: Text("各省级管理部门", "provincial regulators"),
    Audience.PREFECTURES: Text("各市（州）管理部门", "prefecture regulators"),
    Audience.COUNTIES: Text("各县（区）管理部门", "county regulators"),
    Audience.HEADQUARTERS: Text("企业总部", "enterprise headquarters"),
    Audience.BRANCHES: Text("企业分支机构", "enterprise branches"),
    Audience.SITES: Text("网点", "sites"),
}
_UNITS: dict[str, Text] = {
    "minute": Text("分钟", "minutes"),
    "hour": Text("小时", "hours"),
    "day": Text("日", "days"),
    "workday": Text("个工作日", "working days"),
    "week": Text("周", "weeks"),
    "month": Text("个月", "months"),
    "quarter": Text("个季度", "quarters"),
    "year": Text("年", "years"),
}


def told(deadline: Deadline) -> Text:
    """A deadline as a person reads it: what the notice says, in English as it was understood."""
    if deadline.kind == "every":
        times = f"{deadline.times} times " if deadline.times else ""
        return Text(deadline.text, f"{times}every {deadline.amount} {_UNITS[deadline.unit].en}")
    if deadline.kind == "within":
        return Text(deadline.text, f"within {deadline.amount} {_UNITS[deadline.unit].en}")
    if deadline.kind == "at_once":
        return Text(deadline.text, "at once")
    return Text(deadline.text, f"by {_date(deadline)}")


def _date(deadline: Deadline) -> str:
    month = month_abbr[deadline.month] if deadline.month else "the month"
    day = f"{deadline.day} {month}" if deadline.day else f"the end of {month}"
    return " ".join(
        part for part in (day, str(deadline.year or ""), f"{deadline.hour}:00" if deadline.hour else "") if part
    )
