"""The last masks are taken once: on a PostgreSQL cluster of its own, where writers do run side by side."""

import json
import os
import subprocess
import sys

import pytest

from tests.postgres import binaries, cluster


def test_six_who_take_the_last_masks_at_the_same_instant_never_take_more_than_there_are() -> None:
    if binaries() is None:
        pytest.skip("no PostgreSQL on this machine; SQLite has one writer anyway")
    with cluster() as url:
        done = subprocess.run(
            [sys.executable, "-m", "tests.yilu.supplies.simultaneous"],
            env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": os.pathsep.join(["src", "."])},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    outcomes, left = json.loads(done.stdout.splitlines()[-1])
    assert outcomes == ["refused"] * 3 + ["taken"] * 3
    assert left == 10
