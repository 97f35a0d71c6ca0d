"""What binds a filing is the norm of its day, tier and province: two guides that differ, and a stricter wording."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.world import NOW, SYSTEM, World
from tests.yilu.filings.ground import LATER, filed, opened, protected, status
from tests.yilu.norms.rules.test_refining import WORDING
from yilu.core.reasons import Invalid
from yilu.filings import actions, queries
from yilu.filings.models import Decision
from yilu.filings.rules.citing import Citing
from yilu.network.models import Site
from yilu.norms import actions as norms
from yilu.norms.models import Norm, Provision, Requirement
from yilu.territory.models import Area, PublishedTier

APRIL = NOW.replace(month=4, day=8)
FEBRUARY = NOW.replace(day=22)


def low_risk(county: str) -> None:
    PublishedTier.objects.create(area_id=county, as_of=NOW.date(), tier="low", scheme="cn-2020", source="测试")


def there(site: Site, code: str, now: dt.datetime) -> Provision:
    return next(p for p in queries.provisions_at(site, on=now.date()) if p.requirement.code == code)


def rectify(world: World, site: Site, provision: Provision, now: dt.datetime) -> Decision:
    return actions.order_rectification(
        site=site, citing=[Citing(provision.pk, "每间不超过6人")], due=now + dt.timedelta(days=1),
        by=world.actor("officer"), now=now,
    )  # fmt: skip


def test_the_room_cap_can_be_ordered_in_february_and_no_more_in_april(normed: World) -> None:
    low_risk("430104")
    site = opened(normed).site
    february = there(site, "G16", FEBRUARY)
    assert "6人" in february.text_zh
    assert rectify(normed, site, february, FEBRUARY).cited == 1
    april = there(site, "G16", APRIL)
    assert "自主决定" in april.text_zh
    for provision, code in ((february, "filings.not_in_force"), (april, "filings.not_by_this")):
        with pytest.raises(Invalid) as refused:
            rectify(normed, site, provision, APRIL)
        assert [r.code for r in refused.value.reasons] == [code]


def test_where_risk_is_not_low_the_february_cap_stands_in_april(normed: World) -> None:
    site = opened(normed).site
    assert rectify(normed, site, there(site, "G16", APRIL), APRIL).cited == 1


def test_isolation_before_work_is_a_condition_in_february_and_forbidden_in_april(normed: World) -> None:
    low_risk("430104")
    site = opened(normed).site
    assert "隔离医学观察" in there(site, "G1", FEBRUARY).text_zh
    assert "不得再实施上岗前隔离" in there(site, "G1", APRIL).text_zh
    with pytest.raises(Invalid):
        rectify(normed, site, there(site, "G1", FEBRUARY), APRIL)


def test_a_provinces_stricter_wording_keeps_a_filing_shut_until_it_is_met(normed: World) -> None:
    wording = replace(
        WORDING, effect="block", every_hours=None, text_zh="备有七日用量的口罩。", text_en="Masks for seven days."
    )
    norms.refine(
        requirement=Requirement.objects.get(code="Y7"), area=Area.objects.get(pk="430000"), wording=wording,
        by=normed.actor("leader"), now=NOW,
    )  # fmt: skip
    protected(normed)
    filing = filed(normed)
    assert (filing.state, status(normed)) == ("filed", "not_opened")
    [unmet] = [c for c in queries.conditions(filing, now=NOW) if c.is_unmet]
    assert (unmet.requirement.code, unmet.provision.area_id) == ("Y7", "430000")
    assert Norm.objects.get(pk=unmet.provision.norm_id).document == "湘邮管〔2020〕9号"
    norms.record_evidence(
        requirement="Y7", site=filing.site, kind="log", at=LATER, origin="operations", met=True,
        summary=unmet.provision.text, by=SYSTEM, now=LATER,
    )  # fmt: skip
    actions.settle(filing=filing, by=SYSTEM, now=LATER)
    assert status(normed) == "open"
