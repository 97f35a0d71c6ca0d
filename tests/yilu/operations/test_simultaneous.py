"""Nothing told at the same instant is lost: on a PostgreSQL cluster of its own, where writers do run side by side."""

import json
import os
import subprocess
import sys

import pytest

from tests.postgres import binaries, cluster


def test_reports_of_one_site_sent_at_the_same_instant_all_stay_one_version_after_the_other() -> None:
    if binaries() is None:
        pytest.skip("no PostgreSQL on this machine; SQLite has one writer anyway")
    with cluster() as url:
        done = subprocess.run(
            [sys.executable, "-m", "tests.yilu.operations.simultaneous"],
            env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": os.pathsep.join(["src", "."])},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    kept = json.loads(done.stdout.splitlines()[-1])
    assert [version for version, _, _ in kept] == [1, 2, 3, 4]
    assert {collected for _, collected, _ in kept} == {100, 101, 102, 103}
    assert [current for _, _, current in kept] == [False, False, False, True]
