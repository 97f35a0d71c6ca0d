"""Who can sign in to the demo world: one account for each role. The people are fictional, the password is no secret."""

from dataclasses import dataclass

PASSWORD = "yilu-demo-2020"
PROVINCE, PREFECTURE, COUNTY = "430000", "430100", "430104"  # Hunan, Changsha, Yuelu


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account: a role over an area, or within a brand (index of `FIRMS`), a branch, a site or oneself."""

    username: str
    name: str
    role: str
    zh: str  # who that is
    en: str
    area: str = ""
    firm: int | None = None
    inside: str = "brand"  # of an enterprise's people: brand, branch or site


ACCOUNTS: tuple[Account, ...] = (
    Account("leader", "顾安澜", "leader", "国家局负责人", "nation, leader", "100000"),
    Account("province", "沈望舒", "officer", "湖南省局业务人员", "Hunan, officer", PROVINCE),
    Account("prefecture", "陆知行", "officer", "长沙市局业务人员", "Changsha, officer", PREFECTURE),
    Account("inspector", "秦守义", "inspector", "岳麓区检查人员", "Yuelu, inspector", COUNTY),
    Account("health", "苏问夏", "health_officer", "湖南省防疫人员", "Hunan, health officer", PROVINCE),
    Account("city-health", "程杏林", "health_officer", "长沙市防疫人员", "Changsha, health officer", PREFECTURE),
    Account("duty", "贺更生", "duty_officer", "湖南省值班人员", "Hunan, duty officer", PROVINCE),
    Account("complaints", "温如言", "complaints_officer", "湖南省申诉处理", "Hunan, complaints", PROVINCE),
    Account("hubei", "江汉清", "leader", "湖北省局负责人", "Hubei, leader", "420000"),
    Account("hq-a", "唐致远", "headquarters", "鸿雁演示 总部", "headquarters of brand A", firm=0),
    Account("hq-c", "白向晨", "headquarters", "信鸽演示 总部", "headquarters of brand C", firm=2),
    Account("branch", "岳连城", "branch_manager", "信鸽演示 长沙分支", "C in Changsha", firm=2, inside="branch"),
    Account("site", "罗小满", "site_manager", "信鸽演示 网点负责人", "a site of C", firm=2, inside="site"),
    Account("site-health", "叶知秋", "site_health_officer", "网点健康员", "its health officer", firm=2, inside="site"),
    Account("worker", "周一帆", "worker", "信鸽演示 一线员工", "worker at that site", firm=2, inside="site"),
    Account("auditor", "严明察", "auditor", "国家局审计人员", "nation, auditor", "100000"),
    Account("liaison", "方联络", "liaison", "长沙市卫健联络员", "Changsha, health liaison", PREFECTURE),
)  # fmt: skip
