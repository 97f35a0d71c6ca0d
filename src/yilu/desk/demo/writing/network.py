"""Brands, branches, parks and sites, with the states the sites went through."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.desk.demo.firms import FIRMS, branches, headquarters
from yilu.desk.demo.openings import open_on
from yilu.desk.demo.people import COUNTY
from yilu.desk.demo.progress import bar, over
from yilu.desk.demo.sites import KINDS
from yilu.desk.demo.world import World
from yilu.network import actions as network
from yilu.network.facts import NewSite, SeededState
from yilu.network.models import Brand, Enterprise, Site
from yilu.territory.models import Area

CHUNK = 20_000
LONG_AGO = dt.datetime(2019, 9, 1, 8, tzinfo=ZONE)
DOCUMENT = "演示文件（合成，无真实文号）"
# Contacts are encrypted one by one; a world for measuring does without them.
CONTACTS_UP_TO = 20_000
_NAMES = ("林知微", "郑有为", "韩一诺", "冯子安", "邓清和", "许长风", "曹若谷", "彭以南", "吕思齐", "蒋之舟")


@dataclass(frozen=True, slots=True)
class Network:
    """What was written: brands and branches by their index, and the keys of the sites in the order of the world."""

    brands: list[Brand]
    branches: list[Enterprise]
    branch_of_site: NDArray[np.intp]
    site_ids: NDArray[np.int64]


def write_network(world: World, *, by: Actor, now: dt.datetime) -> Network:
    """Everything of the network, closed as registered; `write_states` opens it."""
    brands, heads = _write_brands(by=by, now=now)
    sites = world.sites
    above = {code for p in world.places for code in (p.province, p.prefecture)}
    areas = {a.pk: (a.short_zh, a.name_en) for a in Area.objects.filter(pk__in=above)}
    rows, branch_of_site = branches(sites.firm, world.places, sites.place, areas)
    units = [
        network.add_enterprise(
            brand=brands[b.firm],
            kind=Enterprise.Kind.BRANCH,
            code=b.code,
            name_zh=b.zh,
            name_en=b.en,
            area=b.area,
            parent=heads[b.firm],
            ownership=Enterprise.Ownership.OWN if b.own else Enterprise.Ownership.FRANCHISE,
            by=by,
            now=now,
        )
        for b in over(rows, "分支机构", "branches")
    ]
    park = network.add_park(
        name_zh="岳麓示范物流园（合成）",
        name_en="Yuelu model park (synthetic)",
        county=COUNTY,
        address="示范路1号",
        by=by,
        now=now,
    )
    ids: list[int] = []
    with bar("网点", "sites", len(sites)) as moved:
        for start in range(0, len(sites), CHUNK):
            chunk = range(start, min(start + CHUNK, len(sites)))
            ids += network.add_sites(
                rows=[_site(world, i, brands, units[branch_of_site[i]], park.pk) for i in chunk], by=by, now=now
            )
            moved.update(len(chunk))
    return Network(brands, units, branch_of_site, np.array(ids))


def _write_brands(*, by: Actor, now: dt.datetime) -> tuple[list[Brand], list[Enterprise]]:
    brands = [network.add_brand(code=f.code, name_zh=f.zh, name_en=f.en, synthetic=True, by=by, now=now) for f in FIRMS]
    heads = [
        network.add_enterprise(
            brand=brands[h.firm],
            kind=Enterprise.Kind.HEADQUARTERS,
            code=h.code,
            name_zh=h.zh,
            name_en=h.en,
            area=h.area,
            by=by,
            now=now,
        )
        for h in headquarters()
    ]
    return brands, heads


def _site(world: World, i: int, brands: list[Brand], branch: Enterprise, park: int) -> NewSite:
    s = world.sites
    firm, (kind, *_, word), place = FIRMS[s.firm[i]], KINDS[s.kind[i]], world.places[s.place[i]]
    if kind == "outlet" and not firm.own:
        kind, word = "franchise_outlet", "加盟网点"
    serial, staff = int(s.serial[i]), int(s.staff[i])
    told = len(s) <= CONTACTS_UP_TO
    return NewSite(
        brand_id=brands[s.firm[i]].pk,
        enterprise_id=branch.pk,
        code=f"{firm.code[-1]}{place.code}{serial:03d}",
        name=f"{firm.zh}{place.name}{serial}号{word}",
        kind=kind,
        county_id=place.code,
        address=f"{place.name}示范路{serial}号（虚构）",
        longitude=float(s.longitude[i]),
        latitude=float(s.latitude[i]),
        floor_area_m2=round(30.0 + 9.0 * staff, 1),
        normal_headcount=staff,
        capacity_per_day=int(max(s.collected[i], s.delivered[i]) * 1.6) + 50,
        park_id=park if place.code == COUNTY and kind == "sorting_centre" else None,
        contact_name=_NAMES[i % len(_NAMES)] if told else "",
        contact_phone=f"1000000{i % 10_000:04d}" if told else "",
        since=LONG_AGO,
    )


def write_states(world: World, made: Network, *, by: Actor, now: dt.datetime) -> None:
    """Since when each open site is open without a break, and the few that the regulator suspended, with the cause."""
    sites, queue, span = world.sites, world.queue, world.parameters.span
    since = np.full(len(sites), -1)  # index of the day since which it is open; -1: from before
    for n, day in enumerate(span):
        is_open = open_on(sites, queue, day, suspensions=False)
        since[~is_open] = n + 1
    moments = [LONG_AGO] + [dt.datetime.combine(d, dt.time(7, 30), ZONE) for d in span]
    network.seed_states(
        states=[
            SeededState(int(made.site_ids[i]), "open", moments[since[i] + 1], document="合成历史 synthetic history")
            for i in np.flatnonzero(since < len(span)).tolist()
        ],
        by=by,
        now=now,
    )
    for i, (day, cause) in over(queue.suspended.items(), "停业网点", "suspended sites"):
        if since[i] < len(span) and moments[since[i] + 1].date() < day:
            network.suspend_site(
                site=Site.objects.get(pk=made.site_ids[i]),
                cause=cause,
                document=DOCUMENT,
                since=dt.datetime.combine(day, dt.time(7, 45), ZONE),
                by=by,
                now=now,
            )
