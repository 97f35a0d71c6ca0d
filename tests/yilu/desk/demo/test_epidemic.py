import datetime as dt

import numpy as np
import pytest

from yilu.desk.demo.epidemic import Unit, make_epidemic
from yilu.desk.demo.world import World


def at(world: World, day: dt.date, beginning: str) -> int:
    model = world.epidemic
    columns = [i for i, code in enumerate(model.codes) if code.startswith(beginning)]
    return int(model.confirmed[model.days.index(day), columns].sum())


def test_counts_never_fall_and_nobody_is_cured_who_was_not_confirmed(world: World) -> None:
    model = world.epidemic
    for counts in (model.confirmed, model.cured, model.dead):
        assert (np.diff(counts, axis=0) >= 0).all()
    assert (model.cured + model.dead <= model.confirmed).all()


def test_it_is_of_the_order_of_what_happened(world: World) -> None:
    last = dt.date(2020, 4, 30)
    assert at(world, last, "4201") == pytest.approx(50_000, rel=0.1)
    assert at(world, last, "42") == pytest.approx(68_000, rel=0.1)
    assert at(world, last, "") == pytest.approx(81_000, rel=0.1)


def test_wuhan_comes_first_and_is_worst_on_the_standard_day(world: World) -> None:
    day = dt.date(2020, 2, 17)
    model = world.epidemic
    row = model.confirmed[model.days.index(day)]
    assert model.codes[int(np.argmax(row))] == "420100"
    assert 30_000 < at(world, day, "4201") < 50_000


def test_it_is_over_elsewhere_by_april(world: World) -> None:
    assert at(world, dt.date(2020, 4, 30), "44") - at(world, dt.date(2020, 4, 1), "44") < 30


def test_the_same_seed_makes_the_same_epidemic(world: World) -> None:
    units = [Unit("420100", 1.2e7, 114.3, 30.6), Unit("430100", 1.0e7, 113.0, 28.2)]
    one, again = make_epidemic(units, 5), make_epidemic(units, 5)
    assert np.array_equal(one.confirmed, again.confirmed)


def test_it_says_that_it_needs_wuhan() -> None:
    with pytest.raises(ValueError, match="Wuhan"):
        make_epidemic([Unit("430100", 1.0e7, 113.0, 28.2)], 1)
