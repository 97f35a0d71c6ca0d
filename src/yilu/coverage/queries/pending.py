"""What must be counted again: sites with new evidence, cells that turned, norms and tiers that changed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from yilu.core.clock import ZONE
from yilu.coverage.models import Reached, SiteRow
from yilu.network.models import Site
from yilu.norms.models import Evidence, Provision
from yilu.territory.queries import tiers_in_force

MOST = 5000  # sites of one turn
LINES = 20_000
PATIENCE = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Seen:
    """The last line read, and lines below it to be looked for again: [id, until when (epoch)].

    A number may be missing because its transaction has not ended yet, or its line tell of a moment just ahead.
    """

    evidence: int
    awaited: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """Areas whose rows must be counted again, and what was seen, to be kept."""

    areas: tuple[str, ...]
    reached: dict[str, Any]


def reached() -> Reached:
    """How far counting has come."""
    return Reached.objects.filter(pk=1).first() or Reached(pk=1)


def told(*, now: dt.datetime) -> tuple[list[int], Seen | None]:
    """The sites of new lines; what will then have been seen (None: nothing new)."""
    kept = reached()
    waiting = {pk: until for pk, until in kept.awaited if until > now.timestamp()}
    lines = list(
        Evidence.objects.filter(Q(pk__gt=kept.evidence) | Q(pk__in=list(waiting)))
        .order_by("pk")
        .values_list("pk", "site_id", "at")[:LINES]
    )
    known = {pk for pk, _, at in lines if at <= now}
    last = max((pk for pk, _, _ in lines), default=kept.evidence)
    until = (now + PATIENCE).timestamp()
    ahead = dict.fromkeys(range(max(kept.evidence, last - LINES) + 1, last + 1), until)
    awaited = tuple((pk, at) for pk, at in {**ahead, **waiting}.items() if pk not in known)
    seen = Seen(max(last, kept.evidence), awaited)
    unmoved = seen.evidence == kept.evidence and not known and len(awaited) == len(kept.awaited)
    return sorted({site for pk, site, _ in lines if pk in known}), None if unmoved else seen


def turned(*, now: dt.datetime) -> list[int]:
    """The sites of which a cell has turned by itself, or that were marked."""
    rows = SiteRow.objects.filter(turns_at__lte=now).order_by("turns_at")
    return list(rows.values_list("site_id", flat=True)[:MOST])


def provisions_changed(*, now: dt.datetime) -> Changed | None:
    """The areas in which something came into force, or no longer holds, since this was last asked."""
    today = now.astimezone(ZONE).date()
    rows = Provision.objects.filter(enabled=True, valid_from__lte=today).exclude(valid_until__lte=today)
    standing = {str(pk): area for pk, area in rows.values_list("pk", "area_id")}
    before = reached().provisions
    areas = {area for pk, area in standing.items() if pk not in before}
    areas |= {area for pk, area in before.items() if pk not in standing}
    return Changed(tuple(sorted(areas)), {"provisions": standing}) if areas else None


def tiers_changed(*, now: dt.datetime) -> Changed | None:
    """The counties whose tier is another than when this was last asked."""
    counties = SiteRow.objects.order_by("county_id").values_list("county_id", flat=True).distinct()
    tiers = {code: t.value for code, t in tiers_in_force(counties, on=now.astimezone(ZONE).date()).items()}
    before = reached().tiers
    areas = tuple(code for code, tier in tiers.items() if before.get(code, tier) != tier)
    return Changed(areas, {"tiers": tiers}) if areas or tiers.keys() != before.keys() else None


def sites_changed() -> list[int]:
    """Sites that opened and have no row, and rows whose site moved or is no longer open."""
    rows = SiteRow.objects.filter(site=OuterRef("pk"))
    opened = Site.objects.filter(~Exists(rows), status=Site.Status.OPEN).order_by("pk")
    moved = SiteRow.objects.exclude(
        county_id=F("site__county_id"), enterprise_id=F("site__enterprise_id"), brand_id=F("site__brand_id"),
        site__status=Site.Status.OPEN,
    )  # fmt: skip
    return [*opened.values_list("pk", flat=True)[:MOST], *moved.values_list("site_id", flat=True)[:MOST]]
