"""Levels, severities, the order in which risk asks for a visit, and what a record must hold. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from yilu.core.jurisdiction import NATION
from yilu.core.reasons import Reason, reason
from yilu.core.text import Text

WEEK = dt.timedelta(days=7)
MOST_PHOTOS = 8
LONGEST_NOTE = 500


class Level(StrEnum):
    """The level of the regulator that inspects."""

    NATION = "nation"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class Severity(StrEnum):
    """How grave a finding is."""

    MINOR = "minor"
    SERIOUS = "serious"
    GRAVE = "grave"


class Field(StrEnum):
    """What is looked at beside the epidemic norms."""

    SAFETY = "safety"
    MARKET = "market"


NAMES: dict[StrEnum, Text] = {
    Level.NATION: Text("国家局", "national bureau"),
    Level.PROVINCE: Text("省级", "province"),
    Level.PREFECTURE: Text("市级", "prefecture"),
    Level.COUNTY: Text("县级", "county"),
    Severity.MINOR: Text("一般", "minor"),
    Severity.SERIOUS: Text("较重", "serious"),
    Severity.GRAVE: Text("严重", "grave"),
    Field.SAFETY: Text("安全生产", "production safety"),
    Field.MARKET: Text("市场秩序", "market order"),
}
TIERS = ("high", "medium", "low")  # what is not known comes last
NOT_PLANNED = reason("inspections.not_planned", "这次检查已完成或取消。", "This inspection is done or dropped already.")
NOT_YOURS = reason("inspections.not_yours", "这次检查不由您承担。", "This inspection is not yours.")
UNSAID = reason(
    "inspections.unsaid_overlap",
    "{site}：{beside}。确需再查的，请勾选“知悉仍查”。",
    "{site}: {beside}. Tick it if it must be inspected all the same.",
)
NO_ANSWER = reason("inspections.no_answer", "检查表还没有填。", "The checklist is still empty.")
NO_SIGNER = reason(
    "inspections.no_signer", "请现场人员签名或填写姓名。", "Somebody on the spot signs or gives the name."
)
NO_NOTE = reason(
    "inspections.no_note",
    "“{name}”不符合，请写明情况（不少于4个字）。",
    "“{name}” is found wanting: say what was seen.",
)
UNKNOWN_ITEM = reason("inspections.unknown_item", "“{code}”不在检查表上。", "“{code}” does not stand on the checklist.")
PHOTOS = reason("inspections.photos", "一次检查最多8张照片。", "An inspection takes 8 photos at most.")
AHEAD = reason("inspections.ahead", "检查时间晚于现在。", "It would have taken place after now.")
BACKWARDS = reason("inspections.backwards", "结束早于开始。", "It would have ended before it began.")
NOT_OPEN = reason("inspections.finding_state", "整改事项的状态已变，请刷新。", "The finding has moved on; look again.")
TOO_SHORT = reason("inspections.too_short", "请写明情况（不少于4个字）。", "Say it in at least 4 characters.")
NOT_LATER = reason("inspections.not_later", "整改期限须晚于检查时间。", "The due time must lie after the visit.")
NO_DOCUMENT = reason(
    "inspections.no_document",
    "检查项须有依据文件和中英文内容。",
    "An item takes its document and its text in both languages.",
)


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """Codes with their names."""
    return [(code.value, str(NAMES[code])) for code in kind]


def level_of(area: str) -> Level:
    """The level of whoever stands over the area."""
    if area == NATION:
        return Level.NATION
    if area.endswith("0000"):
        return Level.PROVINCE
    return Level.PREFECTURE if area.endswith("00") else Level.COUNTY


@dataclass(frozen=True, slots=True)
class Risk:
    """What speaks for a visit: the tier, the days since the last (None: never), the gaps the ledger shows."""

    tier: str
    days_since: int | None
    gaps: int

    @property
    def order(self) -> tuple[int, int, int, int]:
        """The first comes first: the tier, then whole weeks without a visit (never: first), then gaps. No weights."""
        tier = TIERS.index(self.tier) if self.tier in TIERS else len(TIERS)
        weeks = -10_000 if self.days_since is None else -(self.days_since // 7)
        return tier, weeks, -self.gaps, -(self.days_since or 0)


@dataclass(frozen=True, slots=True)
class Answer:
    """One item as seen: met, not met, or (None) not to be looked at; of what is not met how grave and until when."""

    met: bool | None
    note: str = ""
    severity: str = Severity.MINOR
    days: int = 3
    proposes_suspension: bool = False


def why_not_record(
    answers: Mapping[str, Answer], names: Mapping[str, Text], *, has_signer: bool, photos: int,
    started_at: dt.datetime, ended_at: dt.datetime, now: dt.datetime,
) -> list[Reason]:  # fmt: skip
    """Why this is no record of an inspection."""
    found = [Reason(UNKNOWN_ITEM.code, UNKNOWN_ITEM.text.filled(code=c[:20])) for c in answers if c not in names]
    if all(a.met is None for a in answers.values()):
        found.append(NO_ANSWER)
    found += [
        Reason(NO_NOTE.code, NO_NOTE.text.filled(name=names[code]))
        for code, a in answers.items()
        if a.met is False and code in names and len(a.note.strip()) < 4
    ]
    if not has_signer:
        found.append(NO_SIGNER)
    if photos > MOST_PHOTOS:
        found.append(PHOTOS)
    if ended_at > now + dt.timedelta(minutes=5):
        found.append(AHEAD)
    if ended_at < started_at:
        found.append(BACKWARDS)
    return found
