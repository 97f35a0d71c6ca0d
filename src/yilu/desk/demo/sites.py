"""The sites of the synthetic network, as columns: where, whose, of what kind, how large, what is normal for each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yilu.desk.demo.curves import group_of
from yilu.desk.demo.firms import FIRMS
from yilu.desk.demo.places import Floats, Place, by_province, collected_shares, delivered_shares, people
from yilu.desk.demo.published import OUTLETS_OF_THE_NATION, ROSTERS, STAFF_OF_THE_NATION

Ints = NDArray[np.int64]

# kind -> share of sites, weight in collecting, in delivering, in staff; and how a branch of its own calls it
KINDS: tuple[tuple[str, float, float, float, float, str], ...] = (
    ("sorting_centre", 0.02, 0.0, 0.0, 9.0, "处理中心"),
    ("outlet", 0.60, 1.4, 1.1, 1.1, "营业部"),  # franchise_outlet where the firm franchises
    ("end_outlet", 0.16, 0.7, 0.9, 0.5, "末端网点"),
    ("station", 0.17, 0.25, 0.9, 0.3, "服务站"),
    ("locker_bank", 0.05, 0.0, 0.2, 0.0, "智能柜"),
)
# Where the demo accounts sit there is enough to look at: least number of sites by the beginning of the county's code.
_AT_LEAST = {"430104": 8, "4301": 4, "4201": 2}


@dataclass(frozen=True, slots=True)
class Sites:
    """Every site as columns of one length; `place`, `firm` and `kind` are indexes."""

    place: Ints
    firm: Ints
    kind: Ints
    serial: Ints  # counts the sites of one firm in one place, from 1
    collected: Ints  # normal pieces a day under the first roster
    delivered: Ints
    staff_own: Ints
    staff_outsourced: Ints
    longitude: Floats
    latitude: Floats
    group: NDArray[np.str_]  # the area whose published curve the site follows; '' for the rest

    def __len__(self) -> int:
        return len(self.place)

    @property
    def staff(self) -> Ints:
        """Own and outsourced people under the first roster."""
        return self.staff_own + self.staff_outsourced


def _share_out(number: int, weights: Floats, start: float) -> Ints:
    """`number` things over places by weight, systematically: each gets its share rounded up or down."""
    edges = np.cumsum(weights) / weights.sum() * number + start
    edges[-1] = number + start
    counts: Ints = np.diff(np.floor(edges), prepend=0.0).astype(np.int64)
    return counts


def _counts(places: Sequence[Place], number: int, rng: np.random.Generator) -> tuple[Ints, Floats]:
    persons = people(places)
    weights = np.zeros(len(places))
    shares = collected_shares(p.province for p in places)
    for members, province in by_province(places):
        if (total := persons[members].sum()) > 0:
            share = total / persons.sum() / 2 + shares[province] / 2
            weights[members] = persons[members] / total * share
    counts = _share_out(number, weights, float(rng.random()))
    least = np.array([next((n for s, n in _AT_LEAST.items() if p.code.startswith(s)), 0) for p in places])
    lack = np.maximum(np.minimum(least, number // 50) - counts, 0)
    counts += lack
    for _ in range(int(lack.sum())):  # taken from where there are most
        counts[int(np.argmax(np.where(least, 0, counts)))] -= 1
    return counts, persons


def _normal(weights: Floats, places: Sequence[Place], place: Ints, shares: dict[str, float], total: float) -> Ints:
    """Pieces a day for each site: each province gets its share of the total, the sites theirs of the province's."""
    provinces = np.array([p.province for p in places])[place]
    out = np.zeros(len(place))
    for province, share in shares.items():
        mine = provinces == province
        if (sum_of := weights[mine].sum()) > 0:
            out[mine] = weights[mine] / sum_of * share * total
    return np.rint(out).astype(np.int64)


def make_sites(places: Sequence[Place], number: int, seed: int) -> Sites:
    """`number` sites on the places, drawn with the seed; totals are `number` / 224,000 of the nation's."""
    rng = np.random.default_rng([seed, 1])
    counts, _ = _counts(places, number, rng)
    place = np.repeat(np.arange(len(places)), counts)
    n = len(place)
    firm = rng.choice(len(FIRMS), n, p=[f.share for f in FIRMS])
    kind = rng.choice(len(KINDS), n, p=[k[1] for k in KINDS])
    size = rng.lognormal(0.0, 0.5, n)
    scale = n / OUTLETS_OF_THE_NATION
    provinces = sorted({p.province for p in places})
    collected, delivered = (
        _normal(
            size * rng.lognormal(0.0, 0.15, n) * np.array([k[column] for k in KINDS])[kind],
            places, place, shares(provinces), ROSTERS[0][1] * 1e6 * scale,
        )
        for column, shares in ((2, collected_shares), (3, delivered_shares))
    )  # fmt: skip
    workload = np.array([k[4] for k in KINDS])[kind] * size
    staff = np.rint(workload / workload.sum() * STAFF_OF_THE_NATION * scale).astype(np.int64)
    staff[(staff == 0) & (workload > 0)] = 1
    outsourced = np.floor(staff * rng.beta(1.2, 5.0, n)).astype(np.int64)
    centre = np.array([(p.longitude, p.latitude) for p in places])[place]
    spread = rng.normal(0.0, 0.04, (n, 2))
    return Sites(
        place=place, firm=firm, kind=kind, serial=_serials(place, firm), collected=collected, delivered=delivered,
        staff_own=staff - outsourced, staff_outsourced=outsourced,
        longitude=np.round(centre[:, 0] + spread[:, 0], 5), latitude=np.round(centre[:, 1] + spread[:, 1], 5),
        group=np.array([group_of(p.code) for p in places])[place],
    )  # fmt: skip


def _serials(place: Ints, firm: Ints) -> Ints:
    keys = place * len(FIRMS) + firm
    order = np.argsort(keys, kind="stable")
    starts = np.searchsorted(keys[order], keys[order])
    serials = np.empty(len(keys), np.int64)
    serials[order] = np.arange(len(keys)) - starts + 1
    return serials


def roster_pieces(version: int) -> float:
    """What roster `version` (an index of `ROSTERS`) makes of the pieces of the first one."""
    return ROSTERS[version][1] / ROSTERS[0][1]


def roster_people(sites: Sites, version: int, seed: int) -> tuple[Ints, Ints]:
    """Own and outsourced people of each site under roster `version`; a site always rounds the same way."""
    _, _, staff, departures = ROSTERS[version]
    factor = np.full(len(sites), staff)
    for area, share in departures.items():
        factor[sites.group == area] *= share
    fraction = np.random.default_rng([seed, 11]).random((2, len(sites)))
    own = np.floor(sites.staff_own * factor + fraction[0]).astype(np.int64)
    return own, np.floor(sites.staff_outsourced * factor + fraction[1]).astype(np.int64)
