"""What is in force for a site on a day: the nearest area's word, and of that the latest version that binds it."""

import datetime as dt
from collections.abc import Iterable

from yilu.core.jurisdiction import NATION
from yilu.network.models import Site
from yilu.norms.models import Provision
from yilu.norms.rules.blocks import Clause
from yilu.norms.rules.kinds import Effect
from yilu.norms.rules.subjects import SiteFacts, binds
from yilu.territory.words import Tier


def chain(area: str) -> tuple[str, ...]:
    """The codes that contain the area and its own, the nation first."""
    return tuple(dict.fromkeys((NATION, area[:2] + "0000", area[:4] + "00", area)))


class Force:
    """Everything in force on one day, read once; asked for as many sites as one likes."""

    def __init__(self, on: dt.date, *, requirements: Iterable[str] | None = None) -> None:
        rows = Provision.objects.filter(enabled=True, valid_from__lte=on).select_related("requirement", "norm", "area")
        if requirements is not None:
            rows = rows.filter(requirement__code__in=list(requirements))
        self._by_area: dict[str, list[Provision]] = {}
        for provision in rows.order_by("requirement__order", "valid_from", "recorded_at", "pk"):
            if provision.holds_on(on):
                self._by_area.setdefault(provision.area_id, []).append(provision)
        self._known: dict[SiteFacts, list[Provision]] = {}

    def over(self, facts: SiteFacts) -> list[Provision]:
        """The provisions that bind such a site, one for each requirement, in the order of requirements."""
        if facts not in self._known:
            found: dict[int, Provision] = {}
            for area in chain(facts.area):  # a nearer area's word replaces one from above
                found |= {p.requirement_id: p for p in self._by_area.get(area, ()) if binds(p, facts)}
            self._known[facts] = sorted(found.values(), key=lambda p: p.requirement.order)
        return self._known[facts]

    def within(self, area: str, *, kinds: Iterable[str] = (), tiers: Iterable[str] = ()) -> list[Provision]:
        """The provisions that bind some site of these kinds and tiers (none named: any) that lies in the area."""
        every = [
            SiteFacts(area, kind, tier)
            for kind in (tuple(kinds) or Site.Kind.values)
            for tier in (tuple(tiers) or tuple(t.value for t in Tier))
        ]
        found = {p.pk: p for facts in every for p in self.over(facts)}
        return sorted(found.values(), key=lambda p: (p.requirement.order, p.valid_from))


def in_force(site: SiteFacts, *, on: dt.date) -> list[Provision]:
    """The provisions that bind a site on the day, one for each requirement."""
    return Force(on).over(site)


def clauses(provisions: Iterable[Provision]) -> dict[str, Clause]:
    """The provisions as `rules.blocks` takes them: by requirement code, only those that block or are conditions."""
    return {
        p.requirement.code: Clause(p.citation, p.days_ahead)
        for p in provisions
        if p.effect in (Effect.BLOCK, Effect.CONDITION)
    }


def provisions_above(
    requirement: str, *, area: str, kinds: Iterable[str], tiers: Iterable[str], on: dt.date
) -> list[Provision]:
    """What binds such sites from above the area, so that a refinement may not fall short of it. Empty words: all."""
    above = [code for code in chain(area) if code != area]
    return Force(on, requirements=[requirement]).within(above[-1], kinds=kinds, tiers=tiers) if above else []


def slots(area: str, *, on: dt.date) -> list[Provision]:
    """Requirements of which nobody has the text, as long as no area that holds it has entered it."""
    told = {p.requirement_id for p in Force(on).within(area)}
    empty = Provision.objects.filter(enabled=False, valid_from__lte=on, area_id__in=chain(area))
    rows = empty.exclude(requirement_id__in=told).select_related("requirement", "norm", "area")
    return list(rows.order_by("requirement__order"))
