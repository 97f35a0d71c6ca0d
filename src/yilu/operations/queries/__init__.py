"""What other rooms may ask of operations: lenses, figures, trends, the worst and the most changed, targets, flags."""

from yilu.operations.queries.board import figures, figures_below, figures_by_brand, figures_of, figures_on, trend
from yilu.operations.queries.figures import ClassVolume, Figures, Rate, TierVolume, Volume, board_json
from yilu.operations.queries.flags import Flag, flags, flags_of
from yilu.operations.queries.lenses import PUBLISHED, Lens, LensKind, lens_of, lenses_of
from yilu.operations.queries.outside import OutsideFigure, latest_of, outside_figures, told_from_outside
from yilu.operations.queries.ranking import Ranked, worst_and_most_changed
from yilu.operations.queries.reference import (
    ClassView,
    class_of_products,
    classes,
    fields_for,
    mappings,
    roster_in_force,
)
from yilu.operations.queries.targets import TargetView, targets_for

__all__ = [
    "PUBLISHED",
    "ClassView",
    "ClassVolume",
    "Figures",
    "Flag",
    "Lens",
    "LensKind",
    "OutsideFigure",
    "Ranked",
    "Rate",
    "TargetView",
    "TierVolume",
    "Volume",
    "board_json",
    "class_of_products",
    "classes",
    "fields_for",
    "figures",
    "figures_below",
    "figures_by_brand",
    "figures_of",
    "figures_on",
    "flags",
    "flags_of",
    "latest_of",
    "lens_of",
    "lenses_of",
    "mappings",
    "outside_figures",
    "roster_in_force",
    "targets_for",
    "told_from_outside",
    "trend",
    "worst_and_most_changed",
]
