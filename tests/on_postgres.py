"""`python -m tests.on_postgres`: the database-facing tests again, on a PostgreSQL cluster of their own."""

import os
import subprocess
import sys

from tests.postgres import binaries, cluster

# What only a browser shows, what knows no database, and what reads source does not change with the database.
WITHOUT = ("tests/planner", "tests/browser", "tests/contracts/test_modules.py", "tests/contracts/test_one_door.py")


def main() -> int:
    """The exit code of the tests; 0 with a sentence where there is no PostgreSQL."""
    if binaries() is None:
        print("skipped on PostgreSQL: no initdb and pg_ctl on this machine")  # noqa: T201
        return 0
    ignored = [f"--ignore={path}" for path in WITHOUT]
    with cluster() as url:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            "2",
            "--dist",
            "loadscope",
            *ignored,
            *(sys.argv[1:] or ["tests"]),
        ]
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
