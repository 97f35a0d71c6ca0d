"""Nobody stands on a shift without today's normal check, clearance and protection; never too many on a floor."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.people.ground import check
from tests.yilu.people.test_isolation import isolated
from tests.yilu.rosters.ground import TOMORROW, checked, crew, masks, ordered, shift
from yilu.core.reasons import Denied, Invalid
from yilu.people import actions as people
from yilu.people.actions import Plan
from yilu.people.models import HealthCase, Source, Worker
from yilu.rosters import actions
from yilu.rosters.models import Assignment, Shift
from yilu.rosters.queries import attendance, site_day
from yilu.supplies.models import Holding

MORNING = NOW + dt.timedelta(days=1)


def put(on: Shift, workers: list[int], now: dt.datetime = NOW) -> dict[int, list[str]]:
    refused = actions.put_on(shift=on, workers=workers, by=SYSTEM, now=now)
    return {pk: [r.code for r in why] for pk, why in refused.items()}


def states(on: Shift) -> dict[int, str]:
    return dict(Assignment.objects.filter(shift=on).values_list("worker_id", "state"))


def test_checked_cleared_and_protected_one_is_put_on(world: World) -> None:
    workers = crew(world, 3)
    checked(workers)
    masks(world, 10)
    early = shift(world.sites["jia_furong"])
    assert put(early, workers) == {}
    assert states(early) == dict.fromkeys(workers, "on")


def test_each_reason_keeps_a_person_off(world: World) -> None:
    fit, unchecked, unwell, ill, apart, away = workers = crew(world, 6)
    checked([fit, ill, apart, away])
    people.send_checks(rows=[people.Sent(unwell, check(symptoms=1))], source=Source.MANAGER, by=SYSTEM, now=NOW)
    get = Worker.objects.get
    cause = HealthCase.Cause.CONTACT
    people.report_case(worker=get(pk=ill), cause=cause, day=TODAY, note="来电告知接触", by=SYSTEM, now=NOW)
    isolated(world, get(pk=apart))
    people.plan_return(plan=Plan(away, "420000"), by=SYSTEM, now=NOW)
    masks(world, 50)
    refused = put(shift(world.sites["jia_furong"]), workers)
    assert set(refused) == {unchecked, unwell, ill, apart, away}
    assert refused[unchecked] == ["people.post.unchecked"]
    assert refused[ill] == ["people.post.case"]
    assert refused[apart] == ["people.post.isolated"]
    assert refused[away] == ["people.post.not_back"]
    assert "people.check.symptoms" in refused[unwell] or any("check" in c for c in refused[unwell])


def test_masks_for_two_put_two_on(world: World) -> None:
    ordered("masks_a_day", "2")
    workers = crew(world, 3)
    checked(workers)
    masks(world, 4)
    early = shift(world.sites["jia_furong"])
    assert list(put(early, workers)) == workers[2:]
    late = shift(world.sites["jia_furong"], "晚班", starts=15, ends=22)
    # Those who stand on a shift have the first call on the day's masks.
    assert list(put(late, workers[2:])) == workers[2:]


def test_masks_of_ones_own_protect_too(world: World) -> None:
    [worker] = crew(world, 1)
    checked([worker])
    early = shift(world.sites["jia_furong"])
    assert list(put(early, [worker])) == [worker]
    Holding.objects.create(worker_id=worker, until=TODAY)
    assert put(early, [worker]) == {}


def test_a_floor_bears_so_many_at_a_time_and_no_more(world: World) -> None:
    ordered("person_area", "50")  # 200 m²: four people
    workers = crew(world, 6)
    checked(workers)
    masks(world, 50)
    site = world.sites["jia_furong"]
    early, between, late = shift(site), shift(site, "中班", starts=13, ends=18), shift(site, "晚班", starts=14, ends=22)
    refused = actions.put_on(shift=early, workers=workers[:5], by=SYSTEM, now=NOW)
    assert list(refused) == [workers[4]]
    assert "湘防指〔2020〕3号" in refused[workers[4]][0].text.zh
    assert list(put(between, workers[4:])) == workers[4:]  # meets the early shift at 13:00
    assert put(late, workers[4:]) == {}


def test_without_an_order_the_floor_limits_nobody(world: World) -> None:
    workers = crew(world, 30)
    checked(workers)
    masks(world, 100)
    assert put(shift(world.sites["jia_furong"]), workers) == {}


def test_nobody_stands_on_two_shifts_at_a_time(world: World) -> None:
    [worker] = crew(world, 1)
    checked([worker])
    masks(world, 9)
    site = world.sites["jia_furong"]
    assert put(shift(site), [worker]) == {}
    assert put(shift(site, "中班", starts=12, ends=18), [worker]) == {worker: ["rosters.shift.overlap"]}
    assert put(shift(site, "夜班", starts=22, ends=6), [worker]) == {}


def test_a_stranger_to_the_site_is_not_put_on(world: World) -> None:
    [rival] = crew(world, 1, "yi_furong")
    checked([rival])
    assert put(shift(world.sites["jia_furong"]), [rival]) == {rival: ["rosters.shift.elsewhere"]}


def test_a_shift_to_come_is_planned_and_worked_only_after_that_mornings_check(world: World) -> None:
    fit, late, ill = workers = crew(world, 3)
    people.report_case(
        worker=Worker.objects.get(pk=ill),
        cause=HealthCase.Cause.CONTACT,
        day=TODAY,
        note="来电告知接触",
        by=SYSTEM,
        now=NOW,
    )
    masks(world, 9)
    early = shift(world.sites["jia_furong"], day=TOMORROW)
    assert put(early, workers) == {ill: ["people.post.case"]}
    assert states(early) == {fit: "planned", late: "planned"}
    with pytest.raises(Invalid):
        actions.confirm(shift=early, by=SYSTEM, now=NOW)
    checked([fit], TOMORROW, MORNING)
    refused = actions.confirm(shift=early, by=SYSTEM, now=MORNING)
    assert [r.code for r in refused[late]] == ["people.post.unchecked"]
    assert states(early) == {fit: "on", late: "planned"}


def test_a_case_during_the_day_takes_its_person_off(world: World) -> None:
    fit, ill = workers = crew(world, 2)
    checked(workers)
    masks(world, 9)
    early = shift(world.sites["jia_furong"])
    put(early, workers)
    people.report_case(
        worker=Worker.objects.get(pk=ill),
        cause=HealthCase.Cause.FEVER,
        day=TODAY,
        note="来电告知接触",
        by=SYSTEM,
        now=NOW,
    )
    assert actions.take_off_blocked(day=TODAY, by=SYSTEM, now=NOW) == 1
    assert states(early) == {fit: "on", ill: "off"}
    assert Assignment.objects.get(worker=ill).reasons == ["people.post.case"]
    assert actions.take_off_blocked(day=TODAY, by=SYSTEM, now=NOW) == 0
    with pytest.raises(Denied):
        actions.take_off_blocked(day=TODAY, by=world.actor("leader"), now=NOW)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"name": " "}, "rosters.shift.name"),
        ({"name": "早班"}, "rosters.shift.same"),
        ({"day": TODAY - dt.timedelta(days=1)}, "rosters.shift.over"),
        ({"day": TODAY + dt.timedelta(days=90)}, "rosters.shift.far"),
    ],
)
def test_a_shift_that_cannot_be_is_refused(world: World, told: dict[str, object], code: str) -> None:
    site = world.sites["jia_furong"]
    shift(site)
    with pytest.raises(Invalid) as refused:
        shift(site, **{"name": "晚班", **told})  # type: ignore[arg-type]
    assert [r.code for r in refused.value.reasons] == [code]


def test_only_the_sites_own_people_make_its_shifts(world: World) -> None:
    site = world.sites["jia_furong"]
    for stranger in ("yi_hq", "officer", "neighbour"):
        with pytest.raises(Denied):
            actions.make_shift(
                site=site, day=TODAY, name="班", starts=dt.time(6), ends=dt.time(14), by=world.actor(stranger), now=NOW
            )
    actions.make_shift(
        site=site, day=TODAY, name="班", starts=dt.time(6), ends=dt.time(14), by=world.actor("manager"), now=NOW
    )


def test_one_taken_off_may_be_put_on_again(world: World) -> None:
    [worker] = crew(world, 1)
    checked([worker])
    masks(world, 9)
    early = shift(world.sites["jia_furong"])
    put(early, [worker])
    actions.take_off(assignment=Assignment.objects.get(), by=SYSTEM, now=NOW)
    assert states(early) == {worker: "off"}
    put(early, [worker])
    assert states(early) == {worker: "on"}


def test_a_days_rows_tell_who_stands_who_may_and_who_came(world: World) -> None:
    on, fit, blocked = crew(world, 3)
    checked([on, fit])
    masks(world, 9)
    site = world.sites["jia_furong"]
    put(shift(site), [on])
    rows = {r.worker.pk: r for r in site_day(site, day=TODAY, today=TODAY)}
    assert (rows[on].state, rows[on].is_fit, rows[on].name) == ("on", True, "孙行者")
    assert (rows[fit].state, rows[fit].is_fit) == ("", True)
    assert not rows[blocked].is_fit
    [came] = attendance(site, first=TODAY, last=TODAY)
    assert (came["on"], came["present"]) == (1, 1)


def test_a_shift_on_which_nobody_stood_is_dropped_and_no_other(world: World) -> None:
    [worker] = crew(world, 1)
    checked([worker])
    masks(world, 9)
    site = world.sites["jia_furong"]
    early, late = shift(site), shift(site, "晚班", starts=15, ends=20)
    put(early, [worker])
    with pytest.raises(Invalid):
        actions.drop_shift(shift=early, by=SYSTEM, now=NOW)
    actions.drop_shift(shift=late, by=SYSTEM, now=NOW)
    assert list(Shift.objects.all()) == [early]
