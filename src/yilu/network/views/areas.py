"""The areas a list can be narrowed to: where one is, what lies above it within one's jurisdiction, what lies below."""

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION, covers, is_code
from yilu.network.tables import named
from yilu.territory.queries import ancestors, area, children


def area_choices(actor: Actor, code: str) -> list[tuple[str, str, bool]]:
    """Code, name (further in, further down), is it the present one."""
    tops = actor.jurisdiction.areas
    here = code if is_code(code) and any(covers(t, code) for t in tops) else (tops[0] if len(tops) == 1 else "")
    choices: list[tuple[str, str, bool]] = []
    if not here:
        for top in tops:
            found = area(top)
            if found is not None:
                choices.append((top, named(found), False))
        return choices
    present = area(here)
    if present is None:
        return choices
    above = [a for a in ancestors(here) if any(covers(t, a.code) for t in tops)]
    chain = [*above, present]
    choices += [(a.code, "　" * depth + named(a), a.code == here) for depth, a in enumerate(chain)]
    below = children(here, on=clock.today())
    return choices + [(a.code, "　" * len(chain) + named(a), False) for a in below if a.code != NATION]
