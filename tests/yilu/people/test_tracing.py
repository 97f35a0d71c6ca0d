"""Who met whom: from checks, shift groups, rooms, rides and visits; and who may see what of it."""

import datetime as dt
import random
from functools import reduce
from operator import or_

import pytest

from tests.world import NOW, SYSTEM, TODAY, World, person
from tests.yilu.people import norms
from tests.yilu.people.ground import check, worker
from yilu.core.clock import ZONE
from yilu.core.reasons import Denied, Invalid
from yilu.messages.models import Message
from yilu.people import actions
from yilu.people.actions._taking import Sent
from yilu.people.models import Contact, HealthCase, Place, Source, Worker
from yilu.people.queries.presence import Presence
from yilu.people.queries.tracing import Person, Trace, all_met, trace
from yilu.people.rules.answers import Symptom
from yilu.people.rules.workers import Details

WEEK = TODAY - dt.timedelta(days=6)


def someone(world: World, code: str, site: str = "jia_furong", **over: str) -> Worker:
    return worker(world, site, code=code, name=f"员工{code}", identity="", phone="", **over)


def at_work(*people: Worker, days: int = 1) -> None:
    """They checked in on the last days."""
    for back in range(days):
        day = TODAY - dt.timedelta(days=back)
        sent = [Sent(w.pk, check(day, sent=NOW)) for w in people]
        actions.send_checks(rows=sent, source=Source.SYNTHETIC, by=SYSTEM, now=NOW)


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), ZONE)


def together(kind: Place.Kind, since: dt.datetime, until: dt.datetime, *people: Worker, **where: object) -> None:
    rows = [actions.Staying(w, kind, since, until, **where) for w in people]  # type: ignore[arg-type]
    actions.record_stays(rows=rows, by=SYSTEM, now=NOW)


def traced(who: Worker, actor: object = SYSTEM) -> Trace:
    return trace(actor, who.pk, first=WEEK, last=TODAY)  # type: ignore[arg-type]


def test_people_of_one_site_on_one_day_met_and_the_same_group_says_so(world: World) -> None:
    ill, mate, other = someone(world, "1", shift_group="早"), someone(world, "2", shift_group="早"), someone(world, "3")
    at_work(ill, mate, other, days=3)
    met = {m.person: m for m in traced(ill).met}
    assert met[mate.pk].via == "shift"
    assert met[other.pk].via == "site"
    assert (met[mate.pk].days, met[mate.pk].degree, met[mate.pk].minutes) == (3, 1, None)
    assert met[mate.pk].first_day == TODAY - dt.timedelta(days=2)


def test_who_was_there_only_on_other_days_did_not_meet_him(world: World) -> None:
    ill, mate, early = someone(world, "1"), someone(world, "2"), someone(world, "3")
    at_work(ill, mate)
    actions.send_checks(rows=[Sent(early.pk, check(WEEK, sent=NOW))], source=Source.SYNTHETIC, by=SYSTEM, now=NOW)
    assert {m.person for m in traced(ill).met} == {mate.pk}


def test_a_ride_tells_its_minutes_and_a_room_its_days(world: World) -> None:
    ill, rider, room_mate = someone(world, "1"), someone(world, "2", "jia_hetang"), someone(world, "3", "jia_hetang")
    yesterday = TODAY - dt.timedelta(days=1)
    together(Place.Kind.VEHICLE, at(yesterday, 9), at(yesterday, 9, 40), ill, rider, name="湘A12345")
    together(Place.Kind.ROOM, at(yesterday, 20), at(TODAY, 6), ill, room_mate, name="幸福里301", county="430102")
    met = {m.person: m for m in traced(ill).met}
    assert (met[rider.pk].via, met[rider.pk].minutes, met[rider.pk].days) == ("vehicle", 40, 1)
    assert (met[room_mate.pk].via, met[room_mate.pk].days) == ("room", 2)


