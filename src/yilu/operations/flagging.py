"""Gather what the consistency checks need to know of a day's reports: yesterday, the last days, the register."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from yilu.operations.models import SiteReport
from yilu.operations.reporting import SiteFigures
from yilu.operations.rules.checks import DAYS_OF_HISTORY, LEAST_HISTORY, UNKNOWN, Facts, Flags, failing

FEW = 500


class Past(NamedTuple):
    """What is known of a site's days before: yesterday, and the moving means over its open days."""

    backlog: int = UNKNOWN
    collected: int = UNKNOWN
    delivered: int = UNKNOWN
    was_open: int = UNKNOWN
    usual_collected: int = 0
    usual_delivered: int = 0
    days: int = 0


NO_PAST = Past()


def flags_of_day(
    told: Sequence[tuple[int, SiteFigures]], past: Mapping[int, Past], registered: Mapping[int, bool]
) -> dict[int, Flags]:
    """For each place in `told` (site, figures) that fails a check, its flags. `registered`: open by the register."""
    if not told:
        return {}
    rows = []
    for site, f in told:
        p = past.get(site, NO_PAST)
        same, known = p.was_open == f.is_open, p.days >= LEAST_HISTORY
        rows.append(
            (
                f.is_open, f.collected, f.delivered, f.backlog, f.on_post_own + f.on_post_outsourced,
                f.roster_own + f.roster_outsourced, *_class_sums(f), p.backlog,
                p.collected if same else UNKNOWN, p.delivered if same else UNKNOWN,
                p.usual_collected if known else UNKNOWN, p.usual_delivered if known else UNKNOWN,
                registered.get(site, UNKNOWN),
            )
        )  # fmt: skip
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
        fields = (
            "site_id", "is_open", "backlog", "collected", "delivered", "usual_collected", "usual_delivered",
            "usual_days",
        )  # fmt: skip
        for site, was_open, backlog, collected, delivered, mean_collected, mean_delivered, days in rows.values_list(
            *fields
        ):
            if site not in waiting:
                continue
            waiting.discard(site)
            if was_open:
                weight = 1 / min(days + 1, DAYS_OF_HISTORY)
                mean_collected = round(mean_collected + (collected - mean_collected) * weight)
                mean_delivered = round(mean_delivered + (delivered - mean_delivered) * weight)
                days = min(days + 1, DAYS_OF_HISTORY)
            past = Past(backlog, collected, delivered, int(was_open)) if back == 1 else NO_PAST
            found[site] = past._replace(usual_collected=mean_collected, usual_delivered=mean_delivered, days=days)
        # Whoever was silent yesterday is looked for further back, unless it is half the country.
        if not waiting or len(waiting) > FEW:
            break
    return found
