"""The ground the network stands on: divisions, reference data, the emergency in force, deadlines."""

import datetime as dt

from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION
from yilu.core.text import Text
from yilu.desk.demo.people import PROVINCE
from yilu.desk.demo.places import Place
from yilu.desk.demo.progress import bar
from yilu.norms import actions as norms
from yilu.operations import actions as operations
from yilu.territory import actions as territory
from yilu.territory.models import Area
from yilu.territory.queries import areas_at

# National emergency response began in the provinces from 23 January; the disease was put under control on the 20th.
EMERGENCY_BEGAN = dt.date(2020, 1, 20)
DOCUMENT = "演示文件（合成，无真实文号）"


def load_ground(*, by: Actor, now: dt.datetime) -> None:
    """Divisions, service classes with their wordings, stage targets, published norms."""
    with bar("行政区划", "divisions", 1) as moved:

        def progress(done: int, of: int) -> None:
            moved.total = of
            moved.update(done - moved.n)

        territory.load_divisions(by=by, now=now, progress=progress)
    operations.load_reference(by=by, now=now)
    norms.load_norms(by=by, now=now)


def places_on(day: dt.date) -> list[Place]:
    """Counties, and prefectures that have none, as they existed on the day."""
    counties = list(areas_at(Area.Level.COUNTY, on=day))
    with_counties = {c.parent_id for c in counties}
    lone = [p for p in areas_at(Area.Level.PREFECTURE, on=day) if p.pk not in with_counties]
    rows = sorted([*counties, *lone], key=lambda a: a.pk)
    return [
        Place(a.pk, a.name_zh, a.longitude, a.latitude)
        for a in rows
        if a.longitude is not None and a.latitude is not None
    ]


def state_rules(*, first: dt.date, day: dt.date, by: Actor, now: dt.datetime) -> None:
    """The emergency in force, the hour by which reports are due, and a field Hunan added to the daily report."""
    if day >= EMERGENCY_BEGAN:
        territory.declare_emergency(
            area=NATION,
            name_zh="新型冠状病毒肺炎疫情（演示）",
            name_en="Epidemic of the novel coronavirus (demonstration)",
            began=EMERGENCY_BEGAN,
            response_level="一级响应（演示）",
            document=DOCUMENT,
            by=by,
            now=now,
        )
    operations.set_report_deadline(area=NATION, hours=20, document=DOCUMENT, valid_from=first, by=by, now=now)
    operations.add_report_field(
        area=PROVINCE,
        code="masks",
        name=Text("口罩库存（只）", "masks in stock"),
        kind="count",
        document=DOCUMENT,
        valid_from=first,
        by=by,
        now=now,
    )
