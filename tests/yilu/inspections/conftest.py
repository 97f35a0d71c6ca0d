"""The small world with norms, and inspectors at two levels."""

import pytest

from tests.world import World, person
from tests.yilu.norms.conftest import normed

__all__ = ["inspected", "normed"]


@pytest.fixture
def inspected(normed: World) -> World:
    """One inspector of the prefecture, one of the province."""
    person(normed, "inspector", "inspector", area="430100")
    person(normed, "province_inspector", "inspector", area="430000")
    return normed
