"""The rosters in force within the world's days, the mapping of products, and figures from outside."""

import datetime as dt

import numpy as np

from yilu.core.actor import Actor
from yilu.core.clock import start_of
from yilu.core.text import Text
from yilu.desk.demo.firms import FIRMS
from yilu.desk.demo.progress import over
from yilu.desk.demo.published import ROSTERS
from yilu.desk.demo.sites import roster_people, roster_pieces
from yilu.desk.demo.world import World
from yilu.desk.demo.writing.network import Network
from yilu.operations import actions as operations

# Which class stands before which where a parcel bears several products: the order of the notice.
_ORDER = ("party_press", "necessities", "supplies", "government", "orders", "new_forms", "online_shopping")


def write_rosters(world: World, made: Network, *, by: Actor, now: dt.datetime) -> None:
    """Every roster in force on some day of the world; each known from the day it is in force."""
    first, last = world.parameters.span[0], world.parameters.date
    begins = [r[0] for r in ROSTERS]
    wanted = [n for n, day in enumerate(begins) if day <= last and ([*begins, dt.date.max][n + 1] > first or n == 0)]
    sites = world.sites
    for n in over(wanted, "在册名录", "rosters"):
        begin, millions, *_ = ROSTERS[n]
        pieces = roster_pieces(n)
        valid_from = max(begin, first) if n == wanted[0] else begin
        columns = (
            made.site_ids,
            *roster_people(sites, n, world.parameters.seed),
            np.rint(sites.collected * pieces),
            np.rint(sites.delivered * pieces),
        )
        operations.set_roster(
            valid_from=valid_from,
            basis=Text(
                f"合成：以全国日均{millions:.0f}百万件为正常，按224,000处网点折算到每处合成网点；合计只代表合成网络",
                f"Synthetic: normal is {millions:.0f} million pieces a day nationwide, shared out over 224,000 outlets;"
                " totals are of the synthetic network",
            ),
            rows=map(operations.RosterRow._make, zip(*(c.astype(int).tolist() for c in columns), strict=True)),
            document="演示文件（合成，无真实文号）",
            synthetic=True,
            by=by,
            now=min(start_of(valid_from), now),
        )


def write_mappings(world: World, made: Network, *, by: Actor, now: dt.datetime) -> None:
    """Every mapped product of every firm; those without a class stay unmapped."""
    for firm, brand in zip(FIRMS, made.brands, strict=True):
        for product, code in firm.products:
            if code is not None:
                operations.map_product(
                    brand=brand,
                    product=product,
                    service_class=code,
                    precedence=_ORDER.index(code) + 1,
                    valid_from=world.parameters.span[0],
                    by=by,
                    now=now,
                )
