"""Workers of the synthetic sites and their morning checks: two weeks around the demo accounts, two days elsewhere."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from yilu.core.actor import PUBLIC, Actor
from yilu.core.clock import start_of
from yilu.desk.demo.openings import open_on
from yilu.desk.demo.people import PREFECTURE
from yilu.desk.demo.progress import over
from yilu.desk.demo.world import World
from yilu.desk.demo.writing.network import CONTACTS_UP_TO, LONG_AGO, Network
from yilu.network.models import Site
from yilu.people import actions as people
from yilu.people.models import Source, Worker
from yilu.people.rules.answers import Answers, Check, Symptom
from yilu.people.rules.workers import Details

AGENCY = "演示劳务派遣公司"
WATCHED_DAYS = 14  # at the sites around the demo accounts
DAYS = 2  # everywhere else
AT_ONCE = 20_000
MORNING = ((7, 0), (7, 20), (7, 40), (8, 10))  # when they come in
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛"
_GIVEN = (
    "安", "博", "晨", "德明", "方", "光", "海", "佳", "建国", "俊", "凯", "兰", "立", "民", "宁", "平", "庆", "蓉",
    "思远", "涛", "文", "晓", "秀英", "雪", "艳", "一鸣", "永", "远航", "志强", "卓",
)  # fmt: skip
_POSTS = {
    Site.Kind.SORTING_CENTRE: ("sorter", "sorter", "loader", "driver", "keeper", "office"),
    Site.Kind.OUTLET: ("courier", "courier", "counter", "courier", "office"),
}


def write_workers(world: World, made: Network, *, by: Actor, now: dt.datetime) -> None:
    """Everybody on the first roster, what they reported, and one enrolled phone."""
    if len(world.sites) > CONTACTS_UP_TO:
        return
    sites = Site.objects.in_bulk(made.site_ids.tolist())
    staff = list(_staff(world, made, sites))
    ids: list[int] = []
    for start in over(range(0, len(staff), AT_ONCE), "员工", "workers"):
        ids += people.add_workers(rows=staff[start : start + AT_ONCE], by=by, now=now)
    crew: defaultdict[int, list[int]] = defaultdict(list)
    for pk, details in zip(ids, staff, strict=True):
        crew[details.site or 0].append(pk)
    watched = {pk for pk, s in sites.items() if s.county_id.startswith(PREFECTURE[:4])}
    for day in over(world.parameters.span[-WATCHED_DAYS:], "晨检", "morning checks"):
        everywhere = day > world.parameters.date - dt.timedelta(days=DAYS)
        opened = made.site_ids[open_on(world.sites, world.queue, day)].tolist()
        there = [p for s in opened if everywhere or s in watched for p in crew[s]]
        _report(day, there, world, by, now, ill=max(1, len(there) // 4000) if everywhere else 0)
        people.recount(day=day, by=by, now=now)
    _enrol(crew, watched, by, now)


def _staff(world: World, made: Network, sites: dict[int, Site]) -> Iterator[Details]:
    for at, site_id in enumerate(made.site_ids.tolist()):
        site, own = sites[site_id], int(world.sites.staff_own[at])
        posts = _POSTS.get(Site.Kind(site.kind), ("courier", "courier", "counter"))
        for n in range(own + int(world.sites.staff_outsourced[at])):
            i = at * 977 + n * 31
            outsourced = n >= own
            yield Details(
                code=f"{site.code}-{n + 1:03}", name=_FAMILY[i % len(_FAMILY)] + _GIVEN[i // 7 % len(_GIVEN)],
                post=posts[n % len(posts)], site=site_id, shift_group="AB"[n % 2] + "班",
                employment="outsourced" if outsourced else "own", agency=AGENCY if outsourced else "",
                # Nobody's number: 100 is no mobile network's.
                phone=f"100{at:05}{n:03}" if site.county_id.startswith(PREFECTURE[:4]) else "",
                joined_on=LONG_AGO.date(),
            )  # fmt: skip


def _report(day: dt.date, workers: Sequence[int], world: World, by: Actor, now: dt.datetime, *, ill: int) -> None:
    """A morning: most report in time, a few not at all, `ill` of them not well."""
    rng = np.random.default_rng([world.parameters.seed, day.toordinal()])
    told = [w for w, yes in zip(workers, (rng.random(len(workers)) < 0.96).tolist(), strict=True) if yes]
    temperatures = rng.integers(360, 370, len(told)).tolist()
    unwell = set(rng.choice(len(told), size=min(len(told), ill), replace=False).tolist())
    raw = rng.bytes(16 * len(told))
    for turn, (hour, minute) in enumerate(MORNING):
        at = min(start_of(day) + dt.timedelta(hours=hour, minutes=minute), now)
        rows = [
            people.Sent(
                told[i],
                Check(
                    day, uuid.UUID(bytes=raw[16 * i : 16 * i + 16], version=4), at, at,
                    Answers(temperatures[i], int(Symptom.COUGH) if i in unwell else 0),
                ),
            )
            for i in range(turn, len(told), len(MORNING))
        ]  # fmt: skip
        if rows:
            people.send_checks(rows=rows, source=Source.SYNTHETIC, by=by, now=at)


def _enrol(crew: dict[int, list[int]], watched: set[int], by: Actor, now: dt.datetime) -> None:
    """The first worker of each watched site has a phone."""
    first = [crew[s][0] for s in sorted(watched) if crew[s]]
    for card in people.print_cards(workers=list(Worker.objects.filter(pk__in=first)), by=by, now=now):
        people.enrol_phone(code=card.code, device="Android", by=Actor(user_id=None, name=PUBLIC.name), now=now)
