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


LIMIT_NAMES: dict[str, LimitName] = {
    "protection": LimitName("防护物资", "protective items", "每天 {n} 件", "{n} units a day"),
    "supplier_stock": LimitName("上级物资库存", "supplier stock", "每天 {n} 件", "{n} units a day"),
    "cleared_staff": LimitName("到岗且解除隔离人员", "cleared staff", "{n} 人", "{n} cleared staff"),
    "courier_time": LimitName("投递工时", "courier time", "每天 {n} 工时", "{n} staff-hours a day"),
    "away": LimitName("外地待返人员", "staff away", "{n} 人", "{n} people"),
    "recruits": LimitName("本地招聘", "local recruitment", "{n} 人", "{n} people"),
    "arrivals": LimitName("每日返岗到达人数", "arrivals a day", "每天 {n} 人", "{n} people a day"),
    "isolation": LimitName("隔离观察床位", "isolation places", "{n} 个床位", "{n} places"),
    "density": LimitName("场所人员密度", "people per site and shift", "每天 {n} 人", "{n} people a day"),
    "posts": LimitName("已开场所岗位", "posts of open sites", "每天 {n} 个岗位", "{n} posts a day"),
    "reviews": LimitName("复工审核能力", "reviews before opening", "每天 {n} 家", "{n} reviews a day"),
    "opening_order": LimitName("限制复工的管控措施", "order limiting opening", "{n} 家场所", "{n} sites"),
    "blocks": LimitName("一律禁止开工事项", "blocks on opening", "{n} 家场所", "{n} sites"),
    "tier3_order": LimitName("限制网购快递的管控措施", "order capping tier 3", "每天 {n} 件", "{n} parcels a day"),
    "door_access": LimitName("快递员进小区", "access to doors", "每天 {n} 件", "{n} parcels a day"),
    "mode_capacity": LimitName("箱、站、点容量", "locker and point capacity", "每天 {n} 件", "{n} parcels a day"),
    "hub_throughput": LimitName("处理中心能力", "hub throughput", "每天 {n} 件", "{n} parcels a day"),
    "lane_capacity": LimitName("干线运力", "trunk capacity", "每天 {n} 件", "{n} parcels a day"),
    "passes": LimitName("车辆通行证", "vehicle passes", "每天 {n} 张", "{n} passes a day"),
    "traffic_control": LimitName("交通管控", "traffic control", "每天 {n} 件", "{n} parcels a day"),
    "duty_posts": LimitName("值守岗位", "duty posts", "每天 {n} 人", "{n} people a day"),
    "guarantee": LimitName("投递限期清零要求", "delivery cleared by date", "{n} 件", "{n} parcels"),
    "guarantee_collection": LimitName("收寄限期清零要求", "collection cleared by date", "{n} 件", "{n} parcels"),
}  # fmt: skip


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
