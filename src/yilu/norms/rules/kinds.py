"""The words of the room: what a requirement may take, do and speak of, each with its name in both languages."""

from enum import StrEnum

from yilu.core.text import Text


class Effect(StrEnum):
    """What follows from a requirement, the strictest first."""

    BLOCK = "block"
    CONDITION = "condition"
    CHECKLIST = "checklist"
    ADVICE = "advice"


class Proof(StrEnum):
    """What shows that a requirement is met."""

    LOG = "log"
    REPORT = "report"
    PHOTO = "photo"
    DOCUMENT = "document"
    INSPECTION = "inspection"


class Confidence(StrEnum):
    """How sure it is that the document says so. What was only remembered or never found is not shipped at all."""

    OFFICIAL = "A"
    MIRRORED = "A-m"
    COPIED = "B"
    WEAK = "C"
    LOCAL = "local"  # entered by an area from its own document


class About(StrEnum):
    """Whom or what it binds."""

    PERSON = "person"
    SITE = "site"
    VEHICLE = "vehicle"


class Theme(StrEnum):
    """Which of an enterprise's five duties it belongs to (notice NM5), or the posting service itself."""

    ORGANISATION = "organisation"
    PUBLICITY = "publicity"
    PEOPLE = "people"
    VEHICLES = "vehicles"
    PROTECTION = "protection"
    SERVICE = "service"


class Post(StrEnum):
    """The posts that requirements tell apart."""

    COUNTER = "counter"
    COURIER = "courier"
    SORTER = "sorter"
    DRIVER = "driver"
    OFFICE = "office"


class State(StrEnum):
    """What the ledger says of one requirement at one site."""

    FRESH = "fresh"
    STALE = "stale"
    NONE = "none"
    UNMET = "unmet"
    NOT_APPLICABLE = "not_applicable"


NAMES: dict[StrEnum, Text] = {
    Effect.BLOCK: Text("自动拦截", "automatic block"),
    Effect.CONDITION: Text("复工条件", "condition of opening"),
    Effect.CHECKLIST: Text("检查项", "checklist item"),
    Effect.ADVICE: Text("建议", "advice"),
    Proof.LOG: Text("台账", "log"),
    Proof.REPORT: Text("报告", "report"),
    Proof.PHOTO: Text("照片", "photo"),
    Proof.DOCUMENT: Text("文件", "document"),
    Proof.INSPECTION: Text("现场检查", "inspection"),
    Confidence.OFFICIAL: Text("甲：见官方原文或官方媒体", "A: official text or outlet read"),
    Confidence.MIRRORED: Text("甲乙：见转载，未见原页", "A-m: read on a mirror only"),
    Confidence.COPIED: Text("乙：多份转载相互一致", "B: copies that agree"),
    Confidence.WEAK: Text("丙：单份转述", "C: one weak copy"),
    Confidence.LOCAL: Text("本地文件", "the area's own document"),
    About.PERSON: Text("人员", "people"),
    About.SITE: Text("场所", "the site"),
    About.VEHICLE: Text("车辆", "vehicles"),
    Theme.ORGANISATION: Text("组织领导", "organisation"),
    Theme.PUBLICITY: Text("宣传", "publicity"),
    Theme.PEOPLE: Text("人员", "people"),
    Theme.VEHICLES: Text("车辆", "vehicles"),
    Theme.PROTECTION: Text("消毒防护", "disinfection and protection"),
    Theme.SERVICE: Text("寄递作业", "posting and delivery"),
    Post.COUNTER: Text("营业人员", "counter staff"),
    Post.COURIER: Text("投递人员", "couriers"),
    Post.SORTER: Text("处理人员", "sorters"),
    Post.DRIVER: Text("驾驶人员", "drivers"),
    Post.OFFICE: Text("管理人员", "office staff"),
    State.FRESH: Text("有效", "fresh"),
    State.STALE: Text("过期", "stale"),
    State.NONE: Text("无证据", "none"),
    State.UNMET: Text("不符合", "found wanting"),
    State.NOT_APPLICABLE: Text("不适用", "not applicable"),
}


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """A kind's codes with their names in the reader's language."""
    return [(code.value, str(NAMES[code])) for code in kind]


def named(kind: type[StrEnum], code: str) -> Text:
    """A code in words; the code itself where it is none of them."""
    return NAMES[kind(code)] if code in set(kind) else Text(code, code)
