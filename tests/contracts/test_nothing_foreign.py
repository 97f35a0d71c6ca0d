"""What must never stand in the repository: registry addresses, machine paths, copied data, secrets."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Spelled so that this file does not contain what it looks for.
REGISTRY = re.compile(
    "|".join(
        ("registry" + r"\.npm", "pypi" + r"\.org", "pythonhosted" + r"\.org", "npm" + "mirror", "deb" + r"\.debian")
    )
)
MACHINE = re.compile(r"(?<![\w.<])/(?:root|work|home)/\w")
KEY = re.compile("-----BEGIN" + r" [A-Z ]*PRIVATE KEY")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE, KEY], ids=["registry address", "machine path", "private key"])
def test_no_tracked_file_holds_it(pattern: re.Pattern[str]) -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {m.group(0)}" for m in [pattern.search(text)] if m]
    assert not found, "\n".join(found)


def test_locks_hold_hashes_and_no_addresses() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
    assert "://" not in (ROOT / "package-lock.json").read_text().replace('"url": "', "")[:0] + "".join(
        line for line in (ROOT / "package-lock.json").read_text().splitlines() if '"resolved"' in line
    )
