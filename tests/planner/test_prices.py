"""Every price, and every limit without one, against solving again from nothing with an independent method."""

from dataclasses import replace

import numpy as np
import pytest

from tests.planner.sequential import sequential_values
from tests.planner.worlds import change, waiting, world
from yilu_planner.example import example
from yilu_planner.explain import explain_price, with_sentences
from yilu_planner.prices import Candidate, candidates, moved_matrix, price, prices
from yilu_planner.problem import Problem
from yilu_planner.result import NamedLimit
from yilu_planner.resumption import build_model
from yilu_planner.resumption.solve import solve_model


def small() -> Problem:
    problem = waiting(world(cells=2, suppliers=True), (0, 0, 130.0), (1, 1, 120.0), (1, 2, 80.0))
    problem = change(
        problem, "protection", stock_units=np.zeros((2, 1)), supplier_stock_units=np.array([[30.0], [10.0]])
    )
    return replace(problem, areas=tuple(replace(area, reviews_before_opening=True) for area in problem.areas))


PROBLEMS = {"small": small(), "tiny 1": example("tiny", seed=1), "tiny 4": example("tiny", seed=4)}


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_named_limit_agrees_with_finite_differences(name: str) -> None:
    model = build_model(PROBLEMS[name])
    _, solved, model = solve_model(model)
    base = np.array(sequential_values(model, upto=3))
    priced = {(item.limit.family, item.limit.owner): item for item in candidates(model, solved)}
    assert priced
    for family in model.families.values():
        for member, owner in enumerate(family.owners):
            if (family.index[member] < 0).all():
                continue
            candidate = priced.get((family.name, owner))
            if candidate is None:
                first = NamedLimit(family.name, owner, 0)
                candidate = Candidate(first, family, member, (0.0, 0.0, 0.0))
                stated = [0.0, 0.0, 0.0]
                step = 1.0
            else:
                found = price(model, solved, candidate)
                step = found.step
                stated = [found.change_tier1_late, found.change_tier2_late, found.change_tier3_late]
            again = np.array(sequential_values(model, moved_matrix(model, candidate, step), upto=3))
            change = (again - base) / step
            assert stated == pytest.approx(change.tolist(), rel=1e-3, abs=2e-2), (family.name, owner)


def test_a_price_holds_as_far_as_it_says() -> None:
    model = build_model(PROBLEMS["small"])
    _, solved, model = solve_model(model)
    base = sequential_values(model, upto=1)[0]
    found = next(iter(prices(model, solved, top=1)))
    candidate = candidates(model, solved)[0]
    far = sequential_values(model, moved_matrix(model, candidate, found.holds_to), upto=1)[0]
    assert (far - base) / found.holds_to == pytest.approx(found.change_tier1_late, rel=0.02)


def test_two_masks_release_ten_parcels_of_the_first_tier() -> None:
    """130 wait, no stock, 10 masks at 2 a person-day: 5 people, 50 parcels. One mask more: 5 parcels sooner."""
    problem = change(waiting(world(), (0, 0, 130.0)), "protection", stock_units=np.array([[10.0]]))
    model = build_model(problem)
    _, solved, model = solve_model(model)
    found = {item.limit.family: item for item in prices(model, solved, top=5)}
    mask = found["protection"]
    # one more mask every day: 5 parcels spared on day 1 (3 days), day 2 (2 days) and day 3 (1 day) = 30
    assert mask.change_tier1_late == pytest.approx(-30)
    assert mask.limit.day == 0


def test_sentences_say_who_what_how_much_and_how_far() -> None:
    problem = PROBLEMS["small"]
    model = build_model(problem)
    _, solved, model = solve_model(model)
    told = [with_sentences(problem, item) for item in prices(model, solved, top=3)]
    assert any("缺口罩" in item.sentence_zh for item in told)
    for item in told:
        assert "已复算验证" in item.sentence_zh
        assert "适用至" in item.sentence_zh
        assert "verified by re-solving" in item.sentence_en


def test_a_limit_worth_nothing_says_so() -> None:
    model = build_model(PROBLEMS["small"])
    _, solved, model = solve_model(model)
    hub = model.families["hub_throughput"]
    idle = Candidate(NamedLimit("hub_throughput", hub.owners[0], 0), hub, 0, (0.0, 0.0, 0.0))
    zh, en = explain_price(PROBLEMS["small"], price(model, solved, idle, step=1.0))
    assert "无变化" in zh
    assert "changes nothing" in en
