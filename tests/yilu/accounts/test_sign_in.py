"""Signing in: lock-out, first password, second factor, sessions; nobody signs up."""

import datetime as dt
import time
import zlib
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from tests.world import NOW, PASSWORD, SYSTEM, TODAY, World, person
from yilu.accounts.actions import appoint, reset_password, reset_second_factor
from yilu.accounts.models import User
from yilu.audit.models import Act
from yilu.core.reasons import Denied


def sign_in(username: str, password: str = PASSWORD, client: Client | None = None, **extra: str) -> tuple[Client, int]:
    browser = client or Client()
    response = browser.post("/accounts/login/", {"login": username, "password": password}, **extra)
    return browser, response.status_code


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def with_factor(settings: Settings) -> None:
    settings.YILU_REQUIRE_TOTP = True


def test_a_person_signs_in_and_it_is_on_record_with_the_address(world: World) -> None:
    browser, status = sign_in("Officer", REMOTE_ADDR="10.1.2.3")
    assert status == 302
    assert browser.get("/accounts/me/").status_code == 200
    act = Act.objects.get(verb="accounts.session.begin")
    assert (act.actor, act.origin, act.area) == ("officer", "10.1.2.3", "430100")


def test_a_wrong_password_says_neither_which_part_was_wrong(world: World) -> None:
    wrong = Client().post("/accounts/login/", {"login": "officer", "password": "nope"}).content.decode()
    nobody = Client().post("/accounts/login/", {"login": "nobody", "password": "nope"}).content.decode()
    assert "用户名或密码不正确" in wrong
    assert "用户名或密码不正确" in nobody


@pytest.mark.parametrize(("language", "sentence"), [("zh-hans", "15分钟后再试"), ("en", "Try again in 15 minutes")])
def test_five_wrong_passwords_lock_out_even_the_right_one(world: World, language: str, sentence: str) -> None:
    browser = Client(headers={"cookie": f"yilu_language={language}"})
    for _ in range(5):
        sign_in("officer", "nope", browser)
    response = browser.post("/accounts/login/", {"login": "officer", "password": PASSWORD})
    assert response.status_code == 429
    assert sentence in response.content.decode()
    assert browser.get("/accounts/me/").status_code == 302


def test_a_stranger_elsewhere_does_not_lock_out_the_person(world: World) -> None:
    for _ in range(6):
        sign_in("officer", "nope", REMOTE_ADDR="10.9.9.9")
    assert sign_in("officer", REMOTE_ADDR="10.1.2.3")[1] == 302


def test_a_forged_forwarding_header_does_not_escape_the_lock(world: World) -> None:
    for n in range(6):
        sign_in("officer", "nope", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}")
    assert sign_in("officer", HTTP_X_FORWARDED_FOR="10.0.0.77")[1] == 429


def test_behind_our_proxy_only_the_last_forwarded_address_counts(world: World, settings: Settings) -> None:
    settings.YILU_BEHIND_PROXY = True
    sign_in("officer", HTTP_X_FORWARDED_FOR="6.6.6.6, 10.1.2.3")
    assert Act.objects.get(verb="accounts.session.begin").origin == "10.1.2.3"


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email", "account_set_password"])
def test_nobody_signs_up_and_nothing_goes_by_mail(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_first_password_must_be_changed_before_anything_else(world: World) -> None:
    user = person(world, "newcomer", "officer", area="430100")
    reset_password(user=user, password="first-password-1", by=SYSTEM, now=NOW)
    browser, _ = sign_in("newcomer", "first-password-1")
    for page in ("/accounts/me/", "/accounts/appointments/", "/audit/"):
        assert browser.get(page).headers["Location"] == reverse("account_change_password")
    new = {"oldpassword": "first-password-1", "password1": "a-better-secret-9", "password2": "a-better-secret-9"}
    browser.post(reverse("account_change_password"), new)
    assert browser.get("/accounts/appointments/").status_code == 200
    user.refresh_from_db()
    assert not user.must_change_password
    assert Act.objects.filter(verb="accounts.password.change", actor="newcomer").exists()


@pytest.mark.parametrize("password", ["short", "1234567890123", "password123", "newcomer-1", "演员newcomer"])
def test_weak_passwords_are_not_taken(world: World, password: str) -> None:
    person(world, "newcomer", "officer", area="430100")
    browser, _ = sign_in("newcomer")
    new = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert browser.post(reverse("account_change_password"), new).status_code == 200
    assert User.objects.get(username="newcomer").check_password(PASSWORD)


@pytest.mark.parametrize(("who", "needed"), [("officer", True), ("jia-hq", True), ("manager", False)])
def test_regulators_and_headquarters_set_up_the_second_factor_first(
    world: World, with_factor: None, who: str, needed: bool
) -> None:
    browser, _ = sign_in(who)
    response = browser.get("/accounts/appointments/")
    if needed:
        assert response.headers["Location"] == reverse("mfa_activate_totp")
        assert browser.get("/api/v1/accounts/me").status_code == 403
    else:
        assert response.status_code == 200


def set_up(browser: Client) -> str:
    page = browser.get(reverse("mfa_activate_totp"))
    secret: str = page.context["form"].secret
    assert browser.post(reverse("mfa_activate_totp"), {"code": code_now(secret)}).status_code == 302
    return secret


def test_a_secret_not_yet_confirmed_is_not_in_the_database_in_clear(world: World, with_factor: None) -> None:
    browser, _ = sign_in("officer")
    secret = browser.get(reverse("mfa_activate_totp")).context["form"].secret
    stored = signing.b64_decode(Session.objects.get().session_data.lstrip(".").split(":")[0].encode())
    assert secret == browser.session["mfa.totp.secret"]
    for readable in (stored, zlib.decompress(stored) if stored[:1] == b"x" else b""):
        assert secret.encode() not in readable
        assert b"mfa" not in readable


def test_the_second_factor_is_set_up_encrypted_and_asked_at_the_next_sign_in(
    world: World, with_factor: None, django_capture_on_commit_callbacks: Any
) -> None:
    browser, _ = sign_in("officer")
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up(browser)
    assert browser.get("/accounts/appointments/").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator WHERE type = 'totp'")
        assert secret not in str(cursor.fetchone()[0])
    assert Act.objects.filter(verb="accounts.second_factor.change", actor="officer").exists()

    other, _ = sign_in("officer")
    assert other.get("/accounts/appointments/").status_code == 302, "a password alone opens nothing"
    assert other.get("/api/v1/accounts/me").status_code == 401
    recovery = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    other.post(reverse("mfa_authenticate"), {"code": recovery})
    assert other.get("/accounts/appointments/").status_code == 200

    third, _ = sign_in("officer")
    third.post(reverse("mfa_authenticate"), {"code": recovery})
    assert third.get("/accounts/appointments/").status_code == 302, "a recovery code works once"


def test_codes_cannot_be_guessed_without_end(world: World, with_factor: None) -> None:
    browser, _ = sign_in("officer")
    set_up(browser)
    other, _ = sign_in("officer")
    for n in range(11):
        page = other.post(reverse("mfa_authenticate"), {"code": f"{n:06}"}).content.decode()
    assert "尝试次数过多" in page


def test_a_required_second_factor_is_not_given_up(world: World, with_factor: None) -> None:
    browser, _ = sign_in("officer")
    set_up(browser)
    page = browser.get(reverse("mfa_deactivate_totp")).content.decode()
    assert "您的岗位要求二次验证，不能停用。" in page
    browser.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type="totp").exists()


