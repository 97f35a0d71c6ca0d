"""Where no text suspends a site by itself, it takes two people: one proposes, a named officer decides."""

import datetime as dt

from yilu.accounts.models import User
from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE, end_of
from yilu.core.reasons import Conflict, Denied, Invalid, reason
from yilu.core.text import Text
from yilu.network.actions import suspend_site
from yilu.network.models import Site
from yilu.network.rules import why_not_suspend
from yilu.people.access import check_handles
from yilu.people.actions.cases import BY_ITSELF, step_done
from yilu.people.models import HealthCase, SuspensionProposal
from yilu.people.queries.suspension import deciders
from yilu.people.rules.suspension import why_not_decide, why_not_propose
from yilu.tasks.actions import close_task, open_task
from yilu.tasks.facts import Proof
from yilu.tasks.queries import by_key

NOT_THE_OFFICER = reason(
    "people.suspension.officer",
    "由指定的负责人决定；提出人不能自行决定。",
    "The named officer decides; nobody decides on his own proposal.",
)
DECIDED = reason("people.suspension.decided", "已作出决定。", "It is decided already.")
TITLE = Text("停业建议待决定", "A suspension awaits your decision")


def propose_suspension(
    *, case: HealthCase, officer: User, cause: str, by: Actor, now: dt.datetime
) -> SuspensionProposal:
    """Propose to a named officer that the case's site suspend; he or she holds a task to decide."""
    with acting("people.suspension.propose", by=by, now=now, on=case) as act:
        act.on(case, area=case.county_id, brand_id=case.brand_id)
        check_handles(by, case)
        site, today = case.site, now.astimezone(ZONE).date()
        if wrong := why_not_propose(
            has_site=site is not None,
            status=site.status if site else "",
            cause=cause,
            is_open=SuspensionProposal.objects.filter(site=site, decided_at=None).exists(),
            may_decide=site is not None and officer in deciders(site, on=today) and officer.pk != by.user_id,
        ):
            raise Invalid(*wrong)
        assert site is not None  # or it had been refused
        proposal = SuspensionProposal.objects.create(
            case=case, site=site, officer=officer, cause=cause.strip()[:200], proposed_at=now, proposed_by=by.name[:80]
        )
        open_task(
            kind="people.suspension", title=TITLE, area=case.county_id, site=site, post="officer", owner=officer,
            due=end_of(today), origin=f"people.suspension:{proposal.pk}", key=f"people.suspension:{proposal.pk}",
            by=BY_ITSELF, now=now,
        )  # fmt: skip
        act.changed(None, {"site": case.site_id, "officer": officer.pk})
    return proposal


def decide_suspension(
    *,
    proposal: SuspensionProposal,
    agreed: bool,
    ground: str,
    document: str = "",
    by: Actor,
    now: dt.datetime,
) -> SuspensionProposal:
    """Agree (the site is suspended in the same act, unless it is already) or decline, with the ground.

    A regulator agrees through `filings`, which suspends first, citing what is in force there.
    """
    with acting("people.suspension.decide", by=by, now=now, on=proposal) as act:
        rows = SuspensionProposal.objects.select_for_update(of=("self",)).select_related("site", "case")
        kept = rows.get(pk=proposal.pk)
        act.on(kept, area=kept.site.county_id, brand_id=kept.site.brand_id)
        if by.user_id != kept.officer_id:
            raise Denied(NOT_THE_OFFICER)
        if kept.decided_at is not None:
            raise Conflict(DECIDED)
        if wrong := why_not_decide(agreed=agreed, ground=ground):
            raise Invalid(*wrong)
        kept.decided_at, kept.is_agreed = now, agreed
        kept.ground, kept.document = ground.strip()[:200], document.strip()[:120]
        kept.save(update_fields=["decided_at", "is_agreed", "ground", "document"])
        if agreed:
            site = Site.objects.get(pk=kept.site_id)
            if not why_not_suspend(site.status, cause=kept.cause):
                suspend_site(site=site, cause=kept.cause, document=kept.document, by=by, now=now)
            step_done(kept.case, "suspend", by=by, now=now)
        task = by_key(f"people.suspension:{kept.pk}")
        if task is not None and task.is_standing:
            proof = Proof(text=kept.ground, link=f"/people/cases/{kept.case_id}/")
            close_task(task=task, version=None, evidence=[proof], by=BY_ITSELF, now=now)
        act.changed(None, {"agreed": agreed, "ground": kept.ground, "document": kept.document})
    return kept
