"""One way of printing results: a markdown table, as docs/benchmarks.md holds it."""

import os
import platform
from collections.abc import Iterable, Sequence


def show(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table with its machine and versions beneath."""
    print(f"\n### {title}\n")
    print("| " + " | ".join(columns) + " |")
    print("|" + "---|" * len(columns))
    for row in rows:
        print("| " + " | ".join(str(c) for c in row) + " |")
    print(f"\n{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