def test_a_lost_phone_is_helped_by_whom_stands_over_the_person_and_ends_all_sessions(
    world: World, with_factor: None
) -> None:
    browser, _ = sign_in("officer")
    set_up(browser)
    with pytest.raises(Denied):
        reset_second_factor(user=world.people["officer"], by=world.actor("jia_hq"), now=NOW)
    reset_second_factor(user=world.people["officer"], by=world.actor("leader"), now=NOW)
    assert browser.get("/accounts/me/").headers["Location"].startswith("/accounts/login/")
    again, _ = sign_in("officer")
    assert again.get("/accounts/me/").headers["Location"] == reverse("mfa_activate_totp")


def test_a_password_is_not_reset_by_a_competitor_nor_upwards(world: World) -> None:
    for by, whom in (("yi_hq", "manager"), ("manager", "jia_hq"), ("jia_hq", "leader")):
        with pytest.raises(Denied):
            reset_password(user=world.people[whom], password="x", by=world.actor(by), now=NOW)


def test_an_account_that_will_hold_more_tomorrow_is_not_taken_over_today(world: World) -> None:
    tomorrow = TODAY + dt.timedelta(days=1)
    appoint(
        user=world.people["manager"],
        role="headquarters",
        brand=world.brands["jia"],
        valid_from=tomorrow,
        by=SYSTEM,
        now=NOW,
    )
    person(world, "deputy", "site_manager", site=world.sites["jia_furong"])
    with pytest.raises(Denied):
        reset_password(user=world.people["manager"], password="x", by=world.actor("deputy"), now=NOW)


def test_sensitive_pages_ask_again_once_the_sign_in_is_old(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, _ = sign_in("officer")
    assert browser.get(reverse("mfa_activate_totp")).status_code == 200
    later = time.time() + 600
    monkeypatch.setattr(time, "time", lambda: later)
    assert browser.get(reverse("mfa_activate_totp")).headers["Location"].startswith(reverse("account_reauthenticate"))


def test_sessions_are_listed_and_one_can_be_ended_from_another(world: World) -> None:
    first, _ = sign_in("officer", HTTP_USER_AGENT="an old telephone")
    second, _ = sign_in("officer")
    page = second.get("/accounts/me/")
    assert "an old telephone" in page.content.decode()
    old = next(s for s in page.context["sessions"] if s.user_agent == "an old telephone")
    second.post(reverse("accounts:end_session", args=[old.pk]))
    assert first.get("/accounts/me/").status_code == 302
    assert second.get("/accounts/me/").status_code == 200


def test_nobody_ends_anothers_session(world: World) -> None:
    sign_in("officer", HTTP_USER_AGENT="victim")
    other, _ = sign_in("manager")
    from allauth.usersessions.models import UserSession

    theirs = UserSession.objects.get(user=world.people["officer"])
    assert other.post(reverse("accounts:end_session", args=[theirs.pk])).status_code == 404


def test_signing_in_with_someone_elses_address_to_go_to_stays_on_our_site(world: World) -> None:
    response = Client().post("/accounts/login/?next=https://evil.example/", {"login": "officer", "password": PASSWORD})
    assert response.headers["Location"] == "/"
