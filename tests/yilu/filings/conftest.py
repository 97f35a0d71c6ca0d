"""The world with the published norms in force."""

import pytest

from tests.world import World
from tests.yilu.people.norms import in_force


@pytest.fixture
def normed(world: World) -> World:
    """Hunan's small world under the published norms."""
    in_force()
    return world
