"""A plan laid out over its sites and tried under an epidemic."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.planner.worlds import change, waiting, world
from yilu_planner.__main__ import main
from yilu_planner.commands import ExitCode
from yilu_planner.documents import write_document
from yilu_planner.example import example
from yilu_planner.outbreak import judge, read_conditions, scenario_of, simulate
from yilu_planner.outbreak.parameters import demonstration_parameters
from yilu_planner.outbreak.planned import Conditions
from yilu_planner.problem import Problem
from yilu_planner.refusal import Refused
from yilu_planner.result import Plan
from yilu_planner.resumption.solve import solve


def quiet(problem: Problem, hazard: float = 0.0, **changes: float) -> Conditions:
    """No infections from outside and no late deliveries unless asked for."""
    known = demonstration_parameters()
    known = replace(known, late_delivery_share=replace(known.late_delivery_share, value=0.0))
    for name, value in changes.items():
        known = replace(known, **{name: replace(getattr(known, name), value=value)})
    return Conditions(
        known,
        {area.id: (hazard,) * problem.days for area in problem.areas},
        {group.id: 0.0 for group in problem.groups},
        "mask",
    )


def plan_of(problem: Problem) -> Plan:
    plan = solve(problem).plan
    assert plan is not None
    return plan


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_without_an_epidemic_everything_happens_as_planned(seed: int) -> None:
    problem = example("tiny", seed=seed)
    plan = plan_of(problem)
    outcome = simulate(scenario_of(problem, plan, quiet(problem)), runs=3, seed=1)
    assert outcome.closures.sum() == 0 and outcome.stock_outs.sum() == 0
    assert np.allclose(outcome.volume, outcome.planned_volume)
    by_class = dict(zip(outcome.classes, outcome.planned_volume, strict=True))
    for k, member in enumerate(problem.classes):
        with_staff = plan.delivered_parcels[:, k] * (np.rint(plan.on_post_people) > 0)
        assert by_class[member.id] == pytest.approx(with_staff.sum(), abs=1e-6)


def test_people_are_the_plans_in_whole_numbers_over_the_sites_it_opens() -> None:
    problem = example("tiny", seed=1)
    plan = plan_of(problem)
    scenario = scenario_of(problem, plan, quiet(problem))
    for at, cell in enumerate(problem.cells):
        staff = np.array([site.staff for site in scenario.sites if site.id.startswith(f"{cell.id}/")])
        assert (staff.sum(axis=0) == np.rint(plan.on_post_people[at])).all()
        assert ((staff > 0).sum(axis=0) <= np.maximum(np.ceil(plan.open_sites[at] - 1e-6), 1)).all()


def test_a_site_gets_its_masks_in_time_and_no_more_than_there_are() -> None:
    """Ten people, two masks a day, 20 in stock and 20 arriving a day: 20 at the start, then 20 on days 2 and 3."""
    problem = waiting(world(days=3), (0, 0, 10_000.0))
    problem = change(
        problem,
        "protection",
        stock_units=np.array([[20.0]]),
        government_arriving_units=np.array([[[0.0, 20.0, 20.0]]]),
    )
    plan = plan_of(problem)
    scenario = scenario_of(problem, plan, quiet(problem))
    masks = sum(site.masks or 0 for site in scenario.sites)
    arriving = np.array([site.mask_arrivals for site in scenario.sites]).sum(axis=0)
    assert plan.on_post_people[0].tolist() == pytest.approx([10, 10, 10])
    assert masks == 20 and arriving.tolist() == [0, 20, 20]


def test_an_epidemic_only_takes_away() -> None:
    problem = example("tiny", seed=1)
    plan = plan_of(problem)
    scenario = scenario_of(problem, plan, quiet(problem, hazard=0.02))
    judged = judge(simulate(scenario, runs=60, seed=1), scenario.tiers)
    assert judged["infected"]["p50"] > 0
    for spread in judged["volume"].values():
        assert spread["p5"] <= spread["p50"] <= spread["p95"] <= spread["planned"] + 1e-6
    piled = judged["by_day"]["tier3_not_moved"]
    assert all(a <= b + 1e-9 for a, b in zip(piled["p95"], piled["p95"][1:], strict=False))
    shopping = judged["volume"]["online_shopping"]
    assert piled["p95"][-1] == pytest.approx(shopping["planned"] - shopping["p5"], rel=0.05, abs=1.0)


def test_returns_come_to_work_after_their_quarantine() -> None:
    problem = waiting(world(days=4), (0, 0, 10_000.0))
    problem = change(problem, "staff", away_people=np.array([[7.0]]), present_people=np.array([1.0]))
    plan = plan_of(problem)
    scenario = scenario_of(problem, plan, quiet(problem))
    back = [entry for site in scenario.sites for entry in site.returns]
    assert sum(entry.people for entry in back) == 7
    assert {entry.day for entry in back} == {int(np.flatnonzero(plan.returning_people[0, 0])[0]) + 1}


def test_the_command_tries_a_plan_under_conditions(tmp_path: Path) -> None:
    problem = example("tiny", seed=1)
    p, r, c, out = (tmp_path / name for name in ("p.json", "r.json", "c.json", "s.json"))
    write_document(p, problem)
    write_document(r, solve(problem))
    assert main(["simulate", "--problem", str(p), "--example-conditions", "--out", str(c)]) == ExitCode.DONE
    told = ["simulate", "--problem", str(p), "--result", str(r), "--conditions", str(c), "--runs", "10"]
    assert main([*told, "--out", str(out)]) == ExitCode.DONE
    answer = json.loads(out.read_text(encoding="utf-8"))
    assert set(answer["volume"]) == {member.id for member in problem.classes}
    assert {"tier1_not_moved", "tier2_not_moved", "tier3_not_moved"} <= set(answer["by_day"])


def test_a_plan_of_another_problem_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    p, r, c = (tmp_path / name for name in ("p.json", "r.json", "c.json"))
    write_document(p, example("tiny", seed=1))
    write_document(r, solve(world()))
    main(["simulate", "--problem", str(p), "--example-conditions", "--out", str(c)])
    told = ["simulate", "--problem", str(p), "--result", str(r), "--conditions", str(c)]
    assert main(told) == ExitCode.BAD_INPUT
    assert "shape" in capsys.readouterr().err
    assert main(told[:-2]) == ExitCode.BAD_INPUT
    assert "--conditions" in capsys.readouterr().err


def test_conditions_must_speak_of_every_area(tmp_path: Path) -> None:
    problem, path = world(cells=2), tmp_path / "c.json"
    path.write_text(json.dumps({"import_hazard": {"A0": 0.1}}), encoding="utf-8")
    with pytest.raises(Refused, match="A1"):
        read_conditions(path, problem)
