"""Filings over the API: refusals carry their reasons, a regulator cites or is refused, outsiders find nothing."""

import json
from typing import Any

from django.test import Client

from tests.world import NOW, SYSTEM, World, person
from tests.yilu.filings.ground import CORE, citing, filed, opened, protected, review, status
from tests.yilu.people.ground import check, worker
from yilu.filings.models import Decision, Filing
from yilu.network.models import Site
from yilu.people import actions as people
from yilu.people.models import HealthCase, Source, SuspensionProposal

ROOT = "/api/v1/filings"


def send(client: Client, path: str, body: dict[str, Any], verb: str = "post") -> tuple[int, Any]:
    response = getattr(client, verb)(f"{ROOT}{path}", json.dumps(body), content_type="application/json")
    return response.status_code, response.json()


def cites(site: Site, *codes: str) -> dict[str, Any]:
    return {"cites": [{"provision": c.provision, "satisfy": c.satisfy} for c in citing(site, *codes)]}


def codes(body: Any) -> list[str]:
    return [r["code"] for r in body["reasons"]]


def test_an_enterprise_begins_writes_files_and_opens(normed: World) -> None:
    protected(normed)
    client = normed.client("jia_hq")
    made, begun = send(client, "", {"sites": [normed.sites["jia_yuelu"].pk]})
    assert made == 201
    filing = Filing.objects.get(pk=begun["filings"][0])
    papers = filing.dossier
    answers = {"version": papers.version, "answers": CORE}
    assert send(client, f"/dossiers/{papers.pk}", answers, "put")[0] == 200
    filing.refresh_from_db()
    code, body = send(client, f"/{filing.pk}/file", {"version": filing.version})
    assert (code, body["state"], status(normed)) == (200, "open", "open")
    assert body["receipt"]


def test_a_suspension_without_a_norm_is_refused_and_with_one_stands(normed: World) -> None:
    site, client = opened(normed).site, normed.client("officer")
    path = f"/sites/{site.pk}/suspend"
    code, body = send(client, path, {"cites": []})
    assert (code, codes(body)) == (422, ["filings.nothing_cited"])
    code, body = send(client, path, {"cites": [{"provision": 999_999, "satisfy": "经我批准"}]})
    assert (code, codes(body)) == (422, ["filings.not_in_force"])
    empty = {"cites": [{**cites(site, "Y2")["cites"][0], "satisfy": " "}]}
    assert codes(send(client, path, empty)[1]) == ["filings.satisfy"]
    assert status(normed) == "open"
    code, body = send(client, path, cites(site, "Y2"))
    assert (code, status(normed)) == (201, "suspended")
    assert [c["requirement"] for c in body["citations"]] == ["Y2"]


def test_an_order_to_rectify_has_a_time(normed: World) -> None:
    site, client = opened(normed).site, normed.client("officer")
    code, body = send(client, f"/sites/{site.pk}/rectify", cites(site, "Y2"))
    assert (code, codes(body)) == (422, ["filings.no_due"])


def test_a_return_is_refused_to_who_read_an_older_version(normed: World) -> None:
    review()
    filing, client = opened(normed), normed.client("officer")
    path, body = f"/{filing.pk}/review/return", cites(filing.site, "Y2")
    assert send(client, path, body | {"version": filing.version - 1})[0] == 409
    assert send(client, path, body | {"version": filing.version})[0] == 201
    filing.refresh_from_db()
    assert filing.state == "returned"


def proposed(world: World) -> SuspensionProposal:
    person(world, "site_health", "site_health_officer", site=world.sites["jia_furong"])
    people.send_check(worker=worker(world), check=check(case_contact=True), source=Source.PHONE, by=SYSTEM, now=NOW)
    return people.propose_suspension(
        case=HealthCase.objects.get(), officer=world.people["officer"], cause="多人接触，建议停业消毒",
        by=world.actor("site_health"), now=NOW,
    )  # fmt: skip


def test_a_proposed_suspension_is_agreed_to_only_by_citing(normed: World) -> None:
    proposal, client = proposed(normed), normed.client("officer")
    assert [p["id"] for p in client.get(f"{ROOT}/suspensions").json()] == [proposal.pk]
    path = f"/suspensions/{proposal.pk}"
    code, body = send(client, path, {"agreed": True, "ground": "领导要求"})
    assert (code, codes(body), status(normed, "jia_furong")) == (422, ["filings.nothing_cited"], "open")
    code, body = send(client, path, {"agreed": True, **cites(proposal.site, "Y2")})
    assert (code, body["is_agreed"], status(normed, "jia_furong")) == (200, True, "suspended")
    assert Decision.objects.get(site=proposal.site).verb == "suspend"


def test_a_proposal_is_decided_by_the_named_officer_alone(normed: World) -> None:
    proposal = proposed(normed)
    path, body = f"/suspensions/{proposal.pk}", {"agreed": True, **cites(proposal.site, "Y2")}
    assert send(normed.client("leader"), path, body)[0] == 403
    assert send(normed.client("yi_hq"), path, body)[0] == 404
    assert status(normed, "jia_furong") == "open"
    assert not Decision.objects.exists()


def test_outsiders_find_nothing(normed: World) -> None:
    filing = filed(normed)
    for who in ("yi_hq", "neighbour"):
        client = normed.client(who)
        assert client.get(f"{ROOT}/{filing.pk}").status_code == 404
        assert send(client, f"/{filing.pk}/file", {"version": filing.version})[0] in (403, 404)
        assert send(client, f"/sites/{filing.site_id}/suspend", cites(filing.site, "Y2"))[0] in (403, 404)
    assert normed.client().get(f"{ROOT}/{filing.pk}").status_code == 401
