"""Loading outlines, and the note that stands beside a map."""

import pytest

from tests.world import NOW, SYSTEM, World
from yilu.core.reasons import Denied, Invalid
from yilu.territory.actions import load_outlines
from yilu.territory.models import Outline
from yilu.territory.queries import outlines

RING = [[112.0, 28.0], [113.0, 28.0], [113.0, 29.0], [112.0, 28.0]]


def own(*codes: str) -> dict[str, object]:
    features = [
        {"type": "Feature", "properties": {"code": c}, "geometry": {"type": "Polygon", "coordinates": [RING]}}
        for c in codes
    ]
    return {"type": "FeatureCollection", "features": features}


def test_those_of_the_extra_are_a_sketch_with_the_national_lines(world: World) -> None:
    loaded = load_outlines(by=SYSTEM, now=NOW)
    assert loaded == Outline.objects.count() == 8
    found, note = outlines(["430000", "420000"])
    assert [f["properties"]["code"] for f in found["features"]] == ["100000", "420000", "430000"]
    assert found["features"][0]["geometry"]["type"] == "MultiLineString"
    assert note.zh == "示意图，未经审核"


def test_the_operator_s_own_bear_their_approval_number_and_are_not_overwritten(world: World) -> None:
    load_outlines(
        by=SYSTEM, now=NOW, collection=own("430100", "430200"), source="a.geojson", approval_number="GS(2020)1号"
    )
    load_outlines(by=SYSTEM, now=NOW)
    found, note = outlines(["430100", "430200"])
    assert found["features"][0]["geometry"]["coordinates"] == [RING]
    assert note.zh == "审图号：GS(2020)1号"
    assert outlines(["430100", "430102"])[1].zh == "示意图，未经审核"


def test_an_outline_of_no_division_is_refused_and_nothing_is_loaded(world: World) -> None:
    with pytest.raises(Invalid):
        load_outlines(by=SYSTEM, now=NOW, collection=own("430100", "999999"))
    assert not Outline.objects.exists()


def test_a_leader_of_a_province_may_not_replace_the_map_of_all(world: World) -> None:
    with pytest.raises(Denied):
        load_outlines(by=world.actor("leader"), now=NOW, collection=own("430100"))


def test_without_any_outline_the_map_is_empty_and_still_says_it_is_a_sketch(world: World) -> None:
    found, note = outlines(["430100"])
    assert found["features"] == []
    assert note.en == "Sketch map, not officially reviewed"
