"""Tokens: no more than their appointment, no longer, only their digest kept; sessions need CSRF."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client

from tests.world import NOW, SYSTEM, TODAY, World
from yilu.accounts.actions import make_token, revoke_appointment, revoke_token
from yilu.accounts.models import ApiToken
from yilu.audit.models import Act
from yilu.core.reasons import Denied, Invalid


def token_for(world: World, who: str, **options: object) -> tuple[ApiToken, str]:
    return make_token(
        appointment=world.appointments[who],
        name="日报对接",
        by=world.actor(who),
        now=NOW,
        **options,  # type: ignore[arg-type]
    )


def call(key: str, path: str = "/api/v1/accounts/me", method: str = "get", body: object = None) -> tuple[int, dict]:  # type: ignore[type-arg]
    options = {"content_type": "application/json", "headers": {"authorization": f"Bearer {key}"}}
    response = getattr(Client(), method)(path, *([] if body is None else [body]), **options)
    return response.status_code, response.json() if response.content else {}


def test_a_token_acts_as_its_appointment(world: World) -> None:
    _, key = token_for(world, "officer")
    status, me = call(key)
    assert (status, me["role"], me["areas"]) == (200, "officer", ["430100"])
    status, listed = call(key, "/api/v1/accounts/appointments")
    assert status == 200
    assert {a["username"] for a in listed["items"]} == {"officer", "manager"}


def test_only_a_digest_is_kept_and_the_audit_knows_no_key(world: World) -> None:
    token, key = token_for(world, "officer")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_apitoken")
        assert key not in str(cursor.fetchall())
        cursor.execute("SELECT * FROM audit_act")
        assert key not in str(cursor.fetchall())
    assert key.startswith(token.prefix)


def test_a_reading_token_does_nothing_else_and_an_acting_one_no_more_than_its_person(world: World) -> None:
    _, reading = token_for(world, "jia_hq")
    _, acting = token_for(world, "jia_hq", read_only=False)
    manager = world.appointments["manager"].pk
    assert call(reading, f"/api/v1/accounts/appointments/{manager}", "delete")[0] == 403
    other = world.appointments["leader"].pk
    assert call(acting, f"/api/v1/accounts/appointments/{other}", "delete")[0] == 404
    assert call(acting, f"/api/v1/accounts/appointments/{manager}", "delete")[0] == 204


def test_a_token_ends_with_its_date_its_revocation_its_appointment_and_its_person(world: World) -> None:
    expired, key1 = token_for(world, "officer", days=1)
    ApiToken.objects.filter(pk=expired.pk).update(expires_at=NOW - dt.timedelta(days=1))
    revoked, key2 = token_for(world, "officer")
    revoke_token(token=revoked, by=world.actor("officer"), now=NOW)
    _, key3 = token_for(world, "jia_hq")
    world.people["jia_hq"].is_active = False
    world.people["jia_hq"].save()
    assert [call(k)[0] for k in (key1, key2, key3, "yilu_wrong", "")] == [401] * 5
    _, key4 = token_for(world, "officer")
    revoke_appointment(appointment=world.appointments["officer"], by=SYSTEM, now=NOW)
    status, said = call(key4)
    assert status == 403
    assert "结束" in said["reasons"][0]["zh"]


def test_a_token_makes_no_tokens(world: World) -> None:
    _, key = token_for(world, "officer", read_only=False)
    status, said = call(key, "/api/v1/accounts/tokens", "post", {"name": "forever", "days": 366})
    assert status == 403
    assert said["reasons"][0]["code"] == "accounts.not_by_token"


def test_an_operation_obeys_its_mark(world: World) -> None:
    """Neither a session nor a token reads the audit for who may not: refused before the operation runs."""
    answer = world.client("manager").get("/api/v1/audit/acts")
    assert answer.status_code == 403
    assert answer.json()["reasons"][0]["code"] == "accounts.not_permitted"
    _, key = token_for(world, "jia_hq")
    assert call(key, "/api/v1/audit/acts")[1]["reasons"][0]["code"] == "accounts.not_permitted"


def test_a_role_that_makes_no_tokens_makes_none(world: World) -> None:
    with pytest.raises(Denied, match="不能签发"):
        token_for(world, "manager")


def test_nobody_makes_a_token_of_anothers_appointment(world: World) -> None:
    with pytest.raises(Denied, match="本人的令牌"):
        make_token(appointment=world.appointments["leader"], name="x", by=world.actor("officer"), now=NOW)


@pytest.mark.parametrize(("name", "days"), [("", 90), ("  ", 90), ("x", 0), ("x", 367)])
def test_a_token_says_what_for_and_does_not_last_for_ever(world: World, name: str, days: int) -> None:
    with pytest.raises(Invalid):
        make_token(appointment=world.appointments["officer"], name=name, days=days, by=world.actor("officer"), now=NOW)


def test_its_use_is_on_record_once_an_hour(world: World) -> None:
    token, key = token_for(world, "officer")
    call(key)
    call(key)
    uses = Act.objects.filter(verb="accounts.token.use")
    assert uses.count() == 1
    assert uses[0].origin.startswith(token.prefix)


def test_a_session_writes_only_with_its_csrf_token(world: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.people["officer"], backend="django.contrib.auth.backends.ModelBackend")
    body = {"name": "x"}
    assert browser.post("/api/v1/accounts/tokens", body, content_type="application/json").status_code == 403
    browser.get("/accounts/me/")
    crumb = browser.cookies["csrftoken"].value
    made = browser.post(
        "/api/v1/accounts/tokens", body, content_type="application/json", headers={"x-csrftoken": crumb}
    )
    assert made.status_code == 201
    assert made.json()["key"].startswith("yilu_")


def test_the_day_of_the_world_counts(world: World) -> None:
    assert dt.date(2020, 2, 17) == TODAY
    token, _ = token_for(world, "officer", days=10)
    assert token.expires_at == NOW + dt.timedelta(days=10)
