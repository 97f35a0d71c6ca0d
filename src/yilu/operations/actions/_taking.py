"""Take rows of reports: place them, check them, flag them, give them their version, write them. Inside an act only."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.jurisdiction import EVERYWHERE
from yilu.core.reasons import Reason, reason
from yilu.network.models import Site, SiteStatusChange
from yilu.operations.access import OUTSIDE, may_report
from yilu.operations.actions._consequences import follow_up
from yilu.operations.actions._rows import as_json, insert_stored, stored_day, stored_moment
from yilu.operations.actions._touching import touch
from yilu.operations.flagging import NO_PAST, flags_of_day, past_of
from yilu.operations.mapping import Mapper
from yilu.operations.models import SiteReport
from yilu.operations.queries.reference import field_facts
from yilu.operations.reporting import SiteDay, SiteFigures
from yilu.operations.rules.reports import why_not_report

FIELDS = (
    "site_id", "day", "version", "current", "received_at", "county_id", "brand_id", "enterprise_id", "source", "by",
    "is_open", "closed_cause", "collected", "delivered", "backlog", "on_post_own", "on_post_outsourced", "roster_own",
    "roster_outsourced", "decrees", "classes", "extra", "flags", "note", "usual_collected", "usual_delivered",
    "usual_days", "supplies", "problem",
)  # fmt: skip
FEW = 500  # up to so many sites are asked for by id
BATCH = 5000

UNKNOWN_SITE = reason("operations.report.no_site", "没有这个网点。", "There is no such site.")
TWICE = reason("operations.report.twice", "同一网点同一天出现两次。", "The same site and day stand here twice.")
RECEIVED = reason(
    "operations.report.received", "收到时间由系统记录。", "When a report was received is for the system to say."
)


@dataclass(slots=True)
class Bulk:
    """What became of the rows."""

    taken: int = 0
    corrections: int = 0
    refused: list[tuple[int, list[Reason]]] = field(default_factory=list)
    unmapped_products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site stands."""

    county: str
    brand: int
    enterprise: int
    is_open: bool
    closed_on: dt.date | None


def take(rows: Sequence[SiteDay], *, source: str, by: Actor, now: dt.datetime) -> Bulk:
    """Write the good rows and say what is wrong with the others."""
    bulk, today = Bulk(), now.astimezone(ZONE).date()
    places = _places({r.site_id for r in rows})
    allowed = _Allowed(by)
    mapper = Mapper(by=today)
    fields = field_facts({places[r.site_id].county for r in rows if r.figures.extra and r.site_id in places}, on=today)
    days: dict[dt.date, list[tuple[int, SiteFigures, dt.datetime]]] = {}
    seen: set[tuple[int, dt.date]] = set()
    for at, (site_id, day, figures, received) in enumerate(rows):
        place = places.get(site_id)
        if place is None or not allowed(site_id, place):
            # Somebody else's site and no site at all look the same from outside.
            bulk.refused.append((at, [UNKNOWN_SITE if by.jurisdiction is EVERYWHERE else OUTSIDE]))
            continue
        if figures.products and all(len(pieces) == 3 for pieces in figures.products.values()):
            figures = figures._replace(classes=mapper.classes(place.brand, place.county, figures))
        why = why_not_report(
            figures, day=day, today=today, closed_on=place.closed_on,
            fields=fields.get(place.county) if figures.extra else None,
        )  # fmt: skip
        if (site_id, day) in seen:
            why.append(TWICE)
        if received is not None and source != SiteReport.Source.SYNTHETIC:
            why.append(RECEIVED)
        if why:
            bulk.refused.append((at, why))
            continue
        seen.add((site_id, day))
        days.setdefault(day, []).append((site_id, figures, received or now))
    for day in sorted(days):
        _write(day, days[day], places, source, by, today, bulk)
    follow_up(
        [(site, day, f, at) for day, told in days.items() for site, f, at in told if f.supplies or f.problem],
        by=by,
        now=now,
    )
    bulk.unmapped_products = tuple(sorted(mapper.unmapped))
    return bulk


