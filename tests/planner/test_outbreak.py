"""The simulation against the exact Reed–Frost distribution, days worked by hand, and what must not change."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from yilu_planner.outbreak import (
    Epidemiology,
    Parameter,
    Scenario,
    Site,
    demonstration,
    demonstration_parameters,
    final_size_distribution,
    judge,
    read_scenario,
    simulate,
    spread_plainly,
)
from yilu_planner.outbreak.scenario import Return
from yilu_planner.refusal import Refused


def known(**values: float) -> Epidemiology:
    """The demonstration parameters with some values put in their place."""
    shown = demonstration_parameters()
    return replace(
        shown, **{name: replace(getattr(shown, name), value=value, source="test") for name, value in values.items()}
    )


def one_site(days: int, staff: int, *, parameters: Epidemiology, **more: Any) -> Scenario:
    site = Site(
        id="S", area="A", staff=(staff,) * days, shifts=1, floor_area_m2=4.0 * staff, import_hazard=(0.0,) * days
    )
    return Scenario(date(2020, 2, 10), days, (replace(site, **more),), parameters)


ONE_CASE_ON_DAY_0 = (Return(day=0, people=1, prevalence=1.0),)
QUIET = {"morning_check_sensitivity": 0, "late_delivery_share": 0, "cross_shift_share": 0}


def chi_square(counts: np.ndarray[Any, Any], expected: np.ndarray[Any, Any]) -> float:
    """The statistic per degree of freedom over cells with at least 5 expected; about 1 if the law is right."""
    cells = expected * counts.sum() >= 5
    wanted = expected[cells] * counts.sum()
    return float(((counts[cells] - wanted) ** 2 / wanted).sum() / (cells.sum() - 1))


def test_the_exact_final_size_of_two_susceptible_people_is_the_one_worked_by_hand() -> None:
    """q = 0.8. Nobody: q² = 0.64. One: 2·0.2·0.8 escapes once more, × 0.8 = 0.256. Both: the rest, 0.104."""
    assert final_size_distribution(2, 1, 0.2) == pytest.approx([0.64, 0.256, 0.104])


@pytest.mark.parametrize(("workers", "p"), [(5, 0.3), (10, 0.12), (20, 0.08)])
def test_the_plain_spread_follows_the_reed_frost_final_size(workers: int, p: float) -> None:
    spread = spread_plainly(
        sites=60_000, workers=workers, days=workers, pair_probability=p, first_infected=1, rng=np.random.default_rng(3)
    )
    counts = np.bincount(spread.infected - 1, minlength=workers)
    assert chi_square(counts, final_size_distribution(workers - 1, 1, p)) < 2.0


def test_the_full_simulation_follows_the_same_law_when_nothing_else_happens() -> None:
    p, staff = 0.15, 8
    parameters = known(contact_rate=-np.log1p(-p), mask_effect=0, latent_days=1, infectious_days=1, **QUIET)
    outcome = simulate(one_site(staff, staff, parameters=parameters, returns=ONE_CASE_ON_DAY_0), runs=30_000, seed=11)
    counts = np.bincount(outcome.infected - 1, minlength=staff)
    assert chi_square(counts, final_size_distribution(staff - 1, 1, p)) < 2.0


def test_infections_from_outside_come_at_the_stated_rate() -> None:
    spread = spread_plainly(
        sites=50_000, workers=20, days=10, pair_probability=0.0, import_hazard=0.001, rng=np.random.default_rng(5)
    )
    expected = 50_000 * 20 * -np.expm1(-0.001 * 10)
    assert abs(spread.infected.sum() - expected) < 5 * expected**0.5
    assert spread.infected.sum() == spread.new_by_day.sum()


def test_a_found_case_closes_the_site_and_isolates_the_shift_for_the_norms_days() -> None:
    """Two shifts of 4, one case infected on day 0 with symptoms from day 1, always found.

    Day 0: 8 on post. Day 1: found; the site is closed on days 1–3 (0 on post); the case's shift stays away on days
    1–5, so days 4–5 have the other shift's 4; days 6–7: 4 + 3, for the case is out. 8 + 0·3 + 4·2 + 7·2 = 30.
    """
    parameters = known(
        contact_rate=0, latent_days=1, infectious_days=5, onset_days=1, symptomatic_share=1,
        morning_check_sensitivity=1, closure_days=3, isolation_days=5, late_delivery_share=0,
    )  # fmt: skip
    scenario = one_site(
        8, 8, parameters=parameters, shifts=2, returns=ONE_CASE_ON_DAY_0, volume={"ensure": (80.0,) * 8}
    )
    outcome = simulate(scenario, runs=3, seed=1)
    assert outcome.on_post_by_day.tolist() == [[8, 0, 0, 0, 4, 4, 7, 7]] * 3
    assert outcome.closed_by_day.tolist() == [[0, 1, 1, 1, 0, 0, 0, 0]] * 3
    assert (outcome.detected.tolist(), outcome.closures.tolist()) == ([1] * 3, [1] * 3)
    assert outcome.staff_days_lost.tolist() == [64 - 30] * 3
    assert outcome.volume[:, 0].tolist() == pytest.approx([300.0] * 3)


def test_without_masks_nobody_works() -> None:
    """Four people at two masks a day from 10: 4 work, 2 masks left: 1 works; 0; then 6 arrive: 3 work."""
    scenario = one_site(4, 4, parameters=known(**QUIET), masks=10, mask_arrivals=(0, 0, 0, 6))
    outcome = simulate(scenario, runs=1, seed=1)
    assert outcome.on_post_by_day.tolist() == [[4, 1, 0, 3]]
    assert outcome.stock_outs.tolist() == [3]


def test_a_late_delivery_comes_a_day_later() -> None:
    parameters = known(**{**QUIET, "late_delivery_share": 1})
    scenario = one_site(3, 4, parameters=parameters, masks=0, mask_arrivals=(8, 8, 8))
    assert simulate(scenario, runs=1, seed=1).on_post_by_day.tolist() == [[0, 4, 4]]


def test_with_no_infection_from_anywhere_the_whole_plan_is_carried_out() -> None:
    scenario = one_site(5, 9, parameters=known(), volume={"ensure": (50.0,) * 5})
    outcome = simulate(scenario, runs=4, seed=1)
    assert not outcome.infected.any() and not outcome.closures.any() and not outcome.staff_days_lost.any()
    assert outcome.volume[:, 0].tolist() == [250.0] * 4


def mean_infected(staff: int = 20, **changes: Any) -> float:
    site = {name: changes.pop(name) for name in list(changes) if name in {f.name for f in fields(Site)}}
    parameters = known(contact_rate=0.1, latent_days=1, infectious_days=4, **{**QUIET, **changes})
    scenario = one_site(12, staff, parameters=parameters, returns=ONE_CASE_ON_DAY_0, **site)
    return float(simulate(scenario, runs=2_000, seed=2).infected.mean())


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"mask_wearing": 1.0, "mask_effect": 0.9}, "better masks"),
        ({"floor_area_m2": 400.0}, "more room"),
        ({"shifts": 4}, "more shifts"),
        ({"morning_check_sensitivity": 1.0, "onset_days": 2}, "a stricter morning check"),
    ],
)
def test_what_protects_lowers_the_number_of_infected(change: dict[str, Any], name: str) -> None:
    assert mean_infected(**change) < 0.8 * mean_infected(), name


def test_contact_across_shifts_adds_infections() -> None:
    assert mean_infected(shifts=4, cross_shift_share=0.5) > 1.2 * mean_infected(shifts=4)


def test_the_same_seed_gives_the_same_answer_and_another_seed_another(tmp_path: Path) -> None:
    scenario = read(tmp_path, demonstration(sites=30, days=14, seed=4))
    once, again, other = (judge(simulate(scenario, runs=40, seed=seed)) for seed in (7, 7, 8))
    assert once == again
    assert once != other


def test_nobody_is_infected_twice(tmp_path: Path) -> None:
    raw = demonstration(sites=20, days=28, seed=1)
    for area in raw["areas"].values():
        area["import_hazard"] = 0.5
    scenario = read(tmp_path, raw)
    people = sum(
        max(day[shift] for day in ([n // s.shifts + (k < n % s.shifts) for k in range(s.shifts)] for n in s.staff))
        for s in scenario.sites
        for shift in range(s.shifts)
    )
    infected = simulate(scenario, runs=5, seed=1).infected
    assert (infected <= people).all() and (infected > 0.9 * people).all()


def test_the_number_of_runs_done_is_told_as_it_goes(tmp_path: Path) -> None:
    told: list[int] = []
    simulate(read(tmp_path, demonstration(sites=5, days=3, seed=1)), runs=9, seed=1, progress=told.append)
    assert sum(told) == 9


def read(folder: Path, raw: dict[str, Any]) -> Scenario:
    file = folder / "scenario.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    return read_scenario(file)


def change(*path: Any, to: Any) -> Callable[[dict[str, Any]], None]:
    def apply(raw: dict[str, Any]) -> None:
        found: Any = raw
        for step in path[:-1]:
            found = found[step]
        found[path[-1]] = to

    return apply


@pytest.mark.parametrize(
    ("spoil", "field"),
    [
        (change("days", to=0), "days"),
        (change("days", to=400), "days"),
        (change("start", to="tomorrow"), "start"),
        (change("areas", to={}), "areas"),
        (change("areas", "A0", "import_hazard", to=float("nan")), "NaN"),
        (change("areas", "A0", "import_hazard", to=1.5), "areas.A0.import_hazard"),
        (change("sites", to=[]), "sites"),
        (change("sites", 0, "area", to="nowhere"), "sites.S00000.area"),
        (change("sites", 0, "staff", to=-1), "sites.S00000.staff"),
        (change("sites", 0, "staff", to=[1, 2]), "sites.S00000.staff"),
        (change("sites", 0, "masks", to=-5), "sites.S00000.masks"),
        (change("sites", 0, "shifts", to=0), "sites.S00000.shifts"),
        (change("sites", 0, "returns", 0, "prevalence", to=2), "prevalence"),
        (change("sites", 1, "id", to="S00000"), "same id"),
        (change("parameters", "mask_effect", "value", to=1.5), "parameters.mask_effect"),
        (change("parameters", "latent_days", "value", to=2.5), "parameters.latent_days"),
        (change("parameters", "closure_days", "source", to=" "), "source"),
        (change("parameters", "closure_days", "unit", to="weeks"), "unit"),
        (change("parameters", "invented", to={}), "unknown"),
    ],
)
def test_it_refuses_a_broken_scenario_by_the_name_of_the_field(
    tmp_path: Path, spoil: Callable[[dict[str, Any]], None], field: str
) -> None:
    raw = demonstration(sites=2, days=4, seed=1)
    spoil(raw)
    with pytest.raises(Refused, match=field):
        read(tmp_path, raw)


@pytest.mark.parametrize(("runs", "seed"), [(0, 1), (10**6, 1), (5, -1)])
def test_it_refuses_runs_and_seeds_without_sense(tmp_path: Path, runs: int, seed: int) -> None:
    with pytest.raises(Refused):
        simulate(read(tmp_path, demonstration(sites=1, days=2, seed=1)), runs=runs, seed=seed)


@pytest.mark.parametrize("bad", [{"workers": 0}, {"pair_probability": 1.5}, {"days": 0}, {"first_infected": 9}])
def test_the_plain_spread_refuses_numbers_without_sense(bad: dict[str, Any]) -> None:
    good: dict[str, Any] = {"sites": 3, "workers": 5, "days": 2, "pair_probability": 0.1}
    with pytest.raises(Refused):
        spread_plainly(**{**good, **bad}, rng=np.random.default_rng(1))


def test_every_demonstration_value_says_that_it_is_no_evidence() -> None:
    shown = demonstration_parameters()
    assert all("not evidence" in getattr(shown, spec.name).source for spec in fields(shown))
    assert isinstance(shown.contact_rate, Parameter)
