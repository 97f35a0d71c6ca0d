"""The coverage matrix over HTTP at size: the nation by area, by firm, by requirement and cell by cell.

python benchmarks/coverage_http.py [--sites 200000] [--requests 50] [--clients 1]

Makes (once, then finds) a small synthetic world outside the project tree and adds open sites and requirements until
there are `--sites` × 60, their rows of the matrix drawn at random and added up; nothing in the ledger stands for them.
The peer is what the page reads instead of the rollup: one pass over every row of the matrix.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from harness.client import Session, load
from harness.cpu import cpu_seconds, settle
from harness.table import show
from harness.world import served, world

REQUIREMENTS = 60
SMALL = 300  # sites of the world it begins with
PAGES = (
    ("nation by area", "/coverage/"),
    ("nation by firm", "/coverage/?by=firms"),
    ("nation by requirement", "/coverage/?by=requirements"),
    ("nation, cell by cell", "/coverage/?by=matrix"),
    ("province by area", "/coverage/?area=430000"),
    ("list of gaps, nation", "/coverage/gaps/"),
)


def fill(sites: int) -> None:
    """Add what is missing to `sites` open sites × 60 requirements."""
    import numpy as np

    from yilu.core import clock
    from yilu.core.actor import system
    from yilu.core.rows import insert_rows
    from yilu.coverage import actions
    from yilu.coverage.models import SiteRow
    from yilu.network import actions as network
    from yilu.network.facts import NewSite, SeededState
    from yilu.network.models import Enterprise, Site
    from yilu.norms.models import Requirement

    by, now, rng = system("bench"), clock.now(), np.random.default_rng(60)
    there = Requirement.objects.count()
    Requirement.objects.bulk_create(
        Requirement(
            code=f"T{n}", order=1000 + n, name_zh=f"合成要求{n}", name_en=f"synthetic {n}", about="site",
            theme=("organisation", "publicity", "people", "vehicles", "protection")[n % 5],
        )
        for n in range(there, REQUIREMENTS)
    )  # fmt: skip
    width = max(Requirement.objects.values_list("pk", flat=True))
    firms = list(Enterprise.objects.filter(kind="branch").values_list("pk", "brand_id"))
    counties = sorted(set(Site.objects.values_list("county_id", flat=True)))
    new = [
        NewSite(
            brand_id=firms[n % len(firms)][1], enterprise_id=firms[n % len(firms)][0], code=f"BENCH{n}",
            name=f"合成网点{n}", kind="outlet", county_id=counties[n * 7 % len(counties)],
        )
        for n in range(max(0, sites - SiteRow.objects.count()))
    ]  # fmt: skip
    ids = network.add_sites(rows=new, by=by, now=now)
    network.seed_states(states=[SeededState(pk, "open", now) for pk in ids], by=by, now=now)
    fields = ("site_id", "county_id", "enterprise_id", "brand_id", "cells", "wanted", "gaps", "turns_at", "counted_at")

    def rows() -> Iterator[tuple[object, ...]]:
        letters = np.array(list("ffffsnu-"))
        for pk, site in zip(ids, new, strict=True):
            cells = "".join(rng.choice(letters, width))
            wanted = width - cells.count("-")
            yield (pk, site.county_id, site.enterprise_id, site.brand_id, cells, wanted, wanted - cells.count("f"),
                   None, now)  # fmt: skip

    insert_rows(SiteRow, fields, rows())
    actions.add_up(by=by, now=now)


def one_pass() -> tuple[float, float]:
    """Every row read and counted, three times: the middle and the last, in milliseconds."""
    from yilu.coverage.counting import counted
    from yilu.coverage.models import SiteRow

    taken = []
    for _ in range(3):
        began = time.perf_counter()
        counted(list(SiteRow.objects.values_list("cells", flat=True)))
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken)[1], max(taken)


def main() -> None:
    """Make or find the world, time the pages and the peer, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=200_000)
    parser.add_argument("--requests", type=int, default=50)
    parser.add_argument("--clients", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "yilu-bench-coverage")
    options = parser.parse_args()
    with world("sqlite", SMALL, 1, options.folder / str(options.sites)) as (environment, _):
        import os

        os.environ.update(environment)
        import django

        django.setup()
        from yilu.desk.demo.people import PASSWORD

        began = time.perf_counter()
        fill(options.sites)
        seconds, rows = time.perf_counter() - began, []
        with served(environment) as (port, server):
            settle(server)
            session = Session(port)
            session.sign_in("leader", PASSWORD)
            for name, path in PAGES:
                before = cpu_seconds(server)
                timing = load(port, session, path, requests=options.requests, clients=options.clients)
                cpu = (cpu_seconds(server) - before) * 1000 / timing.asked
                p50, p95 = timing.quantile(0.5), timing.quantile(0.95)
                good = "yes" if p95 <= 300 else "NO"
                rows.append((name, f"{p50:.1f}", f"{p95:.1f}", good, f"{cpu:.0f}", f"{timing.size / 1024:.0f}"))
        p50, p95 = one_pass()
        rows.append(("peer: one pass over all rows, no page", f"{p50:.1f}", f"{p95:.1f}", "", "", ""))
        columns = ("what", "p50 ms", "p95 ms", "p95 ≤ 300 ms", "server CPU ms", "KiB sent")
        heading = f"Coverage over HTTP: {options.sites:,} sites × {REQUIREMENTS} requirements, sqlite"
        show(f"{heading} (filled in {seconds:.0f} s)", columns, rows)


if __name__ == "__main__":
    main()
