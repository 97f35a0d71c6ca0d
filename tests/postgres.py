"""A PostgreSQL cluster of one's own from binaries found on the machine: gone afterwards, or kept in a folder."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SAFE = ("shared_buffers=1GB", "work_mem=64MB", "maintenance_work_mem=256MB", "max_wal_size=4GB")


def binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, newest version first; None where there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    found = shutil.which("initdb")
    folders += [Path(found).resolve().parent] if found else []
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


def owner() -> str | None:
    """PostgreSQL refuses to run as root: the user to run it as, None for ourselves."""
    if os.geteuid() != 0:
        return None
    return next((name for name in ("postgres", "nobody") if name in {u.pw_name for u in pwd.getpwall()}), "nobody")


def free_port() -> int:
    """A port of the loopback that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def cluster(options: tuple[str, ...] = FAST, *, kept: Path | None = None) -> Iterator[str]:
    """A running cluster's `DATABASE_URL`. `options` are server settings: `FAST` for tests, `SAFE` to measure.

    With a folder to be `kept` in, it is found there again. Raises `RuntimeError` where there are no binaries.
    """
    found = binaries()
    if found is None:
        raise RuntimeError("no PostgreSQL binaries on this machine")
    user = owner()
    with tempfile.TemporaryDirectory(prefix="yilu-pg-") if kept is None else nullcontext(kept) as scratch:
        folder = Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        data = folder / "data"
        is_new = not data.exists()
        if user:
            shutil.chown(folder, user)

        def run(*command: str) -> None:
            subprocess.run(command, user=user, check=True, capture_output=True, cwd=folder, env={"LC_ALL": "C.UTF-8"})

        if is_new:
            run(str(found / "initdb"), "-D", str(data), "-U", "yilu", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        port = free_port()
        where = ("listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}")
        settings = " ".join(f"-c {option}" for option in (*options, *where))
        run(str(found / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", settings, "start")
        try:
            if is_new:
                run(str(found / "createdb"), "-h", str(folder), "-p", str(port), "-U", "yilu", "yilu")
            yield f"postgres://yilu@127.0.0.1:{port}/yilu"
        finally:
            run(str(found / "pg_ctl"), "-D", str(data), "-m", "fast" if kept else "immediate", "stop")
