"""CPU time of a process and everything it started, from /proc: on a busy machine the figure to trust."""

import os
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
