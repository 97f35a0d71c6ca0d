"""The morning of the regulator's own staff: an office's page, who opens it, and oneself only."""

import uuid
from typing import Any

import pytest
from django.apps import apps

from tests.world import NOW, SYSTEM, TODAY, World, person
from tests.yilu.people.ground import LI, check, worker
from yilu.accounts.models import User
from yilu.core import clock
from yilu.core.scope import Scoped
from yilu.people import actions
from yilu.people.models import Source, Worker
from yilu.people.queries.coverage import by_area
from yilu.people.rules.workers import Details


@pytest.fixture
def office(world: World) -> World:
    """Two officials in Changsha's field office; one coughs this morning, the other has not checked in."""
    assert world.office is not None
    for code, name in (("G1", "郑守正"), ("G2", "王清廉")):
        official = Details(code, name, "office", office=world.office.pk, joined_on=TODAY)
        actions.add_worker(details=official, by=SYSTEM, now=NOW)
    now = clock.now()
    unwell = check(at=now, symptoms=2)
    actions.send_check(worker=staff("G1"), check=unwell, source=Source.PHONE, by=SYSTEM, now=now)
    return world


def staff(code: str) -> Worker:
    return Worker.objects.get(code=code)


def address(world: World) -> str:
    assert world.office is not None
    return f"/people/offices/{world.office.pk}/"


def test_an_officer_sees_who_of_the_office_has_checked_in_but_not_what_ails(office: World) -> None:
    page = office.client("officer").get(f"{address(office)}?day={TODAY}").content.decode()
    assert "应检 2 人，未检 1 人，不得上岗 1 人" in page
    assert f"/people/workers/{staff('G2').pk}/" in page
    assert "健康原因" in page
    assert "咳嗽" not in page
    person(office, "county", "health_officer", area="430100")
    assert "咳嗽" in office.client("county").get(address(office)).content.decode()


@pytest.mark.parametrize("outsider", ["neighbour", "jia_hq", "manager"])
def test_an_outsider_finds_no_such_office(office: World, outsider: str) -> None:
    assert office.client(outsider).get(address(office)).status_code == 404


def test_a_day_before_they_joined_nobody_was_due(office: World) -> None:
    page = office.client("officer").get(f"{address(office)}?day=2020-02-16").content.decode()
    assert "本机关当日没有应检人员在册" in page


def test_an_officer_registers_and_records_on_the_way_from_the_office(office: World) -> None:
    officer, place = office.client("officer"), address(office)
    assert office.office is not None
    assert f"/people/workers/new/?office={office.office.pk}" in officer.get(place).content.decode()
    form = {"client_id": str(uuid.uuid4()), "kind": "1", "temperature": "36.6"}
    recorded = officer.post(f"/people/workers/{staff('G2').pk}/check/", form)
    assert recorded.headers["Location"] == place
    assert "未检 0 人" in officer.get(place).content.decode()


def test_the_coverage_page_and_the_workers_list_lead_to_the_office(office: World) -> None:
    officer = office.client("officer")
    assert address(office) in officer.get(f"/people/coverage/?area=430100&day={TODAY}").content.decode()
    assert address(office) not in office.client("jia_hq").get("/people/coverage/?area=430100").content.decode()
    assert office.office is not None
    worker(office, **LI)
    listed = officer.get(f"/people/workers/?office={office.office.pk}").content.decode()
    assert "符合条件的员工 2 人" in listed


def test_staff_of_an_office_that_spans_counties_are_counted_with_their_prefecture(office: World) -> None:
    actions.count_due(day=TODAY, by=SYSTEM, now=NOW)
    [own] = by_area(office.actor("officer").jurisdiction, "430100", day=TODAY)
    assert (own.key, own.name_zh, own.due, own.reported) == ("430100", "邮政管理部门", 2, 1)
    [above] = by_area(office.actor("leader").jurisdiction, "430000", day=TODAY)
    assert (above.key, above.due) == ("430100", 2)


def test_oneself_is_told_by_the_login_wherever_rows_are_a_persons() -> None:
    """A worker's number compared with a login's would show somebody else's rows."""
    for model in apps.get_models():
        scope = getattr(model, "access", None)
        if isinstance(scope, Scoped) and scope.person is not None:
            field: Any = None
            for step in scope.person.removesuffix("_id").split("__"):
                field = (field.related_model if field else model)._meta.get_field(step)
            assert field.related_model is User, model.__name__