def test_colleagues_of_the_regulators_office_met_there(world: World) -> None:
    assert world.office is not None
    clerks = [
        actions.add_worker(
            details=Details(f"G{n}", f"公务员{n}", "office", office=world.office.pk, joined_on=dt.date(2020, 1, 1)),
            by=SYSTEM,
            now=NOW,
        )
        for n in range(2)
    ]
    at_work(*clerks, days=2)
    [met] = traced(clerks[0]).met
    assert (met.person, met.via, met.days) == (clerks[1].pk, "office", 2)


def test_of_several_ways_the_closest_is_told(world: World) -> None:
    ill, mate = someone(world, "1"), someone(world, "2")
    at_work(ill, mate, days=2)
    together(Place.Kind.ROOM, at(TODAY, 1), at(TODAY, 3), ill, mate, name="幸福里301")
    [met] = traced(ill).met
    assert (met.via, met.days, met.minutes) == ("room", 2, 120)


def test_rides_of_one_vehicle_at_different_hours_are_no_meeting(world: World) -> None:
    ill, other = someone(world, "1"), someone(world, "2", "jia_hetang")
    together(Place.Kind.VEHICLE, at(TODAY, 6), at(TODAY, 7), ill, name="湘A12345")
    together(Place.Kind.VEHICLE, at(TODAY, 7), at(TODAY, 8), other, name="湘A12345")
    assert traced(ill).met == ()


def test_the_second_degree_is_reached_through_the_first_from_their_meeting_on(world: World) -> None:
    ill, mate = someone(world, "1"), someone(world, "2")
    before, after = someone(world, "3", "jia_hetang"), someone(world, "4", "jia_hetang")
    at_work(ill, mate, days=2)
    together(Place.Kind.ROOM, at(WEEK, 20), at(WEEK, 23), mate, before, name="幸福里8室", county="430102")
    together(Place.Kind.ROOM, at(TODAY, 1), at(TODAY, 6), mate, after, name="幸福里8室", county="430102")
    second = [m for m in traced(ill).met if m.degree == 2]
    assert [(m.person, m.through) for m in second] == [(after.pk, mate.pk)]


def test_a_contact_transferred_meanwhile_carries_it_to_the_other_site(world: World) -> None:
    ill, mate, there = someone(world, "1"), someone(world, "2"), someone(world, "3", "jia_hetang")
    earlier = TODAY - dt.timedelta(days=2)
    for w in (ill, mate):
        actions.send_checks(rows=[Sent(w.pk, check(earlier, sent=NOW))], source=Source.SYNTHETIC, by=SYSTEM, now=NOW)
    actions.transfer_worker(
        worker=mate, version=1, on=TODAY, cause="调动", site=world.sites["jia_hetang"], by=SYSTEM, now=NOW
    )
    at_work(mate, there)
    assert {(m.person, m.degree) for m in traced(ill).met} == {(mate.pk, 1), (there.pk, 2)}


def test_a_visitor_of_a_site_met_those_at_work_there(world: World) -> None:
    driver, clerk = someone(world, "1", "jia_yuelu"), someone(world, "2")
    at_work(clerk)
    together(Place.Kind.SITE, at(TODAY, 7), at(TODAY, 7, 30), driver, site=world.sites["jia_furong"])
    met = traced(driver).met
    assert [(m.person, m.via, m.minutes) for m in met] == [(clerk.pk, "visit", 30)]


def test_at_a_park_gate_two_brands_meet_and_each_sees_only_its_own(world: World) -> None:
    ill, mate = someone(world, "1"), someone(world, "2")
    rivals = [someone(world, f"Y{n}", "yi_furong") for n in range(6)]
    at_work(ill, mate)
    together(Place.Kind.PARK, at(TODAY, 5), at(TODAY, 6), ill, *rivals, park=world.park)
    own, others, all_of_it = (traced(ill, world.actor(a)) for a in ("jia_hq", "yi_hq", "officer_health"))
    assert {m.person for m in own.met} == {mate.pk}
    assert own.others == 6
    assert set(own.people) == {ill.pk, mate.pk}
    assert {m.person for m in others.met} == {r.pk for r in rivals}
    assert others.others is None  # one of the other brand: too few to tell
    assert ill.pk not in others.people
    assert {m.person for m in all_of_it.met} == {mate.pk, *(r.pk for r in rivals)}
    assert all_of_it.others == 0


