"""Reading a board."""

import datetime as dt
import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.desk.reported import EVENING, NORMAL, day_of
from tests.yilu.people.ground import LI, worker
from yilu.core.reasons import Invalid
from yilu.desk.board.picture import Board
from yilu.desk.board.reading import Asked, read, read_trend
from yilu.desk.board.wire import board_values
from yilu.operations import actions
from yilu.operations.actions import SiteDay
from yilu.people import actions as people
from yilu.people.models import Measurement, Return
from yilu.territory import queries as territory
from yilu.territory.models import PublishedTier
from yilu.territory.words import Tier


def board_of(world: World, who: str, code: str = "430000", **more: object) -> Board:
    area = territory.area(code)
    assert area is not None
    return read(Asked(code=code, day=TODAY, **more), area, actor=world.actor(who))  # type: ignore[arg-type]


def test_the_province_sums_its_sites_and_yesterday_stands_beside(told: World) -> None:
    board = board_of(told, "leader")
    line = board.line("delivered")
    assert (line.rate.numerator, line.rate.denominator) == (420 + 600 + 300 + 280, 5 * NORMAL)
    assert line.yesterday == pytest.approx((300 + 100 + 250 + 200) / (5 * NORMAL))
    assert (board.now.sites, board.now.sites_reported, board.now.sites_missing) == (5, 4, 1)
    assert [u.code for u in board.units] == ["430100", "430200"]
    assert board.units[1].rate("delivered") == pytest.approx(300 / (2 * NORMAL))
    assert board.units[0].change("delivered") == pytest.approx((1300 - 600) / (3 * NORMAL))


def test_it_can_be_seen_as_it_was_known_before_the_correction(told: World) -> None:
    then = board_of(told, "leader", known_at=EVENING + dt.timedelta(minutes=45))
    assert then.line("delivered").rate.numerator == 420 + 200 + 300 + 280


def test_an_enterprise_sees_its_own_sum_and_the_sector_withheld(told: World) -> None:
    board = board_of(told, "jia_hq")
    assert board.line("delivered").rate.numerator == 420 + 600 + 300
    assert board.sector is not None
    assert board.sector.rate("delivered").numerator is None
    assert board.sector.withheld is not None
    other = board_of(told, "jia_hq", lens="published")
    assert other.now.sums is None
    assert all(u.now is None or u.now.sums is None for u in other.units)


def test_a_neighbour_is_told_nothing_that_was_not_released(told: World) -> None:
    board = board_of(told, "neighbour", "430100")
    assert board.lens.kind == "published"
    assert board.now.sums is None
    assert not board.flags


def test_below_a_county_there_is_no_area_and_nothing_to_rank(told: World) -> None:
    board = board_of(told, "officer", "430102")
    assert (board.units, board.worst, board.changed) == ([], [], [])
    assert [a.code for a in board.trail] == ["100000", "430000", "430100"]


def test_its_flags_are_those_of_the_hour_it_is_shown_at(told: World) -> None:
    late = EVENING + dt.timedelta(hours=1)
    last = SiteDay(told.sites["yi_hetang"].pk, TODAY, day_of(300), late)
    actions.report_many(rows=[last], source="synthetic", by=SYSTEM, now=late)
    actions.refresh_rollups(by=SYSTEM, now=late, days=[TODAY])
    codes = {f.reason.code for f in board_of(told, "leader").flags}
    before = {f.reason.code for f in board_of(told, "leader", known_at=EVENING + dt.timedelta(minutes=45)).flags}
    assert "operations.flag.missing" in before - codes


def test_a_county_shows_its_tier_as_published_and_as_computed(told: World) -> None:
    board = board_of(told, "officer", "430102")
    assert board.own_tier is not None
    assert (board.own_tier.published, board.own_tier.computed) == (Tier.UNKNOWN, Tier.UNKNOWN)
    assert board_of(told, "officer", "430100").own_tier is None
    published = PublishedTier(area_id="430102", as_of=TODAY, tier="high", scheme="cn-2020")
    published.save()
    cache.clear()
    board = board_of(told, "officer", "430102")
    assert board.own_tier is not None
    assert (board.own_tier.published, board.own_tier.effective) == (Tier.HIGH, Tier.HIGH)
    assert board.tiers[Tier.HIGH] == 1
    check = board_values(board)["tier_check"]
    assert (check["published"], check["computed"], check["disagrees"]) == ("high", "unknown", False)


