"""Returns: booked within the limits, flagged when the origin's tier changes, cleared on a document; never before."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.people.ground import LI, ZHANG, check, worker
from tests.yilu.people.norms import in_force
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.norms import actions as norms
from yilu.people import actions
from yilu.people.actions import Plan, Reading
from yilu.people.models import ArrivalDay, HealthCase, Isolation, Measurement, Return, Source, Worker
from yilu.people.queries import days_of
from yilu.people.queries.returns import changed_tiers
from yilu.people.rules.returns import STATES, TRANSITIONS, State, Verb
from yilu.territory.models import Area, PublishedTier

TOMORROW = TODAY + dt.timedelta(days=1)
HOME = "420000"


def away(world: World, who: Worker | None = None, **over: object) -> Return:
    plan = Plan(**{"worker": (who or worker(world)).pk, "origin": HOME, **over})  # type: ignore[arg-type]
    return actions.plan_return(plan=plan, by=SYSTEM, now=NOW)


def order(
    world: World, arrivals: int | None, places: int | None = None, *, area: str = "430102", **over: object
) -> None:
    told = {
        "area": Area.objects.get(pk=area), "first_day": TODAY, "last_day": TODAY + dt.timedelta(days=30),
        "arrivals": arrivals, "places": places, "document": "防指〔2020〕1号（测试）", "by": SYSTEM, "now": NOW, **over,
    }  # fmt: skip
    actions.order_arrivals(**told)  # type: ignore[arg-type]


def book(back: Return, day: dt.date = TOMORROW, now: dt.datetime = NOW) -> Return:
    return actions.book_return(back=back, version=back.version, day=day, by=SYSTEM, now=now)


def arrive(back: Return, now: dt.datetime = NOW, temperature: int = 365) -> Return:
    reading = Reading(Measurement.Kind.ARRIVAL, temperature, uuid.uuid4())
    return actions.check_arrival(back=back, version=back.version, reading=reading, by=SYSTEM, now=now)


def crowd(world: World, number: int) -> list[Return]:
    return [away(world, worker(world, code=f"R{n}", name="陶然", identity="", phone="")) for n in range(number)]


def ordered(key: str, value: str) -> None:
    norms.set_parameter(
        area=Area.objects.get(pk="430000"), key=key, value=Decimal(value), document="测试文件", valid_from=TODAY,
        by=SYSTEM, now=NOW,
    )  # fmt: skip


def codes(refused: pytest.ExceptionInfo[Denied]) -> list[str]:
    return [r.code for r in refused.value.reasons]


def blocked(who: Worker, day: dt.date = TODAY) -> list[str]:
    [today] = days_of([who], day=day)
    return [r.code for r in today.why_not]


def test_every_state_but_the_last_can_be_left_and_each_can_be_reached() -> None:
    left, reached = {s for s, _ in TRANSITIONS}, set(TRANSITIONS.values())
    assert left == set(State) - {State.CLEARED, State.CANCELLED}
    assert reached == set(State)
    assert {v for _, v in TRANSITIONS} == set(Verb)
    assert set(STATES) == set(State)


def test_an_arrival_limit_is_never_passed(world: World) -> None:
    order(world, 2)
    people = crowd(world, 3)
    book(people[0])
    book(people[1])
    with pytest.raises(Invalid) as refused:
        book(people[2])
    assert codes(refused) == ["people.return.full"]
    assert "防指〔2020〕1号" in str(refused.value.reasons[0])
    book(people[2], TOMORROW + dt.timedelta(days=1))
    assert ArrivalDay.objects.get(area_id="430102", day=TOMORROW).arriving == 2


def test_where_nothing_was_ordered_nothing_is_limited(world: World) -> None:
    for back in crowd(world, 12):
        book(back)
    assert ArrivalDay.objects.get(area_id="430102", day=TOMORROW).arrivals is None


def test_the_limits_of_prefecture_and_province_bind_too(world: World) -> None:
    order(world, 1, area="430000")
    first, second = crowd(world, 2)
    book(first)
    with pytest.raises(Invalid) as refused:
        book(second)
    assert codes(refused) == ["people.return.full"]


def test_an_isolation_place_is_taken_for_each_day_the_area_orders(world: World) -> None:
    ordered("isolation_days", "3")
    order(world, None, 1)
    first, second = crowd(world, 2)
    book(first)
    for n in range(3):
        with pytest.raises(Invalid) as refused:
            book(second, TOMORROW + dt.timedelta(days=n))
        assert codes(refused) == ["people.return.no_place"]
    book(second, TOMORROW + dt.timedelta(days=3))


def test_who_would_stay_at_home_takes_no_place(world: World) -> None:
    ordered("isolation_days", "3")
    order(world, None, 0)
    back = book(away(world, quarters=Return.Quarters.HOME))
    assert back.isolation_days == 0


def test_another_day_gives_the_first_one_back(world: World) -> None:
    order(world, 1)
    first, second = crowd(world, 2)
    first = book(first)
    book(first, TOMORROW + dt.timedelta(days=4))
    book(second)
    assert [d.arriving for d in ArrivalDay.objects.filter(area_id="430102", arriving__gt=0)] == [1, 1]


def test_a_booking_that_is_refused_keeps_the_day_it_had(world: World) -> None:
    order(world, 1)
    first, second = crowd(world, 2)
    first, second = book(first), book(second, TOMORROW + dt.timedelta(days=1))
    with pytest.raises(Invalid):
        book(second)
    second.refresh_from_db()
    assert second.day == TOMORROW + dt.timedelta(days=1)
    assert [d.arriving for d in ArrivalDay.objects.filter(area_id="430102", arriving__gt=0)] == [1, 1]


def test_the_database_itself_refuses_one_more(world: World) -> None:
    order(world, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        ArrivalDay.objects.filter(area_id="430102", day=TOMORROW).update(arriving=2)


def test_a_lowered_limit_gives_the_latest_bookings_back(world: World) -> None:
    order(world, 3)
    people = [book(b) for b in crowd(world, 3)]
    order(world, 1)
    for back in people:
        back.refresh_from_db()
    assert [b.state for b in people] == ["booked", "planned", "planned"]
    assert all(b.unbooked_because for b in people[1:])
    assert ArrivalDay.objects.get(area_id="430102", day=TOMORROW).arriving == 1


def test_a_limit_below_those_on_the_way_is_refused(world: World) -> None:
    back = book(away(world), TODAY)
    actions.note_departure(back=back, version=back.version, by=SYSTEM, now=NOW)
    with pytest.raises(Invalid) as refused:
        order(world, 0)
    assert codes(refused) == ["people.limit.people_there"]


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"document": " "}, "people.limit.document"),
        ({"arrivals": None}, "people.limit.empty"),
        ({"last_day": TODAY - dt.timedelta(days=1)}, "people.limit.days"),
        ({"last_day": TODAY + dt.timedelta(days=400)}, "people.limit.days"),
    ],
)
def test_an_order_of_limits_names_days_numbers_and_document(world: World, over: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        order(world, **{"arrivals": 5, **over})  # type: ignore[arg-type]
    assert codes(refused) == [code]


def test_limits_are_ordered_by_those_who_may(world: World) -> None:
    with pytest.raises(Denied):
        order(world, 5, by=world.actor("manager"))
    with pytest.raises(Denied):
        order(world, 5, by=world.actor("neighbour"))
    order(world, 5, by=world.actor("officer"))


def test_one_person_is_not_booked_at_two_sites(world: World) -> None:
    first = worker(world)
    again = worker(world, "yi_furong", code="B77", identity=ZHANG["identity"])
    away(world, first)
    with pytest.raises(Invalid) as refused:
        away(world, again)
    assert codes(refused) == ["people.return.elsewhere"]
    with pytest.raises(Invalid) as refused:
        away(world, first)
    assert codes(refused) == ["people.return.stands"]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (TODAY - dt.timedelta(days=1), "people.return.past"),
        (TODAY + dt.timedelta(days=2), "people.return.early"),
        (TODAY + dt.timedelta(days=900), "people.return.far"),
    ],
)
def test_a_day_that_will_not_do_is_refused(world: World, day: dt.date, code: str) -> None:
    back = away(world, earliest=TODAY + dt.timedelta(days=3))
    with pytest.raises(Invalid) as refused:
        book(back, day)
    assert code in codes(refused)


def test_two_editors_do_not_overwrite_each_other(world: World) -> None:
    back = away(world)
    stale = Return.objects.get(pk=back.pk)
    book(back)
    with pytest.raises(Conflict):
        book(stale, TOMORROW + dt.timedelta(days=1))


def publish(code: str, tier: str, day: dt.date = TODAY) -> None:
    PublishedTier.objects.create(area_id=code, as_of=day, tier=tier, scheme="cn-2020", source="测试")


def test_a_return_whose_origins_tier_changed_asks_for_a_decision(world: World) -> None:
    publish("430202", "low", TODAY - dt.timedelta(days=3))
    back = book(away(world, origin="430202"), TODAY)
    assert not changed_tiers(Return.objects.all(), on=TODAY)
    publish("430202", "high")
    [why] = changed_tiers(Return.objects.all(), on=TODAY).values()
    assert "由低风险变为高风险" in why.text.zh
    with pytest.raises(Invalid) as refused:
        actions.note_departure(back=back, version=back.version, by=SYSTEM, now=NOW)
    assert codes(refused) == ["people.return.tier_changed"]
    with pytest.raises(Invalid):
        actions.decide_return(back=back, version=back.version, ground=" ", by=SYSTEM, now=NOW)
    back = actions.decide_return(back=back, version=back.version, ground="经属地同意，专车接回", by=SYSTEM, now=NOW)
    assert not changed_tiers(Return.objects.all(), on=TODAY)
    assert actions.note_departure(back=back, version=back.version, by=SYSTEM, now=NOW).state == "travelling"


def test_nobody_is_fit_for_work_before_the_clearance(world: World) -> None:
    who = worker(world)
    back = book(away(world, who), TODAY)
    actions.send_check(worker=who, check=check(), source=Source.PHONE, by=SYSTEM, now=NOW)
    assert blocked(who) == ["people.post.not_back"]
    back = actions.note_departure(back=back, version=back.version, by=SYSTEM, now=NOW)
    back = arrive(back)
    assert back.was_booked
    isolation = actions.record_isolation(
        worker=who, case=None, authority="芙蓉区卫生健康局", document="告知书（测试）", place="隔离点", first_day=TODAY,
        last_day=None, by=SYSTEM, now=NOW,
    )  # fmt: skip
    back.refresh_from_db()
    assert back.state == "isolated"
    with pytest.raises(Invalid) as refused:
        actions.clear_return(back=back, version=back.version, document="证明", by=SYSTEM, now=NOW)
    assert codes(refused) == ["people.return.isolated"]
    actions.release(isolation=isolation, document="解除通知书（测试）", by=SYSTEM, now=NOW)
    back.refresh_from_db()
    assert (back.state, back.document) == ("cleared", "解除通知书（测试）")
    assert blocked(who) == []


def test_an_early_clearance_frees_the_place_from_the_next_day(world: World) -> None:
    ordered("isolation_days", "5")
    order(world, None, 1)
    first, second = crowd(world, 2)
    first = arrive(book(first, TODAY))
    Isolation.objects.create(
        worker=first.worker, authority="x", document="x", place="x", first_day=TODAY, recorded_at=NOW, released_at=NOW,
        clearance_document="x",
    )  # fmt: skip
    actions.clear_return(back=first, version=first.version, document="解除", by=SYSTEM, now=NOW)
    book(second, TOMORROW)


def test_where_days_of_observation_are_ordered_nobody_is_cleared_sooner(world: World) -> None:
    ordered("isolation_days", "2")
    back = arrive(book(away(world), TODAY))
    with pytest.raises(Invalid) as refused:
        actions.clear_return(back=back, version=back.version, document="", by=SYSTEM, now=NOW)
    assert codes(refused) == ["people.return.document", "people.return.too_soon"]
    later = NOW + dt.timedelta(days=2)
    actions.clear_return(back=back, version=back.version, document="查验合格证明", by=SYSTEM, now=later)


def test_who_comes_unasked_is_recorded_and_takes_room_only_if_there_is_any(world: World) -> None:
    order(world, 0)
    back = arrive(away(world))
    assert (back.state, back.was_booked, back.day) == ("arrived", False, None)
    assert ArrivalDay.objects.get(area_id="430102", day=TODAY).arriving == 0


def test_who_comes_unasked_from_a_high_risk_area_falls_under_the_sixth_rule(world: World) -> None:
    publish("430202", "high", TODAY - dt.timedelta(days=1))
    in_force()
    who = worker(world)
    arrive(away(world, who, origin="430202"))
    assert "norms.y6" in blocked(who)


def test_a_fever_on_arrival_opens_a_case(world: World) -> None:
    ordered("fever_line", "37.3")
    back = arrive(book(away(world), TODAY), temperature=385)
    assert HealthCase.objects.get().worker_id == back.worker_id


def test_turned_back_on_the_way_the_plan_stands_and_the_day_is_free(world: World) -> None:
    order(world, 1)
    first, second = crowd(world, 2)
    first = book(first, TODAY)
    first = actions.note_departure(back=first, version=first.version, by=SYSTEM, now=NOW)
    first = actions.turn_back(back=first, version=first.version, because="检查站劝返", by=SYSTEM, now=NOW)
    assert (first.state, first.day) == ("planned", None)
    book(second, TODAY)


def test_a_cancelled_return_leaves_the_worker_free_to_work(world: World) -> None:
    who = worker(world)
    back = away(world, who)
    actions.cancel_return(back=back, version=back.version, by=SYSTEM, now=NOW)
    assert "people.post.not_back" not in blocked(who)
    away(world, who)


def test_many_are_booked_as_far_as_the_limits_go(world: World) -> None:
    order(world, 2)
    people = crowd(world, 4)
    outcome = actions.book_returns(days=[(b, TOMORROW) for b in people], by=SYSTEM, now=NOW)
    assert [[r.code for r in why] for why in outcome] == [[], [], ["people.return.full"], ["people.return.full"]]
    assert Return.objects.filter(state="booked").count() == 2
    assert ArrivalDay.objects.get(area_id="430102", day=TOMORROW).arriving == 2


def test_another_brand_neither_plans_nor_books(world: World) -> None:
    back = away(world)
    rival = world.actor("yi_hq")
    with pytest.raises(Denied):
        actions.book_return(back=back, version=1, day=TOMORROW, by=rival, now=NOW)
    with pytest.raises(Denied):
        actions.plan_return(plan=Plan(worker(world, **LI).pk, HOME), by=rival, now=NOW)
