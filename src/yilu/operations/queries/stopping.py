"""What stops when a site stops: its usual pieces a day by service class, from its own last reports."""

import datetime as dt
from dataclasses import dataclass

from yilu.core.text import Text
from yilu.network.models import Site
from yilu.operations.models import SiteReport
from yilu.operations.queries.reference import classes

UNMAPPED = Text("未归类", "unmapped")


@dataclass(frozen=True, slots=True)
class Stopped:
    """One class: its guarantee tier (None: unmapped), pieces a day, and what lies there undelivered now."""

    name: Text
    tier: int | None
    collected: float
    delivered: float
    backlog: int


@dataclass(frozen=True, slots=True)
class Stop:
    """By class, and on how many reported days it rests (0: nothing is known)."""

    classes: tuple[Stopped, ...]
    days: int
    last: dt.date | None


def what_stops(site: Site, *, day: dt.date, days: int = 7) -> Stop:
    """The means of the site's reports of the `days` days up to the day; the backlog is the last one told."""
    rows = SiteReport.objects.filter(site=site, current=True, day__gt=day - dt.timedelta(days=days), day__lte=day)
    reports = list(rows.order_by("day"))
    if not reports:
        return Stop((), 0, None)
    lines = []
    for c in classes():
        told = [r.classes.get(c.code, (0, 0, 0)) for r in reports]
        lines.append(_line(Text(c.name.zh, c.name.en), c.tier, told))
    every = [(r.collected, r.delivered, r.backlog) for r in reports]
    known = [[sum(v[i] for v in r.classes.values()) for i in range(3)] for r in reports]
    rest = [tuple(max(a - b, 0) for a, b in zip(e, k, strict=True)) for e, k in zip(every, known, strict=True)]
    lines.append(_line(UNMAPPED, None, rest))
    return Stop(tuple(s for s in lines if s.collected or s.delivered or s.backlog), len(reports), reports[-1].day)


def _line(name: Text, tier: int | None, told: list[tuple[int, ...]]) -> Stopped:
    collected, delivered = (sum(t[i] for t in told) / len(told) for i in (0, 1))
    return Stopped(name, tier, collected, delivered, told[-1][2])