@pytest.fixture
def world(world: World) -> World:
    person(world, "officer_health", "health_officer", area="430100")
    person(world, "site_health", "site_health_officer", site=world.sites["jia_furong"])
    person(world, "yi_manager", "site_manager", site=world.sites["yi_furong"])
    norms.in_force()
    return world


def a_case(world: World) -> tuple[HealthCase, Worker, Worker]:
    ill, rival = someone(world, "1"), someone(world, "Y1", "yi_furong")
    together(Place.Kind.PARK, at(TODAY, 5), at(TODAY, 6), ill, rival, park=world.park)
    actions.send_check(worker=ill, check=check(symptoms=Symptom.COUGH), source=Source.PHONE, by=SYSTEM, now=NOW)
    return HealthCase.objects.get(), ill, rival


def test_the_list_of_a_case_is_kept_and_the_other_site_is_told_without_a_name(world: World) -> None:
    case, _, rival = a_case(world)
    assert actions.keep_contacts(case=case, days=14, by=world.actor("site_health"), now=NOW) == 1
    kept = Contact.objects.get()
    assert (kept.worker, kept.via, kept.minutes, kept.days) == (rival, "visit", 60, 1)
    told = Message.objects.get(recipient=world.people["yi_manager"])
    assert told.link == "/people/contacts/"
    assert str(case.pk) not in told.title_zh + told.body_zh
    assert case.steps.get(code="trace").done_at == NOW


def test_a_newer_trace_replaces_the_list(world: World) -> None:
    case, *_ = a_case(world)
    for _ in range(2):
        actions.keep_contacts(case=case, days=14, by=world.actor("site_health"), now=NOW)
    assert Contact.objects.count() == 1


def test_the_window_is_a_sane_number_of_days_and_the_case_ones_own(world: World) -> None:
    case, *_ = a_case(world)
    with pytest.raises(Invalid):
        actions.keep_contacts(case=case, days=0, by=world.actor("site_health"), now=NOW)
    with pytest.raises(Denied):
        actions.keep_contacts(case=case, days=14, by=world.actor("yi_manager"), now=NOW)


def test_a_stay_without_a_place_or_ending_before_it_begins_is_refused(world: World) -> None:
    who = someone(world, "1")
    for row in (
        actions.Staying(who, Place.Kind.ROOM, at(TODAY, 1), at(TODAY, 2)),
        actions.Staying(who, Place.Kind.ROOM, at(TODAY, 2), at(TODAY, 1), name="3"),
        actions.Staying(who, Place.Kind.PARK, at(TODAY, 1), at(TODAY, 2), name="3"),
        actions.Staying(who, Place.Kind.ROOM, NOW + dt.timedelta(hours=1), name="3"),
    ):
        with pytest.raises(Invalid):
            actions.record_stays(rows=[row], by=SYSTEM, now=NOW)


@pytest.mark.parametrize("seed", range(60))
def test_a_trace_finds_whom_a_slow_search_finds(seed: int) -> None:
    draw = random.Random(seed)
    days = {(who, site): draw.getrandbits(4) & draw.getrandbits(4) for who in range(1, 9) for site in range(1, 4)}
    shared_days = {(who, ("site", site)): bits for (who, site), bits in days.items() if bits}
    presence = Presence(TODAY, TODAY + dt.timedelta(days=3), shared_days)
    people = {n: Person(n, str(n), "", "courier", None, "430102", None, None) for n in range(1, 9)}
    found = all_met(1, presence, people, first=presence.first, last=presence.last)
    together = {
        (a, b): reduce(or_, (days[a, s] & days[b, s] for s in range(1, 4))) for a in people for b in people if a != b
    }
    begun = {b: (bits & -bits) for (a, b), bits in together.items() if a == 1 and bits}
    second = {b for (a, b), bits in together.items() if a in begun and b not in (1, *begun) and bits & -begun[a]}
    assert {m.person for m in found if m.degree == 1} == set(begun)
    assert {m.person for m in found if m.degree == 2} == second
    for m in found:
        shared = together[m.through, m.person] & (-begun[m.through] if m.degree == 2 else -1)
        assert m.days == shared.bit_count()
