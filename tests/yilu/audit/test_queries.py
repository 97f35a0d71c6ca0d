"""Searching the record: the wide way and the narrow way see the same."""

import pytest

from tests.world import World
from yilu.audit.models import Act
from yilu.audit.queries import acts
from yilu.core.jurisdiction import NOWHERE, Grant, Jurisdiction
from yilu.core.permissions import Permission


@pytest.mark.parametrize("areas", [["100000"], ["430000"], ["420000"], ["430100"], ["430102"], ["430000", "110000"]])
def test_it_sees_what_lies_within_whatever_index_it_walks(world: World, areas: list[str]) -> None:
    mine = Jurisdiction(tuple(Grant(frozenset({Permission.AUDIT_READ}), a) for a in areas))
    expected = set(Act.objects.within(mine, Permission.AUDIT_READ).values_list("pk", flat=True))
    assert set(acts(mine, {}).values_list("pk", flat=True)) == expected
    assert bool(expected) is (areas != ["420000"])


def test_a_grant_narrowed_to_a_brand_sees_that_brands_acts_alone(world: World) -> None:
    jia = world.brands["jia"].pk
    mine = Jurisdiction((Grant(frozenset({Permission.AUDIT_READ}), "430000", brand=jia),))
    seen = set(acts(mine, {}).values_list("brand_id", flat=True))
    assert seen == {jia}


def test_nowhere_sees_nothing(world: World) -> None:
    assert not acts(NOWHERE, {}).exists()


@pytest.mark.parametrize("asked", [{"last": "9999-12-31"}, {"first": "0000-00-00"}, {"first": "soon"}, {"area": "43"}])
def test_a_search_nobody_can_understand_finds_nothing(world: World, asked: dict[str, str]) -> None:
    assert not acts(world.actor("leader").jurisdiction, asked).exists()


def test_a_search_with_nul_in_it_is_answered(world: World) -> None:
    assert acts(world.actor("leader").jurisdiction, {"who": "te\x00sts"}).exists()
