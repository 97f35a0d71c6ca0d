"""The things a plan speaks of, each with an id: cells, areas, regions, classes, modes, suppliers …"""

import datetime
from dataclasses import dataclass
from typing import Literal

from yilu_planner.refusal import refuse_field

Channel = Literal["state", "hq", "self_purchase", "government"]
TIERS = ("ensure", "prioritise", "gradient")


@dataclass(frozen=True, slots=True)
class Cell:
    """What is decided for: a site, a prefecture x enterprise, a prefecture; many sites open as a share."""

    id: str
    name: str
    area: str
    region: str
    sites: int = 1
    enterprise: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.sites, bool) or not isinstance(self.sites, int) or self.sites < 1:
            raise refuse_field(f"cells[{self.id}].sites", self.sites, "应为不小于 1 的整数", "a whole number from 1")


@dataclass(frozen=True, slots=True)
class Area:
    """Who governs arrivals, isolation and review: county, prefecture, province; `path` is its gradient."""

    id: str
    name: str
    path: str = ""
    reviews_before_opening: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """One end of trunk lanes, with a hub; a region without cells stands for the world outside."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ServiceClass:
    """A parcel class in one of three tiers; the order and words are the issuing body's."""

    id: str
    tier: int
    name: str
    name_en: str

    def __post_init__(self) -> None:
        if self.tier not in (1, 2, 3):
            raise refuse_field(
                f"classes[{self.id}].tier", self.tier, "应为 1（确保）、2（优先）、3（梯度）", "1, 2 or 3"
            )


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to hand over a parcel; at the door it needs the compound's permission."""

    id: str
    name: str
    name_en: str
    at_door: bool = False


@dataclass(frozen=True, slots=True)
class QuarantineGroup:
    """Away staff whose origin asks for the same days of quarantine after arrival."""

    id: str
    days: int

    def __post_init__(self) -> None:
        if isinstance(self.days, bool) or not isinstance(self.days, int) or not 0 <= self.days <= 60:
            raise refuse_field(f"groups[{self.id}].days", self.days, "应为 0–60 的整数", "a whole number, 0 to 60")


@dataclass(frozen=True, slots=True)
class Item:
    """A protective item that staff on post use up, and its counting unit (English: blank for pieces)."""

    id: str
    name: str
    name_en: str
    unit: str
    unit_en: str = ""


@dataclass(frozen=True, slots=True)
class Supplier:
    """A store that sends protective items to stores below it and to cells (`parent` blank: a root)."""

    id: str
    name: str
    parent: str = ""
    lead_days: int = 0
    channel: Channel = "state"

    def __post_init__(self) -> None:
        if self.channel not in ("state", "hq", "self_purchase", "government"):
            raise refuse_field(
                f"suppliers[{self.id}].channel", self.channel, "应为 state、hq、self_purchase 或 government",
                "state, hq, self_purchase or government",
            )  # fmt: skip
        _check_lead(f"suppliers[{self.id}].lead_days", self.lead_days)


@dataclass(frozen=True, slots=True)
class SupplyLink:
    """A supplier may send to a cell, with days on the way."""

    supplier: str
    cell: str
    lead_days: int = 0

    def __post_init__(self) -> None:
        _check_lead(f"supply_links[{self.supplier}->{self.cell}].lead_days", self.lead_days)


@dataclass(frozen=True, slots=True)
class ControlOrder:
    """An order that limits opening (share of sites) or tier-3 volume (parcels a day), by document number."""

    document: str
    kind: Literal["opening_share", "tier3_collected", "tier3_delivered"]
    cells: tuple[str, ...]
    first_day: int
    last_day: int
    limit: float

    def __post_init__(self) -> None:
        path = f"orders[{self.document}]"
        if not str(self.document).strip():
            raise refuse_field(
                "orders.document",
                self.document,
                "管控措施必须注明文号",
                "a control order must carry its document number",
            )
        if self.kind not in ("opening_share", "tier3_collected", "tier3_delivered"):
            raise refuse_field(
                f"{path}.kind", self.kind,
                "应为 opening_share、tier3_collected 或 tier3_delivered（只有第三类可以限量）",
                "opening_share, tier3_collected or tier3_delivered (only tier 3 may be capped)",
            )  # fmt: skip
        top = 1.0 if self.kind == "opening_share" else float("inf")
        if isinstance(self.limit, bool) or not isinstance(self.limit, (int, float)) or not 0 <= self.limit <= top:
            raise refuse_field(f"{path}.limit", self.limit, f"应在 0 与 {top:g} 之间", f"from 0 to {top:g}")
        if (
            not (isinstance(self.first_day, int) and isinstance(self.last_day, int))
            or not 0 <= self.first_day <= self.last_day
        ):
            raise refuse_field(
                f"{path}.first_day..last_day", f"{self.first_day}..{self.last_day}",
                "应为 0 ≤ first_day ≤ last_day 的整数", "whole days with 0 <= first_day <= last_day",
            )  # fmt: skip
        object.__setattr__(self, "cells", tuple(self.cells))


@dataclass(frozen=True, slots=True)
class Stage:
    """By this date, this share of the normal daily volume: a target to report against, never a cap."""

    date: str
    share_of_normal: float

    def __post_init__(self) -> None:
        parse_date("paths.stages.date", self.date)
        share = self.share_of_normal
        if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 <= share <= 2:
            raise refuse_field("paths.stages.share_of_normal", share, "应在 0 与 2 之间", "from 0 to 2")


@dataclass(frozen=True, slots=True)
class GradientPath:
    """The dated stages an area follows; Hubei and Wuhan have their own."""

    id: str
    name: str
    stages: tuple[Stage, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "stages", tuple(self.stages))


def parse_date(field: str, value: str) -> datetime.date:
    """An ISO date, or a refusal that names the field."""
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise refuse_field(field, value, "应为 YYYY-MM-DD 日期", "it must be a date YYYY-MM-DD") from None


def _check_lead(field: str, days: int) -> None:
    if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= 60:
        raise refuse_field(field, days, "应为 0–60 的整数", "a whole number, 0 to 60")
