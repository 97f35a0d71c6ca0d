import numpy as np
import pytest

from yilu_planner.solver import Engine, LinearModel


def diet() -> LinearModel:
    """min 2a + 3b with a + b >= 4, a <= 3."""
    model = LinearModel()
    food = model.add_columns("food", (2,), upper=[3.0, np.inf])
    rows = model.add_rows("need", (1,), lower=4.0)
    model.add_entries(rows.index, food.index, 1.0)
    return model


def test_it_solves_and_its_duals_explain_the_costs() -> None:
    matrix = diet().matrix()
    engine = Engine(matrix)
    costs = np.array([2.0, 3.0])
    engine.set_costs(costs)
    solved = engine.solve("dual")
    assert solved.status == "optimal"
    assert solved.objective == pytest.approx(9)
    assert solved.x == pytest.approx([3, 1])
    assert matrix.reduced_costs(costs, solved.row_dual) == pytest.approx([-1, 0])
    assert matrix.activity(solved.x) == pytest.approx([4])


@pytest.mark.parametrize("method", ["dual", "primal", "ipm"])
def test_all_methods_agree(method: str) -> None:
    engine = Engine(diet().matrix())
    engine.set_costs(np.array([2.0, 3.0]))
    assert engine.solve(method).objective == pytest.approx(9)  # type: ignore[arg-type]


def test_it_tells_infeasible() -> None:
    model = diet()
    matrix = model.matrix()
    matrix.col_upper[:] = 1.0
    engine = Engine(matrix)
    engine.set_costs(np.ones(2))
    assert engine.solve("dual").status == "infeasible"


def test_entries_of_the_same_place_add_up_and_zeros_vanish() -> None:
    model = diet()
    model.add_entries(model.rows["need"].index, model.columns["food"].index, np.array([1.0, 0.0]))
    matrix = model.matrix()
    assert matrix.values.tolist() == [2.0, 1.0]


def test_a_yes_or_no_model_is_solved_within_its_gap() -> None:
    model = LinearModel()
    take = model.add_columns("take", (3,), upper=1.0)
    rows = model.add_rows("room", (1,), upper=5.0)
    model.add_entries(rows.index, take.index, np.array([4.0, 3.0, 2.0]))
    engine = Engine(model.matrix(), whole=take.index)
    engine.set_costs(np.array([-5.0, -4.0, -3.0]))
    solved = engine.solve("dual", gap=0.0)
    assert solved.objective == pytest.approx(-7)
    assert solved.bound == pytest.approx(-7)


def test_the_banner_stays_off_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    Engine(diet().matrix()).solve("dual")
    assert capfd.readouterr().out == ""
