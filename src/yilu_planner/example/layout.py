"""Who and where, for each size of demonstration: tiny, prefecture, province, nation. All numbers are synthetic."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from yilu_planner.problem import Area, Cell, Region, Supplier, SupplyLink

# name, prefectures, rough weight of parcel volume (for demonstration only), severity of February 2020 (0..1)
PROVINCES: tuple[tuple[str, int, float, float], ...] = (
    ("北京", 1, 3.6, 0.4), ("天津", 1, 1.1, 0.3), ("河北", 11, 3.6, 0.3), ("山西", 11, 0.6, 0.2),
    ("内蒙古", 12, 0.3, 0.2), ("辽宁", 14, 1.3, 0.2), ("吉林", 9, 0.5, 0.2), ("黑龙江", 13, 0.6, 0.4),
    ("上海", 1, 4.9, 0.4), ("江苏", 13, 9.0, 0.4), ("浙江", 11, 20.9, 0.6), ("安徽", 16, 2.4, 0.5),
    ("福建", 9, 4.1, 0.3), ("江西", 11, 1.4, 0.5), ("山东", 16, 4.5, 0.4), ("河南", 18, 3.3, 0.6),
    ("湖北", 17, 2.7, 1.0), ("湖南", 14, 1.7, 0.5), ("广东", 21, 26.5, 0.6), ("广西", 14, 1.0, 0.3),
    ("海南", 3, 0.1, 0.3), ("重庆", 1, 0.9, 0.5), ("四川", 21, 2.8, 0.4), ("贵州", 9, 0.4, 0.2),
    ("云南", 16, 0.7, 0.2), ("西藏", 7, 0.02, 0.1), ("陕西", 10, 1.2, 0.3), ("甘肃", 14, 0.2, 0.2),
    ("青海", 8, 0.03, 0.1), ("宁夏", 5, 0.1, 0.2), ("新疆", 13, 0.2, 0.1),
)  # fmt: skip
ENTERPRISES = ("甲邮", "乙递", "丙运", "丁达", "戊通", "己丰", "庚快", "辛速", "壬驿", "癸仓")


@dataclass(eq=False)
class Layout:
    """The sets of one demonstration with a normal daily volume and a severity for every cell."""

    name: str
    days: int
    cells: list[Cell]
    areas: list[Area]
    regions: list[Region]
    suppliers: list[Supplier]
    links: list[SupplyLink]
    normal: np.ndarray  # (cell,) parcels/day, delivered
    severity: np.ndarray  # (cell,) 0..1
    region_normal: np.ndarray  # (region,) parcels/day
    whole_sites: bool = False
    items: int = 1  # masks; the tiny problem has disinfectant too
    hubei: list[str] = field(default_factory=list)  # cells under their own path and a control order


def tiny(rng: np.random.Generator) -> Layout:
    """Three cells in two provinces, four days: small enough to read."""
    areas = [Area("A1", "甲市", "nation"), Area("A2", "乙市", "hubei", reviews_before_opening=True)]
    regions = [Region("R1", "甲省"), Region("R2", "乙省")]
    cells = [
        Cell("C1", "甲市东区", "A1", "R1", sites=4),
        Cell("C2", "甲市西区", "A1", "R1", sites=2),
        Cell("C3", "乙市", "A2", "R2", sites=5),
    ]
    suppliers = [
        Supplier("S0", "国家储备"),
        Supplier("S1", "甲省局", parent="S0", lead_days=1),
        Supplier("S2", "乙省局", parent="S0", lead_days=1),
    ]
    links = [SupplyLink("S1", "C1"), SupplyLink("S1", "C2"), SupplyLink("S2", "C3")]
    normal = np.array([4000.0, 2500.0, 6000.0])
    severity = np.array([0.3, 0.3, 1.0])
    return Layout(
        "tiny", 4, cells, areas, regions, suppliers, links, normal, severity, np.array([6500.0, 6000.0]),
        items=2, hubei=["C3"],
    )  # fmt: skip


def prefecture(rng: np.random.Generator) -> Layout:
    """600 sites of eight enterprises in nine counties for 14 days; openings are yes or no."""
    areas = [Area(f"D{d}", f"{d + 1}号区", "nation", reviews_before_opening=d in (2, 5, 7)) for d in range(9)]
    regions = [Region("HOME", "本市"), Region("OUT", "市外")]
    suppliers = [Supplier("CITY", "市局储备")]
    suppliers += [Supplier(f"HQ{e}", f"{ENTERPRISES[e]}总部", channel="hq") for e in range(8)]
    cells, links = [], []
    for s in range(600):
        area, enterprise = int(rng.integers(9)), int(rng.integers(8))
        name = f"{areas[area].name}{ENTERPRISES[enterprise]}第{s + 1}网点"
        cells.append(Cell(f"S{s:03d}", name, f"D{area}", "HOME", 1, ENTERPRISES[enterprise]))
        links += [SupplyLink("CITY", f"S{s:03d}"), SupplyLink(f"HQ{enterprise}", f"S{s:03d}", lead_days=2)]
    normal = rng.lognormal(7.2, 0.5, 600)
    severity = rng.uniform(0.2, 0.7, 9)[[int(cell.area[1:]) for cell in cells]]
    outside = np.array([normal.sum(), 40 * normal.sum()])
    return Layout(
        "prefecture", 14, cells, areas, regions, suppliers, links, normal, severity, outside, whole_sites=True
    )


def province(rng: np.random.Generator) -> Layout:
    """14 prefectures x 10 enterprises for 28 days; supply from the province and from each headquarters."""
    areas = [Area(f"P{p:02d}", f"{p + 1}号市", "nation", reviews_before_opening=p % 4 == 0) for p in range(14)]
    regions = [*(Region(f"P{p:02d}", f"{p + 1}号市") for p in range(14)), Region("OUT", "省外")]
    suppliers = [Supplier("PROV", "省局储备")]
    suppliers += [Supplier(f"HQ{e}", f"{ENTERPRISES[e]}总部", channel="hq") for e in range(10)]
    weight, share = rng.lognormal(0, 0.6, 14), rng.lognormal(0, 0.5, 10)
    cells, links = [], []
    for p in range(14):
        for e in range(10):
            cell = f"P{p:02d}-{e}"
            sites = max(1, round(12 * float(weight[p] * share[e])))
            cells.append(Cell(cell, f"{p + 1}号市{ENTERPRISES[e]}", f"P{p:02d}", f"P{p:02d}", sites, ENTERPRISES[e]))
            links += [SupplyLink("PROV", cell, lead_days=1), SupplyLink(f"HQ{e}", cell, lead_days=2)]
    normal = 4e6 * np.outer(weight, share).ravel() / np.outer(weight, share).sum()
    severity = np.repeat(rng.uniform(0.2, 0.8, 14), 10)
    inside = normal.reshape(14, 10).sum(axis=1)
    return Layout(
        "province", 28, cells, areas, regions, suppliers, links, normal, severity,
        np.append(inside, 40 * inside.sum()),
    )  # fmt: skip


def nation(rng: np.random.Generator) -> Layout:
    """340 prefectures in 31 provinces for 14 days from 14 February 2020, Hubei and Wuhan on their own path."""
    regions = [Region(f"{p + 1:02d}", name) for p, (name, *_) in enumerate(PROVINCES)]
    suppliers = [Supplier("CN", "国家储备")]
    cells, areas, links, hubei, normal, severity = [], [], [], [], [], []
    total = sum(weight for _, _, weight, _ in PROVINCES)
    for p, (name, count, weight, severe) in enumerate(PROVINCES):
        store = f"STORE{p + 1:02d}"
        suppliers.append(Supplier(store, f"{name}省级储备", parent="CN", lead_days=1))
        parts = rng.lognormal(0, 0.8, count)
        for c in range(count):
            cell = f"{p + 1:02d}{c + 1:02d}"
            path = "nation" if name != "湖北" else "wuhan" if c == 0 else "hubei"
            title = name if count == 1 else f"{name}{c + 1}市" if path != "wuhan" else "武汉"
            areas.append(Area(cell, title, path, reviews_before_opening=severe >= 0.5 and c % 2 == 0))
            volume = 1.8e8 * weight / total * parts[c] / parts.sum()
            cells.append(Cell(cell, title, cell, f"{p + 1:02d}", sites=max(2, round(volume / 2500))))
            links.append(SupplyLink(store, cell, lead_days=1))
            normal.append(volume)
            severity.append(severe)
            hubei += [cell] if name == "湖北" else []
    by_region = np.array([1.8e8 * weight / total for _, _, weight, _ in PROVINCES])
    return Layout(
        "nation", 14, cells, areas, regions, suppliers, links, np.array(normal), np.array(severity), by_region,
        hubei=hubei,
    )  # fmt: skip


LAYOUTS: dict[str, Callable[[np.random.Generator], Layout]] = {
    "tiny": tiny, "prefecture": prefecture, "province": province, "nation": nation,
}  # fmt: skip
