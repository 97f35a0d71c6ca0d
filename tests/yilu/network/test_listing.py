"""Long lists: the keys of a page first."""

from tests.world import World
from yilu.network import queries
from yilu.network.models import Site

COUNTS = {"not_opened": 2, "open": 3, "suspended": 0, "closed": 0}


def test_a_page_has_the_same_rows_in_the_same_order_as_without(world: World) -> None:
    plain = list(Site.objects.order_by("-name", "pk")[1:4])
    assert list(queries.for_list(Site.objects.order_by("-name", "pk"), COUNTS)[1:4]) == plain


def test_a_page_asks_nothing_more_for_brand_and_county(world: World, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        for site in queries.for_list(Site.objects.order_by("pk"), COUNTS)[:5]:
            assert site.brand.name_zh
            assert site.county.name_zh


def test_what_was_counted_is_not_counted_again_unless_narrowed(world: World) -> None:
    rows = queries.for_list(Site.objects.all(), {"open": 90, "closed": 9})
    assert rows.order_by("name").count() == 99
    assert rows.filter(code="JIA_FURONG").count() == 1


def test_states_are_counted_with_those_nobody_is_in(world: World) -> None:
    assert queries.counted_by_status(Site.objects.all()) == COUNTS
    assert queries.counted_hits(Site.objects.all()) == COUNTS
