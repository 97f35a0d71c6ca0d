"""Gather what the consistency checks need to know of a day's reports: yesterday, the last days, the register."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from yilu.operations.models import SiteReport
from yilu.operations.reporting import SiteFigures
from yilu.operations.rules.checks import DAYS_OF_HISTORY, LEAST_HISTORY, UNKNOWN, Facts, Flags, failing

FEW = 500


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a site's days before: yesterday's backlog, the moving means, over how many days."""

    backlog: int = UNKNOWN
    collected: int = 0
    delivered: int = 0
    days: int = 0


NO_PAST = Past()


def flags_of_day(
    told: Sequence[tuple[int, SiteFigures]], past: Mapping[int, Past], registered: Mapping[int, bool]
) -> dict[int, Flags]:
    """For each place in `told` (site, figures) that fails a check, its flags. `registered`: open by the register."""
    if not told:
        return {}
    before = [past.get(site, NO_PAST) for site, _ in told]
    rows = [
        (
            f.is_open, f.collected, f.delivered, f.backlog, f.on_post_own + f.on_post_outsourced,
            f.roster_own + f.roster_outsourced, *_class_sums(f), p.backlog,
            p.collected if p.days >= LEAST_HISTORY else UNKNOWN, p.delivered if p.days >= LEAST_HISTORY else UNKNOWN,
            registered.get(site, UNKNOWN),
        )
        for (site, f), p in zip(told, before, strict=True)
    ]  # fmt: skip
    return failing(Facts(*np.array(rows, dtype=np.int64).T))


def _class_sums(figures: SiteFigures) -> tuple[int, int, int]:
    if not figures.classes:
        return 0, 0, 0
    collected, delivered, backlog = (sum(column) for column in zip(*figures.classes.values(), strict=True))
    return collected, delivered, backlog


def past_of(day: dt.date, sites: Collection[int]) -> dict[int, Past]:
    """The days before, by site: from yesterday's report, or from the last one within a week."""
    found: dict[int, Past] = {}
    waiting = set(sites)
    for back in range(1, DAYS_OF_HISTORY + 1):
        rows = SiteReport.objects.filter(current=True, day=day - dt.timedelta(days=back))
        if len(waiting) <= FEW:
            rows = rows.filter(site_id__in=waiting)
        fields = ("site_id", "backlog", "collected", "delivered", "usual_collected", "usual_delivered", "usual_days")
        for site, backlog, collected, delivered, mean_collected, mean_delivered, days in rows.values_list(*fields):
            if site in waiting:
                waiting.discard(site)
                weight = 1 / min(days + 1, DAYS_OF_HISTORY)
                found[site] = Past(
                    backlog if back == 1 else UNKNOWN,
                    round(mean_collected + (collected - mean_collected) * weight),
                    round(mean_delivered + (delivered - mean_delivered) * weight),
                    min(days + 1, DAYS_OF_HISTORY),
                )
        # Whoever was silent yesterday is looked for further back, unless it is half the country.
        if not waiting or len(waiting) > FEW:
            break
    return found
