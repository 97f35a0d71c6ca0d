"""One's own account: tokens and language."""

from django.urls import reverse

from tests.world import World
from yilu.accounts.models import ApiToken, User
from yilu.accounts.rules import digest_of


def test_a_token_is_made_shown_once_and_revoked(world: World) -> None:
    browser = world.client("officer")
    response = browser.post(reverse("accounts:new_token"), {"name": "日报对接", "days": "30"})
    key, token = response.context["key"], ApiToken.objects.get()
    assert digest_of(key) == token.digest
    assert token.read_only
    me = browser.get(reverse("accounts:me")).content.decode()
    assert key not in me
    assert token.prefix in me
    browser.post(reverse("accounts:drop_token", args=[token.pk]))
    assert "已作废" in browser.get(reverse("accounts:me")).content.decode()


def test_bad_input_makes_no_token(world: World) -> None:
    response = world.client("officer").post(reverse("accounts:new_token"), {"name": "", "days": "9999"})
    assert response.status_code == 422
    assert not ApiToken.objects.exists()


def test_nobody_revokes_anothers_token(world: World) -> None:
    world.client("officer").post(reverse("accounts:new_token"), {"name": "x", "days": "30"})
    token = ApiToken.objects.get()
    assert world.client("neighbour").post(reverse("accounts:drop_token", args=[token.pk])).status_code == 404


def test_the_button_is_grey_for_a_role_that_makes_no_tokens(world: World) -> None:
    seen = world.client("manager").get(reverse("accounts:me")).content.decode()
    assert "您的岗位不能签发接口令牌。" in seen
    assert reverse("accounts:new_token") not in seen


def test_a_language_is_kept_for_the_next_sign_in(world: World) -> None:
    browser = world.client("officer")
    browser.post(reverse("accounts:language"), {"language": "en"})
    assert "My appointments" in browser.get(reverse("accounts:me")).content.decode()
    assert User.objects.get(username="officer").language == "en"
    assert browser.post(reverse("accounts:language"), {"language": "klingon"}).status_code == 422
