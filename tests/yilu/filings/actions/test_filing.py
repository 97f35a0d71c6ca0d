"""File: the receipt at once, open when no block stands, and by no other way."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.world import NOW, SYSTEM, World
from tests.yilu.filings.ground import LATER, begun, filed, opened, protected, status, with_plans
from yilu.core.actor import system
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.filings import actions, queries
from yilu.filings.models import Dossier, Filing
from yilu.network import actions as network
from yilu.territory.models import Area


def unmet(filing: Filing, now: dt.datetime = NOW) -> list[str]:
    return [c.requirement.code for c in queries.conditions(filing, now=now) if c.is_unmet]


def test_the_page_names_what_stands_in_the_way_in_the_order_of_an_inspector(normed: World) -> None:
    filing = begun(normed)
    assert unmet(filing) == ["Y1", "Y2"]
    assert unmet(with_plans(normed, filing)) == ["Y2"]


def test_the_receipt_is_there_at_once_though_a_block_stands(normed: World) -> None:
    filing = filed(normed)
    assert filing.receipt == f"BB430104-20200217-{filing.pk:07d}"
    assert (filing.state, status(normed)) == ("filed", "not_opened")


def test_it_opens_the_same_minute_the_block_is_cleared(normed: World) -> None:
    filed(normed)
    protected(normed, at=LATER)
    assert actions.settle_due(by=system("job"), now=LATER) == 1
    filing = Filing.objects.get()
    assert (filing.state, status(normed), filing.opened_at) == ("open", "open", LATER)
    change = normed.sites["jia_yuelu"].status_changes.latest("pk")
    assert change.document == filing.receipt


def test_it_opens_in_the_same_act_where_nothing_stands_against_it(normed: World) -> None:
    assert opened(normed).state == "open"
    assert status(normed) == "open"


def test_no_protection_counted_keeps_it_shut_whoever_settles(normed: World) -> None:
    filing = filed(normed)
    protected(normed, met=False)
    for who in (SYSTEM, normed.actor("leader"), normed.actor("jia_hq")):
        actions.settle(filing=filing, by=who, now=LATER)
    actions.settle_due(by=SYSTEM, now=LATER)
    assert status(normed) == "not_opened"


def test_a_competitor_and_a_regulator_do_not_file_for_it(normed: World) -> None:
    filing = begun(normed)
    for who in ("yi_hq", "officer", "leader"):
        with pytest.raises(Denied):
            actions.file(filing=filing, by=normed.actor(who), now=NOW)
    with pytest.raises(Denied):
        actions.start(sites=[normed.sites["jia_yuelu"].pk], by=normed.actor("yi_hq"), now=NOW)


def test_an_open_site_or_one_with_a_filing_is_not_filed_for_again(normed: World) -> None:
    begun(normed)
    for site in ("jia_yuelu", "jia_furong"):
        with pytest.raises(Invalid, match="没有可报备的网点"):
            begun(normed, site)
    with pytest.raises(IntegrityError), transaction.atomic():
        Filing.objects.create(site=normed.sites["jia_yuelu"], dossier=Dossier.objects.get(), started_at=NOW, by="x")


def test_many_sites_are_filed_together_each_with_its_receipt(normed: World) -> None:
    network.suspend_site(site=normed.sites["jia_hetang"], cause="歇业", by=normed.actor("jia_hq"), now=NOW)
    sites = [normed.sites[s].pk for s in ("jia_yuelu", "jia_hetang", "jia_furong")]
    begun_ = actions.start(sites=sites, by=normed.actor("jia_hq"), now=NOW)
    assert (len(begun_.filings), begun_.left_out) == (2, 1)
    with_plans(normed, begun_.filings[0])
    protected(normed, "jia_hetang")
    found = actions.file_many(dossier=begun_.dossier, by=normed.actor("jia_hq"), now=NOW)
    assert len({f.receipt for f in found}) == 2
    assert {f.site.code: f.state for f in found} == {"JIA_YUELU": "filed", "JIA_HETANG": "open"}


def test_two_who_file_at_once_get_one_filing_and_a_clear_answer(normed: World) -> None:
    filing = with_plans(normed, begun(normed))
    actions.file(filing=filing, version=filing.version, by=normed.actor("jia_hq"), now=NOW)
    with pytest.raises(Conflict) as refused:
        actions.file(filing=filing, version=filing.version, by=normed.actor("jia_hq"), now=LATER)
    assert "jia-hq" in str(refused.value)


def test_what_was_filed_is_never_overwritten(normed: World) -> None:
    filing = filed(normed)
    first = filing.dossier
    assert with_plans(normed, filing, work="三班").dossier.number == 2
    assert Dossier.objects.get(pk=first.pk).answers["work"] == "两班，错峰"
    with pytest.raises(Conflict):
        actions.write_dossier(dossier=first, version=1, answers={}, by=normed.actor("jia_hq"), now=NOW)


def test_plans_filed_three_days_ahead_open_on_the_third_day_in_anhui(normed: World) -> None:
    site = normed.sites["jia_yuelu"]
    Area.objects.create(
        code="340104", level=3, name_zh="蜀山区", short_zh="蜀山", name_en="Shushan", parent_id="340000"
    )
    network.change_site(site=site, version=1, changes={"county_id": "340104"}, by=SYSTEM, now=NOW)
    filed(normed)
    for day, expected in ((19, "not_opened"), (20, "open")):
        then = dt.datetime(2020, 2, day, 9, tzinfo=NOW.tzinfo)
        protected(normed, at=then)
        actions.settle_due(by=SYSTEM, now=then)
        assert status(normed) == expected


def test_the_guide_of_21_february_asks_more_and_an_answer_in_the_plans_tells_it(normed: World) -> None:
    then = dt.datetime(2020, 2, 24, 9, tzinfo=NOW.tzinfo)
    protected(normed, at=then)
    filing = filed(normed, now=then)
    assert set(unmet(filing, then)) == {"G1", "G2", "G3", "G5", "G13", "G16"}
    told = dict.fromkeys(("people", "health", "entrance", "cleaning", "dormitory", "apart"), "按规定落实")
    with_plans(normed, filing, now=then, **told)
    actions.settle_due(by=SYSTEM, now=then)
    assert status(normed) == "open"


def test_a_site_closed_for_good_ends_its_filing(normed: World) -> None:
    filing = filed(normed)
    network.close_site(site=normed.sites["jia_yuelu"], cause="撤点", by=normed.actor("jia_hq"), now=LATER)
    actions.settle_due(by=SYSTEM, now=LATER)
    filing.refresh_from_db()
    assert filing.state == "closed"


def test_a_filing_is_withdrawn_before_opening_not_after(normed: World) -> None:
    filing = filed(normed)
    protected(normed)
    actions.settle(filing=filing, by=SYSTEM, now=LATER)
    with pytest.raises(Invalid, match="网点在营业"):
        actions.close_filing(filing=filing, by=normed.actor("jia_hq"), now=LATER)
