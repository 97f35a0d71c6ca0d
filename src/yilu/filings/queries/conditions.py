"""The conditions of opening at sites, weighed from what the whole system knows, in the order an inspector would ask."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from yilu.core.clock import ZONE
from yilu.filings.models import Attachment, Citation, Filing
from yilu.filings.rules.conditions import OPENING, Cited, Facts, Standing, Weighed, weigh
from yilu.filings.rules.plans import declared, has_plans
from yilu.network.models import Site
from yilu.norms.models import Provision, Requirement
from yilu.norms.queries import Force, facts_of, latest_evidence
from yilu.norms.rules.blocks import OpeningFacts
from yilu.norms.rules.freshness import Latest, state_of
from yilu.people.models import HealthCase
from yilu.people.rules.steps import STEPS

SUSPECTED = STEPS["suspend"].causes


class Subject(NamedTuple):
    """A site and what its filing tells: answers and the plans attached; `filed_first`: since when it is filed."""

    site: Site
    answers: Mapping[str, str]
    attached: Collection[str]
    filed_first: dt.datetime | None = None


class Condition(NamedTuple):
    """One condition at one site."""

    requirement: Requirement
    provision: Provision
    weighed: Weighed
    latest: Latest | None
    citation: Citation | None

    @property
    def is_unmet(self) -> bool:
        """Does it keep the site shut?"""
        return self.weighed.standing == Standing.UNMET


def conditions(filing: Filing, *, now: dt.datetime) -> list[Condition]:
    """Of one filing."""
    return conditions_of(subjects([filing]), now=now)[filing.site_id]


def subjects(filings: Iterable[Filing]) -> list[Subject]:
    """Filings (with site and dossier) as their conditions are weighed."""
    filings = list(filings)
    dossiers = {f.dossier_id: f.dossier for f in filings}
    attached: dict[int, set[str]] = defaultdict(set)
    roots = {d.root_id for d in dossiers.values()}
    for root, plan in Attachment.objects.filter(dossier__in=roots).values_list("dossier_id", "plan").distinct():
        attached[root or 0].add(plan)
    told = {pk: (d.answers, attached[d.root_id]) for pk, d in dossiers.items()}
    return [Subject(f.site, *told[f.dossier_id], f.filed_first) for f in filings]


def conditions_of(given: Sequence[Subject], *, now: dt.datetime) -> dict[int, list[Condition]]:
    """Of many sites, by site."""
    on, ids = now.astimezone(ZONE).date(), [s.site.pk for s in given]
    sites, force = facts_of([s.site for s in given], on=on), Force(on)
    asked = {pk: [p for p in force.over(facts) if p.effect in OPENING] for pk, facts in sites.items()}
    cited = _cited(ids)
    latest = latest_evidence(ids, {p.requirement.code for ps in asked.values() for p in ps}, now=now)
    ill = _suspected(ids)
    return {
        s.site.pk: [
            _weighed(p, s, latest.get((s.site.pk, p.requirement.code)), cited.get((s.site.pk, p.requirement_id)),
                     s.site.pk in ill, now)
            for p in asked[s.site.pk]
        ]
        for s in given
    }  # fmt: skip


def provisions_at(site: Site, *, on: dt.date) -> list[Provision]:
    """Everything in force for the site on the day, whatever its effect: what alone may be cited."""
    return Force(on).over(facts_of([site], on=on)[site.pk])


def _weighed(
    provision: Provision, subject: Subject, last: Latest | None, cited: Citation | None, is_ill: bool, now: dt.datetime
) -> Condition:
    code, today = provision.requirement.code, now.astimezone(ZONE).date()
    filed = subject.filed_first
    opening = OpeningFacts(
        has_plans=has_plans(subject.answers, subject.attached),
        days_filed=None if filed is None else (today - filed.astimezone(ZONE).date()).days,
        suspected=is_ill,
    )
    facts = Facts(
        shown=state_of(provision, last, now=now),
        shown_at=last.at if last else None,
        is_declared=code in declared(subject.answers, subject.attached),
        opening=opening,
        cited=None if cited is None else Cited(cited.satisfy, cited.decision.at, cited.answered_at is not None),
    )
    return Condition(provision.requirement, provision, weigh(code, provision, facts), last, cited)


def _cited(sites: Collection[int]) -> dict[tuple[int, int], Citation]:
    """What decisions still in force cite, by site and requirement."""
    rows = Citation.objects.filter(decision__site__in=sites, decision__ended_at=None)
    rows = rows.select_related("decision", "provision").order_by("pk")
    return {(c.decision.site_id, c.provision.requirement_id): c for c in rows}


def _suspected(sites: Collection[int]) -> set[int]:
    """The sites where a case of suspected illness stands."""
    rows = HealthCase.objects.filter(site__in=sites, closed_at=None, findings__cause__in=SUSPECTED)
    return {s for s in rows.values_list("site_id", flat=True) if s is not None}
