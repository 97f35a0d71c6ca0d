"""Consistency checks on a report: shown, not swallowed. Each is a sentence and one test over arrays, a site an entry.

The same tests serve one form and a bulk of 200,000 rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yilu.core.reasons import Reason, reason
from yilu.core.text import Text

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Numbers = Mapping[str, Ints]  # by the names in `Facts`
UNKNOWN = -1  # where a fact is not known

# How far is far: these bounds are the product's own, for warnings only; no text fixes them.
FAR_FACTOR = 5
FAR_LEAST = 200  # pieces; below it a jump says nothing
ALIKE_LEAST = 100  # pieces; small sites do have two days alike
FOLLOWS_WITHIN = 0.5  # of the pieces that moved
DAYS_OF_HISTORY = 7  # the newest of them weighs most
LEAST_HISTORY = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """One day of many sites: told today, told yesterday (UNKNOWN if not), the mean of the last days, the register."""

    is_open: Ints
    collected: Ints
    delivered: Ints
    backlog: Ints
    on_post: Ints
    roster: Ints
    class_collected: Ints  # sums over classes
    class_delivered: Ints
    class_backlog: Ints
    yesterday_backlog: Ints
    yesterday_collected: Ints  # UNKNOWN where the site was closed then and is open now, or the other way round
    yesterday_delivered: Ints
    usual_collected: Ints  # over open days; UNKNOWN with fewer than LEAST_HISTORY of them
    usual_delivered: Ints
    registered_open: Ints  # 1 open, 0 not, UNKNOWN


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its code, its sentence, the test, and the numbers the sentence names."""

    code: str
    text: Text
    fails: Callable[[Facts], Bools]
    numbers: Callable[[Facts], Numbers]

    def reason(self, values: Mapping[str, Any]) -> Reason:
        """The sentence with its numbers."""
        return Reason(f"operations.check.{self.code}", self.text.filled(**values))


def _far(today: Ints, yesterday: Ints, usual: Ints) -> Bools:
    """Far from what is usual and from yesterday too: a site that grows day by day is no slip of the pen."""
    return _apart(today, usual) & _apart(today, yesterday)


def _apart(today: Ints, usual: Ints) -> Bools:
    large, small = np.maximum(today, usual), np.minimum(today, usual)
    return np.asarray((usual != UNKNOWN) & (large >= FAR_LEAST) & (large > FAR_FACTOR * np.maximum(small, 1)))


def _does_not_follow(f: Facts) -> Bools:
    moved = np.maximum(f.collected + f.delivered, FAR_LEAST)
    jump = np.abs(f.backlog - f.yesterday_backlog)
    return np.asarray((f.yesterday_backlog != UNKNOWN) & (jump > (1 + FOLLOWS_WITHIN) * moved))


CHECKS = (
    Check(
        "parts_exceed_total",
        Text(
            "各类之和（收寄 {collected}、投递 {delivered}、积压 {backlog}）超过合计。",
            "The classes add up to more than the total (collected {collected}, delivered {delivered}, "
            "backlog {backlog}).",
        ),
        lambda f: (f.class_collected > f.collected) | (f.class_delivered > f.delivered) | (f.class_backlog > f.backlog),
        lambda f: {"collected": f.class_collected, "delivered": f.class_delivered, "backlog": f.class_backlog},
    ),
    Check(
        "on_post_over_roster",
        Text("到岗 {on_post} 人多于在册 {roster} 人。", "{on_post} people on post, but {roster} on the roster."),
        lambda f: f.on_post > f.roster,
        lambda f: {"on_post": f.on_post, "roster": f.roster},
    ),
    Check(
        "closed_but_working",
        Text(
            "填报停业，却有收寄 {collected} 件、投递 {delivered} 件。",
            "Reported closed, yet {collected} collected and {delivered} delivered.",
        ),
        lambda f: (f.is_open == 0) & (f.collected + f.delivered > 0),
        lambda f: {"collected": f.collected, "delivered": f.delivered},
    ),
    Check(
        "open_but_not_registered",
        Text("填报营业，登记状态却不是营业中。", "Reported open, but the register does not have it as open."),
        lambda f: (f.is_open == 1) & (f.registered_open == 0),
        lambda _: {},
    ),
    Check(
        "same_as_yesterday",
        Text(
            "收寄 {collected}、投递 {delivered}、积压 {backlog} 与昨日完全相同。",
            "Collected {collected}, delivered {delivered}, backlog {backlog}: exactly as yesterday.",
        ),
        lambda f: (
            (f.collected == f.yesterday_collected)
            & (f.delivered == f.yesterday_delivered)
            & (f.backlog == f.yesterday_backlog)
            & (f.collected + f.delivered >= ALIKE_LEAST)
        ),
        lambda f: {"collected": f.collected, "delivered": f.delivered, "backlog": f.backlog},
    ),
    Check(
        "collected_far_from_usual",
        Text(
            "收寄 {today} 件，近日平均 {usual} 件，相差悬殊。",
            "{today} collected; the mean of the last days is {usual}.",
        ),
        lambda f: _far(f.collected, f.yesterday_collected, f.usual_collected),
        lambda f: {"today": f.collected, "usual": f.usual_collected},
    ),
    Check(
        "delivered_far_from_usual",
        Text(
            "投递 {today} 件，近日平均 {usual} 件，相差悬殊。",
            "{today} delivered; the mean of the last days is {usual}.",
        ),
        lambda f: _far(f.delivered, f.yesterday_delivered, f.usual_delivered),
        lambda f: {"today": f.delivered, "usual": f.usual_delivered},
    ),
    Check(
        "backlog_does_not_follow",
        Text(
            "积压由昨日 {yesterday} 件变为 {today} 件，与当日收投量不相称。",
            "The backlog went from {yesterday} to {today}, more than the day's pieces explain.",
        ),
        _does_not_follow,
        lambda f: {"yesterday": f.yesterday_backlog, "today": f.backlog},
    ),
)
BY_CODE = {c.code: c for c in CHECKS}

