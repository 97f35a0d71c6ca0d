"""The epidemic under the network: a real series where one is given, else the synthetic one; and synthetic tiers."""

import datetime as dt
from collections import defaultdict
from pathlib import Path

from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION
from yilu.desk.demo.progress import over
from yilu.desk.demo.tiers import WINDOW_DAYS, county_counts, lists_until, tiers_of
from yilu.desk.demo.world import World
from yilu.territory import actions as territory
from yilu.territory.incoming import CaseLine, Report, TierLine, read_cases
from yilu.territory.queries import case_rows

SOURCE = "合成数据 synthetic"
SCHEME = "cn-2020"
FIRST = dt.date(2020, 1, 10)


def write_real_cases(file: Path, *, by: Actor, now: dt.datetime) -> Report:
    """Take a real series as far as the standing day; lines that cannot be taken are left out and told in the report."""
    lines, unread = read_cases(file.read_bytes())
    until = now.date()
    return territory.import_cases(
        lines=[line for line in lines if line.day <= until],
        unread=unread,
        source=file.stem[:60],
        corrections=True,
        whole=False,
        by=by,
        now=now,
    )


def write_synthetic_cases(world: World, *, by: Actor, now: dt.datetime) -> int:
    """The model's series of every prefecture, with those of provinces and nation as their own lines; lines written."""
    model, until = world.epidemic, world.parameters.date
    above: dict[str, list[int]] = defaultdict(list)
    for column, code in enumerate(model.codes):
        for unit in {code, code[:2] + "0000", NATION}:
            above[unit].append(column)
    lines: list[CaseLine] = []
    for row, day in enumerate(model.days):
        if FIRST <= day <= until:
            for code, columns in above.items():
                confirmed, cured, dead = (
                    int(counts[row, columns].sum()) for counts in (model.confirmed, model.cured, model.dead)
                )
                if confirmed:
                    lines.append(CaseLine(len(lines) + 1, day, code, "", confirmed, cured, dead))
    report = territory.import_cases(lines=lines, source=SOURCE, synthetic=True, by=by, now=now)
    return report.lines


def write_synthetic_tiers(world: World, *, by: Actor, now: dt.datetime) -> None:
    """Lists of tiers, invented from whatever series stands under the world; one act for each list."""
    seed, until = world.parameters.seed, world.parameters.date
    prefectures = sorted({p.prefecture for p in world.places})
    days = [d for d in lists_until(until) if d >= world.parameters.span[0]]
    for day in over(days, "风险等级", "risk tiers"):
        now_, before = (
            county_counts(world.places, world.persons, _confirmed(prefectures, on), seed)
            for on in (day, day - dt.timedelta(days=WINDOW_DAYS))
        )
        tiers = tiers_of(now_, before, seed, day)
        territory.import_tiers(
            lines=[
                TierLine(i + 1, day, day, place.code, place.name, tier, SCHEME, source=SOURCE)
                for i, (place, tier) in enumerate(zip(world.places, tiers, strict=True))
            ],
            by=by,
            now=now,
        )


def _confirmed(codes: list[str], on: dt.date) -> dict[str, int]:
    return {code: row.confirmed for code, row in case_rows(codes, day=on).items()}
