"""The plan to be tried: sites, who works there each day, what they move, the masks they get, and the risk around."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from yilu_planner.outbreak.parameters import (
    DEMONSTRATION,
    Epidemiology,
    demonstration_parameters,
    epidemiology_from,
)
from yilu_planner.refusal import Reason, Refused, refuse_field
from yilu_planner.tables import read_json

MOST_DAYS, MOST_STAFF, MOST_SITES = 366, 50_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Return:
    """People coming back to a site on a day (0 = first), and the share of them who were just infected."""

    day: int
    people: int
    prevalence: float


@dataclass(frozen=True, slots=True)
class Site:
    """One site under the plan. `staff`, `volume`, `mask_arrivals` run over the days; `masks` None means not counted."""

    id: str
    area: str
    staff: tuple[int, ...]
    shifts: int
    floor_area_m2: float
    import_hazard: tuple[float, ...]
    volume: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    masks: int | None = None
    mask_arrivals: tuple[int, ...] = ()
    returns: tuple[Return, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A plan with the parameters it is tried under."""

    start: date
    days: int
    sites: tuple[Site, ...]
    parameters: Epidemiology
    name: str = ""
    tiers: Mapping[str, int] = field(default_factory=dict)  # of the classes of volume, where they are known


def read_scenario(path: Path) -> Scenario:
    """A scenario from JSON; every refusal names the site, the field and what would be valid."""
    found = read_json(path)
    days = _whole("days", found.get("days"), 1, MOST_DAYS)
    try:
        start = date.fromisoformat(str(found.get("start")))
    except ValueError:
        raise refuse_field("start", found.get("start"), "应为日期，如 2020-02-10", "a day such as 2020-02-10") from None
    areas = found.get("areas")
    if not isinstance(areas, Mapping) or not areas:
        raise refuse_field("areas", areas, "应为 {地区: {import_hazard}}", "an object {area: {import_hazard}}")
    hazards = {
        str(code): tuple(daily(f"areas.{code}.import_hazard", _get(f"areas.{code}", area, "import_hazard"), days, 1.0))
        for code, area in areas.items()
    }
    rows = found.get("sites")
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not 1 <= len(rows) <= MOST_SITES:
        raise refuse_field("sites", rows, f"应为 1 至 {MOST_SITES} 个场所", f"a list of 1 to {MOST_SITES} sites")
    sites = tuple(_site(at, row, days, hazards) for at, row in enumerate(rows))
    if len({site.id for site in sites}) < len(sites):
        raise Refused(Reason("sites:id", "场所编号重复。", "Two sites have the same id."))
    return Scenario(start, days, sites, epidemiology_from(found.get("parameters")), str(found.get("name", "")))


