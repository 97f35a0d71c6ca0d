"""Two documents side by side."""

from tests.world import World
from yilu.norms.models import Norm
from yilu.norms.queries import beside


def test_the_two_guides_differ_in_the_dormitory_and_one_is_silent_on_entrances(normed: World) -> None:
    left, right = (Norm.objects.get(code=f"resumption-2020-{d}") for d in ("02-21", "04-07"))
    rows = {r.requirement.code: r for r in beside(left, right)}
    assert {"text_zh", "effect", "tiers"} <= set(rows["G16"].differs)
    assert rows["G3"].right is None
    assert rows["G3"].differs


def test_a_document_beside_itself_does_not_differ(normed: World) -> None:
    one = Norm.objects.get(code="outlet-2020-01-31")
    assert not any(r.differs for r in beside(one, one))
