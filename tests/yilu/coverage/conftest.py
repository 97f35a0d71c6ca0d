"""The small world with the published norms, every open site counted."""

import pytest

from tests.world import World
from tests.yilu.norms.conftest import normed

__all__ = ["covered", "normed"]


@pytest.fixture
def covered(normed: World) -> World:
    """Nothing is proven yet."""
    from yilu.coverage import jobs

    jobs.refresh()
    jobs.follow_sites()
    return normed