def demonstration(*, sites: int, days: int, seed: int) -> dict[str, Any]:
    """A synthetic scenario as JSON, labelled so: outlets and a few hubs in four areas, staff growing by returns."""
    rng = np.random.default_rng(seed)
    parameters = demonstration_parameters()
    rows = []
    for at in range(sites):
        hub = at % 50 == 0
        full = int(rng.integers(150, 400) if hub else rng.integers(6, 30))
        back = np.minimum(1.0, np.linspace(0.4, 1.1, days))
        staff = [max(1, int(full * share)) for share in back]
        rows.append(
            {
                "id": f"S{at:05d}",
                "area": f"A{at % 4}",
                "staff": staff,
                "shifts": 3 if hub else 2,
                "floor_area_m2": float(full * rng.integers(3, 9)),
                "volume": {
                    tier: [round(man * rate, 1) for man in staff]
                    for tier, rate in (("ensure", 5.0), ("prioritise", 20.0), ("gradient", 90.0))
                },
                "masks": full * 5,
                "mask_arrivals": [full * 2 if day % 2 else 0 for day in range(days)],
                "returns": [{"day": days // 2, "people": max(1, full // 6), "prevalence": 0.002}],
            }
        )
    return {
        "name": f"synthetic demonstration, {sites} sites / 示范合成算例",
        "note": DEMONSTRATION,
        "start": "2020-02-10",
        "days": days,
        "areas": {f"A{k}": {"import_hazard": hazard} for k, hazard in enumerate((1e-5, 5e-5, 2e-4, 1e-3))},
        "parameters": {
            name: {
                "value": getattr(parameters, name).value,
                "unit": getattr(parameters, name).unit,
                "source": getattr(parameters, name).source,
            }
            for name in Epidemiology.__slots__
        },
        "sites": rows,
    }


def _site(at: int, row: Any, days: int, hazards: Mapping[str, tuple[float, ...]]) -> Site:
    where = f"sites[{at}]"
    site_id = str(_get(where, row, "id"))
    where = f"sites.{site_id}"
    area = str(_get(where, row, "area"))
    if area not in hazards:
        raise refuse_field(f"{where}.area", area, "areas 中没有此地区", "no such area in areas")
    staff = [int(x) for x in daily(f"{where}.staff", _get(where, row, "staff"), days, MOST_STAFF, whole=True)]
    volume = row.get("volume", {})
    if not isinstance(volume, Mapping):
        raise refuse_field(f"{where}.volume", volume, "应为 {类别: 数量}", "an object {class: volume}")
    returns = row.get("returns", [])
    if not isinstance(returns, list):
        raise refuse_field(f"{where}.returns", returns, "应为列表", "a list")
    masks = row.get("masks")
    return Site(
        id=site_id,
        area=area,
        staff=tuple(staff),
        shifts=_whole(f"{where}.shifts", _get(where, row, "shifts"), 1, 24),
        floor_area_m2=number(f"{where}.floor_area_m2", _get(where, row, "floor_area_m2"), 0.1, 1e7),
        import_hazard=hazards[area],
        volume={str(k): tuple(daily(f"{where}.volume.{k}", v, days, 1e12)) for k, v in volume.items()},
        masks=None if masks is None else _whole(f"{where}.masks", masks, 0, 10**9),
        mask_arrivals=tuple(
            int(x) for x in daily(f"{where}.mask_arrivals", row.get("mask_arrivals", 0), days, 1e9, whole=True)
        ),
        returns=tuple(_return(f"{where}.returns[{k}]", entry, days) for k, entry in enumerate(returns)),
    )


def _return(where: str, row: Any, days: int) -> Return:
    return Return(
        _whole(f"{where}.day", _get(where, row, "day"), 0, days - 1),
        _whole(f"{where}.people", _get(where, row, "people"), 0, MOST_STAFF),
        number(f"{where}.prevalence", _get(where, row, "prevalence"), 0.0, 1.0),
    )


def _get(where: str, row: Any, name: str) -> Any:
    if not isinstance(row, Mapping):
        raise refuse_field(where, row, "应为对象", "an object")
    if name not in row:
        raise refuse_field(f"{where}.{name}", "", "缺少此项", "it is missing")
    return row[name]


def number(where: str, value: Any, low: float, high: float) -> float:
    """A finite number in its range, or a refusal."""
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not math.isfinite(value)
        or not low <= value <= high
    ):
        raise refuse_field(where, value, f"应为 {low:g} 至 {high:g} 的数", f"a number from {low:g} to {high:g}")
    return float(value)


def _whole(where: str, value: Any, low: int, high: float) -> int:
    found = number(where, value, low, high)
    if found != int(found):
        raise refuse_field(where, value, "应为整数", "a whole number")
    return int(found)


def daily(where: str, value: Any, days: int, high: float, *, whole: bool = False) -> list[float]:
    """One number for every day: a list of that length, or one number that holds for all."""
    values = value if isinstance(value, list) else [value] * days
    if len(values) != days:
        raise refuse_field(
            where, f"{len(values)} 个值", f"应为 {days} 天各一个值", f"one value for each of {days} days"
        )
    read = _whole if whole else number
    return [read(where, entry, 0, high) for entry in values]
