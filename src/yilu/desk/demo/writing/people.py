"""The demo accounts and what they are appointed to."""

import datetime as dt
from typing import Any

import numpy as np
from django.contrib.auth.hashers import make_password

from yilu.accounts import actions as accounts
from yilu.core.actor import Actor
from yilu.desk.demo.people import ACCOUNTS, PASSWORD, PREFECTURE, Account
from yilu.desk.demo.progress import over
from yilu.desk.demo.world import World
from yilu.desk.demo.writing.network import Network
from yilu.network.models import Site


def write_people(world: World, made: Network, *, by: Actor, now: dt.datetime) -> None:
    """One account for each role, in office since the day before the first that is told: duties were given then."""
    since = world.parameters.span[0] - dt.timedelta(days=1)
    hashed = make_password(PASSWORD)
    for account in over(ACCOUNTS, "演示账号", "demo accounts"):
        user = accounts.add_user(
            username=account.username,
            name=account.name,
            hashed=hashed,
            must_change_password=False,
            by=by,
            now=now,
        )
        where = {"area": account.area} if account.firm is None else _inside(account, world, made)
        accounts.appoint(user=user, role=account.role, valid_from=since, by=by, now=now, **where)


def _inside(account: Account, world: World, made: Network) -> dict[str, Any]:
    """The brand, or its branch in Changsha, or that branch's busiest outlet."""
    firm = account.firm or 0
    if account.inside == "brand":
        return {"brand": made.brands[firm]}
    branch = next(
        (e for e in made.branches if e.brand_id == made.brands[firm].pk and e.area_id == PREFECTURE),
        next(e for e in made.branches if e.brand_id == made.brands[firm].pk),
    )
    if account.inside == "branch":
        return {"enterprise": branch}
    sites = world.sites
    mine = np.array([made.branches[b].pk == branch.pk for b in made.branch_of_site]) & world.open_today
    candidates = np.flatnonzero(mine) if mine.any() else np.flatnonzero(sites.firm == firm)
    busiest = candidates[np.argmax(sites.collected[candidates])]
    return {"site": Site.objects.get(pk=made.site_ids[busiest])}
