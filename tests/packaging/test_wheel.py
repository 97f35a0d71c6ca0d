"""What a stranger installs: the wheel holds everything the product serves, and nothing that belongs to development."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "src" / "yilu" / "desk" / "static" / "vendor"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from this tree."""
    if not (VENDOR / "tabler.min.css").exists():
        pytest.skip("front-end files not fetched here (make setup)")
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(out.glob("*.whl")))


def test_it_holds_the_front_end_files_templates_and_migrations(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    for name in ("tabler.min.css", "htmx.min.js", "echarts.min.js"):
        assert f"yilu/desk/static/vendor/{name}" in names
    assert "yilu/desk/templates/page.html" in names
    assert "yilu/network/migrations/0001_initial.py" in names
    assert "yilu_planner/risk/__init__.py" in names


def test_it_gives_the_command_yilu(wheel: zipfile.ZipFile) -> None:
    entry_points = next(n for n in wheel.namelist() if n.endswith("entry_points.txt"))
    assert "yilu = yilu.__main__:main" in wheel.read(entry_points).decode()


def test_it_holds_no_tests_and_no_data_of_this_machine(wheel: zipfile.ZipFile) -> None:
    assert not [n for n in wheel.namelist() if n.startswith(("tests", "var", "benchmarks")) or "sqlite3" in n]
