"""The whole tree of places, loaded."""

import pytest

from tests.world import NOW, SYSTEM
from yilu.territory.actions import load_divisions


@pytest.fixture
def tree(db: None) -> int:
    """Every division since the end of 2019; how many."""
    return load_divisions(by=SYSTEM, now=NOW)
