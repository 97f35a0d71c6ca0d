"""Ordering numbers."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.world import NOW, TODAY, World
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.norms import actions
from yilu.norms.models import Setting
from yilu.norms.queries import parameter
from yilu.norms.rules.parameters import FEVER_LINE
from yilu.territory.models import Area


def ordered(world: World, value: str, area: str = "430000", who: str = "leader", day: dt.date = TODAY) -> Setting:
    return actions.set_parameter(
        area=Area.objects.get(code=area), key=FEVER_LINE, value=Decimal(value), document="湘防指〔2020〕1号",
        valid_from=day, by=world.actor(who), now=NOW,
    )  # fmt: skip


def value(area: str, on: dt.date = TODAY) -> Decimal | None:
    found = parameter(area, FEVER_LINE, on=on)
    return found.value if found else None


def test_unset_is_none_and_the_nearest_area_counts(world: World) -> None:
    assert value("430102") is None
    ordered(world, "37.3")
    ordered(world, "37.2", area="430100", who="officer")
    assert value("430102") == Decimal("37.2")
    assert value("430202") == Decimal("37.3")
    assert value("420000") is None
    assert value("430102", dt.date(2020, 2, 16)) is None


def test_a_later_order_replaces_an_earlier_one(world: World) -> None:
    ordered(world, "37.5", day=dt.date(2020, 2, 10))
    ordered(world, "37.3")
    assert value("430102") == Decimal("37.3")
    assert value("430102", dt.date(2020, 2, 16)) == Decimal("37.5")


def test_the_same_day_cannot_be_ordered_twice(world: World) -> None:
    ordered(world, "37.5")
    with pytest.raises(Conflict):
        ordered(world, "37.3")


def test_only_the_authority_over_the_area_orders(world: World) -> None:
    with pytest.raises(Denied):
        ordered(world, "37.3", who="officer")
    with pytest.raises(Denied):
        ordered(world, "37.3", who="jia_hq")
    with pytest.raises(Invalid):
        ordered(world, "73")
    assert not Setting.objects.exists()


def test_an_order_ends_after_it_begins(world: World) -> None:
    with pytest.raises(Invalid):
        actions.set_parameter(
            area=Area.objects.get(code="430000"), key=FEVER_LINE, value=Decimal("37.3"), document="x",
            valid_from=TODAY, valid_until=TODAY, by=world.actor("leader"), now=NOW,
        )  # fmt: skip
