"""Whom to visit and why, what stands on a site's checklist, who else was or will be there this week."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.text import Text
from yilu.inspections.models import Finding, Inspection, Item
from yilu.inspections.rules import NAMES, WEEK, Field, Level, Risk, level_of
from yilu.network.models import Site
from yilu.norms.queries import Force, facts_of, freshness
from yilu.norms.queries.force import chain
from yilu.norms.rules.kinds import Effect, State
from yilu.territory.queries import tiers_in_force
from yilu.territory.words import TIERS as TIER_WORDS
from yilu.territory.words import Tier

LOOKED_AT = 400  # sites whose evidence is read, after tier and last visit have ordered them
GAPS = (State.NONE, State.STALE, State.UNMET)
NEVER = Text("尚未检查过", "never inspected")
SINCE = Text("{n}天未检查", "{n} days since the last visit")
LACKING = Text("证据缺口{n}项", "{n} gaps in its evidence")
DONE_BY = Text("{level}已于{day}检查", "{level} inspected it on {day}")
PLANNED_BY = Text("{level}已安排{day}检查", "{level} is to inspect it on {day}")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A site to visit on a day, why, and whoever else goes there that week."""

    site: Site
    day: dt.date
    why: Text
    beside: Text | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a checklist: a requirement in force or an item of the area's."""

    code: str
    name: Text
    text: Text
    cited: str
    group: Text
    may_suspend: bool


def level_of_actor(actor: Actor) -> Level:
    """At which level the actor inspects."""
    return level_of(next(iter(actor.jurisdiction.having(Permission.INSPECTION_WRITE).areas), "100000"))


def propose(actor: Actor, *, area: str, first: dt.date, days: int, a_day: int, now: dt.datetime) -> list[Proposed]:
    """The sites that risk asks for most, as many as the days hold; of these each day those that lie together.

    What the actor's own level visits within a week of the first day is left out.
    """
    level = level_of_actor(actor)
    within = Site.objects.within(actor.jurisdiction, Permission.INSPECTION_WRITE).in_area(area)
    recent = Inspection.objects.exclude(state=Inspection.State.DROPPED).filter(level=level, day__gt=first - WEEK)
    sites = list(
        within.filter(status=Site.Status.OPEN)
        .exclude(pk__in=recent.values("site_id"))
        .only("pk", "name", "code", "county_id", "kind", "brand_id", "enterprise_id")
    )
    last: dict[int, dt.date] = dict(
        Inspection.objects.filter(state=Inspection.State.DONE).values_list("site_id").annotate(last=Max("day"))
    )
    tiers = {code: t.value for code, t in tiers_in_force({s.county_id for s in sites}, on=first).items()}

    def risk(site: Site, gaps: int = 0) -> Risk:
        since = (first - last[site.pk]).days if site.pk in last else None
        return Risk(tiers[site.county_id], since, gaps)

    some = sorted(sites, key=lambda s: (*risk(s).order, s.county_id, s.pk))[: max(LOOKED_AT, days * a_day)]
    cells = freshness(facts_of(some, on=now.date()), now=now)
    gaps = {pk: sum(c.state in GAPS for c in row) for pk, row in cells.items()}
    chosen = sorted(some, key=lambda s: (*risk(s, gaps[s.pk]).order, s.county_id, s.pk))[: days * a_day]
    together = sorted(chosen, key=lambda s: s.county_id)
    others = beside([s.pk for s in chosen], level=level, day=first)
    return [
        Proposed(
            s, first + dt.timedelta(days=n // a_day), _why(risk(s, gaps[s.pk])), others.get(s.pk)
        )
        for n, s in enumerate(together)
    ]  # fmt: skip


def _why(risk: Risk) -> Text:
    words = TIER_WORDS[Tier(risk.tier)][1]
    since = NEVER if risk.days_since is None else SINCE.filled(n=risk.days_since)
    lacking = LACKING.filled(n=risk.gaps)
    return Text("，".join((words.zh, since.zh, lacking.zh)), ", ".join((words.en, since.en, lacking.en)))


def beside(sites: Sequence[int], *, level: str, day: dt.date) -> dict[int, Text]:
    """Another level's visit to each of these sites within a week of the day."""
    rows = (
        Inspection.objects.filter(site__in=sites, day__gt=day - WEEK, day__lt=day + WEEK)
        .exclude(state=Inspection.State.DROPPED)
        .exclude(level=level)
        .order_by("day")
    )
    said: dict[int, Text] = {}
    for row in rows:
        text = DONE_BY if row.state == Inspection.State.DONE else PLANNED_BY
        said[row.site_id] = text.filled(level=NAMES[Level(row.level)], day=f"{row.day.month}/{row.day.day}")
    return said


def checklists(sites: Iterable[Site], *, on: dt.date) -> dict[int, list[Asked]]:
    """What is looked at in each site on the day: every requirement in force there, then the area's own items."""
    sites = list(sites)
    force, facts = Force(on), facts_of(sites, on=on)
    items = [i for i in Item.objects.order_by("field", "pk") if i.holds_on(on)]
    found = {}
    for site in sites:
        lines = [
            Asked(
                p.requirement.code, p.requirement.name, p.text, p.citation, EPIDEMIC,
                p.effect in (Effect.BLOCK, Effect.CONDITION),
            )
            for p in force.over(facts[site.pk])
        ]  # fmt: skip
        above = chain(site.county_id)
        lines += [
            Asked(f"item:{i.pk}", i.text, i.text, i.document, NAMES[Field(i.field)], False)
            for i in items
            if i.area_id in above
        ]
        found[site.pk] = lines
    return found


EPIDEMIC = Text("疫情防控", "epidemic control")


def mine(actor: Actor, *, first: dt.date) -> QuerySet[Inspection]:
    """The actor's own planned visits from a day on (what was left undone before it, too)."""
    rows = Inspection.objects.within(actor.jurisdiction, Permission.INSPECTION_READ)
    rows = rows.filter(inspector_id=actor.user_id or 0, state=Inspection.State.PLANNED, day__lte=first + WEEK)
    return rows.select_related("site__county", "site__brand").order_by("day", "site__county_id", "pk")


def inspections(actor: Actor) -> QuerySet[Inspection]:
    """All in sight."""
    rows = Inspection.objects.within(actor.jurisdiction, Permission.INSPECTION_READ)
    return rows.select_related("site__county", "site__brand", "inspector")


def findings(actor: Actor) -> QuerySet[Finding]:
    """All in sight."""
    rows = Finding.objects.within(actor.jurisdiction, Permission.INSPECTION_READ)
    return rows.select_related("site__county", "site__brand", "inspection")
