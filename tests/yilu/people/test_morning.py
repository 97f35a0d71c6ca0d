"""The morning as a board tells it: own rows only, the areas below, few people withheld."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import NOW, SYSTEM, TODAY, World, person
from tests.yilu.people.ground import LI, check, worker
from yilu.people import actions
from yilu.people.models import CoverageCell, Source
from yilu.people.queries import mornings

BELOW = ("430100", "430200")


@pytest.fixture
def morning(world: World) -> World:
    """甲 has two in Furong and one in Hetang, 乙 one in Furong; one of 甲's met a case, nobody else has told."""
    zhang = worker(world)
    for number, site in enumerate(("jia_furong", "jia_hetang", "yi_furong")):
        worker(world, site, **{**LI, "code": f"W{number}", "phone": f"1391111{number:04}"})
    actions.count_due(day=TODAY, by=SYSTEM, now=NOW)
    actions.send_check(worker=zhang, check=check(case_contact=True), source=Source.PHONE, by=SYSTEM, now=NOW)
    return world


def test_a_regulator_sees_all_and_the_areas_below_in_two_questions(morning: World) -> None:
    leader = morning.actor("leader")
    with CaptureQueriesContext(connection) as asked:
        found = mornings(leader, "430000", BELOW, day=TODAY)
    assert len(asked) == 2
    whole = found["430000"]
    assert (whole.due, whole.reported, whole.missing, whole.open_cases) == (4, 1, 3, 1)
    assert whole.rate == 0.25
    assert whole.told_abnormal is None  # one person: it would give away who
    assert (found["430100"].missing, found["430200"].missing) == (2, 1)


def test_an_enterprise_sees_its_own_and_a_neighbour_nothing_of_it(morning: World) -> None:
    own = mornings(morning.actor("jia_hq"), "430000", BELOW, day=TODAY)["430000"]
    assert (own.due, own.missing, own.open_cases) == (3, 2, 1)
    rival = mornings(morning.actor("yi_hq"), "430000", BELOW, day=TODAY)["430000"]
    assert (rival.due, rival.open_cases) == (1, 0)
    assert mornings(morning.actor("neighbour"), "430100", (), day=TODAY) == {}


def test_a_site_manager_sees_the_sites_people(morning: World) -> None:
    own = mornings(morning.actor("manager"), "430102", (), day=TODAY)["430102"]
    assert (own.due, own.reported, own.missing) == (2, 1, 1)


def test_who_reads_no_checks_is_told_nothing(morning: World) -> None:
    person(morning, "liaison", "liaison", area="430000")
    assert mornings(morning.actor("liaison"), "430000", BELOW, day=TODAY) == {}


def test_a_municipalitys_counties_stand_directly_below_it(world: World) -> None:
    counted = {"due": 9, "reported": 9, "abnormal": 6}
    CoverageCell.objects.create(day=TODAY, county_id="110101", enterprise_id=1, brand_id=1, **counted)
    found = mornings(SYSTEM, "110000", ("110101", "110102"), day=TODAY)
    assert found["110101"].told_abnormal == 6
    assert "110102" not in found
    assert mornings(SYSTEM, "100000", ("110000", "430000"), day=TODAY)["110000"].due == 9
