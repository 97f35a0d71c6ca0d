"""How far protection reaches: days on hand, who stands without, what one issue covers. Pure numbers.

The number of masks a person needs a day is ordered by an area or not set. Where it is not set no days are computed; who
goes on post still needs one, since nobody is protected by none.
"""

import datetime as dt
from collections.abc import Sequence

from yilu.core.reasons import Reason, reason

LEAST = 1  # a piece: with fewer nobody is protected, whatever number is ordered

NO_STOCK = reason(
    "supplies.unprotected.no_stock",
    "网点没有可用口罩，本人也没有领用结存：无防护不上岗。",
    "The site has no usable mask and the worker holds none: no protection, no post.",
)
SHORT = reason(
    "supplies.unprotected.short",
    "网点可用口罩只够 {covers} 人当日使用，轮不到本人：无防护不上岗。",
    "The site's usable masks cover {covers} people today, and not this one: no protection, no post.",
)


def days_on_hand(pieces: int, people: int, a_day: int | None) -> float | None:
    """Days the pieces last for so many people; None where no number is ordered or nobody is on post."""
    if a_day is None or people <= 0:
        return None
    return pieces / (people * a_day)


def runs_out_on(days: float | None, *, on: dt.date) -> dt.date | None:
    """The first day not fully covered; None: not computed, or beyond a year."""
    if days is None or days > 366:
        return None
    return on + dt.timedelta(days=int(days))


def unprotected(pieces: int, people: int, covered: int, a_day: int | None) -> int:
    """Of the people on post, how many have neither masks of their own nor the day's from the stock."""
    waiting = max(0, people - covered)
    return max(0, waiting - pieces // (a_day or LEAST))


def covered_until(until: dt.date | None, *, given_on: dt.date, pieces: int, a_day: int | None) -> dt.date:
    """The last day somebody is covered after being given so many: days already covered are not counted twice."""
    days = pieces // (a_day or LEAST)
    last = given_on - dt.timedelta(days=1)
    return max(until or last, last) + dt.timedelta(days=days)


def shared_out(pieces: int, waiting: Sequence[int], a_day: int | None) -> tuple[set[int], Reason]:
    """Whom the stock covers today, in the order given, and why the others stand without."""
    covers = pieces // (a_day or LEAST)
    why = Reason(SHORT.code, SHORT.text.filled(covers=covers)) if covers else NO_STOCK
    return set(waiting[:covers]), why
