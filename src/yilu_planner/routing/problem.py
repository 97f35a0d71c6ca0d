"""What an outlet knows in the morning: couriers, places, and parcels with the ways they may be handed over."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from yilu_planner.refusal import Reason, Refused, refuse_field

MOST_PARCELS, MOST_PLACES, MOST_COURIERS = 3000, 3000, 200
EARTH_M = 6_371_008.8


class Kind(StrEnum):
    """How a parcel is handed over at a place (the five modes of the notice)."""

    DOOR = "door"
    FIXED_POINT = "fixed_point"
    LOCKER = "locker"
    STATION = "station"
    APPOINTMENT = "appointment"


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere parcels can go. Metres east and north; minutes of the day; `capacity` in parcels or None."""

    id: str
    kind: Kind
    east: float
    north: float
    opens: int
    closes: int
    stop_minutes: float = 0.0
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One way to hand a parcel over: at a place, taking so long, begun between two minutes of the day."""

    place: str
    minutes: float
    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel of tier 1 (ensure), 2 (prioritise) or 3; exactly one of its ways is used, or it waits."""

    id: str
    tier: int
    size: int
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Courier:
    """`count` couriers with the same vehicle and hours (minutes of the day)."""

    id: str
    count: int
    capacity: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class RoundsProblem:
    """A day of one outlet. Speed in metres a minute; `detour` times the straight line is what is travelled."""

    east: float
    north: float
    speed: float
    detour: float
    couriers: tuple[Courier, ...]
    places: tuple[Place, ...]
    parcels: tuple[Parcel, ...]

    def metres(self) -> npt.NDArray[np.int64]:
        """Travelled metres between the outlet (row 0) and all places."""
        spots = np.array([(self.east, self.north), *((place.east, place.north) for place in self.places)])
        gap = spots[:, None] - spots[None]
        return np.asarray(np.rint(np.hypot(gap[..., 0], gap[..., 1]) * self.detour), dtype=np.int64)


def rounds_from(found: Mapping[str, Any]) -> RoundsProblem:
    """A problem from its JSON object; every refusal names the place, parcel or courier and what would be valid."""
    outlet = _object("outlet", found.get("outlet"))
    geographic = "lon" in outlet
    origin = (
        (_number("outlet.lon", outlet.get("lon"), -180, 180), _number("outlet.lat", outlet.get("lat"), -85, 85))
        if geographic
        else (0.0, 0.0)
    )
    travel = _object("travel", found.get("travel"))
    east, north = _spot("outlet", outlet, origin, geographic)
    places = [_place(k, row, origin, geographic) for k, row in enumerate(_rows("places", found, MOST_PLACES))]
    known = {place.id: place for place in places}
    _distinct("places", [place.id for place in places])
    parcels = [_parcel(k, row, known) for k, row in enumerate(_rows("parcels", found, MOST_PARCELS))]
    _distinct("parcels", [parcel.id for parcel in parcels])
    couriers = [_courier(k, row) for k, row in enumerate(_rows("couriers", found, MOST_COURIERS))]
    return RoundsProblem(
        east,
        north,
        _number("travel.speed_m_per_min", travel.get("speed_m_per_min"), 1, 3000),
        _number("travel.detour_factor", travel.get("detour_factor"), 1, 5),
        tuple(couriers),
        tuple(places),
        tuple(parcels),
    )