def _write(
    day: dt.date,
    told: list[tuple[int, SiteFigures, dt.datetime]],
    places: Mapping[int, Place],
    source: str,
    by: Actor,
    today: dt.date,
    bulk: Bulk,
) -> None:
    ids = [site for site, _, _ in told]
    reports = SiteReport.objects.filter(day=day, current=True)
    if len(ids) <= FEW:
        reports = reports.filter(site_id__in=ids)
    wanted = set(ids)
    before = {s: (pk, v) for pk, s, v in reports.values_list("pk", "site_id", "version") if s in wanted}
    old = [pk for pk, _ in before.values()]
    for i in range(0, len(old), BATCH):
        SiteReport.objects.filter(pk__in=old[i : i + BATCH]).update(current=False)
    # What the register says holds for today and yesterday; of earlier days it says nothing.
    recent = (today - day).days <= 1
    registered = {s: places[s].is_open for s in ids} if recent else {}
    past = past_of(day, ids)
    flags = flags_of_day([(s, f) for s, f, _ in told], past, registered)
    the_day, name = stored_day(day), by.name[:80]
    lines = []
    for at, (site, f, received) in enumerate(told):
        p, before_it = places[site], past.get(site, NO_PAST)
        version = before[site][1] + 1 if site in before else 1
        classes = {c: list(v) for c, v in f.classes.items() if any(v)} if f.classes else {}
        lines.append(
            (site, the_day, version, True, stored_moment(received), p.county, p.brand, p.enterprise, source, name,
             f.is_open, f.closed_cause.strip()[:200] if not f.is_open else "", f.collected, f.delivered, f.backlog,
             f.on_post_own, f.on_post_outsourced, f.roster_own, f.roster_outsourced, f.decrees, as_json(classes),
             as_json(dict(f.extra or {})), as_json(flags.get(at, [])), f.note[:300], before_it.usual_collected,
             before_it.usual_delivered, before_it.days, as_json(dict(f.supplies or {})), f.problem.strip()[:300])
        )  # fmt: skip
    insert_stored(SiteReport, FIELDS, lines)
    touch([day], now=min(received for _, _, received in told))
    bulk.taken += len(told)
    bulk.corrections += len(before)


def _places(ids: set[int]) -> dict[int, Place]:
    sites = Site.objects.all() if len(ids) > FEW else Site.objects.filter(pk__in=ids)
    rows = sites.values_list("pk", "county_id", "brand_id", "enterprise_id", "status")
    found = {r[0]: r for r in rows if r[0] in ids}
    gone = [pk for pk, r in found.items() if r[4] == Site.Status.CLOSED]
    closings: dict[int, dt.date] = {}
    for i in range(0, len(gone), BATCH):
        changes = SiteStatusChange.objects.filter(site_id__in=gone[i : i + BATCH], status=Site.Status.CLOSED)
        closings |= {
            s: since.astimezone(ZONE).date() for s, since in changes.order_by("since").values_list("site_id", "since")
        }
    return {
        pk: Place(county, brand, unit, status == Site.Status.OPEN, closings.get(pk))
        for pk, county, brand, unit, status in found.values()
    }


class _Allowed:
    """May the actor report for a site? Asked once for each branch and county."""

    def __init__(self, by: Actor) -> None:
        self.by = by
        self.everywhere = by.jurisdiction is EVERYWHERE
        self.by_site = any(g.site is not None for g in by.jurisdiction.grants)
        self.known: dict[tuple[str, int, int, int], bool] = {}

    def __call__(self, site: int, place: Place) -> bool:
        if self.everywhere:
            return True
        key = (place.county, place.brand, place.enterprise, site if self.by_site else 0)
        if key not in self.known:
            self.known[key] = may_report(
                self.by, county=place.county, brand=place.brand, branch=place.enterprise, site=site
            )
        return self.known[key]
