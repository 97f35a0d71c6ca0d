"""People of a site, checked and with masks, for tests of shifts."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.people.ground import check
from tests.yilu.supplies.kept import receive
from yilu.network.models import Site
from yilu.norms import actions as norms
from yilu.people import actions as people
from yilu.people.models import Source
from yilu.people.rules.workers import Details
from yilu.rosters import actions
from yilu.rosters.models import Shift
from yilu.territory.models import Area

TOMORROW = TODAY + dt.timedelta(days=1)


def crew(world: World, number: int, site: str = "jia_furong", *, posts: Sequence[str] = ("courier",)) -> list[int]:
    """So many workers."""
    rows = [
        Details(
            code=f"{site}-{n:03}", name="孙行者", post=posts[n % len(posts)], site=world.sites[site].pk,
            joined_on=dt.date(2020, 1, 1),
        )
        for n in range(number)
    ]  # fmt: skip
    return people.add_workers(rows=rows, by=SYSTEM, now=NOW)


def checked(workers: Sequence[int], day: dt.date = TODAY, now: dt.datetime = NOW) -> None:
    """A normal check of each."""
    rows = [people.Sent(w, check(day, now)) for w in workers]
    people.send_checks(rows=rows, source=Source.MANAGER, by=SYSTEM, now=now)


def masks(world: World, pieces: int, site: str = "jia_furong") -> None:
    """Masks in the site's stock."""
    receive(world.sites[site], pieces)


def ordered(key: str, value: str) -> None:
    """The province orders a number."""
    norms.set_parameter(
        area=Area.objects.get(pk="430000"), key=key, value=Decimal(value), document="湘防指〔2020〕3号（测试）",
        valid_from=dt.date(2020, 2, 1), by=SYSTEM, now=NOW,
    )  # fmt: skip


def shift(
    site: Site, name: str = "早班", *, day: dt.date = TODAY, starts: int = 6, ends: int = 14, now: dt.datetime = NOW
) -> Shift:
    """A shift from one full hour to another."""
    return actions.make_shift(
        site=site, day=day, name=name, starts=dt.time(starts), ends=dt.time(ends), by=SYSTEM, now=now
    )
