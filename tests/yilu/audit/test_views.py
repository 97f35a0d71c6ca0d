"""The auditor's pages: searched within jurisdiction, exported, the chain shown and verified."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client

from tests.world import NOW, World, person
from yilu.accounts.actions import appoint
from yilu.accounts.models import Appointment
from yilu.audit import triggers
from yilu.audit.models import Act, Seal
from yilu.audit.sealing import seal_all
from yilu.audit.verification import head
from yilu.core.reasons import Denied


@pytest.fixture
def auditor(world: World) -> Client:
    person(world, "auditor", "auditor", area="430100")
    with pytest.raises(Denied):
        appoint(user=world.people["officer"], role="leader", area="420000", by=world.actor("leader"), now=NOW)
    seal_all(NOW, batch=10)
    return world.client("auditor")


def exported(browser: Client, **asked: str) -> list[dict[str, str]]:
    response = browser.get("/audit/", {"export": "csv", "language": "en", **asked})
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def making_of(appointment: Appointment) -> Act:
    return Act.objects.get(verb="accounts.appointment.make", subject_id=str(appointment.pk), outcome="done")


def test_only_acts_within_the_jurisdiction_are_shown(auditor: Client) -> None:
    areas = {row["Area"] for row in exported(auditor)}
    assert areas
    assert all(a.startswith("4301") for a in areas)
    elsewhere = Act.objects.filter(area="430202").first() or Act.objects.filter(area="430200").first()
    assert elsewhere is not None
    assert auditor.get(f"/audit/{elsewhere.pk}/").status_code == 404


def test_it_is_searched_by_who_what_subject_area_day_and_outcome(world: World, auditor: Client) -> None:
    assert {r["Who"] for r in exported(auditor, who="tests")} == {"tests"}
    assert {r["What"] for r in exported(auditor, what="任命")} == {"appointed a person"}
    made = making_of(world.appointments["officer"])
    assert [r["Number"] for r in exported(auditor, subject=f"appointment:{made.subject_id}")] == [str(made.pk)]
    assert {r["Area"] for r in exported(auditor, area="430102")} == {"430102"}
    assert exported(auditor, area="4301; DROP") == []
    assert exported(auditor, first="2020-02-18") == []
    assert exported(auditor, last="2020-02-16") == []
    assert exported(auditor, first="17.2.2020") == []
    assert exported(auditor, first="2020-02-17", last="2020-02-17")


def test_a_refused_act_shows_its_reason(world: World, auditor: Client) -> None:
    person(world, "nation", "auditor", area="100000")
    rows = exported(world.client("nation"), outcome="refused")
    assert any("beyond_jurisdiction" in r["Reason"] for r in rows)


def test_one_act_shows_everything_the_record_holds(world: World, auditor: Client) -> None:
    made = making_of(world.appointments["officer"])
    page = auditor.get(f"/audit/{made.pk}/").content.decode()
    assert "任命人员" in page
    assert "accounts.appointment.make" in page
    assert "430100" in page
    assert Seal.objects.get(pk=made.seal_id).digest in page


def test_the_chain_shows_its_head_and_is_verified_from_the_page(auditor: Client) -> None:
    last = head()
    assert last is not None
    page = auditor.get("/audit/chain/").content.decode()
    assert last.digest in page
    assert "尚未核验" in page
    page = auditor.post("/audit/chain/check/", follow=True).content.decode()
    assert "完整无改动" in page


def test_an_altered_act_is_told_on_the_page_and_stays_told(auditor: Client) -> None:
    triggers.remove(connection)
    Act.objects.filter(pk=Act.objects.filter(seal_id=2)[0].pk).update(actor="somebody else")
    page = auditor.post("/audit/chain/check/", {}, follow=True).content.decode()
    assert "第 2 批：封存后有记录被改动" in page
    assert "最近一次核验发现改动" in auditor.get("/audit/").content.decode()


def test_others_than_auditors_and_leaders_do_not_read_it(world: World, auditor: Client) -> None:
    for who in ("officer", "jia_hq", "manager"):
        for page in ("/audit/", "/audit/chain/", "/audit/1/"):
            assert world.client(who).get(page).status_code == 403
        assert world.client(who).post("/audit/chain/check/").status_code == 403


def test_the_api_tells_the_record_and_the_head(auditor: Client) -> None:
    acts = auditor.get("/api/v1/audit/acts?what=任命").json()
    assert acts["count"] > 0
    assert {a["verb"] for a in acts["items"]} == {"accounts.appointment.make"}
    chain = auditor.get("/api/v1/audit/chain").json()
    assert len(chain["head"]) == 64
