"""An enterprise contests a decision; the level above upholds or revokes it. Delay orders go the same way."""

import datetime as dt

import pytest

from tests.world import NOW, World
from tests.yilu.filings.ground import LATER, citing, opened, review, status
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.filings import actions
from yilu.filings.models import Decision, DelayOrder
from yilu.filings.queries.cost import cost_of
from yilu.tasks.models import Task
from yilu.territory.models import Area

PDF = b"%PDF-1.4\n" + b"0" * 100


def suspended(world: World) -> Decision:
    """An open site suspended by the prefecture's officer."""
    filing = opened(world)
    return actions.suspend(site=filing.site, citing=citing(filing.site, "Y2"), by=world.actor("officer"), now=LATER)


def test_it_goes_to_the_level_above_the_one_that_decided(normed: World) -> None:
    decision = suspended(normed)
    made = actions.contest(decision=decision, ground="口罩已配齐", by=normed.actor("jia_hq"), now=LATER)
    assert made.to_id == "430000"
    assert Task.objects.get(kind="filings.contest").owner == normed.people["leader"]
    with pytest.raises(Conflict):
        actions.contest(decision=decision, ground="口罩已配齐", by=normed.actor("jia_hq"), now=LATER)


def test_the_officer_does_not_judge_his_own_decision_nor_a_competitor_contest_it(normed: World) -> None:
    decision = suspended(normed)
    with pytest.raises(Denied):
        actions.contest(decision=decision, ground="与我无关", by=normed.actor("yi_hq"), now=LATER)
    actions.contest(decision=decision, ground="口罩已配齐", by=normed.actor("jia_hq"), now=LATER)
    with pytest.raises(Denied):
        actions.answer_contest(
            decision=decision, is_upheld=True, answer="维持决定", by=normed.actor("officer"), now=LATER
        )


def test_a_revoked_suspension_reopens_the_site(normed: World) -> None:
    decision = suspended(normed)
    actions.contest(decision=decision, ground="口罩已配齐", by=normed.actor("jia_hq"), now=LATER)
    actions.answer_contest(decision=decision, is_upheld=False, answer="依据不足", by=normed.actor("leader"), now=LATER)
    decision.refresh_from_db()
    assert (decision.ended, status(normed)) == ("revoked", "open")
    assert not Task.objects.standing().filter(kind__startswith="filings.contest").exists()


def test_a_revoked_return_goes_back_under_review_with_its_time(normed: World) -> None:
    review()
    filing = opened(normed)
    decision = actions.return_filing(
        filing=filing, citing=citing(filing.site, "Y2"), by=normed.actor("officer"), now=LATER
    )
    actions.contest(decision=decision, ground="口罩已配齐", by=normed.actor("jia_hq"), now=LATER)
    actions.answer_contest(decision=decision, is_upheld=False, answer="依据不足", by=normed.actor("leader"), now=LATER)
    filing.refresh_from_db()
    assert (filing.state, filing.review_until) == ("under_review", NOW + dt.timedelta(days=3))


def test_an_upheld_decision_stands(normed: World) -> None:
    decision = suspended(normed)
    actions.contest(decision=decision, ground="口罩已配齐", by=normed.actor("jia_hq"), now=LATER)
    actions.answer_contest(decision=decision, is_upheld=True, answer="依据充分", by=normed.actor("leader"), now=LATER)
    decision.refresh_from_db()
    assert (decision.ended_at, status(normed)) == (None, "suspended")


def delayed(world: World, who: str = "jia_hq", **more: object) -> DelayOrder:
    """A county's order that delays resumption, registered."""
    given = {
        "area": Area.objects.get(pk="430104"), "brand": world.brands["jia"], "issuer": "某指挥部", "title": "通知",
        "document": "〔2020〕9号", "demands": "3月1日前不得复工", "issued": dt.date(2020, 2, 10),
        "file_name": "通知.pdf", "content": PDF,
    }  # fmt: skip
    return actions.register_delay(**given | more, by=world.actor(who), now=NOW)  # type: ignore[arg-type]


def test_a_delay_order_reaches_the_level_above_and_costs_are_told(normed: World) -> None:
    order = delayed(normed)
    assert order.to_id == "430100"
    assert Task.objects.get(kind="filings.delay").owner == normed.people["leader"]
    cost = cost_of(order, on=NOW.date())
    assert (cost.sites, cost.of, cost.days, cost.pieces) == (1, 1, 8, 8 * 5000)
    actions.answer_delay(delay=order, outcome="lifted", answer="已协调取消", by=normed.actor("leader"), now=LATER)
    with pytest.raises(Conflict):
        actions.answer_delay(delay=order, outcome="lifted", answer="已协调取消", by=normed.actor("leader"), now=LATER)


def test_a_registered_delay_keeps_nobody_shut(normed: World) -> None:
    delayed(normed)
    assert opened(normed).state == "open"


def test_a_delay_without_its_document_or_without_a_site_there_is_refused(normed: World) -> None:
    for wrong in ({"content": b""}, {"document": " "}, {"area": Area.objects.get(pk="420000")}):
        with pytest.raises(Invalid):
            delayed(normed, **wrong)
    with pytest.raises(Denied):
        delayed(normed, "officer")
