"""A synthetic world at size in a database of its own, and the product serving it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

Environment = dict[str, str]


def demo_environment(home: Path, url: str = "") -> Environment:
    """The environment of a demo world standing in `home` (SQLite) or in the PostgreSQL database of `url`."""
    own = {"YILU_HOME": str(home), "YILU_DEMO": "true", "YILU_TODAY": "2020-02-17", "YILU_HTTPS": "false"}
    own |= {"YILU_REQUIRE_TOTP": "false", "DJANGO_SETTINGS_MODULE": "yilu.config.settings"}
    return {**os.environ, **own, **({"DATABASE_URL": url} if url else {})}


@contextmanager
def world(database: str, sites: int, days: int, folder: Path) -> Iterator[tuple[Environment, float]]:
    """The environment of a finished world and the seconds it took to make or find it.

    Worlds are kept in `folder`, a PostgreSQL cluster with them, and found again by their mark, later migrations added.
    """
    home = folder / f"{database}-{sites}-{days}"
    home.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        url = ""
        if database == "postgresql":
            from tests.postgres import SAFE, cluster

            url = stack.enter_context(cluster(SAFE, kept=home / "cluster"))
        environment, mark = demo_environment(home, url), home / "made"
        command = ["demo", "--sites", str(sites), "--days", str(days)] if not mark.exists() else ["migrate"]
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "yilu", *command], env=environment, check=True, stdout=subprocess.DEVNULL)
        mark.touch()
        yield environment, time.perf_counter() - began


@contextmanager
def served(environment: Environment) -> Iterator[tuple[int, int]]:
    """`yilu serve` over the world; the port it listens on and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "yilu", "serve", "--port", str(port)], env=environment, stdout=log, stderr=log
        )
        try:
            _wait_for(port, server, log)
            yield port, server.pid
        finally:
            server.terminate()
            server.wait(timeout=60)


def _wait_for(port: int, server: "subprocess.Popen[bytes]", log: object, seconds: float = 120.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.poll() is not None:
            log.seek(0)  # type: ignore[attr-defined]
            raise SystemExit(log.read().decode())  # type: ignore[attr-defined]
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("the server did not start")
