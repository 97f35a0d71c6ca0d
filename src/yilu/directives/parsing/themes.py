"""What a measure is about, who is to see to it and whom it is for, proposed from its words; a person confirms."""

import re
from enum import StrEnum


class Theme(StrEnum):
    """The themes of the sector's notices, both hands of them."""

    STUDY = "study"
    ORGANISATION = "organisation"
    DISINFECTION = "disinfection"
    PROTECTION = "protection"
    HEALTH = "health"
    DENSITY = "density"
    STAFFING = "staffing"
    CARE = "care"
    RESUMPTION = "resumption"
    SERVICE = "service"
    LAST_MILE = "last_mile"
    VEHICLES = "vehicles"
    PARKS = "parks"
    COORDINATION = "coordination"
    RELIEF = "relief"
    INSPECTION = "inspection"
    NORMS = "norms"
    MONITORING = "monitoring"
    DUTY = "duty"
    PUBLICITY = "publicity"
    COMPLAINTS = "complaints"
    SAFETY = "safety"
    OTHER = "other"


# Words that speak for a theme, each with its weight: what speaks for only one weighs more than what many mention.
_WORDS: dict[Theme, str] = {
    Theme.STUDY: "学习2 传达3 会议精神2 讲话1 统一到2 政治站位3",
    Theme.ORGANISATION: "组织领导2 领导小组3 责任到人4 主体责任2 落实责任2 压实2 守土3 清单化3 纪律2 靠前指挥2",
    Theme.DISINFECTION: "消毒3 通风3 消杀4",
    Theme.PROTECTION: "口罩3 防护物资4 防护装备4 防护用品4 急需物资3 消毒水1 护目镜3",
    Theme.HEALTH: "晨检4 体温4 健康状况3 密切接触3 发热3 隔离2 检疫2 健康防护2",
    Theme.DENSITY: "人员集聚3 聚集3 分时2 一米3 轮班3 用餐3",
    Theme.STAFFING: "返沪4 返岗3 错峰2 招聘3 异地人员3 外来用工3 用工1",
    Theme.CARE: "关心关爱4 干部职工2 自身防控4 办公1",
    Theme.RESUMPTION: "复工复产2 复工1 恢复生产2 报备4 预案2 开工2",
    Theme.SERVICE: "四个确保4 三个优先3 梯度推进3 寄递服务2 绿色通道3 生活必需品3 畅通1 党报党刊3",
    Theme.LAST_MILE: "小区3 智能快件箱3 定点1 预约投递2 最后一公里4 末端2 公共服务站2 入区投3",
    Theme.VEHICLES: "车辆通行4 三不一优先5 通行证4 车辆1 运输车2",
    Theme.PARKS: "园区4",
    Theme.COORDINATION: "联防联控3 沟通协调3 协调1 地方党委2 地方政府2 相关部门1 瓶颈3",
    Theme.RELIEF: "红利4 减免4 补贴4 优惠政策4 税2 扶持3",
    Theme.INSPECTION: "检查2 督导2 督查3 整改3 巡查3 抽查3 问题导向2 找差距3",
    Theme.NORMS: "操作规范5 防控措施及要求3 规程3",
    Theme.MONITORING: "运行监测4 监测2 预测3 研判3 运行数据3 统计2 日报2",
    Theme.DUTY: "值班4 带班4 值守4 突发情况3 应急1 零报告4",
    Theme.PUBLICITY: "宣传3 公告2 通告2 舆论3 报道2",
    Theme.COMPLAINTS: "申诉4 投诉4",
    Theme.SAFETY: "安全生产4 市场秩序4 收寄验视4 实名3 安检3 安全畅通1",
}  # fmt: skip
_THEME_OF = {word[:-1]: (theme, int(word[-1])) for theme, words in _WORDS.items() for word in words.split()}
_WORD = re.compile("|".join(sorted(_THEME_OF, key=len, reverse=True)))
_BEGINNING = 40  # characters: what an item opens with says what it is about


def theme_of(words: str) -> Theme:
    """The theme whose words weigh most, those near the beginning twice; of equals the first named."""
    weights: dict[Theme, int] = {}
    for match in _WORD.finditer(words):
        theme, weight = _THEME_OF[match[0]]
        weights[theme] = weights.get(theme, 0) + weight * (2 if match.start() < _BEGINNING else 1)
    return max(weights, key=lambda t: weights[t], default=Theme.OTHER)


class Audience(StrEnum):
    """Kinds of organisations that a measure can be sent to."""

    OWN = "own"  # the issuing unit itself
    PROVINCES = "provinces"
    PREFECTURES = "prefectures"
    COUNTIES = "counties"
    HEADQUARTERS = "headquarters"
    BRANCHES = "branches"
    SITES = "sites"


_MUST = r"[^,。;:\n]{0,12}?(?:要|应|须|必须|不得|严禁)"
_LEADERS = re.compile("领导干部|主要负责同志|主要负责人|领导带班|党组织|一把手")
_REGULATORS = re.compile(
    "各?(?:市|州|地|盟|区|县)[()市州地盟旗区县、]*(?:邮政管理)?(?:局|部门)|各级邮政管理|各派出机构|邮政管理部门|邮政管理局|"
    "(?:督导|督促|指导|组织|帮助|引导|监督)(?:属地|辖区|各)?(?:寄递|快递|邮政)*企业"
)
_SITES = re.compile(rf"(?:各)?(?:营业|末端|快递)?(?:网点|营业场所|处理中心|分拨中心){_MUST}")
_ENTERPRISES = re.compile(rf"(?:各)?(?:寄递|快递|邮政|品牌)*企业(?:总部|负责人)?{_MUST}|企业总部")


def audiences_of(words: str, *, below: Audience) -> tuple[Audience, ...]:
    """Whom it is for, by whom it names as having to act; the regulators one level `below` where it names nobody."""
    named: list[Audience] = []
    if _REGULATORS.search(words) or _LEADERS.search(words):
        named.append(below)
    if not re.search(r"(?:督导|督促|指导|组织|帮助|引导|监督)", words) and (named_as := _ENTERPRISES.search(words)):
        named.append(Audience.HEADQUARTERS if "总部" in named_as[0] else Audience.BRANCHES)
    named += [Audience.SITES] if _SITES.search(words) else []
    return tuple(dict.fromkeys(named)) or (below,)


def post_of(words: str) -> str:
    """Which of the regulator's posts answers for it: its leader where leaders are named, else its officer."""
    return "leader" if _LEADERS.search(words) else "officer"


_MUNICIPALITIES = ("北京", "天津", "上海", "重庆")
_PROVINCE = re.compile(r"省|自治区|兵团")


def level_below(issuer: str) -> Audience:
    """The regulators to whom an issuer of this name passes its word: a nation to provinces, these to prefectures."""
    if issuer.startswith(("国家", "国务院", "交通运输部", "全国")) or not issuer:
        return Audience.PROVINCES
    if issuer.startswith(_MUNICIPALITIES):
        return Audience.COUNTIES
    return Audience.PREFECTURES if _PROVINCE.search(issuer[:10]) and "市" not in issuer else Audience.COUNTIES
