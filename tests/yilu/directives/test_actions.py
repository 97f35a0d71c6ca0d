"""Confirming, splitting, joining, issuing, signing, withdrawing: what is done and what is refused."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, World, person
from tests.yilu.directives.notices import PROVINCE
from yilu.audit.models import Act
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.directives import actions
from yilu.directives.facts import Unit, Wording
from yilu.directives.models import Directive, Measure, Receipt
from yilu.directives.queries import progress
from yilu.directives.queries.lists import own_receipt
from yilu.directives.reading import opened_text
from yilu.tasks.models import Step, Task

DUE = NOW + dt.timedelta(days=3)
WORDING = Wording("disinfection", ["sites"], "officer", due=DUE)


def draft(world: World, text: str = PROVINCE, area: str = "430000") -> Directive:
    return actions.take_in(source=opened_text(text), unit=Unit(area), by=world.actor("leader"), now=NOW)


def issued(world: World, text: str = "营业网点要消毒。", wording: Wording = WORDING) -> Directive:
    made = draft(world, text)
    for measure in made.measures.all():
        actions.confirm(measure=measure, version=1, wording=wording, by=world.actor("leader"), now=NOW)
    actions.issue(directive=made, version=1, by=world.actor("leader"), now=NOW)
    actions.settle(directive=made, by=world.actor("leader"), now=NOW)
    made.refresh_from_db()
    return made


def test_a_text_is_kept_with_every_measure_where_it_stands_and_none_confirmed(world: World) -> None:
    made = draft(world)
    measures = list(made.measures.all())
    assert [m.number for m in measures] == ["一（一）", "一（二）", "二（一）1", "二（一）2", "二（二）", "三"]
    assert all(m.text == made.text[m.start : m.end] for m in measures)
    assert {m.state for m in measures} == {"proposed"}
    assert measures[3].due == dt.datetime(2020, 2, 21, tzinfo=NOW.tzinfo), "3日内, from the day it was taken in"


def test_nothing_is_issued_unconfirmed(world: World) -> None:
    made = draft(world)
    with pytest.raises(Denied) as refused:
        actions.issue(directive=made, version=1, by=world.actor("leader"), now=NOW)
    assert refused.value.reasons[0].code == "directives.unconfirmed"
    assert not Receipt.objects.exists()


def test_two_who_confirm_at_once_the_second_is_told_who_was_first(world: World) -> None:
    measure = draft(world).measures.all()[0]
    actions.confirm(measure=measure, version=1, wording=WORDING, by=world.actor("leader"), now=NOW)
    with pytest.raises(Conflict) as refused:
        actions.set_aside(measure=measure, version=1, by=world.actor("leader"), now=NOW)
    assert "leader" in refused.value.reasons[0].text.zh
    measure.refresh_from_db()
    assert measure.state == "confirmed"


def test_a_measure_joined_away_meanwhile_is_a_conflict_not_a_crash(world: World) -> None:
    first, second, *_ = draft(world).measures.all()
    actions.join(measure=first, version=1, by=world.actor("leader"), now=NOW)
    with pytest.raises(Conflict):
        actions.confirm(measure=second, version=1, wording=WORDING, by=world.actor("leader"), now=NOW)


def test_split_parts_stand_where_they_stood_and_joined_they_are_the_whole_again(world: World) -> None:
    made = draft(world, "一、各网点要消毒。3日内上报。\n二、要通风。")
    whole = made.measures.all()[0]
    parts = actions.split(measure=whole, version=1, at=[len("一、各网点要消毒。")], by=world.actor("leader"), now=NOW)
    assert [p.text for p in parts] == ["一、各网点要消毒。", "3日内上报。"]
    kept = list(made.measures.all())
    assert [m.number for m in kept] == ["一-1", "一-2", "二"]
    assert all(m.text == made.text[m.start : m.end] and m.state == "proposed" for m in kept)
    assert kept[1].deadline is not None
    again = actions.join(measure=kept[0], version=2, by=world.actor("leader"), now=NOW)
    assert again.text == whole.text
    assert made.measures.count() == 2


@pytest.mark.parametrize("at", [[], [0], [99], [5, 3], [4, 4]])
def test_a_split_outside_the_text_is_refused(world: World, at: list[int]) -> None:
    measure = draft(world, "一、各网点要消毒。").measures.all()[0]
    with pytest.raises(Invalid):
        actions.split(measure=measure, version=1, at=at, by=world.actor("leader"), now=NOW)


def test_it_goes_only_within_the_units_own_area(world: World) -> None:
    measure = draft(world).measures.all()[0]
    outside = Wording("other", ["sites"], "officer", due=DUE, area="420000")
    with pytest.raises(Invalid) as refused:
        actions.confirm(measure=measure, version=1, wording=outside, by=world.actor("leader"), now=NOW)
    assert refused.value.reasons[0].code == "directives.beyond_the_unit"


@pytest.mark.parametrize(
    ("wording", "code"),
    [
        (Wording("other", [], "officer", due=DUE), "directives.no_audience"),
        (Wording("other", ["sites"], "officer", due=NOW), "directives.due_passed"),
    ],
)
def test_a_measure_for_nobody_or_due_before_now_is_not_confirmed(world: World, wording: Wording, code: str) -> None:
    measure = draft(world).measures.all()[0]
    with pytest.raises(Invalid) as refused:
        actions.confirm(measure=measure, version=1, wording=wording, by=world.actor("leader"), now=NOW)
    assert [r.code for r in refused.value.reasons] == [code]


def test_somebody_elses_unit_is_not_mine_to_handle(world: World) -> None:
    made = draft(world)
    for who in ("officer", "manager", "yi_hq"):
        with pytest.raises(Denied):
            actions.discard(directive=made, by=world.actor(who), now=NOW)
    assert Act.objects.filter(verb="directives.directive.discard", outcome="refused").count() == 3


def test_every_recipient_gets_a_receipt_and_a_task_whose_owner_holds_the_post(world: World) -> None:
    made = issued(world, wording=Wording("disinfection", ["sites", "prefectures"], "officer", due=DUE))
    assert made.settled_at is not None
    assert made.receipts.count() == 7
    tasks = {t.site_id or t.area_id: t for t in Task.objects.filter(kind="directives.measure")}
    assert tasks[world.sites["jia_furong"].pk].owner == world.people["manager"]
    assert tasks["430100"].owner == world.people["officer"]
    assert tasks[world.sites["yi_hetang"].pk].owner is None, "nobody holds the post: a blind spot"
    assert Step.objects.filter(task=tasks["430100"], verb="opened").count() == 1
    assert tasks["430100"].next_step_at is not None


def test_sending_again_sends_nothing_twice(world: World) -> None:
    made = issued(world)
    before = (made.receipts.count(), Task.objects.count(), Step.objects.count())
    actions.settle(directive=made, by=SYSTEM, now=NOW)
    assert (made.receipts.count(), Task.objects.count(), Step.objects.count()) == before


def test_a_measure_without_a_due_time_is_signed_for_and_makes_no_task(world: World) -> None:
    made = issued(world, wording=Wording("study", ["prefectures"], "officer"))
    assert made.receipts.count() == 2
    assert not Task.objects.exists()


def test_only_one_of_the_organisation_signs_and_only_once(world: World) -> None:
    made = issued(world)
    receipt = own_receipt(made, actor=world.actor("manager"))
    assert receipt is not None
    for who in ("leader", "officer", "jia_hq", "yi_hq"):
        with pytest.raises(Denied):
            actions.sign(receipt=receipt, by=world.actor(who), now=NOW)
    signed = actions.sign(receipt=receipt, by=world.actor("manager"), now=NOW)
    assert (signed.read_at, signed.read_by) == (NOW, "manager")
    with pytest.raises(Denied) as refused:
        actions.sign(receipt=receipt, by=world.actor("manager"), now=NOW)
    assert refused.value.reasons[0].code == "directives.signed_already"


def test_a_new_one_takes_the_place_of_the_old_and_its_open_tasks_go(world: World) -> None:
    old = issued(world)
    new = draft(world, "营业网点要通风。")
    for measure in new.measures.all():
        actions.confirm(measure=measure, version=1, wording=WORDING, by=world.actor("leader"), now=NOW)
    actions.issue(directive=new, version=1, supersedes=old, by=world.actor("leader"), now=NOW)
    for each in (new, old):
        actions.settle(directive=each, by=world.actor("leader"), now=NOW)
    old.refresh_from_db()
    assert (old.state, old.superseded_by) == ("superseded", new)
    assert set(Task.objects.standing().values_list("origin", flat=True)) == {
        f"directives.measure:{new.measures.get().pk}"
    }


def test_a_headquarters_passes_it_down_to_its_own_branches_alone(world: World) -> None:
    made = issued(world, wording=Wording("protection", ["headquarters"], "officer", due=DUE))
    hq = world.actor("jia_hq")
    own = actions.pass_down(directive=made, unit=Unit("100000", world.brands["jia"]), by=hq, now=NOW)
    assert [m.audiences for m in own.measures.all()] == [["branches"]]
    chosen = dict(own.measures.values_list("pk", "version"))
    actions.confirm_many(directive=own, chosen=chosen, by=hq, now=NOW)
    actions.issue(directive=own, version=1, by=hq, now=NOW)
    actions.settle(directive=own, by=hq, now=NOW)
    assert {r.enterprise_id for r in own.receipts.all()} == {
        world.enterprises["jia_changsha"].pk, world.enterprises["jia_zhuzhou"].pk,
    }  # fmt: skip
    assert actions.pass_down(directive=made, unit=Unit("100000", world.brands["jia"]), by=hq, now=NOW) == own


def test_progress_rolls_up_the_levels_and_shows_each_reader_only_its_own(world: World) -> None:
    person(world, "branch", "branch_manager", enterprise=world.enterprises["jia_changsha"])
    made = issued(world, wording=Wording("disinfection", ["prefectures", "sites"], "officer", due=DUE))
    receipt = own_receipt(made, actor=world.actor("manager"))
    assert receipt is not None
    actions.sign(receipt=receipt, by=world.actor("manager"), now=NOW)
    late = DUE + dt.timedelta(hours=1)
    counted = progress.counted(made, actor=world.actor("leader"), now=late)
    levels = {p.key: (p.sent, p.signed, p.tasks, p.late) for p in progress.by_level(counted)}
    assert levels == {"prefectures": (2, 0, 2, 2), "sites": (5, 1, 5, 5)}
    areas = {p.key: p.sent for p in progress.by_area(counted, ["430100", "430200"])}
    assert areas == {"430100": 4, "430200": 3}
    rival = progress.total(progress.counted(made, actor=world.actor("yi_hq"), now=late))
    assert (rival.sent, rival.tasks) == (2, 2)
    own = progress.total(progress.counted(made, actor=world.actor("manager"), now=late))
    assert (own.sent, own.signed, own.tasks) == (1, 1, 1)


def test_a_draft_is_seen_by_those_who_may_issue_it_and_nobody_below(world: World) -> None:
    made = draft(world)
    assert Directive.objects.seen_by(world.actor("leader")).filter(pk=made.pk).exists()
    for who in ("officer", "manager", "jia_hq"):
        assert not Directive.objects.seen_by(world.actor(who)).filter(pk=made.pk).exists()


def test_a_discarded_draft_leaves_nothing_but_its_record(world: World) -> None:
    actions.discard(directive=draft(world), by=world.actor("leader"), now=NOW)
    assert not Measure.objects.exists()
    assert Act.objects.filter(verb="directives.directive.discard", outcome="done").exists()


def test_what_the_level_above_asked_for_too_late_can_still_be_passed_on(world: World) -> None:
    made = issued(world, wording=Wording("study", ["prefectures"], "officer", due=NOW + dt.timedelta(hours=1)))
    officer, later = world.actor("officer"), NOW + dt.timedelta(hours=2)
    own = actions.pass_down(directive=made, unit=Unit("430100"), by=officer, now=later)
    wording = Wording("study", ["sites"], "officer", due=later + dt.timedelta(hours=4))
    actions.confirm(measure=own.measures.get(), version=1, wording=wording, by=officer, now=later)
    assert own.measures.get().state == "confirmed"


def test_a_headquarters_own_matter_comes_to_itself(world: World) -> None:
    hq, brand = world.actor("jia_hq"), world.brands["jia"]
    made = actions.take_in(source=opened_text("要盘点口罩。"), unit=Unit("100000", brand), by=hq, now=NOW)
    wording = Wording("protection", ["own"], "officer", due=DUE)
    actions.confirm(measure=made.measures.get(), version=1, wording=wording, by=hq, now=NOW)
    actions.issue(directive=made, version=1, by=hq, now=NOW)
    actions.settle(directive=made, by=hq, now=NOW)
    receipt = own_receipt(made, actor=hq)
    assert receipt is not None
    assert receipt.holder == world.people["jia_hq"]
    assert Task.objects.get().owner == world.people["jia_hq"]
    assert not Directive.objects.seen_by(world.actor("yi_hq")).exists()


def test_a_text_of_endless_items_is_refused_in_words(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        draft(world, "一、要。\n" * 20_001)
    assert refused.value.reasons[0].code == "directives.too_many"
