"""A proposed suspension before the officer who decides, with what would stop."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, TODAY, World, person
from tests.yilu.filings.ground import citing
from tests.yilu.people.ground import check, worker
from tests.yilu.people.norms import in_force
from yilu.filings.models import Decision
from yilu.network.models import Site
from yilu.operations.models import SiteReport
from yilu.operations.queries.stopping import what_stops
from yilu.people import actions
from yilu.people.models import HealthCase, Source, SuspensionProposal


@pytest.fixture
def proposal(world: World) -> SuspensionProposal:
    person(world, "site_health", "site_health_officer", site=world.sites["jia_furong"])
    actions.send_check(worker=worker(world), check=check(case_contact=True), source=Source.PHONE, by=SYSTEM, now=NOW)
    return actions.propose_suspension(
        case=HealthCase.objects.get(), officer=world.people["officer"], cause="多人接触，建议停业消毒",
        by=world.actor("site_health"), now=NOW,
    )  # fmt: skip


def reported(site: Site, day: dt.date, pieces: int) -> None:
    SiteReport.objects.create(
        site=site, day=day, received_at=NOW, county_id=site.county_id, brand_id=site.brand_id,
        enterprise_id=site.enterprise_id, source="synthetic", by="tests", is_open=True, collected=pieces,
        delivered=pieces, backlog=pieces // 2, on_post_own=5, roster_own=5,
    )  # fmt: skip


def test_the_effect_is_the_mean_of_the_sites_own_last_reports(world: World, proposal: SuspensionProposal) -> None:
    assert what_stops(proposal.site, day=TODAY).days == 0
    reported(proposal.site, TODAY, 300)
    reported(proposal.site, TODAY - dt.timedelta(days=1), 100)
    reported(proposal.site, TODAY - dt.timedelta(days=8), 9000)
    stop = what_stops(proposal.site, day=TODAY)
    [unmapped] = stop.classes
    assert (stop.days, unmapped.tier, unmapped.collected, unmapped.backlog) == (2, None, 200, 150)


def test_the_named_officer_sees_what_would_stop_and_decides(world: World, proposal: SuspensionProposal) -> None:
    in_force()
    reported(proposal.site, TODAY, 300)
    client, path = world.client("officer"), f"/suspensions/{proposal.pk}/"
    assert "300" in client.get(path).content.decode()
    assert client.post(path, {"agreed": "no", "ground": ""}).status_code == 422
    assert client.post(path, {"agreed": "yes", "ground": ""}).status_code == 422
    beyond = {"agreed": "yes", "cite": "999999", "satisfy-999999": "经我批准"}
    assert client.post(path, beyond).status_code == 422
    assert Site.objects.get(pk=proposal.site_id).status == "open"
    [cited] = citing(proposal.site, "Y2")
    given = {"agreed": "yes", "cite": cited.provision, f"satisfy-{cited.provision}": cited.satisfy}
    assert client.post(path, given).status_code == 302
    assert Site.objects.get(pk=proposal.site_id).status == "suspended"
    proposal.refresh_from_db()
    decision = Decision.objects.get(site=proposal.site_id)
    assert (decision.verb, proposal.document) == ("suspend", decision.citations.get().provision.citation)
    assert proposal.case.steps.filter(code="suspend", done_at=None).count() == 0


def test_an_enterprise_decides_on_its_own_site_without_citing(world: World) -> None:
    person(world, "site_health", "site_health_officer", site=world.sites["jia_furong"])
    actions.send_check(worker=worker(world), check=check(case_contact=True), source=Source.PHONE, by=SYSTEM, now=NOW)
    own = actions.propose_suspension(
        case=HealthCase.objects.get(), officer=world.people["jia_hq"], cause="多人接触，建议停业消毒",
        by=world.actor("site_health"), now=NOW,
    )  # fmt: skip
    data = {"agreed": "yes", "ground": "", "document": "甲达防〔2020〕3号"}
    assert world.client("jia_hq").post(f"/suspensions/{own.pk}/", data).status_code == 302
    own.refresh_from_db()
    assert (own.site.status, own.document) == ("suspended", "甲达防〔2020〕3号")


def test_others_over_the_site_look_and_do_not_decide(world: World, proposal: SuspensionProposal) -> None:
    path = f"/suspensions/{proposal.pk}/"
    assert "由指定的负责人决定" in world.client("leader").get(path).content.decode()
    assert world.client("leader").post(path, {"agreed": "yes"}).status_code == 422
    assert world.client("yi_hq").get(path).status_code == 404
