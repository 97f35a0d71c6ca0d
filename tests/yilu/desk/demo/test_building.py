"""A small world built in the test database, and looked at from every side."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from yilu.accounts.models import Appointment
from yilu.accounts.roles import ROLES
from yilu.audit.models import Act
from yilu.core.actor import system
from yilu.core.clock import ZONE
from yilu.desk.demo.building import build_world
from yilu.desk.demo.parameters import Parameters
from yilu.desk.demo.people import ACCOUNTS
from yilu.network.models import Brand, Site
from yilu.operations.models import AreaDay, AreaFigure, Roster, SiteReport
from yilu.operations.queries import figures, lens_of
from yilu.people.models import ArrivalDay, Return, StaffSum
from yilu.people.rules.returns import State
from yilu.rosters.models import Shift
from yilu.rosters.queries import site_day
from yilu.territory.models import CaseCount, Emergency, PublishedTier

DAY = dt.date(2020, 2, 17)
NOW = dt.datetime(2020, 2, 17, 14, 30, tzinfo=ZONE)
pytestmark = pytest.mark.django_db
PARAMETERS = Parameters(sites=120, date=DAY, days=4, seed=1)


@pytest.fixture(scope="module")
def built(django_db_setup: Any, django_db_blocker: Any) -> Iterator[int]:
    """The world, built once for this module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world(PARAMETERS, cases=[], now=NOW)
        transaction.set_rollback(True)


def test_it_holds_what_was_asked_for(built: int) -> None:
    assert Site.objects.count() == 120
    assert set(SiteReport.objects.values_list("day", flat=True)) == set(PARAMETERS.span)
    assert SiteReport.objects.count() == built
    assert AreaDay.objects.filter(area_id="100000", day=DAY).exists()


def test_everything_in_it_says_that_it_is_synthetic(built: int) -> None:
    assert not Brand.objects.filter(synthetic=False).exists()
    assert not Roster.objects.filter(synthetic=False).exists()
    assert not CaseCount.objects.filter(synthetic=False).exists()
    assert not SiteReport.objects.exclude(source="synthetic").exists()
    assert all("合成" in source for source in PublishedTier.objects.values_list("source", flat=True).distinct())
    assert all("演示" in name for name in Brand.objects.values_list("name_zh", flat=True))
    assert "演示" in Emergency.objects.get().document


def test_the_national_board_shows_the_published_rates(built: int) -> None:
    shown = figures(lens_of(system("tests"), "100000"), "100000", day=DAY)
    rates = {r.code: r.value for r in shown.rates}
    assert rates["collected"] == pytest.approx(0.60, abs=0.04)
    assert rates["delivered"] == pytest.approx(0.43, abs=0.03)


def test_nothing_was_received_after_the_present_moment(built: int) -> None:
    assert not SiteReport.objects.filter(received_at__gt=NOW).exists()
    assert not Act.objects.filter(at__gt=NOW).exists()


def test_each_batch_left_one_row_in_the_audit(built: int) -> None:
    verbs = list(Act.objects.values_list("verb", flat=True))
    assert verbs.count("operations.report.send_many") == PARAMETERS.days
    assert verbs.count("desk.demo.begin") == verbs.count("desk.demo.finish") == 1
    assert not Act.objects.filter(outcome=Act.Outcome.REFUSED).exists()


def test_there_is_an_account_for_every_role(built: int) -> None:
    held = set(Appointment.objects.values_list("role", flat=True))
    assert held == set(ROLES)
    assert Appointment.objects.count() == len(ACCOUNTS)


def test_sites_are_open_suspended_with_cause_or_not_yet_open(built: int) -> None:
    by_status = {s: Site.objects.filter(status=s) for s in ("open", "suspended", "not_opened")}
    assert all(rows.exists() for rows in by_status.values())
    for site in by_status["suspended"]:
        assert site.status_changes.order_by("since").last().cause  # type: ignore[union-attr]


def test_an_outside_figure_disagrees_with_the_sites(built: int) -> None:
    figure = AreaFigure.objects.get(area_id="430000")
    ours = sum(SiteReport.objects.in_area("430000").filter(day=DAY, current=True).values_list("collected", flat=True))
    assert figure.value > ours


def test_people_are_on_their_way_back_and_nobody_stands_on_a_shift_who_may_not(built: int) -> None:
    assert set(Return.objects.values_list("state", flat=True)) == set(State) - {State.CANCELLED}
    limits = ArrivalDay.objects.filter(area_id="430100")
    assert limits.filter(arriving__gt=0).exists()
    assert StaffSum.objects.filter(day=DAY, area_id="100000", isolated__gt=0).exists()
    shifts = Shift.objects.filter(day=DAY)
    assert shifts.exists()
    for site in {s.site for s in shifts}:
        rows = site_day(site, day=DAY, today=DAY)
        assert any(r.assignments for r in rows)
        assert not [r for r in rows if r.state == "on" and r.why_not]
