"""Whose board opens first."""

import pytest

from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION, Grant, Jurisdiction
from yilu.core.permissions import Permission
from yilu.desk.board.home import home_of


@pytest.mark.parametrize(
    ("areas", "home"),
    [
        (["430000"], "430000"),
        (["430102", "430104"], "430100"),
        (["430100", "430200"], "430000"),
        (["430100", "420100"], NATION),
        ([], NATION),
        (["430000", "430102"], "430000"),
    ],
)
def test_the_first_board_is_the_smallest_place_that_holds_all_of_ones_own(areas: list[str], home: str) -> None:
    grants = tuple(Grant(frozenset({Permission.BOARD_READ}), a) for a in areas)
    assert home_of(Actor(1, "a", Jurisdiction(grants))) == home


def test_places_where_one_reads_no_board_do_not_count() -> None:
    grants = (
        Grant(frozenset({Permission.BOARD_READ}), "430100"),
        Grant(frozenset({Permission.ACCOUNT_READ}), "420000"),
    )
    assert home_of(Actor(1, "a", Jurisdiction(grants))) == "430100"
