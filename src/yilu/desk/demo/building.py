"""Building the world step by step, from an empty database to one that can be looked at."""

import datetime as dt
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from yilu.core.actor import Actor, system
from yilu.desk.demo.actions import begin_world, finish_world
from yilu.desk.demo.parameters import Parameters
from yilu.desk.demo.progress import bar
from yilu.desk.demo.world import World
from yilu.desk.demo.writing.cases import write_real_cases, write_synthetic_cases, write_synthetic_tiers
from yilu.desk.demo.writing.coverage import write_coverage
from yilu.desk.demo.writing.directives import write_directives
from yilu.desk.demo.writing.duties import write_duties
from yilu.desk.demo.writing.filings import write_filings
from yilu.desk.demo.writing.ground import load_ground, places_on, state_rules
from yilu.desk.demo.writing.health import write_health
from yilu.desk.demo.writing.inspections import write_inspections
from yilu.desk.demo.writing.network import write_network, write_states
from yilu.desk.demo.writing.norms import write_disinfections, write_orders
from yilu.desk.demo.writing.outside import write_outside_figures
from yilu.desk.demo.writing.people import write_people
from yilu.desk.demo.writing.reports import write_reports
from yilu.desk.demo.writing.rosters import write_mappings, write_rosters
from yilu.desk.demo.writing.staffing import write_staffing
from yilu.desk.demo.writing.supplies import write_supplies
from yilu.desk.demo.writing.workers import write_workers
from yilu.operations import actions as operations

DEMO: Actor = system("demo 合成世界")
DAYS_AT_ONCE = 5
CHECKPOINT_PAGES = 50_000  # so rarely that pages changed again and again go to the file once


@contextmanager
def unhurried_collector() -> Iterator[None]:
    """Millions of short-lived rows in no cycles: looking for cycles among them takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@unhurried_collector()
def build_world(parameters: Parameters, *, cases: list[Path], now: dt.datetime) -> int:
    """Make the whole world in an empty database; how many reports it holds. `cases`: files of real series, or none."""
    call_command("migrate", interactive=False, verbosity=0)
    _hurry()
    begin_world(parameters=parameters.as_plain(), by=DEMO, now=now)
    load_ground(by=DEMO, now=now)
    world = World(parameters, places_on(parameters.date))
    state_rules(first=parameters.span[0], day=parameters.date, by=DEMO, now=now)
    write_orders(by=DEMO, now=now)
    for file in cases:
        write_real_cases(file, by=DEMO, now=now)
    if not cases:
        write_synthetic_cases(world, by=DEMO, now=now)
    write_synthetic_tiers(world, by=DEMO, now=now)
    made = write_network(world, by=DEMO, now=now)
    write_people(world, made, by=DEMO, now=now)
    write_states(world, made, by=DEMO, now=now)
    write_disinfections(world, made, by=DEMO, now=now)
    write_mappings(world, made, by=DEMO, now=now)
    write_rosters(world, made, by=DEMO, now=now)
    write_workers(world, made, by=DEMO, now=now)
    written = write_reports(world, made, by=DEMO, now=now)
    with bar("汇总", "rollups", parameters.days) as moved:
        for start in range(0, parameters.days, DAYS_AT_ONCE):
            days = parameters.span[start : start + DAYS_AT_ONCE]
            operations.refresh_rollups(days=days, by=DEMO, now=now)
            moved.update(len(days))
    with bar("发布", "releases", 1):
        operations.release_days(by=DEMO, now=now)
    write_outside_figures(world, by=DEMO, now=now)
    write_duties(day=parameters.date, by=DEMO, now=now)
    write_directives(day=parameters.date, now=now)
    write_health(day=parameters.date, by=DEMO, now=now)
    write_supplies(world, made, by=DEMO, now=now)
    write_staffing(day=parameters.date, by=DEMO, now=now)
    write_inspections(day=parameters.date, by=DEMO, now=now)
    write_coverage(by=DEMO, now=now)
    write_filings(day=parameters.date, by=DEMO, now=now)
    connection.check_constraints()
    finish_world(parameters=parameters.as_plain(), by=DEMO, now=now)
    return written


def _hurry() -> None:
    """A world that can be made again need not survive a power cut while it is being made; this connection only."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA foreign_keys=OFF")  # looked at once, when all is written
            cursor.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")
