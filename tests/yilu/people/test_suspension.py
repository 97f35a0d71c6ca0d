"""A suspension no text orders: one proposes, a named officer decides, the site is suspended in that act."""

import pytest

from tests.world import NOW, SYSTEM, World, person
from tests.yilu.filings.ground import citing
from tests.yilu.people.ground import check, worker
from tests.yilu.people.norms import in_force
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.filings.actions import decide_proposal as decide
from yilu.network.models import Site
from yilu.people import actions
from yilu.people.models import HealthCase, Source, SuspensionProposal
from yilu.people.queries.suspension import deciders, proposals
from yilu.tasks.models import Task


@pytest.fixture
def case(world: World) -> HealthCase:
    person(world, "site_health", "site_health_officer", site=world.sites["jia_furong"])
    contact = check(case_contact=True)
    actions.send_check(worker=worker(world), check=contact, source=Source.PHONE, by=SYSTEM, now=NOW)
    return HealthCase.objects.get()


def propose(world: World, case: HealthCase, officer: str = "officer") -> SuspensionProposal:
    return actions.propose_suspension(
        case=case, officer=world.people[officer], cause="多人接触，建议停业消毒", by=world.actor("site_health"), now=NOW
    )


def test_the_named_officer_holds_the_task_and_his_word_suspends_the_site(world: World, case: HealthCase) -> None:
    in_force()
    proposal = propose(world, case)
    assert Task.objects.get(key=f"people.suspension:{proposal.pk}").owner == world.people["officer"]
    assert Site.objects.get(pk=case.site_id).status == "open"
    with pytest.raises(Denied, match="引用"):
        actions.decide_suspension(proposal=proposal, agreed=True, ground="", by=world.actor("officer"), now=NOW)
    assert Site.objects.get(pk=case.site_id).status == "open"
    decide(
        proposal=proposal, agreed=True, ground="", citing=citing(proposal.site, "Y2"), by=world.actor("officer"),
        now=NOW,
    )  # fmt: skip
    assert Site.objects.get(pk=case.site_id).status == "suspended"
    assert Task.objects.get(key=f"people.suspension:{proposal.pk}").state == "closed"


def test_a_refusal_has_its_ground_and_leaves_the_site_open(world: World, case: HealthCase) -> None:
    proposal = propose(world, case)
    with pytest.raises(Invalid):
        actions.decide_suspension(proposal=proposal, agreed=False, ground="", by=world.actor("officer"), now=NOW)
    actions.decide_suspension(
        proposal=proposal, agreed=False, ground="接触者均已隔离，不必停业", by=world.actor("officer"), now=NOW
    )
    assert Site.objects.get(pk=case.site_id).status == "open"
    with pytest.raises(Conflict):
        actions.decide_suspension(proposal=proposal, agreed=True, ground="", by=world.actor("officer"), now=NOW)


def test_nobody_but_the_named_officer_decides(world: World, case: HealthCase) -> None:
    proposal = propose(world, case)
    for other in ("leader", "site_health", "yi_hq"):
        with pytest.raises(Denied):
            actions.decide_suspension(proposal=proposal, agreed=True, ground="", by=world.actor(other), now=NOW)


def test_it_is_put_to_somebody_who_may_suspend_the_site_and_once(world: World, case: HealthCase) -> None:
    assert world.people["neighbour"] not in deciders(world.sites["jia_furong"], on=NOW.date())
    with pytest.raises(Invalid) as refused:
        propose(world, case, "neighbour")
    assert [r.code for r in refused.value.reasons] == ["people.suspension.whom"]
    propose(world, case)
    with pytest.raises(Invalid) as refused:
        propose(world, case)
    assert [r.code for r in refused.value.reasons] == ["people.suspension.proposed"]


def test_another_brand_sees_no_proposal(world: World, case: HealthCase) -> None:
    propose(world, case)
    assert proposals(world.actor("officer")).count() == 1
    assert not proposals(world.actor("yi_hq"))
