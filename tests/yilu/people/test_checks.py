"""Taking checks: once each, judged, counted, and never overwritten."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.people.ground import LI, check, worker
from yilu.audit.models import Act
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.norms.models import Setting
from yilu.people import actions
from yilu.people.actions._taking import Sent, Standing
from yilu.people.models import CoverageCell, DifferingCheck, HealthCase, Measurement, MorningCheck, PlacesStayed, Source
from yilu.people.queries import days_of
from yilu.people.rules.answers import Symptom

PHONE = Source.PHONE


def fever_line(tenths: int) -> None:
    Setting.objects.create(
        area_id="430000", key="fever_line", value=tenths / 10, document="湘测〔2020〕1号", valid_from=TODAY,
        recorded_at=NOW, by="tests",
    )  # fmt: skip


def test_a_normal_check_is_stored_and_counted(world: World) -> None:
    zhang = worker(world)
    taken = actions.send_check(worker=zhang, check=check(), source=PHONE, by=SYSTEM, now=NOW)
    assert (taken.standing, taken.why, taken.notice) == (Standing.STORED, (), None)
    stored = MorningCheck.objects.get(worker=zhang, day=TODAY)
    assert stored.is_normal
    assert stored.site_id == zhang.site_id
    cell = CoverageCell.objects.get(day=TODAY, county_id="430102")
    assert (cell.reported, cell.abnormal, cell.enterprise_id) == (1, 0, zhang.enterprise_id)


def test_the_same_check_again_is_answered_the_same_and_stored_once(world: World) -> None:
    zhang, sent = worker(world), check(symptoms=int(Symptom.COUGH))
    first = actions.send_check(worker=zhang, check=sent, source=PHONE, by=SYSTEM, now=NOW)
    again = actions.send_check(worker=zhang, check=sent, source=PHONE, by=SYSTEM, now=NOW + dt.timedelta(minutes=2))
    assert again.standing is Standing.REPEATED
    assert (again.day, again.why) == (first.day, first.why)
    assert MorningCheck.objects.count() == 1
    assert CoverageCell.objects.get().reported == 1
    assert HealthCase.objects.count() == 1


def test_a_second_check_that_says_otherwise_waits_for_a_person(world: World) -> None:
    zhang = worker(world)
    actions.send_check(worker=zhang, check=check(), source=PHONE, by=SYSTEM, now=NOW)
    second = check(family_unwell=True)
    taken = actions.send_check(worker=zhang, check=second, source=Source.GATE, by=SYSTEM, now=NOW)
    assert taken.standing is Standing.DIFFERS
    assert MorningCheck.objects.get().is_normal
    waiting = DifferingCheck.objects.get()
    assert waiting.family_unwell
    [of_the_day] = days_of([zhang], day=TODAY)
    assert {w.code for w in of_the_day.why_not} >= {"people.post.differs", "people.post.case"}

    actions.settle_difference(differing=waiting, second_stands=True, by=SYSTEM, now=NOW)
    assert MorningCheck.objects.get().client_id == second.client_id
    assert not DifferingCheck.objects.get().family_unwell
    with pytest.raises(Conflict):
        actions.settle_difference(differing=waiting, second_stands=False, by=SYSTEM, now=NOW)


def test_a_differing_check_sent_twice_waits_once(world: World) -> None:
    zhang, second = worker(world), check(family_unwell=True)
    actions.send_check(worker=zhang, check=check(), source=PHONE, by=SYSTEM, now=NOW)
    for _ in range(2):
        actions.send_check(worker=zhang, check=second, source=PHONE, by=SYSTEM, now=NOW)
    assert DifferingCheck.objects.count() == 1


def test_a_gate_that_adds_the_temperature_disagrees_with_nobody(world: World) -> None:
    zhang = worker(world)
    actions.send_check(worker=zhang, check=check(temperature=None), source=PHONE, by=SYSTEM, now=NOW)
    taken = actions.send_check(worker=zhang, check=check(temperature=366), source=Source.GATE, by=SYSTEM, now=NOW)
    assert taken.standing is Standing.AGREED
    assert Measurement.objects.get().temperature == 366
    assert days_of([zhang], day=TODAY)[0].screened


def test_without_a_fever_line_no_temperature_judges_anybody(world: World) -> None:
    zhang = worker(world)
    taken = actions.send_check(worker=zhang, check=check(temperature=401), source=PHONE, by=SYSTEM, now=NOW)
    assert taken.why == ()
    assert not HealthCase.objects.exists()


def test_at_the_areas_fever_line_a_case_opens_at_once(world: World) -> None:
    fever_line(373)
    zhang, li = worker(world), worker(world, **LI)
    below = actions.send_check(worker=li, check=check(temperature=372), source=PHONE, by=SYSTEM, now=NOW)
    at = actions.send_check(worker=zhang, check=check(temperature=373), source=PHONE, by=SYSTEM, now=NOW)
    assert below.why == ()
    assert [w.code for w in at.why] == ["people.check.fever"]
    case = HealthCase.objects.get()
    assert (case.worker_id, case.cause, case.site_id) == (zhang.pk, "fever", zhang.site_id)


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        ({"symptoms": int(Symptom.COUGH)}, "symptom"),
        ({"family_unwell": True}, "family"),
        ({"case_contact": True}, "contact"),
        ({"returnee_contact": True}, "returnee"),
    ],
)
def test_each_answer_that_is_not_normal_opens_a_case_without_any_setting(
    world: World, answer: dict[str, int], cause: str
) -> None:
    taken = actions.send_check(worker=worker(world), check=check(**answer), source=PHONE, by=SYSTEM, now=NOW)
    assert len(taken.why) == 1
    assert HealthCase.objects.get().cause == cause
    assert not MorningCheck.objects.get().is_normal


def test_what_cannot_be_is_refused(world: World) -> None:
    zhang = worker(world)
    for wrong in (
        check(temperature=3650),
        check(symptoms=1 << 12),
        check(TODAY + dt.timedelta(days=1), sent=NOW),
        check(TODAY - dt.timedelta(days=20), sent=NOW),
        check()._replace(day=TODAY - dt.timedelta(days=1)),
        check()._replace(reported_at=NOW + dt.timedelta(hours=1)),
    ):
        with pytest.raises(Invalid):
            actions.send_check(worker=zhang, check=wrong, source=PHONE, by=SYSTEM, now=NOW)
    assert not MorningCheck.objects.exists()


def test_a_check_that_waited_three_days_on_a_phone_counts_for_its_own_day(world: World) -> None:
    zhang, made = worker(world), TODAY - dt.timedelta(days=3)
    taken = actions.send_check(worker=zhang, check=check(made, sent=NOW), source=PHONE, by=SYSTEM, now=NOW)
    assert (taken.day, taken.notice) == (made, None)
    assert MorningCheck.objects.get().day == made


def test_a_clock_wrong_by_a_day_is_noticed_and_put_right(world: World) -> None:
    zhang, tomorrow = worker(world), NOW + dt.timedelta(days=1)
    ahead = check(TODAY + dt.timedelta(days=1), at=tomorrow, sent=tomorrow)
    taken = actions.send_check(worker=zhang, check=ahead, source=PHONE, by=SYSTEM, now=NOW)
    assert taken.day == TODAY
    assert taken.notice is not None
    assert taken.notice.code == "people.check.clock"
    assert MorningCheck.objects.get().clock_off == 24 * 60


def test_places_stayed_are_kept_apart_and_encrypted(world: World) -> None:
    zhang = worker(world)
    actions.send_check(worker=zhang, check=check(places="长沙、株洲"), source=PHONE, by=SYSTEM, now=NOW)
    assert PlacesStayed.objects.get().places == "长沙、株洲"
    raw = PlacesStayed.objects.extra(select={"raw": "places"}).values_list("raw", flat=True).get()
    assert "长沙" not in raw


def test_a_thousand_checks_make_one_audit_row_with_their_digest(world: World) -> None:
    people = [worker(world, code=f"B{i}", phone="", identity="", name=f"员工{i}") for i in range(30)]
    rows = [Sent(w.pk, check()) for w in people]
    before = Act.objects.count()
    bulk = actions.send_checks(rows=rows, source=Source.API, by=world.actor("jia_hq"), now=NOW)
    assert (bulk.taken, bulk.abnormal, bulk.refused) == (30, 0, [])
    [act] = Act.objects.order_by("pk")[before:]
    assert act.after is not None
    assert (act.after["taken"], len(act.after["digest"])) == (30, 64)
    assert MorningCheck.objects.count() == 30
    again = actions.send_checks(rows=rows, source=Source.API, by=world.actor("jia_hq"), now=NOW)
    assert again.taken == 30
    assert MorningCheck.objects.count() == 30


def test_one_bad_row_refuses_all_unless_partial(world: World) -> None:
    zhang, li = worker(world), worker(world, **LI)
    rows = [Sent(zhang.pk, check()), Sent(li.pk, check(temperature=9999))]
    with pytest.raises(Invalid):
        actions.send_checks(rows=rows, source=Source.API, by=SYSTEM, now=NOW)
    assert not MorningCheck.objects.exists()
    bulk = actions.send_checks(rows=rows, source=Source.API, by=SYSTEM, now=NOW, partial=True)
    assert (bulk.taken, [at for at, _ in bulk.refused]) == (1, [1])


def test_a_competitor_reports_for_nobody_here(world: World) -> None:
    zhang = worker(world)
    with pytest.raises(Denied):
        actions.send_check(worker=zhang, check=check(), source=Source.API, by=world.actor("yi_hq"), now=NOW)
    with pytest.raises(Invalid):
        actions.send_checks(rows=[Sent(zhang.pk, check())], source=Source.API, by=world.actor("yi_hq"), now=NOW)
    assert not MorningCheck.objects.exists()


def test_no_check_no_work(world: World) -> None:
    zhang = worker(world)
    assert "people.post.unchecked" in {w.code for w in days_of([zhang], day=TODAY)[0].why_not}
    actions.send_check(worker=zhang, check=check(), source=PHONE, by=SYSTEM, now=NOW)
    assert days_of([zhang], day=TODAY)[0].why_not == ()


def test_a_temperature_on_return_is_one_more_of_the_day(world: World) -> None:
    fever_line(373)
    zhang, li = worker(world), worker(world, **LI)
    arrival = actions.Reading(Measurement.Kind.ARRIVAL, 365, uuid.uuid4(), witness=li)
    actions.send_check(worker=zhang, check=check(), source=PHONE, by=SYSTEM, now=NOW)
    actions.measure(worker=zhang, reading=arrival, source=Source.GATE, by=world.actor("manager"), now=NOW)
    back = replace(arrival, kind=Measurement.Kind.RETURN, temperature=380, client_id=uuid.uuid4())
    taken = actions.measure(worker=zhang, reading=back, source=Source.GATE, by=world.actor("manager"), now=NOW)
    actions.measure(worker=zhang, reading=back, source=Source.GATE, by=world.actor("manager"), now=NOW)
    assert [w.code for w in taken.why] == ["people.check.fever"]
    assert Measurement.objects.count() == 2
    assert HealthCase.objects.get().cause == "fever"
    with pytest.raises(Invalid):
        actions.measure(
            worker=zhang,
            reading=replace(arrival, witness=zhang),
            source=Source.GATE,
            by=world.actor("manager"),
            now=NOW,
        )


def test_a_recount_finds_what_the_counters_say(world: World) -> None:
    zhang, _ = worker(world), worker(world, **LI)
    actions.send_check(worker=zhang, check=check(case_contact=True), source=PHONE, by=SYSTEM, now=NOW)
    actions.recount(day=TODAY, by=SYSTEM, now=NOW)
    cell = CoverageCell.objects.get(day=TODAY)
    assert (cell.due, cell.reported, cell.abnormal) == (2, 1, 1)
