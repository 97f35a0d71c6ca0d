"""Who runs the synthetic network: brands that do not exist, and say so in their names (演示), with their branches."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yilu.core.jurisdiction import NATION
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
    products: tuple[tuple[str, str | None], ...]  # product and the role of the class it falls into; None: not mapped


_PLAIN = (("标快", "orders"), ("电商件", "online_shopping"), ("到家生鲜", "new_forms"))

FIRMS: tuple[Firm, ...] = (
    Firm("YANSHI-A", "鸿雁演示", "Wild Goose (demo)", 0.20, True, 1.1, True,
         (("报刊", "party_press"), ("公文专递", "government"), ("防疫物资", "supplies"),
          ("民生包裹", "necessities"), *_PLAIN)),
    Firm("YANSHI-B", "海东青演示", "Gyrfalcon (demo)", 0.15, True, 1.0, True,
         (("防疫物资", "supplies"), ("政务件", "government"), *_PLAIN, ("国际小包", None))),
    Firm("YANSHI-C", "信鸽演示", "Homing Pigeon (demo)", 0.18, False, 0.0, True,
         (("防疫物资", "supplies"), *_PLAIN)),
    Firm("YANSHI-D", "云雀演示", "Skylark (demo)", 0.15, False, -0.1, True,
         (("民生包裹", "necessities"), *_PLAIN)),
    Firm("YANSHI-E", "白鹭演示", "Egret (demo)", 0.13, False, -0.2, True, _PLAIN),
    Firm("YANSHI-F", "翠鸟演示", "Kingfisher (demo)", 0.10, False, -0.4, False, _PLAIN),
    Firm("YANSHI-G", "雨燕演示", "Swift (demo)", 0.06, False, -0.5, True, (*_PLAIN, ("整车", None))),
    Firm("YANSHI-H", "朱鹮演示", "Ibis (demo)", 0.03, False, -0.3, False, _PLAIN),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Branch:
    """A legal unit of a firm: its headquarters, or a branch in one area."""

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
        Branch(i, NATION, "HQ", f"{f.zh}速递总部（虚构）", f"{f.en} headquarters", True, True)
        for i, f in enumerate(FIRMS)
    ]


def branches(
    firm_of_site: NDArray[np.int64],
    places: Sequence[Place],
    place_of_site: NDArray[np.int64],
    names: dict[str, tuple[str, str]],
) -> tuple[list[Branch], NDArray[np.intp]]:
    """The branches, and the index of each site's: one to a province where a firm runs its own, else to a prefecture.

    `names`: area -> (zh, en).
    """
    own = np.array([f.own for f in FIRMS])[firm_of_site]
    provinces, prefectures = (
        np.array([getattr(p, a) for p in places])[place_of_site] for a in ("province", "prefecture")
    )
    areas = np.where(own, provinces, prefectures)
    keys = np.array([f"{f:02d}{a}" for f, a in zip(firm_of_site, areas, strict=True)])
    unique, index = np.unique(keys, return_inverse=True)
    made = []
    for key in unique:
        i, area = int(key[:2]), str(key[2:])
        firm, (zh, en) = FIRMS[i], names[area]
        kind = "分公司" if firm.own else "加盟公司"
        made.append(Branch(i, area, f"BR-{area}", f"{firm.zh}{zh}{kind}", f"{firm.en} {en}", False, firm.own))
    return made, index
