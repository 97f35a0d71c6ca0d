"""Data-quality flags of an area and day: what does not fit together is shown, not swallowed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from yilu.core.reasons import Reason, reason
from yilu.core.text import Text
from yilu.operations.models import AreaFigure
from yilu.operations.queries.board import trend
from yilu.operations.queries.figures import Figures
from yilu.operations.queries.lenses import Lens, LensKind
from yilu.operations.queries.outside import told_from_outside, with_flags
from yilu.operations.rules.checks import differs_from_ours, rate_up_headcount_down
from yilu.operations.rules.metrics import metric_name
from yilu.operations.rules.rates import RATES

# What an outside figure is compared with: our sum, and how many of ours one of its unit is.
COMPARED = {
    "pickup_day": "collected",
    "delivered_day": "delivered",
    "outlets_open": "outlets_open",
    "outlets_resumed": "outlets_open",
    "staff_on_duty": "staff_on_post",
    "staff_resumed": "staff_on_post",
    "staff_returned": "staff_on_post",
}
UNITS = {"million_pieces": 1e6, "million_persons": 1e6}


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing that does not fit: the sentence, how many records it concerns, and the filter of the list beneath."""

    reason: Reason
    count: int | None = None
    query: str = ""  # of the page operations:reports, e.g. "area=430000&day=2020-02-17&show=flagged"


def flags(lens: Lens, area: str, *, day: dt.date) -> list[Flag]:
    """The flags the lens may see; none for outsiders."""
    before, today = trend(lens, area, first=day - dt.timedelta(days=1), last=day)
    return flags_of(today, before, told_from_outside(area, on=day) if lens.kind is LensKind.SECTOR else [])


def flags_of(today: Figures, before: Figures, outside: list[AreaFigure]) -> list[Flag]:
    """The flags of figures already read, the day before and what was told from outside beside them."""
    if today.lens.kind is LensKind.PUBLISHED:
        return []
    return [*_reporting(today), *_moved(before, today), *_outside(today, outside)]


def _reporting(f: Figures) -> Iterator[Flag]:
    where = f"area={f.area}&day={f.day:%Y-%m-%d}"
    if f.sites_missing:
        yield Flag(
            reason("operations.flag.missing", "{n} 处未报。", "{n} sites have not reported.", n=f.sites_missing),
            f.sites_missing, f"{where}&show=missing",
        )  # fmt: skip
    if f.sites_late:
        yield Flag(
            reason("operations.flag.late", "{n} 处逾时才报。", "{n} sites reported late.", n=f.sites_late),
            f.sites_late, f"{where}&show=late",
        )  # fmt: skip
    if f.flagged:
        yield Flag(
            reason("operations.flag.flagged", "{n} 份日报有疑点。", "{n} reports do not fit.", n=f.flagged),
            f.flagged, f"{where}&show=flagged",
        )  # fmt: skip
    if f.off_roster:
        yield Flag(
            reason(
                "operations.flag.off_roster", "{n} 处不在名录而有日报：计入件量，不计入各项比率。",
                "{n} sites off the roster reported: they count in the volumes, in no rate.", n=f.off_roster,
            ),
            f.off_roster, f"{where}&show=off_roster",
        )  # fmt: skip
    unmapped = f.unmapped
    if min((v for v in (unmapped.collected, unmapped.delivered, unmapped.backlog) if v is not None), default=0) < 0:
        yield Flag(
            reason(
                "operations.flag.parts_exceed_total", "各类件量之和超过合计。", "The classes exceed the total."
            ),
            None, f"{where}&show=flagged",
        )  # fmt: skip


def _moved(before: Figures, today: Figures) -> Iterator[Flag]:
    for rule in RATES.values():
        then, now = before.rate(rule.code), today.rate(rule.code)
        if then.value is None or now.value is None:
            continue
        found = rate_up_headcount_down(
            rule.name,
            before=(then.numerator or 0, then.denominator or 0),
            today=(now.numerator or 0, now.denominator or 0),
        )
        if found:
            yield Flag(found)


def _outside(today: Figures, told: list[AreaFigure]) -> Iterator[Flag]:
    for figure in told:
        if figure.as_of != today.day:
            continue
        for why in with_flags(figure, told).flags:
            yield Flag(why)
        column = COMPARED.get(figure.metric)
        # A figure without part of the area is nothing our sum could be held against.
        if column is None or today.sums is None or not today.sums.sites_reported or figure.excluded_areas:
            continue
        found = differs_from_ours(getattr(today.sums, column), figure.value * UNITS.get(figure.unit, 1))
        if found:
            metric, who = metric_name(figure.metric), figure.reporter
            yield Flag(
                Reason(found.code, Text(f"{who}{metric.zh}：{found.text.zh}", f"{who}, {metric.en}: {found.text.en}"))
            )
