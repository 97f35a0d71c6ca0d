"""The product in this process, without a socket: its own settings, an empty SQLite file, requests one after another."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from harness.world import demo_environment

Row = tuple[str, str, str, str]
COLUMNS = ("what", "median ms", "p95 ms", "CPU ms")
WARM = 5


@contextmanager
def product() -> Iterator[None]:
    """Django set up over an empty folder that is removed afterwards. Import what needs it inside."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(demo_environment(Path(home), ""))
        os.environ |= {"YILU_REQUIRE_TOTP": "false", "YILU_DEBUG": "false", "YILU_TODAY": "2020-02-17"}
        import django
        from django.conf import settings

        # Addresses of assets need no manifest here: none is fetched.
        settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        django.setup()
        yield


def measured(name: str, ask: Callable[[int], int], times: int, *, warm: int = WARM) -> Row:
    """Median and 95th percentile of the wall time, and the mean CPU time, in ms; the first `warm` are not counted."""
    taken, cpu = [], 0.0
    for n in range(times + warm):
        if n == warm:
            cpu = time.process_time()
        began = time.perf_counter()
        status = ask(n)
        if n >= warm:
            taken.append((time.perf_counter() - began) * 1000)
        if status not in (200, 201):
            raise SystemExit(f"{name}: {status}")
    spent = (time.process_time() - cpu) * 1000 / times
    ordered = sorted(taken)
    return name, f"{ordered[times // 2]:.0f}", f"{ordered[times * 95 // 100]:.0f}", f"{spent:.0f}"
