"""Missing morning checks are told upward at the hours an area set: in turn, once, and nobody outside learns of it."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.world import SYSTEM, TODAY, World, person
from tests.yilu.people.ground import LI, check, worker
from yilu.core.clock import ZONE
from yilu.core.reasons import Denied
from yilu.messages.models import Message
from yilu.norms.actions import set_parameter
from yilu.norms.rules import parameters
from yilu.people import actions
from yilu.people.escalating import escalate, settle
from yilu.people.models import Escalation, Source
from yilu.people.queries.escalation import orders_due, rungs_of
from yilu.people.rules.workers import Details
from yilu.tasks.models import Task
from yilu.tasks.words import origin_url
from yilu.territory.models import Area

HOURS = {
    parameters.MISSING_TO_SITE: "8.5",
    parameters.MISSING_TO_BRANCH: "9",
    parameters.MISSING_TO_HEADQUARTERS: "9.5",
    parameters.MISSING_TO_REGULATOR: "10",
}


def at(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2020, 2, 17, hour, minute, tzinfo=ZONE)


def order(area: str, hours: dict[str, str]) -> None:
    for key, value in hours.items():
        set_parameter(
            area=Area.objects.get(code=area), key=key, value=Decimal(value), document="演示文件", valid_from=TODAY,
            by=SYSTEM, now=at(5),
        )  # fmt: skip


def told(world: World, who: str) -> list[str]:
    return [m.title_zh for m in Message.objects.filter(recipient=world.people[who]).order_by("pk")]


@pytest.fixture
def crew(world: World) -> World:
    """Two of 甲 in Furong, one of 甲 in Zhuzhou, one of 乙 in Furong; posts above them are filled."""
    for number, site in enumerate(("jia_furong", "jia_furong", "jia_hetang", "yi_furong")):
        worker(world, site, **{**LI, "code": f"W{number}", "phone": f"1391111{number:04}"})
    person(world, "branch", "branch_manager", enterprise=world.enterprises["jia_changsha"])
    person(world, "duty", "duty_officer", area="430100")
    return world


def test_nobody_is_told_where_no_hour_is_set(crew: World) -> None:
    assert escalate(by=SYSTEM, now=at(23)) == 0
    assert not Task.objects.exists()
    assert [r.setting for r in rungs_of(Area.objects.get(code="430102"), day=TODAY)] == [None] * 4


def test_each_is_told_at_the_set_hour_of_what_is_his_and_never_twice(crew: World) -> None:
    order("430000", HOURS)
    assert escalate(by=SYSTEM, now=at(8, 29)) == 0
    assert escalate(by=SYSTEM, now=at(8, 30)) == 1
    mine = Task.objects.get(site=crew.sites["jia_furong"])
    assert mine.owner == crew.people["manager"]
    assert mine.title_zh == "08:30 仍有 2 人未晨检：甲达芙蓉营业部（2月17日）"
    assert mine.due == at(9)
    assert Task.objects.filter(owner=None).count() == 2  # the other two sites have no manager: blind spots
    assert told(crew, "branch") == []

    for hour, minute in ((9, 0), (9, 1), (9, 30), (10, 0), (10, 1), (18, 0)):
        escalate(by=SYSTEM, now=at(hour, minute))
    assert Task.objects.count() == 3
    assert told(crew, "branch") == ["甲达速递430100分公司仍有 2 人未晨检，涉及 1 处"]
    assert told(crew, "jia_hq") == ["甲达速递仍有 3 人未晨检，涉及 2 处"]
    assert told(crew, "yi_hq") == ["乙通快运仍有 1 人未晨检，涉及 1 处"]
    assert told(crew, "duty") == ["所辖地区仍有 3 人未晨检，涉及 2 处"]
    site, branch, hq, duty = Escalation.objects.order_by("due_at")
    assert (site.people, site.units, site.nobody) == (4, 3, 2)
    assert (branch.units, branch.nobody) == (3, 2)
    assert (hq.units, hq.nobody) == (2, 0)
    assert (duty.units, duty.nobody) == (2, 1)  # nobody is on duty over Zhuzhou
    assert Message.objects.filter(recipient=crew.people["branch"]).get().title_en.startswith("甲达速递430100分公司:")


def test_an_order_that_broke_off_is_taken_up_without_telling_anybody_again(crew: World) -> None:
    order("430000", {parameters.MISSING_TO_HEADQUARTERS: "9"})
    escalate(by=SYSTEM, now=at(9))
    Escalation.objects.all().delete()
    escalate(by=SYSTEM, now=at(9, 5))
    assert len(told(crew, "jia_hq")) == 1


def test_an_area_inside_keeps_its_own_hour(crew: World) -> None:
    order("430000", {parameters.MISSING_TO_HEADQUARTERS: "9"})
    order("430200", {parameters.MISSING_TO_HEADQUARTERS: "11"})
    escalate(by=SYSTEM, now=at(9))
    assert told(crew, "jia_hq") == ["甲达速递仍有 2 人未晨检，涉及 1 处"]
    escalate(by=SYSTEM, now=at(11))
    assert told(crew, "jia_hq")[1:] == ["甲达速递仍有 1 人未晨检，涉及 1 处"]
    assert orders_due(now=at(23)) == []


def test_the_sites_task_closes_when_everybody_has_checked_in(crew: World) -> None:
    order("430000", {parameters.MISSING_TO_SITE: "8.5"})
    escalate(by=SYSTEM, now=at(8, 30))
    first, second = crew.sites["jia_furong"].workers.order_by("code")
    actions.send_check(worker=first, check=check(at=at(8, 40)), source=Source.PHONE, by=SYSTEM, now=at(8, 40))
    assert settle(by=SYSTEM, now=at(8, 41)) == 0
    actions.send_check(worker=second, check=check(at=at(8, 50)), source=Source.GATE, by=SYSTEM, now=at(8, 50))
    assert settle(by=SYSTEM, now=at(8, 51)) == 1
    task = Task.objects.get(site=crew.sites["jia_furong"])
    assert task.state == Task.State.CLOSED
    assert task.evidence.get().link == f"/people/sites/{crew.sites['jia_furong'].pk}/morning/?day=2020-02-17"


def test_the_regulators_own_staff_are_told_of_to_their_officer(crew: World) -> None:
    assert crew.office is not None
    staff = Details("G1", "郑守正", "office", office=crew.office.pk, joined_on=TODAY)
    actions.add_worker(details=staff, by=SYSTEM, now=at(6))
    order("430000", {parameters.MISSING_TO_SITE: "8.5"})
    escalate(by=SYSTEM, now=at(8, 30))
    task = Task.objects.get(site=None)
    assert task.owner == crew.people["officer"]
    assert origin_url(task.origin) == f"/people/offices/{crew.office.pk}/"


def test_only_the_system_tells(crew: World) -> None:
    order("430000", HOURS)
    [due] = orders_due(now=at(8, 30))
    with pytest.raises(Denied):
        actions.tell_missing(order=due, units=[], due=at(9), by=crew.actor("leader"), now=at(8, 30))


def test_the_page_tells_the_hours_their_document_and_what_was_told(crew: World) -> None:
    order("430000", {parameters.MISSING_TO_SITE: "8.5"})
    escalate(by=SYSTEM, now=at(8, 30))
    regulator = crew.client("leader").get("/people/coverage/?area=430100&day=2020-02-17").content.decode()
    assert "08:30 已告知 3 处，未晨检 4 人" in regulator
    assert "2 处无责任人" in regulator
    assert "演示文件" in regulator
    assert regulator.count("未规定") == 3
    enterprise = crew.client("jia_hq").get("/people/coverage/?area=430100&day=2020-02-17").content.decode()
    assert "08:30 已告知" in enterprise
    assert "已告知 3 处" not in enterprise
