"""Who runs the synthetic network: brands that do not exist, and say so in their names (演示), with their branches."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yilu.desk.demo.places import Place


@dataclass(frozen=True, slots=True)
class Firm:
    """A brand: its share of the network, whether its branches are its own, how early it came back, what it carries."""

    code: str
    zh: str
    en: str
    share: float
    own: bool
    eagerness: float  # standard deviations by which its sites reopen before the average
    tells_classes: bool  # its headquarters' feed splits parcels into service classes
    home: str  # the county of its headquarters
    products: tuple[tuple[str, str | None], ...]  # product and the role of the class it falls into; None: not mapped


_PLAIN = (("标快", "orders"), ("电商件", "online_shopping"), ("到家生鲜", "new_forms"))

FIRMS: tuple[Firm, ...] = (
    Firm("YANSHI-A", "鸿雁演示", "Wild Goose (demo)", 0.20, True, 1.1, True, "110102",
         (("报刊", "party_press"), ("公文专递", "government"), ("防疫物资", "supplies"),
          ("民生包裹", "necessities"), *_PLAIN)),
    Firm("YANSHI-B", "海东青演示", "Gyrfalcon (demo)", 0.15, True, 1.0, True, "440305",
         (("防疫物资", "supplies"), ("政务件", "government"), *_PLAIN, ("国际小包", None))),
    Firm("YANSHI-C", "信鸽演示", "Homing Pigeon (demo)", 0.18, False, 0.0, True, "310118",
         (("防疫物资", "supplies"), *_PLAIN)),
    Firm("YANSHI-D", "云雀演示", "Skylark (demo)", 0.15, False, -0.1, True, "330122",
         (("民生包裹", "necessities"), *_PLAIN)),
    Firm("YANSHI-E", "白鹭演示", "Egret (demo)", 0.13, False, -0.2, True, "330109", _PLAIN),
    Firm("YANSHI-F", "翠鸟演示", "Kingfisher (demo)", 0.10, False, -0.4, False, "320506", _PLAIN),
    Firm("YANSHI-G", "雨燕演示", "Swift (demo)", 0.06, False, -0.5, True, "420112", (*_PLAIN, ("整车", None))),
    Firm("YANSHI-H", "朱鹮演示", "Ibis (demo)", 0.03, False, -0.3, False, "430104", _PLAIN),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Branch:
    """A legal unit of a firm in one prefecture (or a headquarters, where `prefecture` is the county it sits in)."""

    firm: int
    area: str
    code: str
    zh: str
    en: str
    headquarters: bool
    own: bool


def headquarters() -> list[Branch]:
    """One headquarters for each firm, in the order of `FIRMS`."""
    return [
        Branch(i, f.home, "HQ", f"{f.zh}速递总部（虚构）", f"{f.en} headquarters", True, True)
        for i, f in enumerate(FIRMS)
    ]


def branches(
    firm_of_site: np.ndarray, places: Sequence[Place], place_of_site: np.ndarray, names: dict[str, tuple[str, str]]
) -> tuple[list[Branch], np.ndarray]:
    """One branch for each firm and prefecture with sites, and the index of each site's. `names`: area -> (zh, en)."""
    prefectures = np.array([p.prefecture for p in places])[place_of_site]
    keys = np.array([f"{f:02d}{a}" for f, a in zip(firm_of_site, prefectures, strict=True)])
    unique, index = np.unique(keys, return_inverse=True)
    made = []
    for key in unique:
        i, area = int(key[:2]), str(key[2:])
        firm, (zh, en) = FIRMS[i], names[area]
        kind = "分公司" if firm.own else "加盟公司"
        made.append(Branch(i, area, f"BR-{area}", f"{firm.zh}{zh}{kind}", f"{firm.en} {en}", False, firm.own))
    return made, index
