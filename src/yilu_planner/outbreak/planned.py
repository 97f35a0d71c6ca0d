"""From a plan to the scenario it is tried under: each cell's staff, parcels and masks laid out over its open sites."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from yilu_planner.outbreak.parameters import DEMONSTRATION, Epidemiology, demonstration_parameters, epidemiology_from
from yilu_planner.outbreak.scenario import MOST_SITES, Return, Scenario, Site, daily, number
from yilu_planner.problem import Problem
from yilu_planner.refusal import refuse_field
from yilu_planner.result import Plan
from yilu_planner.tables import read_json

Floats = npt.NDArray[np.float64]
LARGEST_FLOOR_M2 = 1e7  # of a site nobody of which works inside


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a plan does not say: the disease, infections from outside by area and day, and among those who come back."""

    parameters: Epidemiology
    import_hazard: Mapping[str, tuple[float, ...]]
    return_prevalence: Mapping[str, float]
    item: str = ""


def read_conditions(path: Path, problem: Problem) -> Conditions:
    """Conditions from JSON; every area of the problem needs a hazard, every group a prevalence."""
    found = read_json(path)
    hazards = _named("import_hazard", found.get("import_hazard"), [area.id for area in problem.areas])
    prevalence = _named("return_prevalence", found.get("return_prevalence"), [group.id for group in problem.groups])
    item = str(found.get("item", ""))
    if item not in {member.id for member in problem.items}:
        raise refuse_field(
            "item", item, "应为算例中的一种防护物资", f"one of {', '.join(member.id for member in problem.items)}"
        )
    return Conditions(
        epidemiology_from(found.get("parameters")),
        {area: tuple(daily(f"import_hazard.{area}", value, problem.days, 1.0)) for area, value in hazards.items()},
        {group: number(f"return_prevalence.{group}", value, 0.0, 1.0) for group, value in prevalence.items()},
        item,
    )


def demonstration_conditions(problem: Problem) -> dict[str, Any]:
    """Conditions to try a problem's plan under, as JSON, labelled demonstration."""
    parameters = demonstration_parameters()
    return {
        "note": DEMONSTRATION,
        "item": problem.items[0].id if problem.items else "",
        "import_hazard": {
            area.id: round(2e-5 * float(problem.risk.exposure_weight[problem.cell_area == at].mean()), 8)
            if (problem.cell_area == at).any()
            else 0.0
            for at, area in enumerate(problem.areas)
        },
        "return_prevalence": {group.id: round(0.002 / (1 + group.days), 6) for group in problem.groups},
        "parameters": {
            name: {"value": known.value, "unit": known.unit, "source": known.source}
            for name in Epidemiology.__slots__
            if (known := getattr(parameters, name))
        },
    }


def scenario_of(problem: Problem, plan: Plan, conditions: Conditions) -> Scenario:
    """Every cell as the sites its plan opens, people in whole numbers, as even as the sites of a cell can be.

    Masks are shared out so that nobody lacks any while all goes as planned; what is truly spare is spread by staff.
    """
    sites: list[Site] = []
    item = [member.id for member in problem.items].index(conditions.item)
    burn = conditions.parameters.masks_per_person_day.value
    for cell in range(len(problem.cells)):
        staff = _staff_by_site(plan.on_post_people[cell], plan.open_sites[cell])
        if len(sites) + len(staff) > MOST_SITES:
            raise refuse_field("sites", len(sites), f"至多 {MOST_SITES} 个场所", f"at most {MOST_SITES} sites")
        sites += _sites_of_cell(problem, plan, conditions, cell, staff, *_masks(problem, plan, cell, item, staff, burn))
    tiers = {member.id: member.tier for member in problem.classes}
    start = date.fromisoformat(problem.first_day)
    return Scenario(start, problem.days, tuple(sites), conditions.parameters, problem.name, tiers)


