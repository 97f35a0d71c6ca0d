import pytest

from yilu_planner.example import SIZES, example
from yilu_planner.example.layout import PROVINCES
from yilu_planner.records import to_text


@pytest.mark.parametrize("size", ["tiny", "province"])
def test_the_same_seed_gives_the_same_problem_and_another_seed_another(size: str) -> None:
    assert to_text(example(size, seed=4)) == to_text(example(size, seed=4))
    assert to_text(example(size, seed=4)) != to_text(example(size, seed=5))


def test_the_nation_has_its_provinces_prefectures_and_its_own_path_for_wuhan() -> None:
    nation = example("nation")
    assert len(nation.regions) == len(PROVINCES) == 31
    assert len(nation.cells) == 340
    assert {area.path for area in nation.areas} == {"nation", "hubei", "wuhan"}
    assert [area.name for area in nation.areas if area.path == "wuhan"] == ["武汉"]


@pytest.mark.parametrize(
    ("size", "cells", "days"), [("tiny", 3, 4), ("prefecture", 600, 14), ("province", 140, 28), ("nation", 340, 14)]
)
def test_sizes_are_what_they_say(size: str, cells: int, days: int) -> None:
    problem = example(size)
    assert (len(problem.cells), problem.days, len(problem.classes)) == (cells, days, 8)


def test_every_size_is_listed() -> None:
    assert set(SIZES) == {"tiny", "prefecture", "province", "nation"}
