"""Questions about health cases: who sees which, what keeps people off post, what happened, how many there are."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from yilu.core.actor import Actor
from yilu.core.clock import end_of
from yilu.core.jurisdiction import Grant, Jurisdiction, stem
from yilu.core.permissions import Permission
from yilu.core.reasons import Reason
from yilu.core.scope import scope_q
from yilu.core.text import Text
from yilu.people.models import CaseStep, HealthCase, Isolation, Worker
from yilu.people.rules.cases import DETAIL_ROLES, told
from yilu.people.rules.posts import CASE_OPEN, ISOLATED
from yilu.people.rules.steps import STEPS

LISTED = ("worker", "site", "county", "brand")
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})  # a province that is a prefecture too


def is_near(grant: Grant) -> bool:
    """Does the grant stand close enough to see a person for good: a site, a county, a prefecture?"""
    top = stem(grant.area)
    return grant.site is not None or len(top) >= 4 or top in MUNICIPALITIES


def near(actor: Actor, jurisdiction: Jurisdiction) -> Jurisdiction:
    """The part of the actor's jurisdiction that is near; the system itself is near everywhere."""
    if actor.role == "system":
        return jurisdiction
    return Jurisdiction(tuple(g for g in jurisdiction.grants if is_near(g)))


def seen(actor: Actor) -> QuerySet[HealthCase]:
    """The cases the actor may see as cases of a person: from further up only while they are open."""
    mine, scope = actor.jurisdiction.having(Permission.CASE_READ), HealthCase.access
    rows = HealthCase.objects.filter(scope_q(near(actor, mine), scope) | (Q(closed_at=None) & scope_q(mine, scope)))
    return rows.select_related(*LISTED)


def sees_details(actor: Actor, case: HealthCase) -> bool:
    """May the actor see of what the person suffers?"""
    return actor.role in DETAIL_ROLES and near(actor, actor.jurisdiction).may(
        Permission.HEALTH_READ,
        area=case.county_id,
        brand=case.brand_id,
        branch=case.enterprise_id,
        site=case.site_id,
    )


def sees_details_of(actor: Actor, worker: Worker) -> bool:
    """May the actor see it of this worker, where he or she is placed now?"""
    return actor.role in DETAIL_ROLES and near(actor, actor.jurisdiction).may(
        Permission.HEALTH_READ,
        area=worker.county_id,
        brand=worker.brand_id,
        branch=worker.enterprise_id,
        site=worker.site_id,
    )


def reads_details(actor: Actor) -> bool:
    """May the actor see health details of anybody at all?"""
    return actor.role in DETAIL_ROLES and near(actor, actor.jurisdiction).may(Permission.HEALTH_READ)


def standing_blocks(worker_ids: Iterable[int], on: dt.date) -> dict[int, list[Reason]]:
    """What of cases and isolations keeps these workers off every shift on the day; those it does not are absent."""
    ids, over = list(worker_ids), end_of(on)
    cases = HealthCase.objects.filter(Q(closed_at=None) | Q(closed_at__gte=over), worker_id__in=ids, day__lte=on)
    apart = Isolation.objects.filter(
        Q(released_at=None) | Q(released_at__gte=over), worker_id__in=ids, first_day__lte=on
    )
    found: dict[int, list[Reason]] = {}
    for reason, rows in ((CASE_OPEN, cases), (ISOLATED, apart)):
        for worker in rows.order_by().values_list("worker_id", flat=True).distinct():
            found.setdefault(worker, []).append(reason)
    return found


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A person's own case as his or her own page tells it."""

    case: HealthCase
    steps: list[CaseStep]


def own_cases(worker_id: int) -> list[OwnCase]:
    """Every case of a worker for that worker's own page, the latest first."""
    cases = HealthCase.objects.filter(worker_id=worker_id).order_by("-opened_at").prefetch_related("steps")
    return [OwnCase(c, sorted(c.steps.all(), key=_step_order)) for c in cases]


_ORDER = {code: n for n, code in enumerate(STEPS)}


def _step_order(step: CaseStep) -> int:
    return _ORDER.get(step.code, len(_ORDER))


def steps_of(case: HealthCase) -> list[CaseStep]:
    """The steps in the order in which they are taken."""
    return sorted(case.steps.all(), key=_step_order)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many cases within the actor's reach, told or withheld (None: too few for a reader who sees no person)."""

    open: int
    closed: int | None
    overdue: int  # open with a step whose time is over
    by_cause: dict[str, int] | None  # of the open ones; None: not this reader's to know


def counted(actor: Actor, *, now: dt.datetime, area: str = "") -> Counted:
    """Counts for the list's first sentence."""
    everything = HealthCase.objects.within(actor.jurisdiction, Permission.CASE_READ)
    visible = seen(actor)
    if area:
        everything, visible = everything.in_area(area), visible.filter(pk__in=everything.values("pk"))
    standing = everything.filter(closed_at=None)
    closed = everything.exclude(closed_at=None).count()
    if closed != visible.exclude(closed_at=None).count():
        closed = told(closed)  # type: ignore[assignment]
    late = CaseStep.objects.filter(case__in=standing.values("pk"), done_at=None, due_at__lt=now)
    causes = Counter(standing.order_by().values_list("cause", flat=True)) if reads_details(actor) else None
    return Counted(standing.count(), closed, late.values("case_id").distinct().count(), causes)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a case's history; `detail` is for those who see health details."""

    at: dt.datetime
    what: Text
    by: str = ""
    detail: str = ""


def history(case: HealthCase) -> list[Event]:
    """What happened to a case and its person, the latest first."""
    events = [Event(case.opened_at, Text("健康异常立案", "Case opened"))]
    events += [Event(f.found_at, Text("发现异常", "Found"), detail=f.get_cause_display()) for f in case.findings.all()]
    for step in case.steps.all():
        if step.done_at is not None:
            what = STEPS[step.code].text if step.code in STEPS else Text(step.code, step.code)
            events.append(Event(step.done_at, what, step.done_by, step.note))
    for isolation in case.worker.isolations.all():
        events.append(
            Event(
                isolation.recorded_at,
                Text(f"登记隔离：{isolation.document}", f"Isolation on record: {isolation.document}"),
                detail=isolation.place,
            )
        )
        if isolation.released_at is not None:
            zh, en = f"解除隔离：{isolation.clearance_document}", f"Released: {isolation.clearance_document}"
            events.append(Event(isolation.released_at, Text(zh, en), isolation.released_by))
    for proposal in case.proposals.all():
        events.append(Event(proposal.proposed_at, Text("提出停业建议", "Suspension proposed"), proposal.proposed_by))
        if proposal.decided_at is not None:
            agreed = Text("同意停业", "Suspension agreed") if proposal.is_agreed else Text("不予停业", "Not suspended")
            events.append(Event(proposal.decided_at, agreed, proposal.officer.name))
    if case.closed_at is not None:
        events.append(
            Event(
                case.closed_at,
                Text(f"结案：{case.document}", f"Closed: {case.document}"),
                detail=case.get_state_display(),
            )
        )
    return sorted(events, key=lambda e: e.at, reverse=True)
