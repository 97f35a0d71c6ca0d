"""The tile map."""

from dataclasses import replace

import pytest
from django.utils import translation

from tests.world import World
from yilu.desk import samples
from yilu.desk.board.measures import MEASURES
from yilu.desk.board.picture import Unit
from yilu.desk.board.tiles import label, tile_map
from yilu.operations.queries.figures import WITHHELD
from yilu.territory.models import Area
from yilu.territory.queries import children


def units() -> list[Unit]:
    areas = children("100000", on=samples.DAY)
    return [Unit(a, samples.figures(a, 0.1 + 0.5 * i, 100)) for i, a in enumerate(areas)]


def test_every_area_has_a_square_of_its_own_with_its_value_written_in_it(world: World) -> None:
    drawn = tile_map(units(), MEASURES["delivered"])
    assert {t.code for t in drawn.tiles} == {"420000", "430000"}
    assert len({(t.x, t.y) for t in drawn.tiles}) == 2
    assert [t.sign for t in drawn.tiles] == ["10%", "60%"]
    assert [t.style for t in drawn.tiles] == ["q0", "q3"]
    assert max(t.x for t in drawn.tiles) < drawn.width
    assert max(t.y for t in drawn.tiles) < drawn.height


def test_the_list_beside_runs_from_the_largest_to_the_unknown(world: World) -> None:
    first, second = units()
    unknown = replace(second, now=samples.figures(second.area, None, 100))
    assert [t.sign for t in tile_map([unknown, first], MEASURES["delivered"]).ordered] == ["10%", "—"]


def test_a_withheld_square_shows_a_star_and_gives_nothing_away_by_its_place_in_the_list(world: World) -> None:
    first, second = units()
    assert second.now is not None
    hidden = replace(second, now=replace(second.now, withheld=WITHHELD))
    drawn = tile_map([hidden, first], MEASURES["delivered"])
    assert [t.sign for t in drawn.ordered] == ["10%", "＊"]
    assert drawn.ordered[1].style == "withheld"


@pytest.mark.parametrize(
    ("code", "level", "short_zh", "name_en", "shown_en"),
    [
        ("430000", 1, "湖南", "Hunan", "HN"),
        ("430100", 2, "长沙", "Changsha", "Changsha"),
        ("533300", 2, "怒江", "Nujiang Lisu", "Nujiang"),
        ("130300", 2, "秦皇岛", "Qinhuangdao", "Qinhuan…"),
    ],
)
def test_names_are_as_short_as_a_square_needs(
    code: str, level: int, short_zh: str, name_en: str, shown_en: str
) -> None:
    unit = Unit(Area(code=code, level=level, name_zh=short_zh, short_zh=short_zh, name_en=name_en))
    with translation.override("zh-hans"):
        assert label(unit) == short_zh
    with translation.override("en"):
        assert label(unit) == shown_en
