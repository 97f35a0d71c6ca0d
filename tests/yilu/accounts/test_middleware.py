"""The gate: default deny, and a person whose jurisdiction ended is told so."""

import datetime as dt

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.world import NOW, SYSTEM, TODAY, World, person
from yilu.accounts.actions import appoint
from yilu.accounts.middleware import Gate
from yilu.core.gate import public


def answered(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_a_view_without_a_mark_opens_for_nobody(world: World) -> None:
    def unmarked(request: object) -> None:
        raise AssertionError("it ran")

    request = RequestFactory().get("/")
    request.actor = world.actor("leader")  # type: ignore[attr-defined]
    request.user = world.people["leader"]
    answer = Gate(answered).process_view(request, unmarked, (), {})  # type: ignore[arg-type]
    assert answer is not None
    assert answer.status_code == 403


def test_a_public_view_opens_for_all(world: World) -> None:
    request = RequestFactory().get("/")
    assert Gate(answered).process_view(request, public(answered), (), {}) is None


def test_nobody_is_sent_to_sign_in_and_back(db: None) -> None:
    response = Client().get("/accounts/appointments/?role=leader")
    assert response.headers["Location"] == "/accounts/login/?next=/accounts/appointments/%3Frole%3Dleader"


def test_the_api_answers_nobody_with_a_reason(db: None) -> None:
    response = Client().get("/api/v1/accounts/me")
    assert response.status_code == 401
    assert response.json()["reasons"][0]["zh"]


def test_a_permission_not_held_is_refused_with_a_sentence(world: World) -> None:
    response = world.client("manager").get("/audit/")
    assert response.status_code == 403
    assert "您的岗位没有办理此事的权限。" in response.content.decode()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("zh-hans", "您的任职已于 2020-02-16 结束"), ("en", "ended on 2020-02-16")],
)
def test_a_jurisdiction_that_ended_yesterday_sees_nothing_and_is_told_so(
    world: World, language: str, sentence: str
) -> None:
    person(world, "ended", "officer", area="430100", valid_until=TODAY - dt.timedelta(1))
    browser = world.client("ended")
    for page in ("/accounts/appointments/", "/network/sites/", "/audit/"):
        response = browser.get(page, {"language": language})
        assert response.status_code == 403, page
        assert sentence in response.content.decode()
    assert sentence in browser.get("/accounts/me/", {"language": language}).content.decode()
    assert browser.get("/api/v1/accounts/appointments").status_code == 403


def test_one_appointment_acts_at_a_time_and_another_can_be_chosen(world: World) -> None:
    both = person(world, "both", "officer", area="430100")
    second = appoint(user=both, role="inspector", area="430202", by=SYSTEM, now=NOW)
    browser = world.client("both")
    assert browser.get("/api/v1/accounts/me").json()["areas"] == ["430100"]
    browser.post(reverse("accounts:act_as", args=[second.pk]))
    me = browser.get("/api/v1/accounts/me").json()
    assert (me["areas"], me["role"], me["appointment"]) == (["430202"], "inspector", second.pk)


def test_nobody_acts_under_anothers_appointment(world: World) -> None:
    browser = world.client("manager")
    stolen = world.appointments["leader"].pk
    assert browser.post(reverse("accounts:act_as", args=[stolen])).status_code == 404
    session = browser.session
    session["yilu_appointment"] = stolen
    session.save()
    assert browser.get("/api/v1/accounts/me").json()["role"] == "site_manager"


def test_what_a_signed_in_person_saw_is_not_kept_by_shared_caches(world: World) -> None:
    assert "private" in world.client("officer").get("/accounts/me/").headers["Cache-Control"]
