"""Importing a workbook of sites: read, validated, written and audited, against the usual way of doing it.

python benchmarks/import_sites.py [--rows 100000] [--naive 2000] [--runs 3] [--database sqlite|postgresql|both]

Each figure is measured in a process of its own, so that its peak memory is its own. The peer reads with openpyxl and
creates row by row through the ORM (full_clean and save in one transaction), which is what most office systems do.
"""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harness.table import show

ROOT = Path(__file__).resolve().parents[1]
BAD_SHARE = 0.05
FIGURES = ("new", "again", "marked")


def prepare(folder: Path, rows: int, naive: int) -> None:
    """Places, brands, and three workbooks: `rows` good ones, the same with bad cells, and `naive` good ones."""
    from django.core.management import call_command

    from yilu.core import clock
    from yilu.core.actor import system
    from yilu.network import actions
    from yilu.territory.actions import load_divisions

    call_command("migrate", verbosity=0)
    by, now = system("benchmark"), clock.now()
    load_divisions(by=by, now=now)
    for n in range(5):
        brand = actions.add_brand(
            code=f"B{n}", name_zh=f"合成{n}", name_en=f"Synthetic {n}", synthetic=True, by=by, now=now
        )
        actions.add_enterprise(
            brand=brand, kind="headquarters", code="HQ", name_zh=f"合成{n}总部", area="310000", by=by, now=now
        )
    workbook(folder / "good.xlsx", rows, 0.0)
    workbook(folder / "bad.xlsx", rows, BAD_SHARE)
    # The peer is spared the names of counties, which it has no index for.
    workbook(folder / "naive.xlsx", naive, 0.0, by_name=False, prefix="N")


def workbook(path: Path, rows: int, bad: float, *, by_name: bool = True, prefix: str = "S") -> None:
    """A workbook as offices send it: every column filled, counties by code and by name, some numbers as text."""
    import xlsxwriter

    from yilu.core import clock
    from yilu.network.checking.places import Places
    from yilu.network.sheet.columns import COLUMNS, KINDS

    places = Places(today=clock.today())
    codes = sorted(set(places.paths.values()))
    chance, kinds = random.Random(7), [t.zh for t in KINDS.values()]
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("网点")
    sheet.write_row(0, 0, [c.title.zh for c in COLUMNS])
    for n in range(1, rows + 1):
        code = chance.choice(codes)
        area = places.areas[code]
        wrong = chance.random() < bad
        sheet.write_row(
            n,
            0,
            [
                f"合成{n % 5}", "HQ", f"{prefix}-{n:06d}", f"{area.name_zh}第{n}网点",
                "小卖部" if wrong else kinds[n % 6], places.path(code) if by_name and n % 2 else code, f"人民路{n}号",
                area.longitude or 110.0, area.latitude or 30.0, "１２０" if n % 7 == 0 else 120.5,
                "八人" if wrong else 8, 900, "", "张三丰", f"138{n:08d}", "未复工", "2020-02-01", "", "",
            ],
        )  # fmt: skip
    book.close()


def product(path: Path, marked: Path | None) -> None:
    """`yilu import sites`."""
    from yilu.core import clock
    from yilu.core.actor import system
    from yilu.network import importer

    importer.run(file=path, by=system("benchmark"), now=clock.now(), marked=marked, say=lambda _: None)


def naive(path: Path) -> None:
    """openpyxl, one row at a time, one `full_clean` and one `save` each, one audit row each."""
    import openpyxl
    from django.db import transaction

    from yilu.audit.recording import acting
    from yilu.core import clock
    from yilu.core.actor import system
    from yilu.network.models import Brand, Enterprise, Site
    from yilu.territory.models import Area

    kinds = {str(k.label): k.value for k in Site.Kind}
    sheet = openpyxl.load_workbook(path).worksheets[0]
    by = system("benchmark")
    with transaction.atomic():
        for row in sheet.iter_rows(min_row=2, values_only=True):
            brand = Brand.objects.get(name_zh=row[0])
            area = Area.objects.get(code=row[5])
            site = Site(
                brand=brand, enterprise=Enterprise.objects.get(brand=brand, code=row[1]), code=row[2], name=row[3],
                kind=kinds[str(row[4])], county=area, address=row[6], longitude=row[7], latitude=row[8],
                floor_area_m2=float(str(row[9])), normal_headcount=row[10], capacity_per_day=row[11],
                contact_name=row[13], contact_phone=row[14], status_since=clock.now(), changed_at=clock.now(),
                search_text=f"{row[2]} {row[3]}",
            )  # fmt: skip
            with acting("network.site.add", by=by, now=clock.now()) as act:
                site.full_clean()
                site.save()
                act.on(site)


