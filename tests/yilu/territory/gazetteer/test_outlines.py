"""Outlines from the dependency and from an operator's file."""

from typing import Any

import pytest

from yilu.core.reasons import Invalid
from yilu.territory.gazetteer.outlines import of_file

SQUARE = {"type": "Polygon", "coordinates": [[[112.00049, 28.0], [113.0, 28.0], [113.0, 29.0], [112.00049, 28.0]]]}


def collection(properties: dict[str, Any], geometry: Any = SQUARE) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": properties, "geometry": geometry}],
    }


@pytest.mark.parametrize("properties", [{"gb": "156430100"}, {"adcode": 430100}, {"code": "430100"}])
def test_it_reads_the_codes_that_such_files_bear(properties: dict[str, Any]) -> None:
    found = of_file(collection(properties))
    assert list(found) == ["430100"]
    assert found["430100"]["coordinates"][0][0] == [112.0, 28.0]


@pytest.mark.parametrize(
    "broken",
    [
        [], {}, {"type": "Feature"}, {"type": "FeatureCollection"}, {"type": "FeatureCollection", "features": []},
        collection({}), collection({"code": "43"}), collection({"code": "430100"}, None),
        collection({"code": "430100"}, {"type": "Point", "coordinates": [1, 2]}),
        collection({"code": "430100"}, {"type": "Polygon", "coordinates": [[["112", "28"]]]}),
        collection({"code": "430100"}, {"type": "Polygon", "coordinates": [[[500000.0, 3100000.0]]]}),
        {"type": "FeatureCollection", "features": ["x"]},
    ],
)  # fmt: skip
def test_it_says_what_is_wrong_with_a_file(broken: Any) -> None:
    with pytest.raises(Invalid) as refused:
        of_file(broken)
    assert refused.value.reasons[0].code == "territory.outline.file"
