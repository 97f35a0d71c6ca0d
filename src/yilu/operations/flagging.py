"""Gather what the consistency checks need to know of a day's reports: yesterday, the last days, the register."""

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
from django.db.models import Avg, Count, Max, Q

from yilu.operations.models import SiteReport
from yilu.operations.reporting import SiteFigures
from yilu.operations.rules.checks import DAYS_OF_HISTORY, LEAST_HISTORY, UNKNOWN, Facts, Flags, failing

FEW = 500


def flags_of_day(
    day: dt.date, told: Sequence[tuple[int, SiteFigures]], registered: Mapping[int, bool]
) -> dict[int, Flags]:
    """For each place in `told` (site, figures) that fails a check, its flags. `registered`: open by the register."""
    if not told:
        return {}
    history = _history(day, [site for site, _ in told])
    nothing = (UNKNOWN, UNKNOWN, UNKNOWN)
    past = np.array([history.get(site, nothing) for site, _ in told], dtype=np.int64)
    today = np.array(
        [
            (f.is_open, f.collected, f.delivered, f.backlog, f.on_post_own + f.on_post_outsourced,
             f.roster_own + f.roster_outsourced, *_class_sums(f), registered.get(site, UNKNOWN))
            for site, f in told
        ],
        dtype=np.int64,
    )  # fmt: skip
    columns = [*today[:, :9].T, *past.T, today[:, 9]]
    return failing(Facts(*columns))


def _class_sums(figures: SiteFigures) -> tuple[int, int, int]:
    if not figures.classes:
        return 0, 0, 0
    collected, delivered, backlog = (sum(column) for column in zip(*figures.classes.values(), strict=True))
    return collected, delivered, backlog


def _history(day: dt.date, sites: Sequence[int]) -> dict[int, tuple[int, int, int]]:
    """Yesterday's backlog, and the mean collected and delivered of the days before."""
    yesterday = day - dt.timedelta(days=1)
    rows = SiteReport.objects.filter(
        current=True, day__gte=day - dt.timedelta(days=DAYS_OF_HISTORY), day__lte=yesterday
    )
    if len(sites) <= FEW:
        rows = rows.filter(site_id__in=sites)
    found = {}
    for site, days, collected, delivered, backlog in (
        rows.order_by()
        .values("site_id")
        .annotate(
            days=Count("pk"),
            mean_collected=Avg("collected"),
            mean_delivered=Avg("delivered"),
            last=Max("backlog", filter=Q(day=yesterday)),
        )
        .values_list("site_id", "days", "mean_collected", "mean_delivered", "last")
    ):
        enough = days >= LEAST_HISTORY
        found[site] = (
            UNKNOWN if backlog is None else backlog,
            round(collected) if enough else UNKNOWN,
            round(delivered) if enough else UNKNOWN,
        )
    return found
