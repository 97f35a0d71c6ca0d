"""Reading a notice: the one of seven provinces where it lies beside the project, and a directive of 500 pages.

python benchmarks/directive_parse.py [--runs 5] [FILE ...]

CPU seconds of one process; the text is read from the file each time, as `yilu directive` does.
"""

import argparse
import statistics
import time
from pathlib import Path

from harness.table import show

from yilu.directives.parsing import parse
from yilu.directives.reading import opened

NOTICE = Path(__file__).resolve().parents[1] / "../shared/data/notices/seven-provinces-2020-02.txt"
PAGES, LINES = 500, 28
LINE = "（{}）各网点要于{}日内完成第{}项消毒、通风和防护物资检查，按照《操作规范》留存记录，每2小时一次。\n"


def long_directive() -> bytes:
    """A directive of 500 pages, as many lines on each, in three depths of numbering."""
    han = "一二三四五六七八九十"
    pages = (
        f"{han[page % 9]}、第{page}部分\n" + "".join(LINE.format(han[n % 10], n % 28 + 1, n) for n in range(LINES))
        for page in range(PAGES)
    )
    return "".join(pages).encode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    given = {f.name: f.read_bytes() for f in (options.files or [NOTICE]) if f.exists()}
    given[f"{PAGES} pages"] = long_directive()
    rows = []
    for name, content in given.items():
        took = []
        for _ in range(options.runs):
            begin = time.process_time()
            read = opened(content)
            notice = parse(read.text)
            took.append(time.process_time() - begin)
        told = (f"{len(read.text):,}", len(notice.issuers), f"{len(notice.measures):,}")
        rows.append((name, *told, f"{statistics.median(took):.3f}"))
    show("Reading a notice", ("notice", "characters", "issuers", "measures", "CPU s (median)"), rows)


if __name__ == "__main__":
    main()
