"""Classes, wordings, mappings and stage targets."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.operations.ground import refresh, roster, tell, told
from yilu.core.reasons import Denied, Invalid
from yilu.operations import actions, queries
from yilu.operations.actions import SiteDay
from yilu.operations.models import ServiceClass, SiteReport, StageTarget
from yilu.operations.queries import Lens, LensKind

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing(world: World) -> None:
    assert actions.load_reference(by=SYSTEM, now=NOW) > 0
    assert actions.load_reference(by=SYSTEM, now=NOW) == 0
    assert ServiceClass.objects.count() == 8


def test_each_issuing_bodys_wording_and_order_is_kept(world: World) -> None:
    actions.load_reference(by=SYSTEM, now=NOW)
    order = {}
    for issuer in ("国家邮政局", "青海省邮政管理局"):
        tier = [
            (w.position, c.code) for c in queries.classes() if c.tier == 2 for w in c.wordings if w.issuer == issuer
        ]
        order[issuer] = [code for _, code in sorted(tier)]
    assert order == {
        "国家邮政局": ["government", "orders", "new_forms"],
        "青海省邮政管理局": ["orders", "new_forms", "government"],
    }
    assert [c.code for c in queries.classes() if not c.is_volume] == ["decrees"]


def test_a_parcel_of_several_products_has_the_class_of_the_lowest_precedence(world: World) -> None:
    actions.load_reference(by=SYSTEM, now=NOW)
    brand, hq = world.brands["jia"], world.actor("jia_hq")
    for product, code, precedence in (("政务", "government", 5), ("生鲜", "necessities", 1), ("标快", "orders", 9)):
        actions.map_product(
            brand=brand, product=product, service_class=code, precedence=precedence, valid_from=TODAY, by=hq, now=NOW
        )
    products = {"生鲜+标快": (10, 8, 1), "标快": (100, 80, 5), "国际": (7, 7, 7), "政务+标快": (3, 2, 1)}
    row = SiteDay(world.sites["jia_furong"].pk, TODAY, told(products=products))
    outcome = actions.report_many(rows=[row], source="feed", by=hq, now=NOW)
    assert outcome.unmapped_products == ("国际",)
    assert SiteReport.objects.get().classes == {
        "necessities": [10, 8, 1],
        "orders": [100, 80, 5],
        "government": [3, 2, 1],
    }


def test_what_is_not_mapped_is_shown_as_unmapped_and_tiers_are_sums_of_their_classes(world: World) -> None:
    roster(world)
    tell(world, "jia_furong", collected=500, delivered=400, backlog=50,
         classes={"supplies": (20, 10, 1), "necessities": (30, 10, 2), "orders": (100, 90, 5)})  # fmt: skip
    refresh()
    f = queries.figures(Lens(LensKind.SECTOR), "430000", day=TODAY)
    assert (f.unmapped.collected, f.unmapped.delivered, f.unmapped.backlog) == (350, 290, 42)
    assert {t.tier: t.volume.collected for t in f.tiers} == {1: 50, 2: 100, 3: 0}


def test_decrees_are_no_volume_and_a_brand_maps_only_its_own(world: World) -> None:
    act = {"product": "机要", "precedence": 1, "valid_from": TODAY, "now": NOW}
    with pytest.raises(Invalid) as refused:
        actions.map_product(brand=world.brands["jia"], service_class="decrees", by=SYSTEM, **act)
    assert refused.value.reasons[0].code == "operations.mapping.decrees"
    with pytest.raises(Denied):
        actions.map_product(brand=world.brands["jia"], service_class="orders", by=world.actor("yi_hq"), **act)
    with pytest.raises(Invalid):
        actions.map_product(brand=world.brands["jia"], service_class="orders", by=SYSTEM, area="999999", **act)


def test_hubei_and_wuhan_follow_their_own_path(world: World) -> None:
    from yilu.territory.models import Area

    Area.objects.create(code="420100", level=2, name_zh="武汉市", short_zh="武汉", name_en="Wuhan", parent_id="420000")
    actions.load_reference(by=SYSTEM, now=NOW)
    late = dt.date(2020, 4, 1)
    assert [t.share for t in queries.targets_for("430000", on=TODAY)] == [0.4]
    assert [t.share for t in queries.targets_for("100000", on=late)] == [0.4, 0.6, None]
    assert [t.code for t in queries.targets_for("420100", on=late)] == ["hb-2020-wuhan-1", "hb-2020-wuhan-2"]
    assert [t.code for t in queries.targets_for("420000", on=late)] == ["hb-2020-others"]
    assert queries.targets_for("420000", on=TODAY) == []


def test_the_distance_to_a_step_is_told_for_each_rate_it_speaks_of(world: World) -> None:
    actions.load_reference(by=SYSTEM, now=NOW)
    roster(world)
    for site in world.sites:
        tell(world, site, collected=600, delivered=300)
    refresh()
    f = queries.figures(Lens(LensKind.SECTOR), "430000", day=TODAY)
    (step,) = queries.targets_for("430000", on=TODAY, figures=f)
    assert {k: round(v or 0, 6) for k, v in step.distances.items()} == {"collected": 0.2, "delivered": -0.1}
    assert step.reached is False


def test_words_without_a_number_are_never_made_into_one(world: World) -> None:
    actions.load_reference(by=SYSTEM, now=NOW)
    assert StageTarget.objects.get(code="cn-2020-3").share is None
