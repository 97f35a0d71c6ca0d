"""What sites counted in today's report, beside the ledger. The ledger is the stock, the count a word on it.

A count that differs is taken into the ledger (`actions.take_day_counts`), or stands here until somebody settles it.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet, Sum

from yilu.core.clock import end_of, start_of
from yilu.operations.models import SiteReport
from yilu.supplies.models import Item, Movement, Place, Stock
from yilu.supplies.rules.amounts import doubts
from yilu.supplies.rules.items import LINES

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class DayCount:
    """A line counted today that differs from the ledger; `item` is None where it may be several, or doubtful."""

    place: Place
    line: str
    counted: int
    held: int
    item: Item | None


def day_counts(*, on: dt.date, place: Place | None = None) -> list[DayCount]:
    """The differing counts of the day, at one place or at all; counts older than the line's last movement are past."""
    reports = SiteReport.objects.filter(day=on, current=True).exclude(supplies={})
    if place is not None:
        reports = reports.filter(site=place.site_id)
    told = {site: (at, counts) for site, at, counts in reports.values_list("site_id", "received_at", "supplies")}
    found: list[DayCount] = []
    sites = sorted(told)
    for start in range(0, len(sites), AT_ONCE):
        places = Place.objects.filter(site__in=sites[start : start + AT_ONCE])
        found += _differing(list(places), told, on)
    return found


def _differing(places: list[Place], told: dict[int, tuple[dt.datetime, dict[str, int]]], on: dt.date) -> list[DayCount]:
    items = {i.pk: i for i in Item.objects.all()}
    held: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    for pk, item, pieces in _grouped(Stock, places).annotate(n=Sum("pieces")):
        held[pk, items[item].line][item] = pieces
    moved: dict[tuple[int, str], dt.datetime] = {}
    today = _grouped(Movement, places).filter(at__gte=start_of(on), at__lt=end_of(on))
    for pk, item, at in today.annotate(last=Max("at")):
        key = pk, items[item].line
        moved[key] = max(at, moved.get(key, at))
    found = []
    for place in places:
        at, counts = told[place.site_id or 0]
        for line in LINES:
            if line not in counts or (place.pk, line) not in held or moved.get((place.pk, line), at) > at:
                continue
            here = held[place.pk, line]
            if sum(here.values()) != counts[line]:
                kept = [k for k, n in here.items() if n] or list(here)
                item = items[kept[0]] if len(kept) == 1 else None
                if item is not None and doubts(counts[line], pack=item.pack, usual=[sum(here.values())] * 3):
                    item = None
                found.append(DayCount(place, line, counts[line], sum(here.values()), item))
    return found


def _grouped(model: type[Stock] | type[Movement], places: list[Place]) -> QuerySet[Any, Any]:
    return model.objects.filter(place__in=places).order_by().values_list("place_id", "item_id")
