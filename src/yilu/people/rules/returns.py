"""Coming back to work: the states of a return as a table, and what keeps a booking, a departure or a clearance back."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from yilu.core.reasons import Reason, reason
from yilu.core.text import Text

SH8, QH2B = "错峰返岗", "返岗人员检疫查验"
MOST_DAYS = 366  # one order sets the limits of at most so many days
FARTHEST = 366  # and nobody is booked further ahead


class State(StrEnum):
    """How far a return has come."""

    PLANNED = "planned"
    BOOKED = "booked"
    TRAVELLING = "travelling"
    ARRIVED = "arrived"
    ISOLATED = "isolated"
    CLEARED = "cleared"
    CANCELLED = "cancelled"


class Verb(StrEnum):
    """What is done with a return."""

    BOOK = "book"
    UNBOOK = "unbook"
    DEPART = "depart"
    TURN_BACK = "turn_back"
    ARRIVE = "arrive"
    ISOLATE = "isolate"
    CLEAR = "clear"
    CANCEL = "cancel"


TRANSITIONS: dict[tuple[State, Verb], State] = {
    (State.PLANNED, Verb.BOOK): State.BOOKED,
    (State.BOOKED, Verb.BOOK): State.BOOKED,  # another day
    (State.BOOKED, Verb.UNBOOK): State.PLANNED,
    (State.BOOKED, Verb.DEPART): State.TRAVELLING,
    (State.TRAVELLING, Verb.TURN_BACK): State.PLANNED,
    (State.PLANNED, Verb.ARRIVE): State.ARRIVED,  # came without a booking
    (State.BOOKED, Verb.ARRIVE): State.ARRIVED,
    (State.TRAVELLING, Verb.ARRIVE): State.ARRIVED,
    (State.ARRIVED, Verb.ISOLATE): State.ISOLATED,
    (State.ARRIVED, Verb.CLEAR): State.CLEARED,
    (State.ISOLATED, Verb.CLEAR): State.CLEARED,
    (State.PLANNED, Verb.CANCEL): State.CANCELLED,
    (State.BOOKED, Verb.CANCEL): State.CANCELLED,
    (State.TRAVELLING, Verb.CANCEL): State.CANCELLED,
}
ENDED = frozenset({State.CLEARED, State.CANCELLED})
OPEN = tuple(s for s in State if s not in ENDED)
AWAY = (State.PLANNED, State.BOOKED, State.TRAVELLING)  # not here yet
HELD = (State.ARRIVED, State.ISOLATED)  # here, not cleared
ROOMED = (State.BOOKED, State.TRAVELLING, *HELD)  # may hold room under the limits

STATES: dict[State, Text] = {
    State.PLANNED: Text("待预约", "to be booked"),
    State.BOOKED: Text("已预约", "booked"),
    State.TRAVELLING: Text("在途", "travelling"),
    State.ARRIVED: Text("已到达，待查验", "arrived, to be cleared"),
    State.ISOLATED: Text("隔离观察", "in isolation"),
    State.CLEARED: Text("已解除，可上岗", "cleared"),
    State.CANCELLED: Text("已取消", "cancelled"),
}
VERBS: dict[Verb, Text] = {
    Verb.BOOK: Text("预约到达日", "book a day"),
    Verb.UNBOOK: Text("退回预约", "give the day back"),
    Verb.DEPART: Text("登记出发", "note the departure"),
    Verb.TURN_BACK: Text("劝返", "turned back"),
    Verb.ARRIVE: Text("到达查验", "check on arrival"),
    Verb.ISOLATE: Text("登记隔离", "record the isolation"),
    Verb.CLEAR: Text("登记解除", "record the clearance"),
    Verb.CANCEL: Text("取消返岗", "cancel"),
}

NOT_BACK = reason(
    "people.post.not_back",
    "外出返岗手续未完成，解除前不得上岗。",
    "Has not come back and been cleared: not on post.",
    QH2B,
)
STANDS = reason("people.return.stands", "该员工已有未办结的返岗登记。", "This worker's return is on record already.")
BOOKED_ELSEWHERE = reason(
    "people.return.elsewhere",
    "该人员（证件号码相同）已在另一网点登记返岗，不能重复预约。",
    "Somebody with this identity number is returning to another site already.",
)
NO_ORIGIN = reason("people.return.origin", "没有这个地区代码。", "No area has this code.")
TIER_CHANGED = reason(
    "people.return.tier_changed",
    "预约后来源地风险等级由{before}变为{now}，须重新决定是否返岗。",
    "After the booking its origin went from {before_en} to {now_en}: decide again.",
    SH8,
)
NOT_CHANGED = reason(
    "people.return.not_changed", "来源地风险等级未变，无须重新决定。", "The origin's tier has not changed."
)
GROUND = reason("people.return.ground", "请写明理由（不少于4个字）。", "Say why (at least 4 characters).")
NO_DOCUMENT = reason(
    "people.return.document",
    "须注明查验合格或解除隔离的文书；本系统只登记，不作决定。",
    "Name the document by which the person was found fit or cleared; the product records, it never decides.",
    QH2B,
)
ISOLATION_STANDS = reason(
    "people.return.isolated", "隔离观察未解除，请先登记解除文书。", "The isolation stands: record its clearance first."
)
WITHOUT_LIMITS = reason("people.limit.empty", "请至少填写一项限额。", "Give at least one limit.")
LIMIT_DOCUMENT = reason("people.limit.document", "请填写依据的文件文号。", "Name the document that orders it.")
LIMIT_DAYS = reason(
    "people.limit.days",
    "起止日期有误，或超过{most}天。",
    "These days are in no order, or more than {most}.",
    most=MOST_DAYS,
)
PAST = reason("people.return.past", "日期已过。", "That day is over.")
FAR = reason("people.return.far", "日期过远，最多提前{most}天。", "Too far ahead: {most} days at most.", most=FARTHEST)
EARLY = reason("people.return.early", "早于本人最早可返日期。", "Earlier than the worker can come.")


@dataclass(frozen=True, slots=True)
class Room:
    """One area on one day: what it orders (None: not set) and what is taken."""

    area: str
    day: dt.date
    arrivals: int | None
    arriving: int
    places: int | None
    isolated: int
    document: str


def why_not_verb(verb: Verb, state: str) -> list[Reason]:
    """Why this cannot be done with a return in that state."""
    if (State(state), verb) in TRANSITIONS:
        return []
    was, does = STATES[State(state)], VERBS[verb]
    return [
        reason(
            "people.return.state",
            "当前为“{state}”，不能{verb}。",
            "It is “{state_en}”: {verb_en} is not possible.",
            state=was.zh, verb=does.zh, state_en=was.en, verb_en=does.en,
        )
    ]  # fmt: skip


def why_not_day(day: dt.date, *, today: dt.date, earliest: dt.date | None) -> list[Reason]:
    """Why the day itself will not do."""
    why = [PAST] if day < today else []
    why += [FAR] if (day - today).days > FARTHEST else []
    return why + ([EARLY] if earliest is not None and day < earliest else [])


def why_no_room(rooms: Iterable[Room], *, day: dt.date, takes_place: bool) -> list[Reason]:
    """Every limit that one more person on `day` would pass; a place is wanted on each day of `rooms`."""
    why = []
    for room in rooms:
        if room.day == day and room.arrivals is not None and room.arriving >= room.arrivals:
            why.append(
                reason(
                    "people.return.full",
                    "{area} {day} 到达限额 {limit} 人已满（{document}）。",
                    "{area}, {day}: all {limit} arrivals are taken ({document}).",
                    SH8, area=room.area, day=room.day, limit=room.arrivals, document=room.document,
                )
            )  # fmt: skip
        if takes_place and room.places is not None and room.isolated >= room.places:
            why.append(
                reason(
                    "people.return.no_place",
                    "{area} {day} 隔离床位 {limit} 张已满（{document}）。",
                    "{area}, {day}: all {limit} isolation places are taken ({document}).",
                    SH8, area=room.area, day=room.day, limit=room.places, document=room.document,
                )
            )  # fmt: skip
            takes_place = False  # the first day without a place says enough
    return why


def why_not_clear(
    *, document: str, isolated: bool, released: bool, ordered: tuple[int, str] | None, days_here: int
) -> list[Reason]:
    """Why nobody may be cleared yet. `ordered`: the days of observation the area ordered, and its document."""
    why = [] if document.strip() else [NO_DOCUMENT]
    if isolated:
        why.append(ISOLATION_STANDS)
    elif ordered is not None and not released and days_here < ordered[0]:
        why.append(
            reason(
                "people.return.too_soon",
                "本地规定返岗前隔离观察{days}天（{document}），尚未期满，也没有解除隔离的登记。",
                "Here {days} days of observation are ordered ({document}): not over, and no isolation was released.",
                QH2B, days=ordered[0], document=ordered[1],
            )
        )  # fmt: skip
    return why


def why_not_limit(
    *, first: dt.date, last: dt.date, arrivals: int | None, places: int | None, document: str
) -> list[Reason]:
    """Why an order of limits cannot be taken."""
    why = [] if first <= last and (last - first).days < MOST_DAYS else [LIMIT_DAYS]
    why += [WITHOUT_LIMITS] if arrivals is None and places is None else []
    return why + ([] if document.strip() else [LIMIT_DOCUMENT])


def tier_changed(before: Text, now: Text) -> Reason:
    """The sentence for a return whose origin's tier is another than when it was decided."""
    return Reason(
        TIER_CHANGED.code,
        TIER_CHANGED.text.filled(before=before.zh, now=now.zh, before_en=before.en.lower(), now_en=now.en.lower()),
        SH8,
    )
