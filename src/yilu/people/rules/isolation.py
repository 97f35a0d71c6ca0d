"""An isolation is a record of what a health authority ordered: it begins and ends on that authority's documents."""

import datetime as dt

from yilu.core.reasons import Reason, reason
from yilu.people.rules.answers import ALL_SYMPTOMS, COLDEST, HOTTEST

NO_AUTHORITY = reason(
    "people.isolation.authority",
    "请填写作出隔离决定的卫生健康部门；本系统只登记，不作决定。",
    "Name the health authority that ordered it; the product records, it never orders.",
)
NO_DOCUMENT = reason(
    "people.isolation.document", "请填写隔离（医学观察）文书。", "Name the document that orders the isolation."
)
NO_PLACE = reason("people.isolation.place", "请填写隔离地点。", "Say where.")
BACKWARDS = reason("people.isolation.backwards", "截止日期早于开始日期。", "It would end before it begins.")
STANDS_ALREADY = reason(
    "people.isolation.stands",
    "该员工已有未解除的隔离登记。",
    "An isolation of this worker is on record and not released.",
)
RELEASED = reason("people.isolation.released", "隔离已解除。", "It is released already.")
NO_CLEARANCE = reason(
    "people.isolation.clearance",
    "须注明卫生健康部门的解除文书；期满不等于解除。",
    "Name the health authority's clearance; that the days are over does not release anybody.",
)
OUTSIDE = reason(
    "people.follow_up.day",
    "随访日期须在隔离期间内，且不晚于今天。",
    "A follow-up belongs to a day of the isolation, not later than today.",
)
UNREADABLE = reason(
    "people.follow_up.answers",
    "体温须在 {low} 至 {high} ℃ 之间，症状须在所列之内。",
    "The temperature lies between {low} and {high} °C; symptoms are those listed.",
    low=COLDEST / 10,
    high=HOTTEST / 10,
)


def why_not_isolate(
    *, authority: str, document: str, place: str, first: dt.date, last: dt.date | None, stands: bool
) -> list[Reason]:
    """Why it cannot be put on record."""
    why = [STANDS_ALREADY] if stands else []
    given = ((NO_AUTHORITY, authority), (NO_DOCUMENT, document), (NO_PLACE, place))
    why += [missing for missing, text in given if not text.strip()]
    return why + ([BACKWARDS] if last is not None and last < first else [])


def why_not_release(*, is_released: bool, document: str) -> list[Reason]:
    """Why nobody may say that it is over."""
    if is_released:
        return [RELEASED]
    return [] if document.strip() else [NO_CLEARANCE]


def why_not_follow_up(
    *, first: dt.date, released: dt.date | None, day: dt.date, today: dt.date, temperature: int | None, symptoms: int
) -> list[Reason]:
    """Why a day's follow-up cannot be taken. `released`: the day of the clearance, None while it stands."""
    why = [] if first <= day <= min(today, released or today) else [OUTSIDE]
    hot = temperature is not None and not COLDEST <= temperature <= HOTTEST
    return why + ([UNREADABLE] if hot or symptoms & ~ALL_SYMPTOMS else [])
