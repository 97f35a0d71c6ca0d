"""A filing's states and what moves it from one to the next: a table. Filing is not approval: it opens by itself."""

from collections.abc import Mapping
from enum import StrEnum

from yilu.core.reasons import Reason, reason
from yilu.core.text import Text


class State(StrEnum):
    """Where a filing stands."""

    DRAFT = "draft"
    FILED = "filed"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    OPEN = "open"
    RECTIFYING = "rectifying"
    SUSPENDED = "suspended"
    REOPENED = "reopened"
    CLOSED = "closed"


class Verb(StrEnum):
    """What is done to a filing."""

    START = "start"
    FILE = "file"
    TAKE_UP = "take_up"
    PASS = "pass"
    LAPSE = "lapse"
    RETURN = "return"
    RELEASE = "release"
    OPEN = "open"
    REOPEN = "reopen"
    RECTIFY = "rectify"
    CONFIRM = "confirm"
    SUSPEND = "suspend"
    CLOSE = "close"


class Who(StrEnum):
    """By whom: nobody but the rules themselves opens."""

    ENTERPRISE = "enterprise"
    REGULATOR = "regulator"
    RULES = "rules"


STATES: dict[State, Text] = {
    State.DRAFT: Text("草稿", "draft"),
    State.FILED: Text("已报备", "filed"),
    State.UNDER_REVIEW: Text("审核中", "under review"),
    State.RETURNED: Text("已退回", "returned"),
    State.OPEN: Text("已复工", "open"),
    State.RECTIFYING: Text("整改中", "rectifying"),
    State.SUSPENDED: Text("已停业", "suspended"),
    State.REOPENED: Text("已恢复营业", "reopened"),
    State.CLOSED: Text("已终止", "closed"),
}
VERBS: dict[Verb, Text] = {
    Verb.START: Text("开始报备", "begun"),
    Verb.FILE: Text("报备", "filed"),
    Verb.TAKE_UP: Text("进入审核", "taken under review"),
    Verb.PASS: Text("审核通过", "passed"),
    Verb.LAPSE: Text("审核逾期，视为通过", "review ran out: counts as passed"),
    Verb.RETURN: Text("退回", "returned"),
    Verb.RELEASE: Text("所引条件已不存在或已满足", "what was cited is met or no longer holds"),
    Verb.OPEN: Text("复工", "opened"),
    Verb.REOPEN: Text("恢复营业", "reopened"),
    Verb.RECTIFY: Text("责令整改", "ordered to rectify"),
    Verb.CONFIRM: Text("确认整改完成", "rectification confirmed"),
    Verb.SUSPEND: Text("停业", "suspended"),
    Verb.CLOSE: Text("终止", "closed"),
}
RUNNING = frozenset({State.OPEN, State.REOPENED, State.RECTIFYING})  # the site works
# Each row: from, verb, to, by whom. `FILED -> OPEN` the first time, `FILED -> REOPENED` once it has been open.
TRANSITIONS: tuple[tuple[State, Verb, State, Who], ...] = (
    (State.DRAFT, Verb.FILE, State.FILED, Who.ENTERPRISE),
    (State.RETURNED, Verb.FILE, State.FILED, Who.ENTERPRISE),
    (State.SUSPENDED, Verb.FILE, State.FILED, Who.ENTERPRISE),
    (State.FILED, Verb.TAKE_UP, State.UNDER_REVIEW, Who.RULES),
    (State.UNDER_REVIEW, Verb.PASS, State.FILED, Who.REGULATOR),
    (State.UNDER_REVIEW, Verb.LAPSE, State.FILED, Who.RULES),
    (State.UNDER_REVIEW, Verb.RETURN, State.RETURNED, Who.REGULATOR),
    (State.RETURNED, Verb.RELEASE, State.FILED, Who.RULES),
    (State.FILED, Verb.OPEN, State.OPEN, Who.RULES),
    (State.FILED, Verb.REOPEN, State.REOPENED, Who.RULES),
    (State.OPEN, Verb.RECTIFY, State.RECTIFYING, Who.REGULATOR),
    (State.REOPENED, Verb.RECTIFY, State.RECTIFYING, Who.REGULATOR),
    (State.RECTIFYING, Verb.CONFIRM, State.OPEN, Who.REGULATOR),
    (State.RECTIFYING, Verb.RELEASE, State.OPEN, Who.RULES),
    (State.OPEN, Verb.SUSPEND, State.SUSPENDED, Who.REGULATOR),
    (State.REOPENED, Verb.SUSPEND, State.SUSPENDED, Who.REGULATOR),
    (State.RECTIFYING, Verb.SUSPEND, State.SUSPENDED, Who.REGULATOR),
    (State.SUSPENDED, Verb.RELEASE, State.FILED, Who.RULES),
    (State.DRAFT, Verb.CLOSE, State.CLOSED, Who.ENTERPRISE),
    (State.FILED, Verb.CLOSE, State.CLOSED, Who.ENTERPRISE),
    (State.UNDER_REVIEW, Verb.CLOSE, State.CLOSED, Who.ENTERPRISE),
    (State.RETURNED, Verb.CLOSE, State.CLOSED, Who.ENTERPRISE),
    (State.SUSPENDED, Verb.CLOSE, State.CLOSED, Who.RULES),
    (State.OPEN, Verb.CLOSE, State.CLOSED, Who.RULES),
    (State.REOPENED, Verb.CLOSE, State.CLOSED, Who.RULES),
    (State.RECTIFYING, Verb.CLOSE, State.CLOSED, Who.RULES),
)
MOVES: Mapping[tuple[State, Verb], State] = {(a, verb): b for a, verb, b, _ in TRANSITIONS}


def why_not_move(state: str, verb: Verb) -> list[Reason]:
    """Why this cannot be done to a filing in that state."""
    if (State(state), verb) in MOVES:
        return []
    now, wanted = STATES[State(state)], VERBS[verb]
    return [
        reason(
            "filings.state", "报备现为“{now_zh}”，不能“{verb_zh}”。",
            "The filing is “{now_en}”: it cannot be {verb_en}.",
            now_zh=now.zh, now_en=now.en, verb_zh=wanted.zh, verb_en=wanted.en,
        )
    ]  # fmt: skip