Flags = list[tuple[str, dict[str, int]]]


def failing(facts: Facts) -> dict[int, Flags]:
    """For each site that fails a check: the codes with their numbers."""
    found: dict[int, Flags] = {}
    for check in CHECKS:
        at = np.flatnonzero(check.fails(facts))
        if not len(at):
            continue
        numbers = {name: column[at].tolist() for name, column in check.numbers(facts).items()}
        for n, i in enumerate(at.tolist()):
            found.setdefault(i, []).append((check.code, {name: values[n] for name, values in numbers.items()}))
    return found


def reasons_of(flags: object) -> list[Reason]:
    """The sentences of a report's stored flags; codes that no longer exist stay silent."""
    if not isinstance(flags, list):
        return []
    return [BY_CODE[code].reason(values) for code, values in flags if code in BY_CODE]


def rate_up_headcount_down(
    name: Text, *, before: tuple[float, float] | None, today: tuple[float, float] | None
) -> Reason | None:
    """The staff (or any) rate rose though fewer are behind it: its denominator moved. (numerator, denominator) each."""
    if not before or not today or not before[1] or not today[1]:
        return None
    if today[0] / today[1] <= before[0] / before[1] or today[0] >= before[0]:
        return None
    return reason(
        "operations.check.rate_up_headcount_down",
        f"{name.zh}上升，分子却由 {{n0}} 降为 {{n1}}：分母由 {{d0}} 变为 {{d1}}。",
        f"{name.en} rose while its numerator fell from {{n0}} to {{n1}}: the denominator went from {{d0}} to {{d1}}.",
        n0=f"{before[0]:,g}", n1=f"{today[0]:,g}", d0=f"{before[1]:,g}", d1=f"{today[1]:,g}",
    )  # fmt: skip


def parts_do_not_add_up(total: float, parts: list[tuple[str, float]]) -> Reason | None:
    """A stated total that is not the sum of its stated parts (Qinghai, 2 Mar 2020: 428 + 337, stated as 768)."""
    if not parts or sum(v for _, v in parts) == total:
        return None
    return reason(
        "operations.check.parts_do_not_add_up",
        "各部分之和 {found:g}（{parts}）与所报合计 {total:g} 不符。",
        "The stated parts ({parts}) add up to {found:g}, the stated total is {total:g}.",
        found=sum(v for _, v in parts), total=total, parts=" + ".join(f"{v:g}" for _, v in parts),
    )  # fmt: skip


def differs_from_ours(ours: float, outside: float, *, within: float = 0.05) -> Reason | None:
    """An outside figure that stands far from our own sum; both are shown, neither is corrected by the other."""
    if outside == 0 or abs(ours - outside) <= within * abs(outside):
        return None
    return reason(
        "operations.check.differs_from_ours",
        "外部报送 {outside:,.0f}，本系统合计 {ours:,.0f}，相差 {share:.1%}。",
        "Reported from outside: {outside:,.0f}; our own sum: {ours:,.0f}; they differ by {share:.1%}.",
        outside=outside, ours=ours, share=abs(ours - outside) / abs(outside),
    )  # fmt: skip
