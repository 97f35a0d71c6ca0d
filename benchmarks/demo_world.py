"""The demo world from nothing: an empty folder to a finished world, start of Python included.

python benchmarks/demo_world.py [--sites 2000] [--days 60] [--runs 3]
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from harness.table import show
from harness.world import demo_environment

TARGET_S = 20.0


def main() -> None:
    """Time the making, and the finding again, of the same world."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=2000)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    made, found = [], []
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory(prefix="yilu-demo-") as folder:
            command = [sys.executable, "-m", "yilu", "demo"]
            command += ["--sites", str(options.sites), "--days", str(options.days)]
            for taken in (made, found):
                began = time.perf_counter()
                subprocess.run(command, env=demo_environment(Path(folder)), check=True, capture_output=True, cwd=folder)
                taken.append(time.perf_counter() - began)
    size = f"{options.sites:,} sites × {options.days} days"
    show(
        "Demo world",
        ("what", "median s", "slowest s", "target"),
        (
            (f"{size} from nothing", f"{statistics.median(made):.1f}", f"{max(made):.1f}", f"≤ {TARGET_S:.0f} s"),
            (f"{size} found again", f"{statistics.median(found):.1f}", f"{max(found):.1f}", "≤ 5 s to serving"),
        ),
    )


if __name__ == "__main__":
    main()
