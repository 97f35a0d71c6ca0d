"""The API of accounts: what the pages do, over the same actions."""

from typing import Any

from tests.world import World
from yilu.accounts.models import Appointment, User


def post(world: World, who: str, path: str, body: dict[str, Any] | None = None) -> Any:
    url = f"/api/v1/accounts/{path}"
    answer: Any = world.client(who).post(url, body or {}, content_type="application/json")
    return answer


def test_it_says_who_calls(world: World) -> None:
    me = world.client("manager").get("/api/v1/accounts/me").json()
    assert (me["name"], me["role"], me["areas"]) == ("manager", "site_manager", ["430102"])
    assert "operations.report.write" in me["permissions"]


def test_a_new_account_is_opened_and_appointed_and_the_password_told_once(world: World) -> None:
    answer = post(
        world, "leader", "appointments", {"username": "New.One", "name": "张三", "role": "officer", "area": "430100"}
    )
    told = answer.json()
    assert answer.status_code == 201
    assert User.objects.get(username="new.one").check_password(told["first_password"])
    assert (told["area"], told["username"]) == ("430100", "new.one")
    listed = world.client("leader").get("/api/v1/accounts/appointments").json()
    assert "first_password" not in listed["items"][0]
    assert all("张三" not in str(item) for item in listed["items"])


def test_refusals_carry_their_reasons(world: World) -> None:
    beyond = post(
        world, "leader", "appointments", {"username": "new", "name": "x", "role": "officer", "area": "420000"}
    )
    assert beyond.status_code == 403
    assert beyond.json()["reasons"][0]["code"] == "accounts.beyond_jurisdiction"
    wrong = post(world, "leader", "appointments", {"username": "new", "name": "x", "role": "king", "area": "430000"})
    assert wrong.status_code == 422
    assert post(world, "leader", "appointments", {"username": "nobody", "role": "officer"}).status_code == 404
    assert post(world, "officer", "appointments", {"username": "new", "role": "officer"}).status_code == 403
    assert not User.objects.filter(username="new").exists()


def test_a_competitors_site_is_not_there(world: World) -> None:
    body = {"username": "new", "name": "x", "role": "worker", "site": world.sites["yi_furong"].pk}
    assert post(world, "jia_hq", "appointments", body).status_code == 404


def test_an_appointment_is_revoked_and_a_password_renewed(world: World) -> None:
    made = world.appointments["officer"].pk
    told = post(world, "leader", f"appointments/{made}/new-password").json()
    assert User.objects.get(username="officer").check_password(told["first_password"])
    assert post(world, "leader", f"appointments/{made}/drop-second-factor").status_code == 204
    assert world.client("leader").delete(f"/api/v1/accounts/appointments/{made}").status_code == 204
    assert Appointment.objects.get(pk=made).revoked_at is not None
    assert world.client("jia_hq").delete(f"/api/v1/accounts/appointments/{made}").status_code == 404


def test_tokens_are_listed_without_keys_and_only_ones_own(world: World) -> None:
    key = post(world, "officer", "tokens", {"name": "x"}).json()["key"]
    mine = world.client("officer").get("/api/v1/accounts/tokens").json()
    assert mine["count"] == 1
    assert key not in str(mine)
    token = mine["items"][0]["id"]
    assert world.client("leader").get("/api/v1/accounts/tokens").json()["count"] == 0
    assert world.client("leader").delete(f"/api/v1/accounts/tokens/{token}").status_code == 404
    assert world.client("officer").delete(f"/api/v1/accounts/tokens/{token}").status_code == 204


def test_a_text_no_database_takes_is_refused_not_crashed_on(world: World) -> None:
    bad = {"username": "new\x00one", "name": "x", "role": "officer", "area": "430100"}
    assert post(world, "leader", "appointments", bad).status_code == 422
