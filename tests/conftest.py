"""What every test may ask for."""

import datetime as dt

import pytest
from django.core.cache import cache

from tests import world as worlds
from tests.world import World


@pytest.fixture(autouse=True)
def _on_the_day_of_the_world(settings: pytest.FixtureRequest) -> None:
    """Pages stand on 17 Feb 2020, as the world does."""
    settings.YILU_TODAY = dt.date(2020, 2, 17)  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """What one test asked is not remembered in the next."""
    cache.clear()


@pytest.fixture
def world(db: None) -> World:
    """The small named world."""
    return worlds.build()
