"""Serving for real: the production server and the job runner beside it, started together, stopped together."""

import hashlib
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from yilu.desk.assets import UNUSED

# So many requests wait at once in a process. Few of them are at work: pages take turns (people.intake.beside), and
# checks of phones that wait together share a commit.
THREADS = 32
PAUSE_S = 3.0  # before the job runner starts, and before it starts again


def unapplied_migrations() -> list[str]:
    """The migrations that the database still lacks."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _assets_digest() -> str:
    """Changes when any front-end file does: by name, size and time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_assets() -> bool:
    """Gather and compress the front-end files if any changed since the last time. True if it had to."""
    mark = Path(settings.STATIC_ROOT) / ".collected"
    digest = _assets_digest()
    if mark.exists() and mark.read_text() == digest:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=UNUSED)
    mark.write_text(digest)
    return True


def serve(host: str, port: int, workers: int) -> int:
    """Run server and job runner until a signal or the server's end; a job runner that dies is restarted."""
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
            *("--workers", str(workers), "--blocking-threads", str(THREADS), "--backpressure", "256"),
            *("--log-level", "error", "--workers-kill-timeout", "10", "yilu.config.wsgi:application"),
        ]
    )
    runner: subprocess.Popen[bytes] | None = None
    start_runner_at = time.monotonic() + PAUSE_S  # pages first

    def stop(signum: int, frame: FrameType | None) -> None:
        server.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        while server.poll() is None:
            if runner is not None and runner.poll() is not None:
                runner, start_runner_at = None, time.monotonic() + PAUSE_S
            if runner is None and time.monotonic() >= start_runner_at:
                runner = _start_runner()
            time.sleep(0.2)
    finally:
        if runner is not None:
            runner.terminate()
            runner.wait(timeout=30)
    return 0 if server.returncode in (0, -signal.SIGTERM, -signal.SIGINT) else server.returncode


def _start_runner() -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "yilu", "work"])
