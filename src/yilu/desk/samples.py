"""A made-up board in every state, for the component sheet `/ui` of development only."""

import datetime as dt

from yilu.core.clock import ZONE
from yilu.core.reasons import reason
from yilu.core.text import Text
from yilu.desk.board.picture import Board, Unit
from yilu.operations.models import AreaFigure
from yilu.operations.queries import PUBLISHED, Figures, Flag, Lens, LensKind, OutsideFigure, Ranked, TargetView
from yilu.operations.queries.figures import WITHHELD
from yilu.operations.sums import Sums
from yilu.people.queries import Morning
from yilu.people.queries.staffing import Staffing
from yilu.supplies.queries import Protection
from yilu.territory.models import Area, Emergency
from yilu.territory.queries import CaseRow, children
from yilu.territory.words import Tier

DAY = dt.date(2020, 2, 17)
SECTOR = Lens(LensKind.SECTOR)
OWN = Lens(LensKind.BRAND, brand=1, name=Text("甲达速递", "Jiada"))
NATION = Area(code="100000", level=0, name_zh="全国", short_zh="全国", name_en="China")

FLAG = reason("desk.sample.flag", "到岗率升而在册人数降。", "The staff rate rose while the roster fell.")


def sums(share: float, size: int) -> Sums:
    """One made-up row: `share` of normal delivered, `size` sites."""
    pieces = size * 1100
    told = {
        c: (int(pieces * share / 12), int(pieces * share / 14), size) for c in ("party_press", "supplies", "orders")
    }
    return Sums(
        sites=size, outlets=size - size // 9, enterprises=max(1, size // 30), staff=size * 11,
        collected_normal=pieces, delivered_normal=pieces, sites_reported=size - size // 60,
        outlets_open=int((size - size // 9) * min(1.0, share + 0.2)),
        enterprises_open=int(max(1, size // 30) * min(1.0, share + 0.3)),
        staff_on_post=int(size * 11 * min(1.0, share + 0.1)), collected=int(pieces * min(1.0, share + 0.15)),
        delivered=int(pieces * share), backlog=int(pieces * (1 - share) * 0.7), sites_late=size // 50,
        decrees_blocked=1 if share < 0.1 else 0, flagged=size // 90, classes=told,
    )  # fmt: skip


def figures(area: Area, share: float | None, size: int, *, day: dt.date = DAY, lens: Lens = SECTOR) -> Figures:
    """Figures of one area; no share: nothing was reported."""
    known = None if share is None else sums(share, size)
    return Figures(
        area.code, Text(area.name_zh, area.name_en), area.level, day, lens, known,
        known_at=dt.datetime.combine(day, dt.time(23), ZONE), roster="R1 2020-01-10",
    )  # fmt: skip


def units() -> list[Unit]:
    """Provinces with values all over the scale; one unknown, one withheld."""
    found = []
    for i, area in enumerate(children(NATION.code, on=DAY)):
        share = 0.03 if area.code == "420000" else 0.18 + 0.7 * ((i * 37) % 34) / 34
        now = figures(area, None if i == 5 else share, 200 + 37 * i)
        if i == 9:
            now = Figures(
                area.code, Text(area.name_zh, area.name_en), 1, DAY, PUBLISHED, None, roster="R1", withheld=WITHHELD
            )
        cases = CaseRow(area.code, DAY, 40 * i, 3 * i, i // 9, (i * i) % 90, "made up", True) if i != 7 else None
        tiers = {Tier.HIGH: i % 4, Tier.MEDIUM: i % 7, Tier.LOW: 40, Tier.UNKNOWN: 3}
        found.append(Unit(area, now, figures(area, share - 0.04, 200 + 37 * i), cases, tiers))
    return found


def board() -> Board:
    """A whole board."""
    now, before = figures(NATION, 0.447, 48_120), figures(NATION, 0.421, 48_120, day=DAY - dt.timedelta(days=1))
    below = units()
    ranked = [
        Ranked(u.code, u.name, value, int(value * 1000), 1000, value - 0.03 + i / 100)
        for i, u in enumerate(below[:10])
        if (value := u.rate("delivered")) is not None
    ]
    target = TargetView(
        "spb-mid-feb", NATION.code, 0.40, dt.date(2020, 2, 7), dt.date(2020, 2, 20), "capacity_share",
        Text("2月中旬恢复到正常生产能力的四成以上", "at least 40 % of normal capacity by mid-February"),
        "made up", "", ("collected", "delivered"), {"collected": 0.197, "delivered": 0.047},
    )  # fmt: skip
    return Board(
        area=NATION, trail=[], lenses=(SECTOR,), lens=SECTOR, day=DAY, since=DAY - dt.timedelta(days=7), known_at=None,
        now=now, yesterday=before, then=figures(NATION, 0.31, 48_120), sector=None, units=below, targets=[target],
        tiers={Tier.HIGH: 41, Tier.MEDIUM: 230, Tier.LOW: 2100, Tier.UNKNOWN: 475},
        cases=CaseRow(NATION.code, DAY, 72436, 12552, 1868, 1886, "made up", True),
        cases_then=CaseRow(NATION.code, DAY, 42638, 3996, 1016, 2478, "made up", True),
        own_tier=None,
        emergency=Emergency(name_zh="突发公共卫生事件（虚构）", name_en="public-health event (made up)",
                            response_level="一级", document="made up"),
        morning=Morning(DAY, 4_012_388, 3_981_050, 214, 57),
        protection=Protection(
            198_412, 6_204, 3_214_880, 12_377, 21_400_000, 900_000, 6_429_760, 21_400_000,
            dt.datetime(2020, 2, 17, 6, tzinfo=ZONE),
        ),
        staffing=Staffing(4_310_000, 3_214_880, 902_411, 48_219, 101_377, 9_204),
        flags=[Flag(FLAG, 3)],
        outside=[OutsideFigure(AreaFigure(metric="collected", value=112.0, unit="million_pieces", as_of=DAY,
                                          reporter="made up", scope="全行业"))],
        rank_level=2, worst=ranked, changed=ranked,
    )  # fmt: skip
