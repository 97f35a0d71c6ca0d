"""Numbers and a refinement that Hunan ordered in this world, and what its sites disinfected: all demonstration."""

import datetime as dt
from decimal import Decimal

import numpy as np

from yilu.core.actor import Actor
from yilu.desk.demo.people import PROVINCE
from yilu.desk.demo.progress import bar
from yilu.desk.demo.sites import KINDS
from yilu.desk.demo.world import World
from yilu.desk.demo.writing.network import Network
from yilu.network.models import Site
from yilu.norms import actions as norms
from yilu.norms.models import Requirement
from yilu.norms.rules import parameters
from yilu.norms.rules.refining import Refinement
from yilu.operations import actions as operations
from yilu.operations.actions import DisinfectionRow
from yilu.territory.models import Area

DOCUMENT = "演示文件（合成，无真实文号）"
# No authority ordered these: they let the pages that read them be seen.
NUMBERS = {
    parameters.FEVER_LINE: "37.3",
    parameters.PERSON_AREA: "4",
    parameters.SPACING: "1",
    parameters.MASKS_A_DAY: "2",
    parameters.PROTECTION_DAYS: "3",
    parameters.COVER_DAYS: "10",
    parameters.ISOLATION_DAYS: "14",
    parameters.TRACING_DAYS: "14",
    parameters.RETENTION_DAYS: "30",
    parameters.MISSING_TO_SITE: "8.5",
    parameters.MISSING_TO_BRANCH: "9",
    parameters.MISSING_TO_HEADQUARTERS: "9.5",
    parameters.MISSING_TO_REGULATOR: "10",
}
FROM = dt.date(2020, 2, 3)
EVERY = dt.timedelta(hours=2)
TIMES = 4
FORGOT = 0.12  # of the sites are overdue
NAMES = ("林知微", "郑有为", "韩一诺", "冯子安")
CENTRE = Refinement(
    document=DOCUMENT, name_zh="湖南省处理场所消毒要求（演示）",
    name_en="Hunan: disinfecting sorting centres (demonstration)",
    issuer_zh="演示机关", issuer_en="demonstration authority", issued=FROM, clause="",
    text_zh="处理场所每4小时通风消毒一次。", text_en="Sorting centres are aired and disinfected every 4 hours.",
    effect="checklist", valid_from=dt.date(2020, 2, 17), kinds=("sorting_centre",), proofs=("log", "photo"),
    every_hours=4, demonstration=True,
)  # fmt: skip


def write_orders(*, by: Actor, now: dt.datetime) -> None:
    """The numbers and the refinement."""
    hunan = Area.objects.get(code=PROVINCE)
    for key, value in NUMBERS.items():
        norms.set_parameter(
            area=hunan, key=key, value=Decimal(value), document=DOCUMENT, valid_from=FROM, demonstration=True, by=by,
            now=now,
        )  # fmt: skip
    norms.refine(requirement=Requirement.objects.get(code="U2"), area=hunan, wording=CENTRE, by=by, now=now)


def write_disinfections(world: World, made: Network, *, by: Actor, now: dt.datetime) -> None:
    """What Hunan's open sites disinfected in the last hours; some forgot."""
    rng = np.random.default_rng([world.parameters.seed, 12])
    in_hunan = np.array([p.code.startswith(PROVINCE[:2]) for p in world.places])[world.sites.place]
    staffed = np.array([k[0] != Site.Kind.LOCKER_BANK for k in KINDS])[world.sites.kind]
    rows = []
    for site in made.site_ids[in_hunan & staffed & world.open_today].tolist():
        forgot = TIMES if rng.random() < FORGOT else 0
        minutes = rng.integers(0, 100, TIMES)
        agent = "84消毒液" if rng.random() < 0.8 else "含氯消毒剂"
        rows += [
            DisinfectionRow(
                site, now - (n + forgot) * EVERY - dt.timedelta(minutes=int(minutes[n])), "营业厅和分拣区", agent,
                NAMES[(site + n) % len(NAMES)],
            )
            for n in range(TIMES)
        ]  # fmt: skip
    with bar("消毒记录", "disinfections", 1):
        if rows:
            operations.log_disinfections(rows=rows, by=by, now=now)
