"""Sixty days of reports, day by day as they came in, corrections with the day after."""

import datetime as dt

import numpy as np

from yilu.core.actor import Actor
from yilu.core.clock import start_of
from yilu.desk.demo.days import make_day
from yilu.desk.demo.progress import over
from yilu.desk.demo.telling import arrivals, flaws
from yilu.desk.demo.wording import figures_of
from yilu.desk.demo.world import World
from yilu.desk.demo.writing.network import Network
from yilu.operations import actions as operations
from yilu.operations.actions import SiteDay

_LAST_MINUTE = 20 * 60  # by which what is in time has come in


def write_reports(world: World, made: Network, *, by: Actor, now: dt.datetime) -> int:
    """Report every day of the world; on the standing day nothing has come in later than `now`. Reports written."""
    written = 0
    corrections: list[SiteDay] = []
    for day in over(world.parameters.span, "日报", "daily reports"):
        first, later = _day(world, made, day, now)
        # What is corrected came in a day after: it goes with the reports of that day.
        rows = [*first, *corrections]
        corrections = later
        taken = operations.report_many(rows=rows, source="synthetic", by=by, now=now)
        written += taken.taken
    return written


def _day(world: World, made: Network, day: dt.date, now: dt.datetime) -> tuple[list[SiteDay], list[SiteDay]]:
    """What came in of a day at first, and the corrections of it."""
    seed, standing, sites = world.parameters.seed, world.parameters.date, world.sites
    arrival = arrivals(sites, day, standing, seed)
    truth = make_day(sites, world.queue, day, arrival.told, seed)
    wrong = flaws(sites, truth, arrival, standing, seed)
    told = np.flatnonzero(arrival.told)
    moments = _moments(day, standing, now)
    first = [
        SiteDay(site, day, figures, moments[minute])
        for site, figures, minute in zip(
            made.site_ids[told].tolist(),
            figures_of(world, truth, wrong, told),
            arrival.minute[told].tolist(),
            strict=True,
        )
    ]
    later = []
    for at in np.flatnonzero(wrong.wrong[told]).tolist():
        right = first[at]
        a_digit_lost = right.figures._replace(collected=right.figures.collected // 10, classes=None)
        first[at] = right._replace(figures=a_digit_lost)
        later.append(right._replace(received_at=moments[int(wrong.corrected[told[at]])]))
    return first, later


def _moments(day: dt.date, standing: dt.date, now: dt.datetime) -> list[dt.datetime]:
    """The moment of each minute since the day began, two days long; on the standing day nothing lies after `now`."""
    begins, today = start_of(day), start_of(standing)
    passed = max((now - today) / dt.timedelta(minutes=_LAST_MINUTE), 0.0)
    moments = [begins + dt.timedelta(minutes=m) for m in range(2 * 24 * 60)]
    if passed >= 1.0 or standing - day > dt.timedelta(days=1):
        return moments
    return [m if m < today else today + (m - today) * passed for m in moments]