@pytest.mark.parametrize("code", ["100000", "430000", "430100", "430102"])
def test_the_number_of_questions_to_the_database_does_not_grow_with_the_network(told: World, code: str) -> None:
    area = territory.area(code)
    assert area is not None
    actor = told.actor("leader")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        read(Asked(code=code, day=TODAY), area, actor=actor)
    assert len(asked) <= MOST_QUERIES


MOST_QUERIES = 18


def test_a_day_no_board_can_stand_on_is_refused_in_words(told: World) -> None:
    area = territory.area("430000")
    assert area is not None
    for day in (dt.date(1, 1, 1), dt.date(9999, 12, 31)):
        with pytest.raises(Invalid, match="2000"):
            read(Asked(code="430000", day=day), area, actor=told.actor("leader"))


def test_the_trend_holds_every_day_of_the_month_and_unknown_days_stay_unknown(told: World) -> None:
    area = territory.area("430000")
    assert area is not None
    trend = read_trend(Asked(code="430000", day=TODAY), area, actor=told.actor("leader"))
    assert len(trend.days) == 30
    assert trend.days[-1].rate("delivered").numerator == 1600
    assert trend.days[0].rate("delivered").value is None


def test_the_control_hand_tells_who_has_not_checked_in(told: World) -> None:
    worker(told)
    people.count_due(day=TODAY, by=SYSTEM, now=NOW)
    board = board_of(told, "leader")
    assert board.morning is not None
    assert (board.morning.due, board.morning.missing) == (1, 1)
    assert [u.morning and u.morning.missing for u in board.units] == [1, None]
    assert board_values(board)["morning"]["roster"] == TODAY.isoformat()
    page = told.client("leader").get("/board/430000/").content.decode()
    assert "未晨检 1 人" in page
    assert "/people/coverage/?area=430000&amp;day=2020-02-17" in page
    assert "/people/coverage/?area=430100&amp;day=2020-02-17" in page
    assert board_of(told, "yi_hq").morning is None
    assert board_of(told, "jia_hq", lens="published").morning is None
    assert board_of(told, "leader", known_at=EVENING).morning is None


def test_the_resumption_hand_tells_who_is_missing_and_who_is_back_and_not_cleared(told: World) -> None:
    first, second = worker(told), worker(told, **LI)
    rows = [people.Plan(pk, "420000") for pk in (first.pk, second.pk)]
    manager = told.actor("manager")
    back, _ = Return.objects.filter(pk__in=people.plan_returns(rows=rows, by=manager, now=NOW)).order_by("pk")
    reading = people.Reading(Measurement.Kind.ARRIVAL, 365, uuid.uuid4())
    people.check_arrival(back=back, version=1, reading=reading, by=manager, now=NOW)
    assert board_of(told, "leader").staffing is None
    people.count_staff(day=TODAY, by=SYSTEM, now=NOW)
    staffing = board_of(told, "leader").staffing
    assert staffing is not None
    assert (staffing.away, staffing.isolated, staffing.gap) == (1, 1, staffing.wanted)
    assert board_values(board_of(told, "leader"))["staffing"]["isolated"] == 1
    page = told.client("leader").get("/board/430000/").content.decode()
    assert "返岗未解除" in page
    assert "/people/returns/gaps/?area=430000" in page
    own = board_of(told, "jia_hq").staffing
    assert own is not None
    assert own.wanted < staffing.wanted
    rival = board_of(told, "yi_hq").staffing
    assert rival is not None
    assert (rival.away, rival.isolated) == (0, 0)
    assert board_of(told, "jia_hq", lens="published").staffing is None
