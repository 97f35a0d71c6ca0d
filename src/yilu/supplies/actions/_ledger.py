"""Writing the ledger: lines go in, the stock follows, nothing falls below nothing. Inside an act only."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import F

from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Invalid
from yilu.core.rows import insert_rows, storing
from yilu.network.models import Site
from yilu.supplies.access import NOT_YOURS
from yilu.supplies.facts import Line
from yilu.supplies.models import Item, Movement, Place, Stock, Touch
from yilu.supplies.rules.movements import NOT_ENOUGH, filled

FIELDS = (
    "place_id", "item_id", "lot", "expires_on", "kind", "pieces", "at", "channel", "cause", "worker_id", "transfer_id",
    "recorded_at", "by",
)  # fmt: skip
CAUSE, AT_ONCE = 200, 500


def day_of(now: dt.datetime) -> dt.date:
    """The day in China."""
    return now.astimezone(ZONE).date()


def place_of(site: Site) -> Place:
    """The site's place of stock, made with its first movement."""
    found, _ = Place.objects.get_or_create(
        site=site,
        defaults={"area_id": site.county_id, "brand_id": site.brand_id, "enterprise_id": site.enterprise_id,
                  "name": site.name},
    )  # fmt: skip
    return found


def places_of(sites: Sequence[int], by: Actor) -> dict[int, int]:
    """The places of stock of the sites, made where there was none; all of them within the actor's sight."""
    found: dict[int, int] = {}
    for start in range(0, len(sites), AT_ONCE):
        some = sites[start : start + AT_ONCE]
        seen = Site.objects.within(by.jurisdiction, Permission.SUPPLY_READ).filter(pk__in=some)
        places = dict(Place.objects.filter(site__in=some).values_list("site_id", "pk"))
        rows = list(seen.values_list("pk", "county_id", "brand_id", "enterprise_id", "name"))
        if len(rows) != len(some):
            raise Denied(NOT_YOURS)
        new = [
            Place(site_id=pk, area_id=county, brand_id=brand, enterprise_id=unit, name=name)
            for pk, county, brand, unit, name in rows
            if pk not in places
        ]
        found |= places | {p.site_id: p.pk for p in Place.objects.bulk_create(new) if p.site_id is not None}
    return found


def locked(places: Collection[int]) -> dict[int, Place]:
    """The places, theirs alone until the act is done: two movements of one stock come one after the other."""
    ids, found = sorted(places), dict[int, Place]()
    for start in range(0, len(ids), AT_ONCE):
        rows = Place.objects.select_for_update(no_key=True).filter(pk__in=ids[start : start + AT_ONCE])
        found |= {p.pk: p for p in rows.order_by("pk")}
    return found


def taken_from(place: Place, item: Item, pieces: int, *, on: dt.date | None, kind: str, **told: object) -> list[Line]:
    """The lines by which so many pieces leave the place, what expires first leaving first.

    `on`: only what has not expired by that day; None: expired lots too, those first. Raises `Invalid` if too few are
    there.
    """
    lots = Stock.objects.filter(place=place, item=item, pieces__gt=0).order_by("expires_on", "pk")
    if on is not None:
        lots = lots.filter(expires_on__gte=on)
    left, lines = pieces, []
    held = 0
    for lot in lots:
        held += lot.pieces
        if left and (part := min(left, lot.pieces)):
            lines.append(Line(place.pk, item.pk, lot.lot, lot.expires_on, kind, -part, **told))  # type: ignore[arg-type]
            left -= part
    if left:
        raise Invalid(filled(NOT_ENOUGH, held=held, wanted=pieces, unit=item.unit_zh, unit_en=item.unit_en))
    return lines


def dealt_out(lots: Sequence[Line], shares: Iterable[tuple[int, dict[str, Any]]]) -> list[Line]:
    """The lots in their order cut up among the shares in theirs: (pieces, what the line tells besides)."""
    lines, at, left = [], 0, 0
    for pieces, told in shares:
        wanted = pieces
        while wanted:
            if not left:
                left = -lots[at].pieces
                at += 1
            part = min(wanted, left)
            lines.append(lots[at - 1]._replace(pieces=-part, **told))
            left -= part
            wanted -= part
    return lines


def write(lines: Sequence[Line], *, at: dt.datetime, by: Actor, now: dt.datetime) -> None:
    """Put the lines in the ledger and let the stock follow. Their places are locked already."""
    insert_rows(
        Movement,
        FIELDS,
        (
            (n.place, n.item, n.lot, n.expires_on, n.kind, n.pieces, at, n.channel, n.cause[:CAUSE], n.worker,
             n.transfer, now, by.name[:80])
            for n in lines
        ),
    )  # fmt: skip
    deltas: Counter[tuple[int, int, dt.date, str]] = Counter()
    for n in lines:
        deltas[n.place, n.item, n.expires_on, n.lot] += n.pieces
    _grow([(*key, more) for key, more in deltas.items() if more > 0])
    for (place, item, expires_on, lot), less in deltas.items():
        if less < 0:
            rows = Stock.objects.filter(place_id=place, item_id=item, expires_on=expires_on, lot=lot)
            rows.update(pieces=F("pieces") + less)
    touch({n.place for n in lines})


def _grow(rows: list[tuple[int, int, dt.date, str, int]]) -> None:
    """Add pieces to lots, new or known, in one statement each way: thousands of sites receive at once."""
    table = connection.ops.quote_name(Stock._meta.db_table)
    day = storing(Stock._meta.get_field("expires_on"))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (place_id, item_id, expires_on, lot, pieces) VALUES (%s, %s, %s, %s, %s) "
            f"ON CONFLICT (place_id, item_id, expires_on, lot) DO UPDATE SET pieces = {table}.pieces + excluded.pieces",
            [(place, item, day(expires_on), lot, more) for place, item, expires_on, lot, more in rows],
        )


def touch(places: Iterable[int]) -> None:
    """Note whose sums a refresh has to reckon anew."""
    ids = list(places)
    areas: set[str] = set()
    for start in range(0, len(ids), AT_ONCE):
        areas |= set(Place.objects.filter(pk__in=ids[start : start + AT_ONCE]).values_list("area_id", flat=True))
    insert_rows(Touch, ("area",), ((area,) for area in areas))
