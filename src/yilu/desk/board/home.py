"""Whose board opens first: the place one answers for."""

from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION
from yilu.core.permissions import Permission


def home_of(actor: Actor) -> str:
    """The topmost area in which the actor may read a board; the nation if there are several side by side."""
    areas = actor.jurisdiction.having(Permission.BOARD_READ).areas
    if len(areas) == 1:
        return areas[0]
    return common(areas)


def common(codes: tuple[str, ...]) -> str:
    """The smallest area that holds all the areas."""
    for length in (4, 2):
        stems = {c[:length] for c in codes}
        if len(stems) == 1:
            return stems.pop().ljust(6, "0")
    return NATION
