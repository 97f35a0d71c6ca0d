"""Who has not reported by the deadline finds a task; who reports after all finds it closed."""

import datetime as dt

from tests.world import NOW, SYSTEM, World
from tests.yilu.operations.ground import EARLY, FIRST, YESTERDAY, at, roster, tell
from yilu.operations import actions
from yilu.operations.chasing import KIND, chase, key_of, settle
from yilu.tasks.models import Task


def deadline(area: str, hours: int) -> None:
    actions.set_report_deadline(area=area, hours=hours, document="演示文件", valid_from=FIRST, by=SYSTEM, now=EARLY)


def chased() -> set[tuple[str, str]]:
    return {
        (t.site.code, t.origin.split(":")[2]) for t in Task.objects.filter(kind=KIND).select_related("site") if t.site
    }


def test_nothing_is_overdue_where_nobody_set_an_hour(world: World) -> None:
    roster(world)
    assert chase(by=SYSTEM, now=NOW) == 0


def test_each_overdue_report_becomes_one_task_of_the_site_s_manager(world: World) -> None:
    roster(world)
    deadline("430000", 20)
    tell(world, "yi_furong", day=YESTERDAY, now=at(19, day=YESTERDAY))
    assert chase(by=SYSTEM, now=NOW) == 4
    assert chase(by=SYSTEM, now=NOW) == 0
    yesterday = YESTERDAY.isoformat()
    assert chased() == {(c, yesterday) for c in ("JIA_FURONG", "JIA_YUELU", "JIA_HETANG", "YI_HETANG")}
    task = Task.objects.get(site=world.sites["jia_furong"])
    assert task.owner == world.people["manager"]
    assert task.due == NOW + dt.timedelta(hours=2)
    assert task.title.en == f"Report of {YESTERDAY.day} {YESTERDAY:%b %Y}: 甲达芙蓉营业部"


def test_the_nearest_authority_s_hour_counts(world: World) -> None:
    roster(world)
    deadline("430000", 33)  # 9 next morning
    deadline("430100", 20)
    assert chase(by=SYSTEM, now=NOW) == 3
    assert {site for site, _ in chased()} == {"JIA_FURONG", "JIA_YUELU", "YI_FURONG"}
    assert chase(by=SYSTEM, now=at(9)) == 2


def test_it_can_be_kept_to_one_area(world: World) -> None:
    roster(world)
    deadline("430000", 20)
    assert chase(by=SYSTEM, now=NOW, area="430200") == 2


def test_a_report_that_comes_in_closes_its_task_as_evidence(world: World) -> None:
    roster(world)
    deadline("430000", 20)
    chase(by=SYSTEM, now=NOW)
    assert settle(by=SYSTEM, now=NOW) == 0
    tell(world, "jia_furong", day=YESTERDAY, now=NOW)
    assert settle(by=SYSTEM, now=NOW) == 1
    task = Task.objects.get(key=key_of(world.sites["jia_furong"], YESTERDAY))
    assert task.state == Task.State.CLOSED
    assert task.evidence.get().link.endswith(f"/{YESTERDAY}/versions/")
    assert settle(by=SYSTEM, now=NOW) == 0
    assert chase(by=SYSTEM, now=NOW) == 0
    assert Task.objects.standing().count() == 4
