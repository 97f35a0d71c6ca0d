"""What may follow what, what closing takes, and the ladder a task climbs when nobody acts: data and pure functions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from yilu.core.reasons import Reason, reason

HOUR = dt.timedelta(hours=1)
SHORTEST_REASON = 4  # characters


class Verb(StrEnum):
    """What people do with a task."""

    TAKE = "take"
    DELEGATE = "delegate"
    PROVE = "prove"
    CLOSE = "close"
    EXTEND = "extend"
    REOPEN = "reopen"
    CANCEL = "cancel"


STANDING = ("open", "taken")
ENDED = ("closed", "cancelled")
# In which states each may be done.
ALLOWED_IN: dict[Verb, tuple[str, ...]] = {
    Verb.TAKE: ("open",),
    Verb.DELEGATE: STANDING,
    Verb.PROVE: STANDING,
    Verb.CLOSE: STANDING,
    Verb.EXTEND: STANDING,
    Verb.REOPEN: ENDED,
    Verb.CANCEL: STANDING,
}
IS_OVER = reason("tasks.is_over", "任务已销号或撤销。", "The task is closed or cancelled.")
NOT_OVER = reason("tasks.not_over", "任务仍在办理，无须退回。", "The task still stands; there is nothing to reopen.")
ALREADY_TAKEN = reason("tasks.already_taken", "任务已有人领办。", "Somebody has taken the task on already.")
NOTHING_SHOWN = reason(
    "tasks.nothing_shown",
    "销号须有佐证（文字、文件或记录链接）或写明理由（不少于4个字）。",
    "Closing takes evidence (words, a file, a link to a record) or a stated reason of at least 4 characters.",
    "清单化管理",
)
NO_REASON = reason("tasks.no_reason", "请写明理由（不少于4个字）。", "State a reason of at least 4 characters.")
NOT_LATER = reason("tasks.due_not_later", "新的期限须晚于现在。", "The new due time must lie ahead.")
OUTWARD_LINK = reason(
    "tasks.outward_link",
    "链接须指向本系统的记录（以 / 开头）。",
    "A link leads to a record of this product (begins with /).",
)


def why_not_in_state(verb: Verb, state: str) -> list[Reason]:
    """Why this cannot be done with a task in that state."""
    if state in ALLOWED_IN[verb]:
        return []
    if verb == Verb.REOPEN:
        return [NOT_OVER]
    return [ALREADY_TAKEN if verb == Verb.TAKE and state == "taken" else IS_OVER]


def why_not_reason(given: str) -> list[Reason]:
    """Why this is no stated reason."""
    return [] if len(given.strip()) >= SHORTEST_REASON else [NO_REASON]


def why_not_close(*, is_proved: bool, given: str) -> list[Reason]:
    """Why a task cannot be closed on this."""
    return [] if is_proved or not why_not_reason(given) else [NOTHING_SHOWN]


def why_not_link(link: str) -> list[Reason]:
    """Why this is no link to a record of ours."""
    inside = not link or (link.startswith("/") and not link.startswith(("//", "/\\")))
    return [] if inside else [OUTWARD_LINK]


class Whom(StrEnum):
    """To whom a rung turns, seen from the task's place."""

    OWNER = "owner"
    BRANCH = "branch_manager"  # of the site's branch, or of one above it
    HEADQUARTERS = "headquarters"
    AREA = "officer"  # the regulator's officer nearest to the place
    LEADER = "leader"  # the regulator's leader nearest to the place


@dataclass(frozen=True, slots=True)
class Rung:
    """So long after the due time (negative: before it) somebody is turned to: the owner reminded, others take over."""

    after: dt.timedelta
    whom: Whom


# The product's own times, no regulation's: kinds named here have their own, all others the first that fits.
IN_ENTERPRISE = (
    Rung(-HOUR, Whom.OWNER),
    Rung(0 * HOUR, Whom.OWNER),
    Rung(2 * HOUR, Whom.BRANCH),
    Rung(4 * HOUR, Whom.HEADQUARTERS),
    Rung(8 * HOUR, Whom.AREA),
    Rung(24 * HOUR, Whom.LEADER),
)
OF_REGULATOR = (
    Rung(-HOUR, Whom.OWNER),
    Rung(0 * HOUR, Whom.OWNER),
    Rung(8 * HOUR, Whom.LEADER),
)
LADDERS: dict[str, tuple[Rung, ...]] = {
    # A review that runs out counts as passed: its officer is reminded a day before, the leader learns hours before.
    "filings.review": (
        Rung(-24 * HOUR, Whom.OWNER),
        Rung(-8 * HOUR, Whom.LEADER),
        Rung(0 * HOUR, Whom.LEADER),
    ),
    # A case does not wait for the afternoon.
    "people.case": (
        Rung(0 * HOUR, Whom.OWNER),
        Rung(HOUR / 2, Whom.BRANCH),
        Rung(HOUR, Whom.HEADQUARTERS),
        Rung(HOUR, Whom.AREA),
        Rung(2 * HOUR, Whom.LEADER),
    ),
    # Those above learn of missing checks together, at hours their area sets (people.rules.escalation).
    "people.check": (Rung(0 * HOUR, Whom.OWNER),),
}


def ladder(kind: str, *, in_enterprise: bool) -> Sequence[Rung]:
    """The rungs of a task, earliest first."""
    return LADDERS.get(kind) or (IN_ENTERPRISE if in_enterprise else OF_REGULATOR)


def next_rung(rungs: Sequence[Rung], made: int, due: dt.datetime) -> dt.datetime | None:
    """When the next rung is climbed; None at the top."""
    return due + rungs[made].after if made < len(rungs) else None


def rungs_passed(rungs: Sequence[Rung], *, due: dt.datetime, now: dt.datetime) -> int:
    """How many rungs lie behind at `now`."""
    return sum(due + r.after <= now for r in rungs)
