"""Real places for the pure generator, and small worlds on them."""

import datetime as dt
from functools import lru_cache

import pytest

from yilu.desk.demo.parameters import Parameters
from yilu.desk.demo.places import Place
from yilu.desk.demo.world import World
from yilu.territory.gazetteer import table

STANDARD = dt.date(2020, 2, 17)


@lru_cache(maxsize=1)
def real_places() -> tuple[Place, ...]:
    """The counties of the standard day."""
    return tuple(
        Place(p.code, p.name_zh, p.longitude, p.latitude)
        for p in table.places()
        if p.level == 3
        and p.longitude is not None
        and p.latitude is not None
        and (p.valid_from is None or p.valid_from <= STANDARD)
        and (p.valid_until is None or p.valid_until > STANDARD)
    )


@pytest.fixture(scope="session")
def places() -> tuple[Place, ...]:
    return real_places()


@pytest.fixture(scope="session")
def world(places: tuple[Place, ...]) -> World:
    """Six thousand sites on 17 February 2020: enough for shares to mean something."""
    return World(Parameters(sites=6000, date=STANDARD, days=60, seed=1), places)
