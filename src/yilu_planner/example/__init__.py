"""Seeded demonstration problems shaped like February 2020; every number is synthetic and says so."""

import numpy as np

from yilu_planner.example.layout import LAYOUTS, Layout
from yilu_planner.example.numbers import (
    delivery_numbers,
    demand_numbers,
    protection_numbers,
    staff_numbers,
    trunk_numbers,
    workplace_numbers,
)
from yilu_planner.problem import (
    ControlOrder,
    GradientPath,
    Item,
    Mode,
    Problem,
    QuarantineGroup,
    Risk,
    ServiceClass,
    Stage,
)
from yilu_planner.problem.problem import NEEDS_SOURCE

SIZES = tuple(LAYOUTS)
CLASSES = (
    ServiceClass("government_decrees", 1, "中央政令畅通", "government decrees"),
    ServiceClass("party_press", 1, "党报党刊投递渠道", "party newspapers and journals"),
    ServiceClass("daily_necessities", 1, "满足群众基本生活", "daily necessities"),
    ServiceClass("anti_epidemic", 1, "抗疫物资绿色通道", "anti-epidemic supplies"),
    ServiceClass("existing_orders", 2, "已产生订单", "existing orders"),
    ServiceClass("new_forms", 2, "包容新业态", "new business forms"),
    ServiceClass("government_services", 2, "政务寄递", "government-service mail"),
    ServiceClass("online_shopping", 3, "网购快递梯度推进", "online-shopping parcels"),
)
MODES = (
    Mode("door", "上门投递", "door", at_door=True),
    Mode("point", "定点投递", "fixed point"),
    Mode("locker", "智能快件箱", "locker"),
    Mode("station", "公共服务站", "station"),
    Mode("appointment", "预约投递", "appointment"),
)
GROUPS = (QuarantineGroup("low", 0), QuarantineGroup("middle", 7), QuarantineGroup("high", 14))
ITEMS = (Item("mask", "口罩", "masks", "只"), Item("disinfectant", "消毒液", "disinfectant", "升", "litres"))
# The three national stages are the State Post Bureau's of February 2020; Hubei's and Wuhan's are made up here.
PATHS = (
    GradientPath("nation", "全国梯度", (Stage("2020-02-15", 0.4), Stage("2020-02-29", 0.6), Stage("2020-03-15", 1.0))),
    GradientPath("hubei", "湖北（示范）", (Stage("2020-02-29", 0.2), Stage("2020-03-31", 0.6))),
    GradientPath("wuhan", "武汉（示范）", (Stage("2020-02-29", 0.1), Stage("2020-03-31", 0.4))),
)


def example(size: str, *, seed: int = 1) -> Problem:
    """A demonstration problem of a named size; the same seed gives the same problem."""
    rng = np.random.default_rng(seed)
    layout = LAYOUTS[size](rng)
    return Problem(
        name=f"{size} demonstration, seed {seed} (synthetic)",
        first_day="2020-02-14",
        days=layout.days,
        cells=tuple(layout.cells),
        areas=tuple(layout.areas),
        regions=tuple(layout.regions),
        classes=CLASSES,
        modes=MODES,
        groups=GROUPS,
        items=ITEMS[: layout.items],
        suppliers=tuple(layout.suppliers),
        supply_links=tuple(layout.links),
        demand=demand_numbers(layout, rng, CLASSES),
        trunk=trunk_numbers(layout, rng),
        delivery=delivery_numbers(layout, rng, len(CLASSES)),
        staff=staff_numbers(layout, rng),
        workplace=workplace_numbers(layout, rng),
        protection=protection_numbers(layout, rng),
        risk=Risk(exposure_weight=np.repeat(1 + 9 * layout.severity[:, None].round(2), layout.days, axis=1)),
        orders=_orders(layout),
        paths=PATHS,
        sources=dict.fromkeys(NEEDS_SOURCE, "demonstration value, synthetic (示范数值)"),
        whole_sites=layout.whole_sites,
        demonstration=True,
    )


def _orders(layout: Layout) -> tuple[ControlOrder, ...]:
    if not layout.hubei:
        return ()
    cells, last = tuple(layout.hubei), layout.days - 1
    cap = 0.1 * sum(layout.normal[at] for at, cell in enumerate(layout.cells) if cell.id in cells)
    return (
        ControlOrder("示范〔2020〕1号 (demonstration)", "opening_share", cells, 0, last, 0.4),
        ControlOrder("示范〔2020〕2号 (demonstration)", "tier3_delivered", cells, 0, last // 2, round(cap)),
    )
