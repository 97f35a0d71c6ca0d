"""The named limits: what an operator calls each family, its unit, and where its members sit in the model."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from yilu_planner.solver import Array, Index

Side = Literal["row_upper", "row_equal", "col_upper", "col_lower"]


@dataclass(frozen=True, slots=True)
class LimitName:
    """How people speak of a family of limits; the unit is what one more of it means."""

    zh: str
    en: str
    unit_zh: str
    unit_en: str
    daily: bool = True  # one more each day, rather than once


LIMIT_NAMES: dict[str, LimitName] = {
    "protection": LimitName("防护物资", "protective items", "件", "units"),
    "supplier_stock": LimitName("上级物资库存", "supplier stock", "件", "units"),
    "cleared_staff": LimitName("到岗且解除隔离人员不足", "cleared staff", "人", "people cleared", daily=False),
    "courier_time": LimitName("投递工时不足", "courier time", "工时", "staff-hours"),
    "away": LimitName("外地待返人员", "staff away", "人", "people", daily=False),
    "recruits": LimitName("本地招聘", "local recruitment", "人", "people", daily=False),
    "arrivals": LimitName("返岗到达人数受限", "limit on arrivals", "人", "people"),
    "isolation": LimitName("隔离观察床位不足", "isolation places", "个床位", "places"),
    "density": LimitName("场所人员密度受限", "people per site and shift", "人", "people"),
    "posts": LimitName("已开场所岗位不足", "posts of open sites", "个岗位", "posts"),
    "reviews": LimitName("复工审核能力不足", "reviews before opening", "家审核", "reviews"),
    "opening_order": LimitName("限制复工的管控措施", "order limiting opening", "家场所", "sites"),
    "blocks": LimitName("一律禁止开工事项", "blocks on opening", "家场所", "sites"),
    "tier3_order": LimitName("限制网购快递的管控措施", "order capping tier 3", "件", "parcels"),
    "door_access": LimitName("快递员进小区受限", "access to doors", "件", "parcels"),
    "mode_capacity": LimitName("容量不足", "capacity", "件", "parcels"),
    "hub_throughput": LimitName("处理中心能力不足", "hub throughput", "件", "parcels"),
    "lane_capacity": LimitName("干线运力不足", "trunk capacity", "件", "parcels"),
    "passes": LimitName("车辆通行证不足", "vehicle passes", "张", "passes"),
    "traffic_control": LimitName("交通管控压减干线", "traffic control", "件", "parcels"),
    "duty_posts": LimitName("值守岗位", "duty posts", "人", "people"),
    "guarantee": LimitName("投递限期清零要求", "delivery cleared by date", "件", "parcels"),
    "guarantee_collection": LimitName("收寄限期清零要求", "collection cleared by date", "件", "parcels"),
}


@dataclass(frozen=True, eq=False)
class Family:
    """One family in the model: member m sits at positions `index[m]` (member, day), -1 where it has none.

    One unit more of a member adds `step[m]` to the side; when `once`, only to its first position
    (a person cleared stays cleared), otherwise to every day's. `owners[m]` are the ids it belongs to.
    """

    name: str
    side: Side
    owners: list[tuple[str, ...]]
    index: Index
    step: Array
    once: bool = False

    def __post_init__(self) -> None:
        assert len(self.owners) == len(self.index) == len(self.step)
        object.__setattr__(self, "step", np.asarray(self.step, dtype=np.float64))
