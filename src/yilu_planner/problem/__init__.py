"""A resumption problem: frozen, self-validating, plain numbers with units in their names."""

from yilu_planner.problem.arrays import Array
from yilu_planner.problem.parts import Delivery, Demand, Protection, Risk, Staff, Trunk, Workplace
from yilu_planner.problem.problem import MAX_CELLS, MAX_DAYS, Problem
from yilu_planner.problem.sets import (
    TIERS,
    Area,
    Cell,
    ControlOrder,
    GradientPath,
    Item,
    Mode,
    QuarantineGroup,
    Region,
    ServiceClass,
    Stage,
    Supplier,
    SupplyLink,
)

__all__ = [
    "MAX_CELLS",
    "MAX_DAYS",
    "TIERS",
    "Area",
    "Array",
    "Cell",
    "ControlOrder",
    "Delivery",
    "Demand",
    "GradientPath",
    "Item",
    "Mode",
    "Problem",
    "Protection",
    "QuarantineGroup",
    "Region",
    "Risk",
    "ServiceClass",
    "Staff",
    "Stage",
    "Supplier",
    "SupplyLink",
    "Trunk",
    "Workplace",
]
