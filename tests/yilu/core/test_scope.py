"""`within`: nobody sees a row that is not theirs; an empty jurisdiction sees none."""

import pytest

from tests.world import World
from yilu.audit.models import Act
from yilu.core.jurisdiction import EVERYWHERE, NATION, NOWHERE, Grant, Jurisdiction
from yilu.core.permissions import Permission
from yilu.core.scope import scope_q
from yilu.network.models import Brand, Site, SiteStatusChange

READ = Permission.SITE_READ


def codes(jurisdiction: Jurisdiction, permission: Permission = READ) -> set[str]:
    return set(Site.objects.within(jurisdiction, permission).values_list("code", flat=True))


def over(area: str, **narrowed: object) -> Jurisdiction:
    return Jurisdiction((Grant(frozenset({READ}), area, **narrowed),))  # type: ignore[arg-type]


def test_an_empty_jurisdiction_sees_nothing(world: World) -> None:
    assert codes(NOWHERE) == set()
    assert codes(EVERYWHERE, READ) != set()
    assert not Site.objects.filter(scope_q(NOWHERE, Site.access)).exists()  # type: ignore[arg-type]


def test_a_permission_not_held_sees_nothing(world: World) -> None:
    assert codes(over(NATION), Permission.SITE_EDIT) == set()


def test_an_area_sees_its_own_rows_and_no_siblings(world: World) -> None:
    assert codes(over("430100")) == {"JIA_FURONG", "JIA_YUELU", "YI_FURONG"}
    assert codes(over("430102")) == {"JIA_FURONG", "YI_FURONG"}
    assert codes(over("420000")) == set()
    assert len(codes(over(NATION))) == 5


def test_a_brand_sees_its_own_rows_everywhere_and_no_others(world: World) -> None:
    assert codes(over(NATION, brand=world.brands["jia"].pk)) == {"JIA_FURONG", "JIA_YUELU", "JIA_HETANG"}


def test_branches_see_their_sites(world: World) -> None:
    changsha = frozenset({world.enterprises["jia_changsha"].pk})
    assert codes(over(NATION, branches=changsha)) == {"JIA_FURONG", "JIA_YUELU"}
    assert codes(over(NATION, branches=frozenset())) == set()


def test_one_site_sees_itself(world: World) -> None:
    assert codes(over("430102", site=world.sites["jia_furong"].pk)) == {"JIA_FURONG"}


def test_several_grants_add_up(world: World) -> None:
    both = Jurisdiction(over("430102").grants + over("430202").grants)
    assert codes(both) == {"JIA_FURONG", "YI_FURONG", "JIA_HETANG", "YI_HETANG"}


def test_a_grant_narrowed_by_what_a_model_does_not_know_sees_none_of_it(world: World) -> None:
    assert Act.objects.within(over(NATION), READ).exists()
    assert not Act.objects.within(over(NATION, site=world.sites["jia_furong"].pk), READ).exists()
    assert not Site.objects.within(over(NATION, person=world.people["manager"].pk), READ).exists()


def test_scope_follows_relations(world: World) -> None:
    mine = SiteStatusChange.objects.within(over("430200"), READ)
    assert {c.site.code for c in mine} == {"JIA_HETANG", "YI_HETANG"}


def test_in_area_takes_the_area_and_below_and_nothing_of_no_area(world: World) -> None:
    assert Site.objects.in_area("430100").count() == 3
    assert Site.objects.in_area(NATION).count() == 5
    assert Site.objects.in_area("not-a-code").count() == 0
    assert Site.objects.in_area("43").count() == 0


def test_what_is_not_bound_to_places_cannot_be_scoped(world: World) -> None:
    from yilu.core.scope import ScopedQuerySet

    with pytest.raises(TypeError, match="not bound to places"):
        ScopedQuerySet(Brand).within(EVERYWHERE, READ)
    with pytest.raises(TypeError, match="not bound to places"):
        ScopedQuerySet(Brand).in_area(NATION)
