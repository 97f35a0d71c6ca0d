"""Rows counted again from the ledger; the sums move by the difference, in the same transaction."""

import datetime as dt
from collections.abc import Iterable, Sequence

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.rows import insert_rows
from yilu.coverage.access import check_can_count
from yilu.coverage.counting import Counts, Key, Row, added, packed, rows_of, sums_of, unpacked
from yilu.coverage.models import Reached, SiteRow, Sum
from yilu.coverage.queries.pending import Changed, Seen
from yilu.coverage.rules import COUNTED
from yilu.network.models import Site

_ROW = ("county_id", "enterprise_id", "brand_id", "cells", "wanted", "gaps", "turns_at", "counted_at")
_SUM = ("sites", *(s.value for s in COUNTED), "counts")
_KEY = ("area_id", "brand_id", "enterprise_id")
_PARAMETERS = 900


def recount(*, sites: Sequence[int], seen: Seen | None = None, by: Actor, now: dt.datetime) -> int:
    """Count these sites again; `seen`: what of the ledger has now been counted. How many rows changed."""
    with acting("coverage.rows.count", by=by, now=now) as act:
        check_can_count(by)
        reached = _reached()
        before = {r.site_id: r for r in SiteRow.objects.filter(pk__in=sites)}
        rows = {r.site: r for r in rows_of(Site.objects.filter(pk__in=sites, status=Site.Status.OPEN), now=now)}
        old = {pk: _row(kept) for pk, kept in before.items()}
        changed = [pk for pk in {*old, *rows} if old.get(pk) != rows.get(pk)]
        _move(sums_of(rows[pk] for pk in changed if pk in rows), sums_of(old[pk] for pk in changed if pk in old))
        _write([rows[pk] for pk in changed if pk in rows], now=now)
        SiteRow.objects.filter(pk__in=[pk for pk in changed if pk not in rows]).delete()
        if seen is not None:
            reached.evidence, reached.awaited = seen.evidence, list(seen.awaited)
            reached.save(update_fields=["evidence", "awaited"])
        act.changed(None, {"sites": len(sites), "changed": len(changed)})
    return len(changed)


def follow(*, changed: Changed, by: Actor, now: dt.datetime) -> int:
    """What is in force changed: the rows of these areas are counted again at the next turn; how many."""
    with acting("coverage.rows.follow", by=by, now=now) as act:
        check_can_count(by)
        reached, marked = _reached(), 0
        for area in changed.areas:
            marked += SiteRow.objects.in_area(area).update(turns_at=now)
        for name, value in changed.reached.items():
            setattr(reached, name, value)
        reached.save(update_fields=list(changed.reached))
        act.changed(None, {"areas": list(changed.areas)[:50], "rows": marked})
    return marked


def add_up(*, by: Actor, now: dt.datetime) -> int:
    """All sums anew from the rows, so that none drifts; how many."""
    with acting("coverage.sums.add_up", by=by, now=now) as act:
        check_can_count(by)
        _reached()
        sums = sums_of(_row(r) for r in SiteRow.objects.iterator(chunk_size=5000))
        Sum.objects.all().delete()
        insert_rows(Sum, (*_KEY, *_SUM), ((*key, *_values(*told)) for key, told in sums.items()))
        act.changed(None, {"sums": len(sums)})
    return len(sums)


def _reached() -> Reached:
    """How far it has come, locked: one counts at a time."""
    Reached.objects.get_or_create(pk=1)
    return Reached.objects.select_for_update().get(pk=1)


def _row(kept: SiteRow) -> Row:
    return Row(kept.site_id, kept.county_id, kept.enterprise_id, kept.brand_id, kept.cells, kept.turns_at)


def _write(rows: Iterable[Row], *, now: dt.datetime) -> None:
    made = [
        SiteRow(
            site_id=r.site, county_id=r.county, enterprise_id=r.enterprise, brand_id=r.brand, cells=r.cells,
            wanted=r.wanted, gaps=r.gaps, turns_at=r.turns_at, counted_at=now,
        )
        for r in rows
    ]  # fmt: skip
    SiteRow.objects.bulk_create(
        made, batch_size=_PARAMETERS, update_conflicts=True, unique_fields=["site"], update_fields=_ROW
    )


def _move(plus: dict[Key, tuple[int, Counts]], minus: dict[Key, tuple[int, Counts]]) -> None:
    keys = plus.keys() | minus.keys()
    kept: dict[Key, Sum] = {}
    areas = sorted({area for area, _, _ in keys})
    for n in range(0, len(areas), _PARAMETERS):
        for row in Sum.objects.filter(area_id__in=areas[n : n + _PARAMETERS], brand_id__in={b for _, b, _ in keys}):
            kept[row.area_id, row.brand_id, row.enterprise_id] = row
    moved: list[tuple[object, ...]] = []
    for key in keys:
        before = kept.get(key)
        number, counts = (before.sites, unpacked(before.counts)) if before else (0, unpacked(b""))
        for told, sign in ((plus.get(key), 1), (minus.get(key), -1)):
            if told is not None:
                number, counts = number + sign * told[0], added(counts, told[1], sign)
        if number:
            moved.append((*key, *_values(number, counts)))
    # Taken out and put in anew: many times faster than as many updates.
    gone = [row.pk for key, row in kept.items() if key in keys]
    for n in range(0, len(gone), _PARAMETERS):
        Sum.objects.filter(pk__in=gone[n : n + _PARAMETERS]).delete()
    insert_rows(Sum, (*_KEY, *_SUM), moved)


def _values(number: int, counts: Counts) -> tuple[object, ...]:
    return (number, *counts.sum(axis=0).tolist(), packed(counts))
