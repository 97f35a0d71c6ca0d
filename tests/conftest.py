"""What every test may ask for."""

import datetime as dt

import pytest

from tests import world as worlds
from tests.world import World


@pytest.fixture(autouse=True)
def _on_the_day_of_the_world(settings: pytest.FixtureRequest) -> None:
    """Pages stand on 17 Feb 2020, as the world does."""
    settings.YILU_TODAY = dt.date(2020, 2, 17)  # type: ignore[attr-defined]


@pytest.fixture
def world(db: None) -> World:
    """The small named world."""
    return worlds.build()
