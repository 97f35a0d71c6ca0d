"""Measuring pages over a world at size: the options and the run that board_http and site_search share."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from harness.client import Session, load
from harness.cpu import cpu_seconds, settle
from harness.table import show
from harness.world import served, world

Page = tuple[str, str] | tuple[str, str, str]  # what it is, its address, who asks (the national leader)
Peer = Callable[[], list[tuple[str, float, float]]]  # what it is, p50 and p95 in milliseconds


def measure(
    doc: str, title: str, pages: Callable[[], Sequence[Page]], peer: Peer, target_ms: float, *, days: int = 60
) -> None:
    """Make or find the world, serve it, time the pages and the peer, print the table."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=200_000)
    parser.add_argument("--days", type=int, default=days)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="sqlite")
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--clients", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "yilu-bench", help="kept worlds")
    options = parser.parse_args()
    if options.database == "both":  # a process for each: settings are read once
        for database in ("sqlite", "postgresql"):
            subprocess.run([sys.executable, *sys.argv, "--database", database], check=True)
    else:
        _one(options, options.database, title, pages, peer, target_ms)


def _one(
    options: argparse.Namespace,
    database: str,
    title: str,
    pages: Callable[[], Sequence[Page]],
    peer: Peer,
    target_ms: float,
) -> None:
    with world(database, options.sites, options.days, options.folder) as (environment, seconds):
        os.environ.update(environment)
        import django

        django.setup()
        from yilu.desk.demo.people import PASSWORD

        rows: list[tuple[object, ...]] = []
        with served(environment) as (port, server):
            settle(server)
            sessions: dict[str, Session] = {}
            for name, path, *others in pages():
                who = others[0] if others else "leader"
                if who not in sessions:
                    sessions[who] = Session(port)
                    sessions[who].sign_in(who, PASSWORD)
                session = sessions[who]
                before = cpu_seconds(server)
                timing = load(port, session, path, requests=options.requests, clients=options.clients)
                cpu = (cpu_seconds(server) - before) * 1000 / timing.asked
                p50, p95 = timing.quantile(0.5), timing.quantile(0.95)
                good = "yes" if p95 <= target_ms else "NO"
                rows.append((name, f"{p50:.1f}", f"{p95:.1f}", good, f"{cpu:.0f}", f"{timing.size / 1024:.0f}"))
        rows += [(f"peer: {name}", f"{p50:.1f}", f"{p95:.1f}", "", "", "") for name, p50, p95 in peer()]
        columns = ("what", "p50 ms", "p95 ms", f"p95 ≤ {target_ms:.0f} ms", "server CPU ms", "KiB sent")
        heading = f"{title}: {options.sites:,} sites × {options.days} days, {database}, {options.clients} clients"
        show(f"{heading} (world ready in {seconds:.0f} s)", columns, rows)
