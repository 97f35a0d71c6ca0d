"""Thousands of values as one parameter."""

import pytest

from tests.world import World
from yilu.core.many import many
from yilu.network.models import Site


@pytest.mark.parametrize("noise", [[], ['a "quoted" {word}, \\字'], [f"none {n}" for n in range(40_000)]])
def test_it_finds_what_is_among_so_many_words(world: World, noise: list[str]) -> None:
    one = Site.objects.earliest("pk")
    assert list(Site.objects.filter(code__in=many([one.code, *noise]), brand=one.brand)) == [one]


def test_among_no_numbers_there_is_none(world: World) -> None:
    nothing: list[int] = []
    assert not Site.objects.filter(pk__in=many(nothing)).exists()
