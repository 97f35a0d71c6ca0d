"""One plan in pieces: it keeps every limit, loses little, is the same on any workers, and goes on after a stop."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from distributed import LocalCluster

from tests.planner.worlds import change, waiting, world
from yilu_planner.__main__ import main
from yilu_planner.check import check_result
from yilu_planner.commands import ExitCode
from yilu_planner.documents import write_document
from yilu_planner.example import example
from yilu_planner.example.by_site import nation_by_site
from yilu_planner.hierarchy import Stopped, check_folder, crew, cut_node, read_node, solve_folder, solve_in_pieces
from yilu_planner.hierarchy.aggregate import aggregate
from yilu_planner.hierarchy.node import PIECES, PROBLEM, grouped
from yilu_planner.hierarchy.quota import cut, with_quotas
from yilu_planner.hierarchy.settle import within
from yilu_planner.hierarchy.work import Solve, Task, solve_task
from yilu_planner.problem import Problem, SupplyLink
from yilu_planner.records import to_text
from yilu_planner.refusal import Refused
from yilu_planner.result import Result
from yilu_planner.resumption.solve import solve


def at_once(tasks: Iterable[Task]) -> Iterator[tuple[str, Result]]:
    for task in tasks:
        yield task.id, solve_task(task, seed=0, time_limit=np.inf)


def lateness(result: Result) -> list[float]:
    return [goal.value for goal in result.goals[:3]]


def two_cells_short_of_masks() -> Problem:
    """Cells of one region, 10 people each and no masks; a store sends 20 in all on day 0: ten person-days."""
    problem = waiting(world(cells=2, days=2, suppliers=True), (0, 0, 60.0), (1, 0, 40.0))
    problem = change(problem, "protection", stock_units=np.zeros((2, 1)))
    arriving = np.zeros((2, 1, 2))
    arriving[1, 0, 0] = 20.0
    return change(problem, "protection", supplier_arriving_units=arriving)


def folder_of(tmp_path: Path, upper_cells: int = 1) -> Path:
    folder = tmp_path / "nation"
    for path, problem in nation_by_site(example("tiny", seed=1), 14, seed=1, upper_cells=upper_cells):
        place = folder.joinpath(*(part for name in path for part in (PIECES, name)))
        write_document(place.with_suffix(".json") if len(path) == 2 else place / PROBLEM, problem)
    return folder


@pytest.mark.parametrize("levels", [["region"], ["area"], ["id"], ["region", "id"]])
def test_the_plan_put_together_keeps_every_limit_of_the_whole(levels: list[str]) -> None:
    problem = example("tiny", seed=1)
    result = solve_in_pieces(problem, levels, at_once)
    assert result.status == "feasible" and result.pieces == len(cut_node(problem, [levels[-1]]).below)
    assert check_result(problem, result).kept


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_it_never_does_better_than_the_single_model_and_loses_only_late_in_the_order(seed: int) -> None:
    problem = example("tiny", seed=seed)
    whole, parts = lateness(solve(problem)), lateness(solve_in_pieces(problem, ["region"], at_once))
    assert parts[:2] == pytest.approx(whole[:2], abs=1.0)
    assert whole[2] - 1.0 <= parts[2] <= whole[2] * 1.05


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_with_a_group_for_every_cell_nothing_is_lost(seed: int) -> None:
    problem = example("tiny", seed=seed)
    parts = lateness(solve_in_pieces(problem, ["region"], at_once, most=3))
    assert parts == pytest.approx(lateness(solve(problem)), abs=1.0)


def test_masks_go_where_the_upper_plan_sends_them() -> None:
    """Sixty parcels wait in one cell and forty in the other; ten person-days deliver ten each: all hundred, in all."""
    problem = two_cells_short_of_masks()
    result = solve_in_pieces(problem, ["id"], at_once)
    assert result.plan is not None
    assert lateness(result) == pytest.approx(lateness(solve(problem)), abs=1e-3)
    assert result.plan.sent_to_cell_units.sum() == pytest.approx(20.0)


def test_sums_are_the_sums_and_posts_count_only_where_there_is_room() -> None:
    problem = example("tiny", seed=1)
    upper = aggregate(problem, ["R1", "R1", "R2"], ["R1", "R1", "R2"])
    for name in ("offered_parcels", "waiting_delivery_parcels"):
        before, after = getattr(problem.demand, name), getattr(upper.demand, name)
        assert np.allclose(after[0], before[:2].sum(axis=0)) and np.allclose(after[1], before[2])
    room = problem.workplace.floor_area_m2.copy()
    room[0] = 8.0
    crowded = aggregate(change(problem, "workplace", floor_area_m2=room), ["R1", "R1", "R2"], ["R1", "R1", "R2"])
    assert crowded.workplace.floor_area_m2[0] < upper.workplace.floor_area_m2[0]
    assert crowded.workplace.floor_area_m2[1] == upper.workplace.floor_area_m2[1]


def test_a_piece_holds_whole_areas_or_lies_within_one() -> None:
    problem = example("tiny", seed=1)
    with pytest.raises(Refused, match="region"):
        aggregate(problem, ["x", "x", "x"], ["x", "x", "x"])


def test_cells_are_grouped_by_who_supplies_them() -> None:
    problem = two_cells_short_of_masks()
    problem = replace(problem, supply_links=(SupplyLink("S1", "C0"), SupplyLink("S0", "C1")))
    assert grouped(problem, ["R0", "R0"], 1) == ["R0#1", "R0#2"]
    assert grouped(two_cells_short_of_masks(), ["R0", "R0"], 1) == ["R0", "R0"]
    assert len(set(grouped(two_cells_short_of_masks(), ["R0", "R0"], 2))) == 2


def test_want_is_not_hidden_beside_plenty() -> None:
    """Of three cells two are alike and one has nobody: two groups keep it apart."""
    problem = waiting(world(cells=3), (0, 0, 10.0))
    problem = change(problem, "staff", present_people=np.array([10.0, 0.0, 10.0]))
    assert grouped(problem, ["p", "p", "p"], 2) == ["p#1", "p#2", "p#1"]
    assert grouped(problem, ["p", "p", "p"], 1) == ["p", "p", "p"]


def test_quotas_of_a_shared_area_add_up_to_its_limit() -> None:
    problem = example("tiny", seed=1)
    upper = cut_node(problem, ["id"]).problem
    plan = solve(upper).plan
    assert plan is not None
    pieces = [
        with_quotas(upper, plan, np.array([at]), cut(problem, cell.id, np.array([at])))
        for at, cell in enumerate(problem.cells[:2])
    ]
    assert pieces[0].areas == pieces[1].areas
    arrivals = sum(piece.staff.arrivals_max_people for piece in pieces)
    assert (arrivals <= problem.staff.arrivals_max_people[:1] + 1e-6).all()
    places = sum(piece.staff.isolation_places for piece in pieces)
    assert (places <= (problem.staff.isolation_places - problem.staff.isolated_people)[:1] + 1e-6).all()


def test_no_more_is_moved_than_is_there() -> None:
    moved = within(np.array([1.0]), np.array([[2.0, 0.0, 4.0]]), np.array([[2.0, 5.0, 1.0]]))
    assert moved.tolist() == [[2.0, 1.0, 1.0]]


def test_one_and_two_workers_give_the_same_file(tmp_path: Path) -> None:
    problem, texts = example("tiny", seed=2), []
    for workers in (1, 2):
        with crew(tmp_path / str(workers), workers=workers) as work:
            result = solve_in_pieces(problem, ["region", "id"], work)
        texts.append(to_text(replace(result, timing=None)))
    with crew(tmp_path / "0", workers=0) as work:
        texts.append(to_text(replace(solve_in_pieces(problem, ["region", "id"], work), timing=None)))
    assert texts[0] == texts[1] == texts[2]


def test_a_running_scheduler_gives_the_same_answer(tmp_path: Path) -> None:
    problem = example("tiny", seed=2)
    with (
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path)) as there,
        crew(tmp_path / "kept", workers=0, scheduler=there.scheduler_address) as work,
    ):
        found = solve_in_pieces(problem, ["region"], work)
    assert to_text(found) == to_text(solve_in_pieces(problem, ["region"], at_once))


def test_after_a_stop_only_what_was_missing_is_solved_again(tmp_path: Path) -> None:
    problem, solved = example("tiny", seed=1), []

    def stopping(work: Solve, after: int) -> Solve:
        def through(tasks: Iterable[Task]) -> Iterator[tuple[str, Result]]:
            for name, result in work(tasks):
                solved.append(name)
                if len(solved) == after:
                    raise KeyboardInterrupt
                yield name, result

        return through

    with pytest.raises(KeyboardInterrupt), crew(tmp_path, workers=0) as work:
        solve_in_pieces(problem, ["region"], stopping(work, 2))
    kept = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert len(kept) == 2
    with crew(tmp_path, workers=0) as work:
        again = solve_in_pieces(problem, ["region"], work)
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir() if file.name in kept} == kept
    assert to_text(again) == to_text(solve_in_pieces(problem, ["region"], at_once))


def test_another_seed_is_another_question(tmp_path: Path) -> None:
    for seed in (0, 1):
        with crew(tmp_path, workers=0, seed=seed) as work:
            list(work([Task("top", world(), piece=False)]))
    assert len(list(tmp_path.iterdir())) == 2


def test_a_piece_without_a_plan_stops_the_whole_and_is_named() -> None:
    problem = two_cells_short_of_masks()
    duty = problem.staff.on_post_min_people.copy()
    duty[1] = 9.0
    with pytest.raises(Stopped):
        solve_in_pieces(change(problem, "staff", on_post_min_people=duty), ["id"], at_once)


@pytest.mark.parametrize("upper_cells", [1, 3])
def test_a_folder_of_pieces_is_solved_and_checked(tmp_path: Path, upper_cells: int) -> None:
    folder, out = folder_of(tmp_path, upper_cells), tmp_path / "result"
    node = read_node(folder)
    result = solve_folder(node, at_once, out)
    checked = check_folder(read_node(folder), out)
    assert checked.findings == [] and checked.pieces == result.pieces == 3
    assert checked.goals == pytest.approx({goal.name: goal.value for goal in result.goals})


def test_the_check_of_a_folder_finds_a_piece_that_was_changed(tmp_path: Path) -> None:
    folder, out = folder_of(tmp_path), tmp_path / "result"
    solve_folder(read_node(folder), at_once, out)
    file = next((out / PIECES).glob(f"*/{PIECES}/*.json"))
    plan = json.loads(file.read_text(encoding="utf-8"))
    plan["plan"]["on_post_people"] = (np.array(plan["plan"]["on_post_people"]) * 3 + 1).tolist()
    file.write_text(json.dumps(plan), encoding="utf-8")
    limits = {finding.limit for finding in check_folder(read_node(folder), out).findings}
    assert "protection" in limits and "sum of on_post_people" in limits


def test_a_piece_without_a_cell_above_is_refused(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (folder / PIECES / "nowhere.json").write_text("{}", encoding="utf-8")
    with pytest.raises(Refused, match="nowhere"):
        read_node(folder)


def test_the_commands_write_solve_and_check_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = folder_of(tmp_path), tmp_path / "result"
    told = ["solve", str(folder), "--out", str(out), "--workers", "0", "--quiet"]
    assert main(told) == ExitCode.DONE
    assert not (tmp_path / "result.pieces").exists()
    assert main(["check", str(folder), str(out)]) == ExitCode.DONE
    assert "every limit is kept" in capsys.readouterr().out


def test_the_command_solves_one_file_in_pieces(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    p, r = tmp_path / "p.json", tmp_path / "r.json"
    write_document(p, example("tiny", seed=1))
    told = ["solve", str(p), "--out", str(r), "--workers", "0", "--quiet", "--hierarchy"]
    assert main([*told, "region"]) == ExitCode.DONE
    assert "2 pieces; the goals are not proved optimal" in capsys.readouterr().out
    assert main(["check", str(p), str(r)]) == ExitCode.DONE
    assert main([*told, "continent"]) == ExitCode.BAD_INPUT
    assert "region" in capsys.readouterr().err


def test_a_nation_by_site_is_refused_where_something_lies_already(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x", encoding="utf-8")
    told = ["example", "nation-by-site", "--sites", "400", "--out", str(tmp_path)]
    assert main(told) == ExitCode.BAD_INPUT
    assert main([*told[:3], "3", *told[4:]]) == ExitCode.BAD_INPUT