def child(what: str, folder: Path) -> None:
    """One figure, printed as JSON."""
    began, cpu = time.perf_counter(), time.process_time()
    if what == "naive":
        naive(folder / "naive.xlsx")
    elif what == "marked":
        product(folder / "bad.xlsx", folder / "marked.xlsx")
    else:
        product(folder / "good.xlsx", None)
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"seconds": seconds, "cpu": time.process_time() - cpu, "mb": used.ru_maxrss / 1024}))


def empty_sites() -> None:
    """No site, as before the first import."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("network_sitestatuschange", "network_site"):
            cursor.execute(f"DELETE FROM {table}")


def run(what: str, folder: Path, environment: dict[str, str]) -> tuple[float, float, float]:
    """Seconds, seconds of processor and peak MB of one step in a process of its own."""
    command = [sys.executable, __file__, "--child", what, "--folder", str(folder)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    last = json.loads(done.stdout.decode().strip().splitlines()[-1]) if what in (*FIGURES, "naive") else {}
    return last.get("seconds", 0.0), last.get("cpu", 0.0), last.get("mb", 0.0)


@contextmanager
def database(kind: str, folder: Path) -> Iterator[dict[str, str]]:
    """The environment of an empty database."""
    own = {"YILU_HOME": str(folder), "YILU_HTTPS": "false", "DJANGO_SETTINGS_MODULE": "yilu.config.settings"}
    environment = {**os.environ, **own, "YILU_TODAY": "2020-02-17"}
    if kind == "postgresql":
        sys.path.insert(0, str(ROOT))
        from tests.postgres import SAFE, cluster

        with cluster(SAFE) as url:
            yield environment | {"DATABASE_URL": url}
    else:
        environment.pop("DATABASE_URL", None)
        yield environment


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--naive", type=int, default=2_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        import django

        django.setup()
        steps = {"prepare": lambda: prepare(options.folder, options.rows, options.naive), "empty": empty_sites}
        steps.get(options.child, lambda: child(options.child, options.folder))()
        return
    kinds = ("sqlite", "postgresql") if options.database == "both" else (options.database,)
    rows: list[tuple[object, ...]] = []
    for kind in kinds:
        with tempfile.TemporaryDirectory() as name, database(kind, Path(name)) as environment:
            folder = Path(name)
            subprocess.run(
                [sys.executable, __file__, "--child", "prepare", "--folder", name, "--rows", str(options.rows),
                 "--naive", str(options.naive)],
                env=environment, check=True,
            )  # fmt: skip
            measured: dict[str, list[tuple[float, float, float]]] = {what: [] for what in (*FIGURES, "naive")}
            for _ in range(options.runs):
                run("empty", folder, environment)
                for what in (*FIGURES, "naive"):
                    measured[what].append(run(what, folder, environment))
            titles = {
                "new": "all new: validated, written, audited (target ≥ 5,000 rows/s, ≤ 500 MB)",
                "again": "the same again: nothing to change",
                "marked": f"{BAD_SHARE:.0%} bad rows: checked and the marked workbook written",
                "naive": "peer: openpyxl, row by row through the ORM",
            }
            for what, found in measured.items():
                number = options.naive if what == "naive" else options.rows
                seconds = statistics.median(s for s, _, _ in found)
                cpu = statistics.median(c for _, c, _ in found)
                peak = f"{max(m for _, _, m in found):.0f}"
                rows.append(
                    (kind, titles[what], f"{number:,}", f"{seconds:.1f}", f"{number / seconds:,.0f}",
                     f"{seconds / number * 1e6:.0f}", f"{cpu / number * 1e6:.0f}", peak)
                )  # fmt: skip
    columns = ("database", "what", "rows", "seconds", "rows/s", "µs a row", "own CPU µs a row", "peak MB")
    show("Importing sites from a workbook", columns, rows)


if __name__ == "__main__":
    main()
