"""The small world with its days told."""

import pytest

from tests.world import World
from tests.yilu.desk.reported import tell


@pytest.fixture
def told(world: World) -> World:
    """The small world after two days of reports."""
    return tell(world)
