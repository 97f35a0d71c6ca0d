"""The world with the published norms in it."""

import pytest

from tests.world import NOW, SYSTEM, World
from yilu.norms import actions
from yilu.territory.models import Area


@pytest.fixture
def normed(world: World) -> World:
    """Hunan's small world; Anhui is on the map because a norm of its own ships."""
    Area.objects.create(code="340000", level=1, name_zh="安徽省", short_zh="安徽", name_en="Anhui", parent_id="100000")
    actions.load_norms(by=SYSTEM, now=NOW)
    return world
