"""The pages of cases, contacts and isolations, as people open them."""

import pytest
from django.test import Client

from tests.world import NOW, SYSTEM, TODAY, World, person
from tests.yilu.people import norms
from tests.yilu.people.ground import LI, check, worker
from yilu.people import actions
from yilu.people.actions._taking import Sent
from yilu.people.models import Contact, FollowUp, HealthCase, Isolation, Source, Stay
from yilu.people.rules.answers import Symptom

NAME = "张望山"


@pytest.fixture
def world(world: World) -> World:
    person(world, "site_health", "site_health_officer", site=world.sites["jia_furong"])
    person(world, "health", "health_officer", area="430100")
    norms.in_force()
    return world


@pytest.fixture
def case(world: World) -> HealthCase:
    """张望山 coughs; 李听泉 was there."""
    mate = worker(world, **LI)
    actions.send_checks(rows=[Sent(mate.pk, check())], source=Source.SYNTHETIC, by=SYSTEM, now=NOW)
    actions.send_check(
        worker=worker(world), check=check(symptoms=Symptom.COUGH), source=Source.PHONE, by=SYSTEM, now=NOW
    )
    return HealthCase.objects.get()


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_in_both_languages(world: World, case: HealthCase, language: str) -> None:
    client = world.client("site_health")
    isolation = record(case)
    for path in (
        "cases/", "contacts/", "isolations/", f"cases/{case.pk}/", f"cases/{case.pk}/trace/?days=14",
        f"cases/{case.pk}/report/", f"cases/{case.pk}/stay/", f"cases/{case.pk}/confirm/", f"cases/{case.pk}/close/",
        f"cases/{case.pk}/isolate/",
        f"cases/{case.pk}/propose/", f"isolations/{isolation.pk}/", f"isolations/{isolation.pk}/release/",
        f"workers/{case.worker_id}/case/", f"workers/{case.worker_id}/isolate/",
    ):  # fmt: skip
        joint = "&" if "?" in path else "?"
        page(client, f"/people/{path}{joint}language={language}")


def record(case: HealthCase) -> Isolation:
    return actions.record_isolation(
        worker=case.worker, case=case, authority="芙蓉区卫生健康局", document="告知书（演示）", place="集中点甲楼",
        first_day=TODAY, last_day=None, by=SYSTEM, now=NOW,
    )  # fmt: skip


def test_a_manager_works_the_case_without_reading_what_ails_the_person(world: World, case: HealthCase) -> None:
    told = page(world.client("manager"), f"/people/cases/{case.pk}/")
    assert NAME in told
    assert "有症状" not in told
    assert "有症状" in page(world.client("site_health"), f"/people/cases/{case.pk}/")
    assert "有症状" not in page(world.client("manager"), "/people/cases/")
    assert world.client("manager").get(f"/people/cases/{case.pk}/report/").status_code == 403


def test_a_rival_gets_no_page_of_it(world: World, case: HealthCase) -> None:
    client = world.client("yi_hq")
    for path in ("", "trace/?days=14", "report/", "close/"):
        assert client.get(f"/people/cases/{case.pk}/{path}").status_code in (403, 404)
    assert NAME not in page(client, "/people/cases/")


def test_a_step_is_ticked_and_a_case_closed_on_the_page(world: World, case: HealthCase) -> None:
    client = world.client("site_health")
    step = case.steps.get(code="care")
    assert client.post(f"/people/steps/{step.pk}/done/", {"note": "已送诊"}).status_code == 302
    step.refresh_from_db()
    assert step.note == "已送诊"
    close = f"/people/cases/{case.pk}/close/"
    refused = client.post(close, {"version": case.version, "outcome": "cleared", "document": ""})
    assert refused.status_code == 422
    assert "卫生健康部门" in refused.content.decode()
    told = {"version": case.version, "outcome": "cleared", "document": "排查意见（演示）"}
    assert client.post(close, told).status_code == 302
    assert "已结案" in page(client, "/people/cases/?state=closed")


def test_without_an_ordered_number_nothing_is_traced_until_somebody_says_how_many_days(
    world: World, case: HealthCase
) -> None:
    client = world.client("site_health")
    assert "未规定" in page(client, f"/people/cases/{case.pk}/trace/")
    traced = page(client, f"/people/cases/{case.pk}/trace/?days=7")
    assert "李听泉" in traced
    assert "option-chain" in traced


def test_the_list_is_kept_and_a_contact_is_isolated_followed_and_released(world: World, case: HealthCase) -> None:
    client = world.client("site_health")
    assert client.post(f"/people/cases/{case.pk}/trace/", {"days": "14"}).status_code == 302
    contact = Contact.objects.get()
    assert "李听泉" in page(client, "/people/contacts/")
    order = {
        "authority": "芙蓉区卫生健康局",
        "document": "告知书（演示）第2号",
        "place": "酒店",
        "first_day": "2020-02-17",
    }
    assert client.post(f"/people/workers/{contact.worker_id}/isolate/", order).status_code == 302
    isolation = Isolation.objects.get()
    assert isolation.case == case
    followed = client.post(f"/people/isolations/{isolation.pk}/", {"day": "2020-02-17", "temperature": "36.6"})
    assert followed.status_code == 302
    assert FollowUp.objects.get().temperature == 366
    release = f"/people/isolations/{isolation.pk}/release/"
    assert client.post(release, {"document": ""}).status_code == 422
    assert client.post(release, {"document": "解除通知书（演示）"}).status_code == 302
    assert "＊" in page(world.client("manager"), f"/people/isolations/{isolation.pk}/")


def test_a_ride_is_added_on_the_page(world: World, case: HealthCase) -> None:
    ride = {"kind": "vehicle", "name": "湘a12345", "since": "2020-02-16T06:00", "until": "2020-02-16T06:40"}
    client = world.client("site_health")
    assert client.post(f"/people/cases/{case.pk}/stay/", ride).status_code == 302
    assert Stay.objects.get().place.name == "湘A12345"
    assert client.post(f"/people/cases/{case.pk}/stay/", {**ride, "kind": "site"}).status_code == 422


def test_the_report_is_a_workbook_too(world: World, case: HealthCase) -> None:
    response = world.client("site_health").get(f"/people/cases/{case.pk}/report/?export=xlsx")
    assert response.headers["Content-Disposition"].endswith('yilu-case-report.xlsx"')


def test_a_case_is_reported_by_telephone(world: World) -> None:
    person_there = worker(world)
    told = {"cause": "contact", "day": "2020-02-17", "note": "来电告知接触史"}
    response = world.client("manager").post(f"/people/workers/{person_there.pk}/case/", told)
    assert response.status_code == 302
    assert HealthCase.objects.get().cause == "contact"
