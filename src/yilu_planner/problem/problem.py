"""The problem itself: sets, parts, orders and sources, refused at birth when they do not fit together."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from yilu_planner.problem.arrays import Part, part_name, refuse_all
from yilu_planner.problem.parts import PARTS, Delivery, Demand, Protection, Risk, Staff, Trunk, Workplace
from yilu_planner.problem.sets import (
    Area,
    Cell,
    ControlOrder,
    GradientPath,
    Item,
    Mode,
    QuarantineGroup,
    Region,
    ServiceClass,
    Supplier,
    SupplyLink,
    parse_date,
)
from yilu_planner.refusal import Reason, refuse_field

MAX_DAYS = 92  # a quarter; beyond it no demand is known
MAX_CELLS = 20_000  # more than one model should hold; larger problems are solved down the hierarchy
Index = NDArray[np.int64]

# Numbers no regulation fixes: each must say where it comes from.
NEEDS_SOURCE = (
    "workplace.m2_per_person",
    "protection.burn_per_staff_day",
    "delivery.minutes_per_delivery",
    "delivery.minutes_per_collection",
    "groups.days",
    "risk.exposure_weight",
    "demand.normal",
)


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything one plan needs; days are counted from `first_day` (ISO date), day 0 being that date."""

    name: str
    first_day: str
    days: int
    cells: tuple[Cell, ...]
    areas: tuple[Area, ...]
    regions: tuple[Region, ...]
    classes: tuple[ServiceClass, ...]
    modes: tuple[Mode, ...]
    groups: tuple[QuarantineGroup, ...]
    items: tuple[Item, ...]
    demand: Demand
    trunk: Trunk
    delivery: Delivery
    staff: Staff
    workplace: Workplace
    protection: Protection
    risk: Risk
    suppliers: tuple[Supplier, ...] = ()
    supply_links: tuple[SupplyLink, ...] = ()
    orders: tuple[ControlOrder, ...] = ()
    paths: tuple[GradientPath, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)
    whole_sites: bool = False  # openings are yes or no (needs cells of one site)
    demonstration: bool = False

    def __post_init__(self) -> None:
        check_size(self.days, len(self.cells))
        parse_date("first_day", self.first_day)
        refuse_all(self._why_ids_fail())
        refuse_all([reason for part in self.parts() for reason in part.why_not_shaped(self.sizes)])
        refuse_all(self._why_values_fail())

    def parts(self) -> list[Part]:
        """The seven parts, in order."""
        return [getattr(self, part_name(part)) for part in PARTS]

    @cached_property
    def sizes(self) -> dict[str, int]:
        """The length of every axis by name."""
        regions = len(self.regions)
        return {
            "cell": len(self.cells), "class": len(self.classes), "day": self.days, "tier": 3,
            "mode": len(self.modes), "region": regions, "origin": regions, "destination": regions,
            "group": len(self.groups), "item": len(self.items), "area": len(self.areas),
            "supplier": len(self.suppliers),
        }  # fmt: skip

    def date_of(self, day: int) -> datetime.date:
        """The calendar date of a day of the plan."""
        return datetime.date.fromisoformat(self.first_day) + datetime.timedelta(days=day)

    @cached_property
    def cell_area(self) -> Index:
        """(cell,) position of each cell's area."""
        return _positions(self.areas, [cell.area for cell in self.cells])

    @cached_property
    def cell_region(self) -> Index:
        """(cell,) position of each cell's region."""
        return _positions(self.regions, [cell.region for cell in self.cells])

    @cached_property
    def class_tier(self) -> Index:
        """(class,) 0 ensure, 1 prioritise, 2 gradient."""
        return np.array([item.tier - 1 for item in self.classes], dtype=np.int64)

    @cached_property
    def supplier_parent(self) -> Index:
        """(supplier,) position of the store above, -1 for a root."""
        where = {item.id: i for i, item in enumerate(self.suppliers)}
        return np.array([where[item.parent] if item.parent else -1 for item in self.suppliers], dtype=np.int64)

    @cached_property
    def link_ends(self) -> tuple[Index, Index]:
        """(link,) positions of the supplier and of the cell of every supply link."""
        suppliers = _positions(self.suppliers, [link.supplier for link in self.supply_links])
        return suppliers, _positions(self.cells, [link.cell for link in self.supply_links])

    def cells_of(self, order: ControlOrder) -> Index:
        """Positions of the cells an order speaks of."""
        return _positions(self.cells, order.cells)

    def _why_ids_fail(self) -> list[Reason]:
        reasons: list[Reason] = []
        for name in (
            "cells",
            "areas",
            "regions",
            "classes",
            "modes",
            "groups",
            "items",
            "suppliers",
            "paths",
        ):
            members = getattr(self, name)
            object.__setattr__(self, name, tuple(members))
            if not members and name not in ("suppliers", "paths", "items", "groups"):
                reasons += refuse_field(name, "[]", "至少要有一个", "at least one is needed").reasons
            reasons += _why_not_unique(name, [member.id for member in members])
        for name in ("supply_links", "orders"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        known = {name: {item.id for item in getattr(self, name)} for name in ("cells", "areas", "regions")}
        known["suppliers"] = {item.id for item in self.suppliers}
        known["paths"] = {item.id for item in self.paths}
        for cell in self.cells:
            reasons += _why_unknown(f"cells[{cell.id}].area", cell.area, known["areas"])
            reasons += _why_unknown(f"cells[{cell.id}].region", cell.region, known["regions"])
        for area in self.areas:
            if area.path:
                reasons += _why_unknown(f"areas[{area.id}].path", area.path, known["paths"])
        for link in self.supply_links:
            reasons += _why_unknown("supply_links.supplier", link.supplier, known["suppliers"])
            reasons += _why_unknown("supply_links.cell", link.cell, known["cells"])
        for order in self.orders:
            for cell_id in order.cells:
                reasons += _why_unknown(f"orders[{order.document}].cells", cell_id, known["cells"])
        for supplier in self.suppliers:
            if supplier.parent:
                reasons += _why_unknown(f"suppliers[{supplier.id}].parent", supplier.parent, known["suppliers"])
        return reasons or self._why_supply_cycles()

    def _why_supply_cycles(self) -> list[Reason]:
        parent = {item.id: item.parent for item in self.suppliers}
        for start in parent:
            seen, at = [start], parent[start]
            while at and at not in seen:
                seen.append(at)
                at = parent[at]
            if at:
                ring = " → ".join([*seen[seen.index(at) :], at])
                return list(
                    refuse_field("suppliers.parent", ring, "物资供应树不能成环", "a supply tree has no cycle").reasons
                )
        return []

    def _why_values_fail(self) -> list[Reason]:
        reasons: list[Reason] = []
        sites = np.array([cell.sites for cell in self.cells], dtype=np.float64)
        for name, value in (
            ("open_sites", self.workplace.open_sites[:, None]),
            ("unblocked_sites", self.workplace.unblocked_sites),
        ):
            over = np.argwhere(value > sites[:, None])
            if len(over):
                cell = int(over[0][0])
                reasons += refuse_field(
                    f"workplace.{name}[{self.cells[cell].id}]", float(value[tuple(over[0])]),
                    f"不得大于场所数 {sites[cell]:g}", f"at most the cell's {sites[cell]:g} sites",
                ).reasons  # fmt: skip
        if self.whole_sites and (sites > 1).any():
            cell = int(np.argmax(sites > 1))
            reasons += refuse_field(
                f"cells[{self.cells[cell].id}].sites", int(sites[cell]),
                "按场所决定开停时每个单元只能有一个场所", "with whole_sites every cell must be one site",
            ).reasons  # fmt: skip
        for name in NEEDS_SOURCE:
            if not str(self.sources.get(name, "")).strip():
                reasons += refuse_field(
                    f"sources[{name}]", self.sources.get(name, ""),
                    "法规未定的参数必须注明来源", "a number no regulation fixes must say its source",
                ).reasons  # fmt: skip
        return reasons


def check_size(days: object, cells: int) -> None:
    """Refuse a horizon or a number of cells no single plan should have, before anything large is made."""
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= MAX_DAYS:
        raise refuse_field("days", days, f"应为 1–{MAX_DAYS} 的整数", f"a whole number from 1 to {MAX_DAYS}")
    if cells > MAX_CELLS:
        raise refuse_field(
            "cells", f"{cells} cells",
            f"单个模型至多 {MAX_CELLS} 个单元，更大的请逐级求解",
            f"at most {MAX_CELLS} in one model; solve larger ones down the hierarchy",
        )  # fmt: skip


def _positions(members: Iterable[Area | Cell | Region | Supplier], ids: Iterable[str]) -> Index:
    where = {item.id: position for position, item in enumerate(members)}
    return np.array([where[name] for name in ids], dtype=np.int64)


def _why_unknown(field: str, value: str, known: set[str]) -> list[Reason]:
    if value in known:
        return []
    some = "、".join(sorted(known)[:5])
    return list(refuse_field(field, value, f"未知编号，已知有 {some} 等", f"unknown id; known are {some} …").reasons)


def _why_not_unique(name: str, ids: list[str]) -> list[Reason]:
    twice = {value for value in ids if ids.count(value) > 1} if len(set(ids)) != len(ids) else set()
    if not twice:
        return []
    return list(refuse_field(f"{name}.id", sorted(twice)[0], "编号重复", "ids must be unique").reasons)
