"""The eight service classes of the notice in three guarantee tiers, each issuing body's wording, and which class wins.

Source: State Post Bureau release of 18 Feb 2020; Qinghai Postal Administration in the notice of seven provinces.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yilu.core.text import Text

DECREES = "decrees"
UNMAPPED = "unmapped"
UNMAPPED_NAME = Text("未归类", "Unmapped")

TIERS = {
    1: Text("四个确保", "Four to ensure"),
    2: Text("三个优先", "Three to prioritise"),
    3: Text("一个梯度推进", "One to advance in steps"),
}

# Sealed mail of the state travels outside this system: it is neither counted nor named here.
CONFIDENTIAL_NOTE = Text(
    "机要通信不在本系统内，不统计、不登记。", "Confidential mail is outside this system: not counted, not recorded."
)


@dataclass(frozen=True, slots=True)
class ClassRule:
    """One class: its code, its guarantee tier and place in it, its name, and whether it is a volume at all."""

    code: str
    tier: int
    position: int
    name: Text
    is_volume: bool = True


CLASSES = (
    ClassRule(DECREES, 1, 1, Text("中央政令", "State decrees"), is_volume=False),
    ClassRule("party_press", 1, 2, Text("党报党刊", "Party newspapers and journals")),
    ClassRule("necessities", 1, 3, Text("群众基本生活物资", "Daily necessities of the people")),
    ClassRule("supplies", 1, 4, Text("抗疫物资", "Anti-epidemic supplies")),
    ClassRule("government", 2, 1, Text("政务寄递", "Government-service mail")),
    ClassRule("orders", 2, 2, Text("已产生订单", "Orders already placed")),
    ClassRule("new_forms", 2, 3, Text("新业态和特殊需要", "New forms and special needs")),
    ClassRule("online_shopping", 3, 1, Text("网购快递", "Online-shopping parcels")),
)
VOLUME_CLASSES = tuple(c.code for c in CLASSES if c.is_volume)
TIER_OF = {c.code: c.tier for c in CLASSES}
NAME_OF = {c.code: c.name for c in CLASSES}


@dataclass(frozen=True, slots=True)
class Wording:
    """How one issuing body words a class and where it puts it inside its tier."""

    class_code: str
    issuer: str
    position: int
    words: str
    document: str
    source: str


_SPB = ("国家邮政局", "国家邮政局2020年2月18日发布", "国家邮政局2020年2月18日发布稿")
_QH = ("青海省邮政管理局", "七省（区、市）邮政管理局贯彻国家邮政局视频会议精神（2020年2月）", "人民交通网转载")


def _worded(issuer: tuple[str, str, str], words: Iterable[tuple[str, int, str]]) -> tuple[Wording, ...]:
    name, document, source = issuer
    return tuple(Wording(code, name, position, text, document, source) for code, position, text in words)


WORDINGS = (
    *_worded(
        _SPB,
        (
            (DECREES, 1, "中央政令畅通"),
            ("party_press", 2, "党报党刊投递渠道畅通"),
            ("necessities", 3, "武汉等地群众基本生活物资寄递服务渠道畅通"),
            ("supplies", 4, "国内国际抗“疫”物资运输寄递“绿色通道”畅通"),
            ("government", 1, "邮政服务政务寄递"),
            ("orders", 2, "平台已产生订单的寄递需求"),
            ("new_forms", 3, "包容新业态发展、满足老百姓特殊需要"),
            ("online_shopping", 1, "分阶段提出企业恢复目标，梯度推进网购快递"),
        ),
    ),
    *_worded(
        _QH,
        (
            (DECREES, 1, "中央政令畅通"),
            ("party_press", 2, "党报党刊投递渠道安全畅通"),
            ("necessities", 3, "满足群众基本生活寄递服务渠道畅通"),
            ("supplies", 4, "国内抗“疫”物资运输寄递绿色通道畅通"),
            ("orders", 1, "优先处理已产生订单的寄递需求"),
            ("new_forms", 2, "优先包容新业态发展满足老百姓需要"),
            ("government", 3, "优先做好邮政服务政务寄递工作"),
            ("online_shopping", 1, "积极有序推进网购快递复工复产"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class MappingFact:
    """A product's class in one area; lower precedence wins."""

    product: str
    class_code: str | None
    precedence: int
    area: str


def class_of(products: Iterable[str], mappings: dict[str, MappingFact]) -> str | None:
    """The one class of a parcel that bears these products: the mapping of lowest precedence; None is unmapped."""
    hits = [m for p in products if (m := mappings.get(p)) is not None and m.class_code is not None]
    return min(hits, key=lambda m: (m.precedence, m.product)).class_code if hits else None
