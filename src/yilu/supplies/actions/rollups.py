"""Bring the sums up to date: the areas touched since the last time, everything once a day."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.db.models import F, Q, Sum

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.jurisdiction import NATION, span
from yilu.core.rows import insert_rows
from yilu.norms.queries.force import chain
from yilu.operations.models import SiteReport
from yilu.supplies.actions._ledger import day_of
from yilu.supplies.models import ALL, AreaProtection, AreaStock, Place, SiteProtection, Touch
from yilu.supplies.reckoning import PROTECTION, STOCK, reckon

SITE_FIELDS = (
    "site_id", "county_id", "brand_id", "enterprise_id", "people", "told_on", "covered", "masks", "coming", "a_day",
    "days", "unprotected", "short", "reckoned_at",
)  # fmt: skip
AT_ONCE = 500
MANY = 300  # areas touched: from there on everything at once is quicker


def refresh(*, by: Actor, now: dt.datetime, everything: bool = False) -> int:
    """Reckon anew the areas whose stock or people changed; how many. A new day reckons everything."""
    day = day_of(now)
    before = AreaProtection.objects.filter(area=NATION, leaf=False, brand_id=ALL).first()
    seen = list(Touch.objects.values_list("pk", "area"))
    everything = everything or before is None or before.reckoned_at.astimezone(ZONE).date() != day
    areas: set[str] | None = None
    if not everything and before is not None:
        told = SiteReport.objects.filter(day=day, received_at__gt=before.reckoned_at).order_by()
        areas = {area for _, area in seen} | set(told.values_list("county_id", flat=True).distinct())
        if not areas:
            return 0
        areas = None if len(areas) > MANY else areas
    with acting("supplies.sums.refresh", by=by, now=now, area=NATION) as act:
        _follow_sites()
        found = reckon(areas, on=day)
        _clear(SiteProtection.objects.all(), "county_id", areas)
        insert_rows(SiteProtection, SITE_FIELDS, ((*row, now) for row in found.sites))
        _replace(AreaProtection, ("area", "brand_id"), PROTECTION, found.protection, areas, {"reckoned_at": now})
        _replace(AreaStock, ("area", "brand_id", "item_id"), STOCK, found.stock, areas, {})
        for start in range(0, len(seen), AT_ONCE):
            Touch.objects.filter(pk__in=[pk for pk, _ in seen[start : start + AT_ONCE]]).delete()
        count = len({key[0] for key in (*found.stock, *found.protection)} if areas is None else areas)
        act.changed(None, {"areas": count, "sites": len(found.sites)})
    return count


def _follow_sites() -> None:
    """Places of stock lie where their sites lie now."""
    moved = Place.objects.filter(site__isnull=False).exclude(
        Q(area=F("site__county")) & Q(enterprise=F("site__enterprise")) & Q(brand=F("site__brand"))
    )
    for place in moved.select_related("site"):
        site = place.site
        if site is not None:
            place.area_id, place.brand_id, place.enterprise_id = site.county_id, site.brand_id, site.enterprise_id
            place.save(update_fields=["area", "brand", "enterprise"])


def _replace(
    model: type[models.Model],
    keys: tuple[str, ...],
    columns: tuple[str, ...],
    leaves: Mapping[tuple[Any, ...], list[int]],
    areas: Collection[str] | None,
    told: dict[str, Any],
) -> None:
    """Write the leaves, and above them the sums of all leaves below, brand by brand and of all brands."""
    rows = model._default_manager.all()
    fields, values = (*keys, *columns, *told, "leaf"), tuple(told.values())
    _clear(rows.filter(leaf=True), "area", areas)
    insert_rows(model, fields, ((*key, *sums, *values, True) for key, sums in leaves.items()))
    above = None if areas is None else {code for area in areas for code in chain(area)}
    _clear(rows.filter(leaf=False), "area", above)
    summed = folded(leaves) if above is None else _sums_below(rows.filter(leaf=True), keys, columns, above)
    insert_rows(model, fields, ((*key, *sums, *values, False) for key, sums in summed.items()))


def folded(leaves: Mapping[tuple[Any, ...], list[int]]) -> dict[tuple[Any, ...], list[int]]:
    """The sums of every area above the leaves."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for (area, brand, *rest), sums in leaves.items():
        for code in chain(area):
            _add(found, (code, brand, *rest), sums)
            _add(found, (code, ALL, *rest), sums)
    return found


def _sums_below(
    leaves: models.QuerySet[models.Model], keys: tuple[str, ...], columns: tuple[str, ...], areas: Collection[str]
) -> dict[tuple[Any, ...], list[int]]:
    """The sums of these areas alone, added up by the database."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for code in areas:
        low, high = span(code)
        under = leaves.filter(area__gte=low, area__lte=high).order_by().values_list(*keys[1:])
        for row in under.annotate(**{f"sum_{c}": Sum(c) for c in columns}):
            (brand, *rest), sums = row[: len(keys) - 1], list(row[len(keys) - 1 :])
            _add(found, (code, brand, *rest), sums)
            _add(found, (code, ALL, *rest), sums)
    return found


def _add(found: dict[tuple[Any, ...], list[int]], key: tuple[Any, ...], sums: list[int]) -> None:
    total = found.setdefault(key, [0] * len(sums))
    for k, more in enumerate(sums):
        total[k] += more


def _clear(rows: models.QuerySet[models.Model], column: str, areas: Collection[str] | None) -> None:
    if areas is None:
        rows.delete()
        return
    codes = sorted(areas)
    for start in range(0, len(codes), AT_ONCE):
        rows.filter(**{f"{column}__in": codes[start : start + AT_ONCE]}).delete()
