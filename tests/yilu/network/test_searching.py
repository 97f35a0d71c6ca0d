"""How texts are compared, and the plain substring asked of the database."""

import pytest

from tests.world import World
from yilu.network import queries
from yilu.network.models import Site
from yilu.network.searching import folded, search_text


def test_width_case_and_spaces_do_not_matter() -> None:
    assert folded(" ＡＢ　甲\t达 ") == "ab 甲 达"
    assert search_text("CS-1", "甲达（总）") == "cs-1 甲达(总)"


@pytest.mark.parametrize("piece", ["%", "_%", "甲%", "'"])
def test_what_like_would_read_as_a_wildcard_is_only_itself(world: World, piece: str) -> None:
    assert not Site.objects.filter(search_text__holds=piece).exists()


def test_many_hits_and_few_are_found_alike(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    few = set(queries.found_sites(Site.objects.all(), "甲达").values_list("code", flat=True))
    monkeypatch.setattr(queries, "FEW", 1)
    many = set(queries.found_sites(Site.objects.all(), "甲达").values_list("code", flat=True))
    assert few == many == {"JIA_FURONG", "JIA_YUELU", "JIA_HETANG"}


def test_a_search_stays_within_the_rows_it_was_asked_of(world: World) -> None:
    rows = queries.sites(world.actor("yi_hq"))
    assert not queries.found_sites(rows, "甲达").exists()
