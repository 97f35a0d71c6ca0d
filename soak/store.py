"""An installation to be ill-treated: its store, its servers, and what is truly on its disk."""

import os
import shlex
import signal
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT)]

from harness.installation import installation, listening  # noqa: E402
from tests.postgres import SAFE, binaries, cluster, free_port, owner  # noqa: E402

Stored = dict[tuple[int, str], str]  # (worker, day): the id the phone made


@dataclass
class Store:
    """Where it stands. `url` is empty for the embedded store."""

    home: Path
    url: str
    environment: dict[str, str]
    phones: int

    def checks(self) -> Stored:
        """Every check on disk, read past the product."""
        rows = self._ask("SELECT worker_id, day, client_id FROM people_morningcheck")
        return {(int(w), str(day)): str(uuid.UUID(str(client))) for w, day, client in rows}

    def counted(self) -> int:
        """How many the counters of coverage say."""
        return int(self._ask("SELECT coalesce(sum(reported), 0) FROM people_coveragecell")[0][0])

    def _ask(self, question: str) -> list[tuple[object, ...]]:
        if self.url:
            with psycopg.connect(self.url) as connection:
                return list(connection.execute(question).fetchall())
        with sqlite3.connect(self.home / "yilu.sqlite3") as connection:
            return list(connection.execute(question).fetchall())

    @contextmanager
    def serving(self, *arguments: str, **environment: str) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
        """A server of it; the port and the process, leader of its own group."""
        port = free_port()
        with listening(list(arguments), self.environment | environment, port) as server:
            yield port, server

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """A command of `yilu`."""
        command = [sys.executable, "-m", "yilu", *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def crash_database(self) -> None:
        """Kill the database server and all its children at once, then start it again."""
        data = self.home / "cluster" / "data"
        postmaster = int((data / "postmaster.pid").read_text().splitlines()[0])
        for process in [postmaster, *children(postmaster)]:
            os.kill(process, signal.SIGKILL)
        found = binaries()
        assert found is not None
        # We know that it is dead; its number may linger where nobody reaps.
        for lock in (data / "postmaster.pid", *data.parent.glob(".s.PGSQL.*")):
            lock.unlink()
        said = shlex.split((data / "postmaster.opts").read_text())[3:]  # after the program, -D and the folder
        command = [str(found / "pg_ctl"), "-D", str(data), "-w", "-l", str(self.home / "cluster" / "log")]
        subprocess.run(
            [*command, "-o", shlex.join(said), "start"],
            user=owner(), check=True, capture_output=True, cwd=data, env={"LC_ALL": "C.UTF-8"},
        )  # fmt: skip


def kill(server: "subprocess.Popen[bytes]") -> None:
    """kill -9 of a server and everything it started."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rsplit(")", 1)[1].split()
        except OSError:  # ended meanwhile
            continue
        if int(fields[1]) == parent:
            found.append(int(entry.parent.name))
    return found


def _with_our_key(environment: dict[str, str]) -> dict[str, str]:
    return environment | {"YILU_PERSON_KEY": settings.YILU_PERSON_KEY}  # we make tokens as the product does


@contextmanager
def made(database: str, home: Path, *, phones: int) -> Iterator[Store]:
    """A store with every county and so many enrolled phones."""
    home.chmod(0o755)  # the database server runs as another user
    if database == "sqlite":
        yield Store(home, "", _with_our_key(installation(home, "", phones=phones)), phones)
        return
    with cluster(SAFE, kept=home / "cluster") as url:
        yield Store(home, url, _with_our_key(installation(home, url, phones=phones)), phones)
