"""What regulators decide: only what a norm in force asks, in time, once; and what becomes of it."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, World, person
from tests.yilu.filings.ground import LATER, citing, filed, opened, protected, review, status
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.filings import actions, queries
from yilu.filings.models import Decision, Filing
from yilu.filings.rules.citing import Citing
from yilu.messages.models import Message
from yilu.network import actions as network
from yilu.norms.models import Provision, Setting
from yilu.tasks import actions as tasks
from yilu.tasks.models import Task


def returned(world: World, filing: Filing, *codes: str, now: dt.datetime = LATER) -> Decision:
    """Returned by the officer."""
    cited = citing(filing.site, *codes)
    return actions.return_filing(filing=filing, citing=cited, by=world.actor("officer"), now=now)


def test_where_no_document_demands_a_review_there_is_none(normed: World) -> None:
    filing = filed(normed)
    assert filing.state == "filed"
    with pytest.raises(Invalid):
        returned(normed, filing, "Y2")
    with pytest.raises(Invalid):
        actions.pass_review(filing=filing, by=normed.actor("officer"), now=NOW)


def test_a_review_has_the_documents_time_and_the_officer_a_task(normed: World) -> None:
    review()
    filing = opened(normed)
    assert (filing.state, filing.review_until) == ("under_review", NOW + dt.timedelta(days=3))
    task = Task.objects.get(kind="filings.review")
    assert (task.owner, task.due) == (normed.people["officer"], filing.review_until)


def test_a_passed_filing_opens_in_the_same_act(normed: World) -> None:
    review()
    filing = actions.pass_review(filing=opened(normed), by=normed.actor("officer"), now=LATER)
    assert (filing.state, status(normed)) == ("open", "open")
    assert not Task.objects.standing().filter(kind="filings.review").exists()


def test_silence_keeps_nobody_shut_and_is_counted(normed: World) -> None:
    review()
    opened(normed)
    tasks.escalate_overdue(by=SYSTEM, now=NOW + dt.timedelta(days=2, hours=17))
    assert Message.objects.filter(recipient=normed.people["leader"]).exists()
    then = NOW + dt.timedelta(days=3)
    protected(normed, at=then)
    actions.settle_due(by=SYSTEM, now=then)
    assert status(normed) == "open"
    span = {"first": NOW, "until": then + dt.timedelta(days=1)}
    [line], _ = queries.by_officer(normed.actor("leader"), area="430000", **span)
    assert (line.officer, line.ran_out, line.passed) == ("演员officer", 1, 0)


def test_a_return_cites_is_answered_and_the_site_opens(normed: World) -> None:
    review()
    filing = opened(normed)
    decision = returned(normed, filing, "Y2")
    filing.refresh_from_db()
    assert (filing.state, decision.minutes, decision.cited) == ("returned", 1, 1)
    with pytest.raises(Invalid, match="逐项答复"):
        actions.file(filing=filing, by=normed.actor("jia_hq"), now=LATER)
    citation = decision.citations.get()
    actions.answer_citation(citation=citation, words="已配齐两百只口罩", by=normed.actor("jia_hq"), now=LATER)
    actions.file(filing=filing, by=normed.actor("jia_hq"), now=LATER)
    filing.refresh_from_db()
    assert filing.state == "under_review"
    assert actions.pass_review(filing=filing, by=normed.actor("officer"), now=LATER).state == "open"


def test_a_second_return_for_what_was_met_before_shows(normed: World) -> None:
    review()
    filing = opened(normed)
    for code, again in (("Y2", 0), ("Y1", 1)):
        decision = returned(normed, filing, code)
        assert decision.again == again
        actions.answer_citation(
            citation=decision.citations.get(), words="已按要求办理", by=normed.actor("jia_hq"), now=LATER
        )
        actions.file(filing=filing, by=normed.actor("jia_hq"), now=LATER)
        filing.refresh_from_db()
    span = {"first": NOW, "until": NOW + dt.timedelta(days=1)}
    [line], often = queries.by_officer(normed.actor("leader"), area="430000", **span)
    assert (line.returned, line.again) == (2, 1)
    assert dict(often) == {"Y1": 1, "Y2": 1}


@pytest.mark.parametrize("verb", ["return", "rectify", "suspend"])
@pytest.mark.parametrize("asked", ["nothing", "not in force", "of another province", "advice", "not said"])
def test_an_officer_cannot_ask_for_more_than_the_norm(normed: World, verb: str, asked: str) -> None:
    if verb == "return":
        review()
    filing = opened(normed)
    site = filing.site
    by_code = {p.requirement.code: p.pk for p in Provision.objects.filter(area_id="100000").order_by("-valid_from")}
    anhui = Provision.objects.get(area_id="340000", requirement__code="Y1").pk
    given = {
        "nothing": [],
        "not in force": [Citing(by_code["G13"], "设置隔离区")],  # the guide of 21 February, asked on the 17th
        "of another province": [Citing(anhui, "提前三天报备")],
        "advice": [Citing(by_code["O10"], "投递前电话联系")],
        "not said": citing(site, "Y2", satisfy=" "),
    }[asked]
    by = {"by": normed.actor("officer"), "now": LATER}
    with pytest.raises(Invalid):
        if verb == "return":
            actions.return_filing(filing=filing, citing=given, **by)
        elif verb == "rectify":
            actions.order_rectification(site=site, citing=given, due=LATER + dt.timedelta(days=1), **by)
        else:
            actions.suspend(site=site, citing=given, **by)
    filing.refresh_from_db()
    assert filing.state == ("under_review" if verb == "return" else "open")
    assert not Decision.objects.exists()


def test_two_officers_deciding_at_once_get_one_decision_and_a_clear_answer(normed: World) -> None:
    review()
    filing = opened(normed)
    person(normed, "second", "officer", area="430100")
    actions.pass_review(filing=filing, version=filing.version, by=normed.actor("officer"), now=LATER)
    with pytest.raises(Conflict) as refused:
        actions.return_filing(
            filing=filing,
            citing=citing(filing.site, "Y2"),
            version=filing.version,
            by=normed.actor("second"),
            now=LATER,
        )
    assert "复工" in str(refused.value)
    assert Decision.objects.count() == 1


def test_an_officer_of_another_prefecture_decides_nothing(normed: World) -> None:
    review()
    filing = opened(normed)
    with pytest.raises(Denied):
        actions.pass_review(filing=filing, by=normed.actor("neighbour"), now=LATER)


def test_a_suspended_site_answers_and_reopens_without_leave(normed: World) -> None:
    filing = opened(normed)
    decision = actions.suspend(
        site=filing.site, citing=citing(filing.site, "Y2"), by=normed.actor("officer"), now=LATER
    )
    filing.refresh_from_db()
    assert (filing.state, status(normed)) == ("suspended", "suspended")
    actions.settle_due(by=SYSTEM, now=LATER)
    assert status(normed) == "suspended"
    actions.answer_citation(citation=decision.citations.get(), words="已配齐口罩", by=normed.actor("jia_hq"), now=LATER)
    filing = actions.file(filing=filing, by=normed.actor("jia_hq"), now=LATER)
    decision.refresh_from_db()
    assert (filing.state, status(normed), decision.ended) == ("reopened", "open", "answered")


def test_an_order_to_rectify_keeps_it_open_and_ends_by_evidence_or_confirmation(normed: World) -> None:
    filing = opened(normed)
    order = {"due": LATER + dt.timedelta(days=1), "by": normed.actor("officer"), "now": LATER}
    decision = actions.order_rectification(site=filing.site, citing=citing(filing.site, "Y2"), **order)
    assert status(normed) == "open"
    protected(normed, at=LATER + dt.timedelta(hours=1))
    actions.settle_due(by=SYSTEM, now=LATER + dt.timedelta(hours=1))
    filing.refresh_from_db()
    decision.refresh_from_db()
    assert (filing.state, decision.ended) == ("open", "met")
    decision = actions.order_rectification(site=filing.site, citing=citing(filing.site, "U1"), **order)
    assert actions.confirm_rectified(decision=decision, by=normed.actor("officer"), now=LATER).ended == "confirmed"
    filing.refresh_from_db()
    assert filing.state == "open"


def test_a_rectification_needs_a_time_that_lies_ahead(normed: World) -> None:
    filing = opened(normed)
    for due in (None, NOW):
        with pytest.raises(Invalid):
            actions.order_rectification(
                site=filing.site, citing=citing(filing.site, "Y2"), due=due, by=normed.actor("officer"), now=LATER
            )


def test_an_open_site_that_never_filed_can_be_ordered_and_answers_when_it_files(normed: World) -> None:
    site = normed.sites["jia_furong"]
    actions.suspend(site=site, citing=citing(site, "Y2"), by=normed.actor("officer"), now=LATER)
    filing = actions.start(sites=[site.pk], by=normed.actor("jia_hq"), now=LATER).filings[0]
    with pytest.raises(Invalid, match="逐项答复"):
        actions.file(filing=filing, by=normed.actor("jia_hq"), now=LATER)


def test_a_norm_that_ends_releases_what_cited_it(normed: World) -> None:
    review()
    filing = opened(normed)
    decision = returned(normed, filing, "Y2")
    Provision.objects.filter(pk=decision.citations.get().provision_id).update(valid_until=NOW.date())
    actions.settle_due(by=SYSTEM, now=LATER + dt.timedelta(minutes=2))
    filing.refresh_from_db()
    decision.refresh_from_db()
    assert (filing.state, decision.ended) == ("under_review", "withdrawn")


def test_a_review_no_longer_demanded_counts_as_passed_but_not_against_the_officer(normed: World) -> None:
    review()
    filing = opened(normed)
    Setting.objects.update(valid_until=NOW.date())
    actions.settle_due(by=SYSTEM, now=LATER)
    filing.refresh_from_db()
    assert filing.state == "open"
    assert not Decision.objects.exists()


def test_a_site_moved_in_mid_review_takes_its_filing_and_its_time_along(normed: World) -> None:
    review()
    filing = opened(normed)
    site = normed.sites["jia_yuelu"]
    site.refresh_from_db()
    network.change_site(site=site, version=site.version, changes={"county_id": "430202"}, by=SYSTEM, now=LATER)
    actions.settle_due(by=SYSTEM, now=LATER)
    filing.refresh_from_db()
    assert (filing.state, filing.review_area, filing.review_until) == (
        "under_review", "430202", NOW + dt.timedelta(days=3),
    )  # fmt: skip
    assert Task.objects.standing().get(kind="filings.review").owner == normed.people["neighbour"]
    filing = Filing.objects.get(pk=filing.pk)
    with pytest.raises(Denied):
        actions.pass_review(filing=filing, by=normed.actor("officer"), now=LATER)
    assert actions.pass_review(filing=filing, by=normed.actor("neighbour"), now=LATER).state == "open"


def test_conditions_that_stop_holding_warn_and_propose_but_suspend_nothing(normed: World) -> None:
    filing = opened(normed)
    then = NOW + dt.timedelta(hours=25)
    protected(normed, at=then - dt.timedelta(minutes=5), met=False)
    actions.settle_due(by=SYSTEM, now=then)
    filing.refresh_from_db()
    assert (filing.state, filing.unmet, status(normed)) == ("open", 1, "open")
    kinds = set(Task.objects.values_list("kind", flat=True))
    assert {"filings.warning", "filings.suspension"} <= kinds
    assert Task.objects.get(kind="filings.suspension").owner == normed.people["officer"]
