"""Health cases: opened at once by a check, told to those who answer for them, worked and closed on documents."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, TODAY, World, person
from tests.yilu.people import norms
from tests.yilu.people.ground import LI, check, worker
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.messages.models import Message
from yilu.network.models import Site
from yilu.norms.models import Evidence
from yilu.people import actions
from yilu.people.models import CaseStep, HealthCase, Isolation, Source, Worker
from yilu.people.queries import cases as queries
from yilu.people.rules.answers import Symptom
from yilu.people.rules.workers import Details
from yilu.tasks.models import Task

DOCUMENT = "岳麓区疾控中心排查意见（演示）第1号"


@pytest.fixture
def staffed(world: World) -> World:
    """The world with norms in force, a site health officer, a health officer and a duty officer."""
    norms.in_force()
    person(world, "site_health", "site_health_officer", site=world.sites["jia_furong"])
    person(world, "health", "health_officer", area="430100")
    person(world, "province_health", "health_officer", area="430000")
    person(world, "duty", "duty_officer", area="430100")
    return world


def coughs(ill: Worker, *, day: dt.date = TODAY) -> HealthCase:
    actions.send_check(worker=ill, check=check(day, symptoms=Symptom.COUGH), source=Source.PHONE, by=SYSTEM, now=NOW)
    return HealthCase.objects.get(worker=ill, closed_at=None)


def close(case: HealthCase, by: Actor, **over: object) -> HealthCase:
    told = {"version": case.version, "outcome": HealthCase.State.CLEARED, "document": DOCUMENT, **over}
    return actions.close_case(case=case, by=by, now=NOW, **told)  # type: ignore[arg-type]


def test_a_symptom_opens_a_case_whose_steps_have_only_the_clocks_that_texts_give(staffed: World) -> None:
    case = coughs(worker(staffed))
    due = {s.code: s.due_at for s in case.steps.all()}
    assert case.cause == "symptom"
    assert due["suspend"] == NOW
    assert due["report"] == dt.datetime(2020, 2, 18, tzinfo=NOW.tzinfo)
    assert due["care"] is None
    assert due["trace"] is None
    assert "tell_government" not in due


def test_without_norms_in_force_only_the_houses_own_steps_stand(world: World) -> None:
    case = coughs(worker(world))
    assert [s.code for s in case.steps.all()] == ["trace"]
    assert Site.objects.get(pk=case.site_id).status == "open"


def test_the_norm_suspends_the_outlet_at_once(staffed: World) -> None:
    case = coughs(worker(staffed))
    site = Site.objects.get(pk=case.site_id)
    assert site.status == "suspended"
    assert "营业网点操作规范" in site.status_changes.latest("since").document
    assert case.steps.get(code="suspend").done_at == NOW


def test_contact_alone_suspends_nothing(staffed: World) -> None:
    ill = worker(staffed)
    actions.send_check(worker=ill, check=check(case_contact=True), source=Source.PHONE, by=SYSTEM, now=NOW)
    assert Site.objects.get(pk=ill.site_id).status == "open"


def test_those_who_answer_are_told_with_a_link_and_no_word_of_health(staffed: World) -> None:
    case = coughs(worker(staffed))
    told = Message.objects.filter(link=f"/people/cases/{case.pk}/", urgent=True)
    assert {m.recipient_id for m in told} == {staffed.people[p].pk for p in ("manager", "site_health", "duty")}
    said = "".join(m.title_zh + m.body_zh + m.title_en + m.body_en for m in Message.objects.all())
    said += "".join(t.title_zh + t.detail_zh for t in Task.objects.all())
    assert "咳" not in said
    assert "张望山" not in said
    held = Task.objects.filter(origin=f"people.case:{case.pk}")
    assert {t.owner_id for t in held} == {staffed.people[p].pk for p in ("manager", "site_health", "duty")}


def test_a_second_finding_goes_into_the_case_that_is_open(staffed: World) -> None:
    ill = worker(staffed)
    case = coughs(ill, day=TODAY - dt.timedelta(days=1))
    actions.send_check(worker=ill, check=check(family_unwell=True), source=Source.PHONE, by=SYSTEM, now=NOW)
    assert HealthCase.objects.count() == 1
    assert sorted(case.findings.values_list("cause", flat=True)) == ["family", "symptom"]


def test_an_open_case_keeps_its_worker_off_every_shift_until_it_is_closed(staffed: World) -> None:
    ill, well = worker(staffed), worker(staffed, **LI)
    case = coughs(ill)
    blocks = queries.standing_blocks([ill.pk, well.pk], TODAY)
    assert [r.code for r in blocks[ill.pk]] == ["people.post.case"]
    assert well.pk not in blocks
    close(case, staffed.actor("site_health"))
    assert queries.standing_blocks([ill.pk], TODAY) == {}


def test_it_closes_only_on_a_document_and_its_tasks_end_with_it(staffed: World) -> None:
    case = coughs(worker(staffed))
    with pytest.raises(Invalid) as refused:
        close(case, staffed.actor("site_health"), document=" ")
    assert [r.code for r in refused.value.reasons] == ["people.case.document"]
    closed = close(case, staffed.actor("site_health"))
    assert closed.state == "cleared"
    assert not Task.objects.standing().filter(origin=f"people.case:{case.pk}").exists()
    with pytest.raises(Invalid):
        close(closed, staffed.actor("site_health"))


def test_it_does_not_close_while_its_person_is_isolated(staffed: World) -> None:
    case = coughs(worker(staffed))
    isolate(case, staffed.actor("site_health"))
    with pytest.raises(Invalid) as refused:
        close(case, staffed.actor("site_health"))
    assert "people.case.isolated" in {r.code for r in refused.value.reasons}


def isolate(case: HealthCase, by: Actor) -> Isolation:
    return actions.record_isolation(
        worker=case.worker, case=case, authority="岳麓区卫生健康局", document="医学观察告知书（演示）第7号",
        place="集中隔离点3号楼", first_day=TODAY, last_day=None, by=by, now=NOW,
    )  # fmt: skip


def test_a_confirmed_case_asks_for_more_and_ends_only_as_recovered(staffed: World) -> None:
    case = coughs(worker(staffed))
    by = staffed.actor("site_health")
    kept = actions.confirm_case(case=case, version=case.version, document="核酸检测报告（演示）", by=by, now=NOW)
    step = CaseStep.objects.get(case=case, code="tell_government")
    assert step.due_at is None
    with pytest.raises(Invalid):
        close(kept, by)
    assert close(kept, by, outcome=HealthCase.State.RECOVERED).closed_at == NOW


def test_two_editors_do_not_overwrite_each_other(staffed: World) -> None:
    case = coughs(worker(staffed))
    by = staffed.actor("site_health")
    actions.confirm_case(case=case, version=case.version, document="报告（演示）", by=by, now=NOW)
    with pytest.raises(Conflict):
        close(case, by)


def test_another_brand_neither_sees_nor_handles_it(staffed: World) -> None:
    case = coughs(worker(staffed))
    assert not queries.seen(staffed.actor("yi_hq")).exists()
    with pytest.raises(Denied):
        close(case, staffed.actor("yi_hq"))


def test_details_are_seen_by_the_sites_and_the_prefectures_health_officers_alone(staffed: World) -> None:
    case = coughs(worker(staffed))
    seeing = {p for p in staffed.appointments if queries.sees_details(staffed.actor(p), case)}
    assert seeing == {"site_health", "health"}


def test_from_further_up_a_person_is_seen_only_while_the_case_is_open(staffed: World) -> None:
    case = coughs(worker(staffed))
    far, close_by = staffed.actor("province_health"), staffed.actor("health")
    assert case in queries.seen(far)
    close(case, staffed.actor("site_health"))
    assert case not in queries.seen(far)
    assert case in queries.seen(close_by)
    assert queries.counted(far, now=NOW).closed is None
    assert queries.counted(close_by, now=NOW).closed == 1


def test_a_step_is_done_once_with_its_note(staffed: World) -> None:
    case = coughs(worker(staffed))
    step = case.steps.get(code="care")
    actions.do_step(step=step, note="已送发热门诊", by=staffed.actor("manager"), now=NOW)
    assert CaseStep.objects.get(pk=step.pk).note == "已送发热门诊"
    with pytest.raises(Conflict):
        actions.do_step(step=step, by=staffed.actor("manager"), now=NOW)


def test_a_step_done_under_a_requirement_stands_in_the_ledger(staffed: World) -> None:
    case = coughs(worker(staffed))
    for code in ("report", "trace"):
        actions.do_step(step=case.steps.get(code=code), by=staffed.actor("manager"), now=NOW)
    [line] = Evidence.objects.filter(origin="people")
    assert (line.requirement.code, line.site_id, line.worker_id) == ("O11", case.site_id, None)


def test_the_regulators_own_staff_have_cases_too_and_their_own_people_are_told(staffed: World) -> None:
    assert staffed.office is not None
    clerk = actions.add_worker(
        details=Details("G01", "公务员甲", "office", office=staffed.office.pk, joined_on=dt.date(2020, 1, 1)),
        by=SYSTEM,
        now=NOW,
    )
    case = coughs(Worker.objects.get(pk=clerk.pk))
    assert case.site is None
    assert [r.code for r in queries.standing_blocks([clerk.pk], TODAY)[clerk.pk]] == ["people.post.case"]
    told = Message.objects.filter(link=f"/people/cases/{case.pk}/")
    assert {m.recipient_id for m in told} == {staffed.people["health"].pk, staffed.people["duty"].pk}
    assert case in queries.seen(staffed.actor("health"))
    assert case not in queries.seen(staffed.actor("manager"))


def test_what_is_told_by_telephone_opens_a_case_too(staffed: World) -> None:
    ill = worker(staffed)
    case = actions.report_case(
        worker=ill, cause=HealthCase.Cause.CONTACT, day=TODAY, note="家属来电告知", by=staffed.actor("manager"), now=NOW
    )
    assert case.cause == "contact"
    with pytest.raises(Invalid):
        actions.report_case(
            worker=ill, cause=HealthCase.Cause.CONTACT, day=TODAY + dt.timedelta(days=1), note="",
            by=staffed.actor("manager"), now=NOW,
        )  # fmt: skip
