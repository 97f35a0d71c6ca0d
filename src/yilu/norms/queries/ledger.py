"""Questions about the ledger: the last evidence, whether it is still good, and the lines themselves."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.db.models import Count, Max, Q, QuerySet

from yilu.core.clock import ZONE, start_of
from yilu.core.jurisdiction import Jurisdiction
from yilu.core.permissions import Permission
from yilu.network.models import Site
from yilu.norms.models import Evidence, Provision, Requirement
from yilu.norms.queries.force import Force
from yilu.norms.rules.freshness import Latest, due_after, state_of
from yilu.norms.rules.kinds import State
from yilu.norms.rules.subjects import SiteFacts
from yilu.territory.queries import tiers_in_force

SITES_AT_ONCE = 500


class Cell(NamedTuple):
    """One requirement at one site: what stands in the ledger, when the next is due (None: no interval is fixed)."""

    requirement: Requirement
    provision: Provision | None  # None: not applicable here
    state: State
    latest: Latest | None
    due: dt.datetime | None


def facts_of(sites: Iterable[Site], *, on: dt.date) -> dict[int, SiteFacts]:
    """The sites as requirements see them, with the effective tier of their county on the day."""
    sites = list(sites)
    tiers = tiers_in_force({s.county_id for s in sites}, on=on)
    return {s.pk: SiteFacts(s.county_id, s.kind, tiers[s.county_id].value) for s in sites}


def latest_evidence(
    sites: Collection[int], requirements: Collection[str], *, now: dt.datetime
) -> dict[tuple[int, str], Latest]:
    """The last evidence known by `now` for each (site, requirement code) that has any."""
    since = start_of(now.astimezone(ZONE).date())
    found: dict[tuple[int, str], Latest] = {}
    ids = list(sites)
    for start in range(0, len(ids), SITES_AT_ONCE):
        rows = Evidence.objects.filter(
            site__in=ids[start : start + SITES_AT_ONCE], requirement__code__in=requirements, at__lte=now
        )
        last = {
            (site, code): (at, on_day)
            for site, code, at, on_day in rows.values("site_id", "requirement__code")
            .annotate(last=Max("at"), on_day=Count("pk", filter=Q(at__gte=since, met=True)))
            .values_list("site_id", "requirement__code", "last", "on_day")
        }
        moments = {at for at, _ in last.values()}
        for site, code, at, kind, met in (
            rows.filter(at__in=moments).order_by("pk").values_list("site_id", "requirement__code", "at", "kind", "met")
        ):
            if last[site, code][0] == at:
                found[site, code] = Latest(at, kind, met, last[site, code][1])
    return found


def freshness(
    sites: Mapping[int, SiteFacts], *, now: dt.datetime, requirements: Collection[str] | None = None
) -> dict[int, list[Cell]]:
    """For each site every requirement there is (or those asked for), and whether its evidence is still good."""
    force = Force(now.astimezone(ZONE).date(), requirements=requirements)
    asked = Requirement.objects.order_by("order")
    known = list(asked if requirements is None else asked.filter(code__in=requirements))
    latest = latest_evidence(list(sites), [r.code for r in known], now=now)
    return {
        site: _cells(known, force.over(facts), {r.code: latest.get((site, r.code)) for r in known}, now)
        for site, facts in sites.items()
    }


def _cells(
    known: Iterable[Requirement], provisions: Iterable[Provision], latest: Mapping[str, Latest | None], now: dt.datetime
) -> list[Cell]:
    binding = {p.requirement_id: p for p in provisions}
    cells = []
    for requirement in known:
        provision, last = binding.get(requirement.pk), latest[requirement.code]
        if provision is None:
            cells.append(Cell(requirement, None, State.NOT_APPLICABLE, last, None))
        else:
            due = due_after(provision, last.at) if last else None
            cells.append(Cell(requirement, provision, state_of(provision, last, now=now), last, due))
    return cells


def entries(jurisdiction: Jurisdiction, *, site: int) -> QuerySet[Evidence]:
    """A site's lines of the ledger, the latest first."""
    rows = Evidence.objects.within(jurisdiction, Permission.EVIDENCE_READ).filter(site=site)
    return rows.select_related("requirement").order_by("-at", "-pk")
