"""Who wants to come back, and what each area can receive a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from yilu_planner.refusal import Reason, Refused
from yilu_planner.tables import read_day, read_rows, refuse_line

MOST_DAYS, MOST_PEOPLE = 400, 1_000_000


@dataclass(frozen=True, slots=True)
class Group:
    """People who travel together: ready on day `earliest` (0 = first), isolated so many days, for work of a tier."""

    id: str
    area: str
    people: int
    earliest: int
    isolation_days: int
    tier: int


@dataclass(frozen=True, slots=True)
class Area:
    """By day: how many may arrive, and how many isolation places there are (beds already taken left out)."""

    arrivals: tuple[int, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """Groups and areas over one horizon of days."""

    start: date
    days: int
    groups: tuple[Group, ...]
    areas: Mapping[str, Area]


def read_request(groups: Path, limits: Path) -> Request:
    """A request of `group,area,people,earliest,isolation_days,tier` and `area,date,arrivals,isolation_places`."""
    given: dict[str, dict[date, tuple[int, int]]] = {}
    for line, row in read_rows(limits, ("area", "date", "arrivals", "isolation_places")):
        day = _day(limits, line, row["date"])
        area = given.setdefault(row["area"].strip(), {})
        if day in area:
            raise refuse_line(limits, line, "该地区当日重复", "this area and day are there twice")
        area[day] = tuple(_whole(limits, line, name, row[name], 0) for name in ("arrivals", "isolation_places"))  # type: ignore[assignment]
    if not given:
        raise Refused(Reason("returns:limits", f"{limits.name} 没有任何限额。", f"{limits.name} holds no limit."))
    start = min(min(area) for area in given.values())
    days = (max(max(area) for area in given.values()) - start).days + 1
    if days > MOST_DAYS:
        raise Refused(
            Reason("returns:days", f"跨度 {days} 天过长。", f"{days} days are too many; at most {MOST_DAYS}.")
        )
    areas = {}
    for name, by_day in given.items():
        missing = [day for k in range(days) if (day := start + timedelta(days=k)) not in by_day]
        if missing:
            raise Refused(
                Reason("returns:gap", f"{name} 缺 {missing[0]} 的限额。", f"{name} has no limits for {missing[0]}.")
            )
        rows = [by_day[start + timedelta(days=k)] for k in range(days)]
        areas[name] = Area(tuple(row[0] for row in rows), tuple(row[1] for row in rows))
    found: dict[str, Group] = {}
    for line, row in read_rows(groups, ("group", "area", "people", "earliest", "isolation_days", "tier")):
        name, area_name = row["group"].strip(), row["area"].strip()
        if name in found or not name:
            raise refuse_line(groups, line, "批次为空或重复", "the group is empty or there twice")
        if area_name not in areas:
            raise refuse_line(groups, line, f"{area_name} 没有限额", f"{area_name} has no limits")
        tier = _whole(groups, line, "tier", row["tier"], 1)
        if tier > 3:
            raise refuse_line(groups, line, "tier 应为 1、2 或 3", "tier must be 1, 2 or 3")
        found[name] = Group(
            name,
            area_name,
            _whole(groups, line, "people", row["people"], 1),
            max(0, (_day(groups, line, row["earliest"]) - start).days),
            _whole(groups, line, "isolation_days", row["isolation_days"], 0),
            tier,
        )
    if not found:
        raise Refused(Reason("returns:groups", f"{groups.name} 没有任何批次。", f"{groups.name} holds no group."))
    return Request(start, days, tuple(found.values()), areas)


def _day(path: Path, line: int, text: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        raise refuse_line(path, line, f"日期 {text!r} 无效", f"{text!r} is no date") from None


def _whole(path: Path, line: int, column: str, text: str, least: int) -> int:
    try:
        value = int(text)
    except ValueError:
        value = -1
    if not least <= value <= MOST_PEOPLE:
        raise refuse_line(
            path,
            line,
            f"{column} 的值 {text!r} 应为不小于 {least} 的整数",
            f"{column} is {text!r}, not a whole number from {least}",
        )
    return value