def _sites_of_cell(
    problem: Problem, plan: Plan, conditions: Conditions, cell: int, staff: Floats, stock: Floats, arrivals: Floats
) -> list[Site]:
    known, workplace = problem.cells[cell], problem.workplace
    inside = workplace.inside_share[cell]
    floor = workplace.floor_area_m2[cell] / known.sites / inside if inside > 0 else LARGEST_FLOOR_M2
    people = staff.sum(axis=0)
    part = np.divide(staff, people, out=np.zeros_like(staff), where=people > 0)
    returns = _returns(problem, plan, conditions, cell, len(staff))
    return [
        Site(
            id=f"{known.id}/{site + 1}",
            area=known.area,
            staff=tuple(staff[site].astype(int).tolist()),
            shifts=int(workplace.shifts[cell]),
            floor_area_m2=float(np.clip(floor, 0.1, LARGEST_FLOOR_M2)),
            import_hazard=conditions.import_hazard[known.area],
            volume={
                member.id: tuple((plan.delivered_parcels[cell, k] * part[site]).tolist())
                for k, member in enumerate(problem.classes)
            },
            masks=int(stock[site]),
            mask_arrivals=tuple(arrivals[site].astype(int).tolist()),
            returns=returns[site],
        )
        for site in range(len(staff))
    ]


def _staff_by_site(on_post: Floats, opened: Floats) -> Floats:
    """(site, day) whole people over as many sites as are open that day."""
    people = np.rint(on_post).astype(int)
    count = np.maximum(np.ceil(opened - 1e-6).astype(int), (people > 0).astype(int))
    site = np.arange(max(1, count.max()))[:, None]
    working = np.maximum(count, 1)
    each, left = people // working, people % working
    return np.where(site < count, each + (site < left), 0).astype(np.float64)


def _masks(problem: Problem, plan: Plan, cell: int, item: int, staff: Floats, burn: float) -> tuple[Floats, Floats]:
    """(site,) masks at the start and (site, day) arriving, counted at the burn of the simulation."""
    protection, days = problem.protection, problem.days
    inflow = (
        protection.hq_arriving_units + protection.self_purchase_arriving_units + protection.government_arriving_units
    )[cell, item].copy()
    for at in np.flatnonzero(problem.link_ends[1] == cell):
        lead = problem.supply_links[at].lead_days
        inflow[lead:] += plan.sent_to_cell_units[at, item, : max(days - lead, 0)]
    planned = protection.burn_per_staff_day[cell, item]
    scale = burn / planned if planned > 0 else 1.0
    stock = float(protection.stock_units[cell, item]) * scale
    used = np.cumsum(staff * burn, axis=1)
    # rounding people up may need a few masks more than the plan has; the shortage would be of our making
    spare = np.maximum(stock + np.cumsum(inflow * scale) - used.sum(axis=0), 0.0)
    free = np.minimum.accumulate(spare[::-1])[::-1]  # never needed later
    weight = staff.sum(axis=1) / max(staff.sum(), 1.0)
    handed = np.ceil(used + free * weight[:, None] - 1e-9)
    total = np.concatenate([[0.0], handed.sum(axis=0)])
    at_start = np.ceil([np.interp(stock, total, np.concatenate([[0.0], mine])) for mine in handed])
    arrived = np.maximum(handed - at_start[:, None], 0.0)
    return at_start, np.diff(arrived, axis=1, prepend=0.0)


def _returns(problem: Problem, plan: Plan, conditions: Conditions, cell: int, sites: int) -> list[tuple[Return, ...]]:
    """Who comes to work after quarantine, in whole people spread over the cell's sites."""
    found: list[list[Return]] = [[] for _ in range(sites)]
    for g, group in enumerate(problem.groups):
        whole = np.diff(np.rint(np.cumsum(plan.returning_people[cell, g])), prepend=0.0).astype(int)
        for day in np.flatnonzero(whole[: max(problem.days - group.days, 0)]):
            each, left = divmod(int(whole[day]), sites)
            for site in range(sites if each else left):
                people = each + (site < left)
                found[site].append(Return(int(day) + group.days, people, conditions.return_prevalence[group.id]))
    return [tuple(back) for back in found]


def _named(field: str, found: Any, names: list[str]) -> dict[str, Any]:
    if not isinstance(found, Mapping):
        raise refuse_field(field, found, "应为 {编号: 数值}", "an object {id: number}")
    missing = [name for name in names if name not in found]
    if missing:
        raise refuse_field(field, missing[0], "缺少此项", "it is missing")
    return {name: found[name] for name in names}
