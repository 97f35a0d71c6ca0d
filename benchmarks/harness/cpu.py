"""CPU time of a process and everything it started, from /proc: on a busy machine the figure to trust."""

import os
import time
from pathlib import Path


def cpu_seconds(root: int) -> float:
    """User and system seconds of the process and its living descendants; 0 where there is no /proc."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:  # ended meanwhile
            continue
        pid = int(entry.name)
        parents[pid], ticks[pid] = int(fields[1]), int(fields[11]) + int(fields[12])
    mine, found = {root}, {root}
    while found:
        found = {p for p, above in parents.items() if above in mine} - mine
        mine |= found
    return sum(ticks.get(p, 0) for p in mine) / os.sysconf("SC_CLK_TCK")


def settle(root: int, *, share: float = 0.1, seconds: float = 60.0) -> None:
    """Wait until the process and what it started use less than a `share` of a core over three seconds: a server's job
    runner starts after its pages do, and would be measured with the first of them."""
    time.sleep(5)  # by then it has begun to start
    until, used = time.monotonic() + seconds, 1.0
    while used > share and time.monotonic() < until:
        before, began = cpu_seconds(root), time.monotonic()
        time.sleep(3)
        used = (cpu_seconds(root) - before) / (time.monotonic() - began)
