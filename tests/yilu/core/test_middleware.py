"""What no view should see: a character that no database of ours stores, and a button's address opened by itself."""

import pytest

from tests.world import World
from yilu.network.models import Site


@pytest.mark.parametrize(
    "path", ["/search/?q=%00", "/network/sites/?q=a%00b", "/network/enterprises/?q=%00", "/audit/?verb=%00", "/?%00=1"]
)
def test_a_nul_in_any_address_is_answered_with_a_sentence(world: World, path: str) -> None:
    answer = world.client("leader").get(path)
    assert answer.status_code == 422
    assert "空字符" in answer.content.decode()


def test_a_nul_in_a_form_or_in_json_is_refused_and_nothing_is_written(world: World) -> None:
    client, site = world.client("leader"), Site.objects.order_by("pk")[0]
    typed = client.post(
        f"/network/sites/{site.pk}/edit/", "version=1&name=a%00b", content_type="application/x-www-form-urlencoded"
    )
    assert typed.status_code == 422
    told = client.patch(
        f"/api/v1/network/sites/{site.pk}", {"version": site.version, "name": "a\x00b"}, content_type="application/json"
    )
    assert (told.status_code, told.json()["reasons"][0]["code"]) == (422, "core.nul_character")
    assert Site.objects.get(pk=site.pk).version == site.version


def test_the_address_of_a_button_opened_by_itself_says_what_to_do(world: World) -> None:
    answer = world.client("leader").get("/messages/read-all/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "不能直接打开" in answer.content.decode()