def demonstration(*, parcels: int, seed: int) -> dict[str, Any]:
    """A synthetic day as JSON: doors, lockers and points around an outlet, a few appointments."""
    rng = np.random.default_rng(seed)
    doors = max(1, parcels // 2)
    places: list[dict[str, Any]] = []
    for k in range(doors):
        east, north = rng.normal(0, 1500, 2)
        places.append({"id": f"D{k}", "kind": "door", "x_m": round(east), "y_m": round(north), "stop_minutes": 1})
    for k in range(max(1, parcels // 25)):
        east, north = rng.normal(0, 1200, 2)
        kind = ("locker", "fixed_point", "station")[k % 3]
        places.append(
            {"id": f"L{k}", "kind": kind, "x_m": round(east), "y_m": round(north), "stop_minutes": 2,
             "capacity": int(rng.integers(8, 20)), "open": "08:00", "close": "19:00"}
        )  # fmt: skip
    rows = []
    for k in range(parcels):
        door = int(rng.integers(doors))
        ways: list[dict[str, Any]] = [{"place": f"D{door}", "minutes": 2}]
        if k % 10 == 0:
            hour = int(rng.integers(9, 17))
            ways = [{"place": f"D{door}", "minutes": 2, "from": f"{hour:02d}:00", "until": f"{hour + 1:02d}:00"}]
        elif k % 2:
            ways.append({"place": f"L{int(rng.integers(max(1, parcels // 25)))}", "minutes": 0.5})
        rows.append({"id": f"P{k:04d}", "tier": int(rng.choice([1, 2, 3], p=[0.1, 0.3, 0.6])), "size": 1, "ways": ways})
    return {
        "note": "synthetic demonstration / 示范合成算例",
        "outlet": {"x_m": 0, "y_m": 0},
        "travel": {"speed_m_per_min": 250, "detour_factor": 1.3},
        "couriers": [{"id": "K", "count": max(1, parcels // 60), "capacity": 90, "start": "08:00", "end": "18:00"}],
        "places": places,
        "parcels": rows,
    }


def _place(number: int, row: Any, origin: tuple[float, float], geographic: bool) -> Place:
    name = _name(f"places[{number}]", row)
    where = f"places.{name}"
    try:
        kind = Kind(row.get("kind"))
    except ValueError:
        kinds = ", ".join(Kind)
        raise refuse_field(f"{where}.kind", row.get("kind"), f"应为 {kinds} 之一", f"one of {kinds}") from None
    east, north = _spot(where, row, origin, geographic)
    capacity = row.get("capacity")
    opens, closes = (
        _minute(f"{where}.open", row.get("open", "00:00")),
        _minute(f"{where}.close", row.get("close", "24:00")),
    )
    if closes < opens:
        raise refuse_field(f"{where}.close", row.get("close"), "不早于 open", "not before open")
    return Place(
        name,
        kind,
        east,
        north,
        opens,
        closes,
        _number(f"{where}.stop_minutes", row.get("stop_minutes", 0), 0, 240),
        None if capacity is None else int(_number(f"{where}.capacity", capacity, 0, 1e6)),
    )


def _parcel(number: int, row: Any, places: Mapping[str, Place]) -> Parcel:
    name = _name(f"parcels[{number}]", row)
    where = f"parcels.{name}"
    tier = row.get("tier")
    if tier not in (1, 2, 3):
        raise refuse_field(f"{where}.tier", tier, "应为 1、2 或 3", "1, 2 or 3")
    ways = row.get("ways")
    if not isinstance(ways, list) or not 1 <= len(ways) <= 20:
        raise refuse_field(f"{where}.ways", ways, "应列出 1 至 20 种交付方式", "a list of 1 to 20 ways")
    found = []
    for k, way in enumerate(ways):
        here = f"{where}.ways[{k}]"
        place = places.get(str(_object(here, way).get("place")))
        if place is None:
            raise refuse_field(f"{here}.place", way.get("place"), "没有此地点", "no such place")
        earliest = max(place.opens, _minute(f"{here}.from", way.get("from", "00:00")))
        latest = min(place.closes, _minute(f"{here}.until", way.get("until", "24:00")))
        if latest < earliest:
            raise refuse_field(
                f"{here}.until", way.get("until"), "与开放时间没有交集", "the window and the place's hours do not meet"
            )
        found.append(Way(place.id, _number(f"{here}.minutes", way.get("minutes"), 0, 240), earliest, latest))
    return Parcel(name, int(tier), int(_number(f"{where}.size", row.get("size", 1), 0, 1e6)), tuple(found))


def _courier(number: int, row: Any) -> Courier:
    name = _name(f"couriers[{number}]", row)
    where = f"couriers.{name}"
    begins, ends = _minute(f"{where}.start", row.get("start")), _minute(f"{where}.end", row.get("end"))
    if ends <= begins:
        raise refuse_field(f"{where}.end", row.get("end"), "应晚于 start", "later than start")
    return Courier(
        name,
        int(_number(f"{where}.count", row.get("count", 1), 1, MOST_COURIERS)),
        int(_number(f"{where}.capacity", row.get("capacity"), 1, 1e6)),
        begins,
        ends,
    )


def _spot(where: str, row: Mapping[str, Any], origin: tuple[float, float], geographic: bool) -> tuple[float, float]:
    if geographic:
        lon, lat = _number(f"{where}.lon", row.get("lon"), -180, 180), _number(f"{where}.lat", row.get("lat"), -85, 85)
        scale = math.radians(1) * EARTH_M
        return (lon - origin[0]) * scale * math.cos(math.radians(origin[1])), (lat - origin[1]) * scale
    return _number(f"{where}.x_m", row.get("x_m"), -1e6, 1e6), _number(f"{where}.y_m", row.get("y_m"), -1e6, 1e6)


def _rows(name: str, found: Mapping[str, Any], most: int) -> list[Any]:
    rows = found.get(name)
    if not isinstance(rows, list) or not 1 <= len(rows) <= most:
        shown = len(rows) if isinstance(rows, list) else rows
        raise refuse_field(name, shown, f"应列出 1 至 {most} 项", f"a list of 1 to {most}")
    return rows


def _name(where: str, row: Any) -> str:
    name = str(_object(where, row).get("id", "")).strip()
    if not name:
        raise refuse_field(f"{where}.id", "", "缺少编号", "it has no id")
    return name


def _distinct(name: str, ids: list[str]) -> None:
    if len(set(ids)) < len(ids):
        twice = next(entry for entry in ids if ids.count(entry) > 1)
        raise Refused(Reason("route:id", f"{name} 编号 {twice} 重复。", f"{name}: the id {twice} is there twice."))


def _object(where: str, row: Any) -> Mapping[str, Any]:
    if not isinstance(row, Mapping):
        raise refuse_field(where, row, "应为对象", "an object")
    return row


def _number(where: str, value: Any, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise refuse_field(where, value, f"应为 {low:g} 至 {high:g} 的数", f"a number from {low:g} to {high:g}")
    return float(value)


def _minute(where: str, text: Any) -> int:
    hour, colon, minute = str(text).partition(":")
    if colon and hour.isdigit() and minute.isdigit() and int(minute) < 60:
        found = int(hour) * 60 + int(minute)
        if found <= 1440:
            return found
    raise refuse_field(where, text, "应为 HH:MM", "a time of day as HH:MM")
