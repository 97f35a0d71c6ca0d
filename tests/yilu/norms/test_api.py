"""Norms over the API."""

import json

from tests.world import World
from yilu.norms.models import Evidence

API = "/api/v1/norms"


def test_provisions_settings_and_a_sites_evidence_are_told(normed: World) -> None:
    client = normed.client("leader")
    told = {p["requirement"]: p for p in client.get(f"{API}/provisions?area=430102&kind=outlet").json()}
    assert (told["O5"]["every_hours"], told["O5"]["confidence"], told["O5"]["effect"]) == (2, "B", "checklist")
    assert {s["key"]: s["value"] for s in client.get(f"{API}/settings?area=430000").json()}["fever_line"] is None
    cells = client.get(f"{API}/sites/{normed.sites['jia_furong'].pk}").json()
    assert {"requirement": "O5", "state": "none"}.items() <= next(c for c in cells if c["requirement"] == "O5").items()


def test_a_number_is_ordered_and_refused_with_reasons(normed: World) -> None:
    client = normed.client("leader")
    order = {"area": "430000", "key": "fever_line", "value": "37.3", "document": "1号", "valid_from": "2020-02-17"}
    made = client.post(f"{API}/settings", json.dumps(order), content_type="application/json")
    assert (made.status_code, made.json()["value"]) == (201, "37.3")
    again = client.post(f"{API}/settings", json.dumps(order), content_type="application/json")
    assert (again.status_code, again.json()["reasons"][0]["code"]) == (409, "norms.setting.twice")


def test_a_headquarters_sends_evidence_for_its_own_sites_only(normed: World) -> None:
    client = normed.client("jia_hq")
    lines = [
        {"site": normed.sites[site].pk, "requirement": "O5", "kind": "log", "at": "2020-02-16T20:00:00"}
        for site in ("jia_furong", "yi_furong")
    ]
    refused = client.post(f"{API}/evidence", json.dumps({"lines": lines}), content_type="application/json")
    assert refused.status_code == 403
    taken = client.post(f"{API}/evidence", json.dumps({"lines": lines[:1]}), content_type="application/json")
    assert taken.json() == {"recorded": 1}
    assert Evidence.objects.get().origin == "norms"
