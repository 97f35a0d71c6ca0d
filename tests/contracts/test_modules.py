"""Modules stay short (median under 90 lines, nine in ten under 300, none over 500) and named by the field."""

import statistics
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src"
SIZES = {
    p.relative_to(SRC): len(p.read_text().splitlines())
    for p in SRC.rglob("*.py")
    if "migrations" not in p.parts and p.name != "__init__.py"
}
FORBIDDEN = {"utils", "helpers", "manager", "managers", "service", "services", "base", "common", "misc"}


def test_no_module_is_over_500_lines() -> None:
    assert not {str(p): n for p, n in SIZES.items() if n > 500}


def test_nine_modules_in_ten_are_under_300_lines_and_the_median_under_90() -> None:
    lengths = sorted(SIZES.values())
    assert lengths[int(len(lengths) * 0.9)] < 300
    assert statistics.median(lengths) < 90


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [p for p in SRC.rglob("*.py") if p.stem in FORBIDDEN]


def test_every_module_says_what_it_is_for() -> None:
    bare = [str(p.relative_to(SRC)) for p in SRC.rglob("*.py") if "migrations" not in p.parts and p.read_text().strip()
            and not p.read_text().lstrip().startswith(('"""', 'r"""'))]  # fmt: skip
    assert not bare
