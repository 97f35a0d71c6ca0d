"""The navigation."""

import re
from pathlib import Path

import pytest
from django.test import RequestFactory

import yilu
from tests.world import World
from yilu.core.actor import PUBLIC
from yilu.core.permissions import Permission
from yilu.desk.navigation import MAIN, OWN, menus


def links(page: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', page[page.index('class="nav-wide') : page.index("nav-phone")])


def test_everybody_is_shown_only_what_he_may_open_and_may_open_all_he_is_shown(told: World) -> None:
    for who in ("leader", "officer", "jia_hq", "manager"):
        client = told.client(who)
        shown = links(client.get("/").content.decode())
        assert "/" in shown
        for address in shown:
            assert client.get(address, follow=True).status_code == 200, f"{who} {address}"


def test_a_site_manager_is_not_shown_the_record_nor_a_leader_the_form_to_report(told: World) -> None:
    manager = links(told.client("manager").get("/").content.decode())
    leader = links(told.client("leader").get("/").content.decode())
    assert "/audit/" not in manager
    assert "/operations/mine/" in manager
    assert "/operations/mine/" not in leader


def test_the_public_is_shown_no_room(world: World) -> None:
    page = world.client().get("/accounts/login/").content.decode()
    assert "nav-wide" not in page


def test_every_place_of_the_main_menus_needs_a_permission() -> None:
    places = [place for section in MAIN for place in section.places]
    assert all(isinstance(p.permission, Permission) for p in places)
    assert len({p.url_name for p in (*places, *OWN)}) == len(places) + len(OWN)


def test_a_section_of_which_one_may_open_nothing_is_not_named(told: World, rf: RequestFactory) -> None:
    request = rf.get("/")
    assert {menu.title for menu in menus(MAIN, told.actor("leader"), request)} >= {"复工复产", "名录"}
    assert list(menus(MAIN, PUBLIC, request)) == []


@pytest.mark.parametrize("attribute", ["style=", "onclick=", "onchange=", "onsubmit=", "javascript:"])
def test_no_template_of_any_room_holds_what_the_security_policy_forbids(attribute: str) -> None:
    templates = Path(yilu.__file__).parent.rglob("templates/**/*.html")
    assert not [str(t) for t in templates if re.search(rf"[\s\"']{attribute}", t.read_text())]
