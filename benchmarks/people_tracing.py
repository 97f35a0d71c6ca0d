"""Contacts of the first and second degree, and the nation's morning at any minute, over HTTP at the nation's size.

`python benchmarks/people_tracing.py [--workers 4000000] [--days 14] [--seconds 60] [--clients 2] [--folder PLACE]`

PostgreSQL only, in a cluster with durable settings that is kept in the folder and found again there. The world is
synthetic: one site in a hundred has 400 people, the others 16; one worker in twenty shares a room with three of other
sites, one in fifty a vehicle, one in a hundred moved to another site five days ago. Each request traces another case
and tells the whole list; beside it one raw statement that only counts. Then the page of who has not checked in.
"""

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from itertools import cycle, repeat
from pathlib import Path

from harness.client import Session
from harness.cpu import cpu_seconds, settle
from harness.installation import TODAY
from harness.table import show
from harness.world import demo_environment, served

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.postgres import SAFE, cluster

PASSWORD, TARGET_MS, COVERAGE_MS = "measured-in-the-open", 40.0, 60.0
COVERAGE = "/people/coverage/?area=100000"
CASES_MADE = 20_000
PER_CENTRE, PER_SITE, CENTRES = 400, 16, 100  # every hundredth site is a centre
MOVED = 5  # days ago
BRANCHES = 3  # of each of five brands, each in every county
# A worker stands at the site of the same place in line; `s.first_worker` numbers them through.
WORLD = """
CREATE TEMP TABLE line AS
SELECT id AS site_id, brand_id, enterprise_id, county_id,
       CASE WHEN row_number() OVER (ORDER BY id) % {centres} = 0 THEN {per_centre} ELSE {per_site} END AS people
FROM network_site;
INSERT INTO people_worker (site_id, brand_id, enterprise_id, county_id, code, employment, agency, post, shift_group,
    name, identity, phone, name_index, joined_on, leaving_cause, version, changed_at)
SELECT site_id, brand_id, enterprise_id, county_id, 'W' || site_id || '-' || n, 'own', '', 'courier',
    CASE WHEN n % 2 = 0 THEN '早' ELSE '晚' END, '{name}', '', '', site_id, DATE '2020-01-01', '', 1, now()
FROM line, generate_series(1, people) n ORDER BY site_id, n;
ANALYZE people_worker;
CREATE TEMP TABLE moved AS
SELECT w.id, w.site_id - 1 AS before FROM people_worker w WHERE w.id % 100 = 0 AND w.site_id > 1;
CREATE UNIQUE INDEX ON moved (id);
INSERT INTO people_placement (worker_id, first_day, last_day, brand_id, enterprise_id, site_id, county_id, employment,
    agency, post, cause, by)
SELECT w.id, DATE '2020-01-01', DATE '{today}' - {moved} - 1, s.brand_id, s.enterprise_id, s.id, s.county_id, 'own',
    '', 'courier', '', 'benchmark'
FROM moved JOIN people_worker w USING (id) JOIN network_site s ON s.id = moved.before;
INSERT INTO people_placement (worker_id, first_day, brand_id, enterprise_id, site_id, county_id, employment, agency,
    post, cause, by)
SELECT id, CASE WHEN id IN (SELECT id FROM moved) THEN DATE '{today}' - {moved} ELSE DATE '2020-01-01' END, brand_id,
    enterprise_id, site_id, county_id, 'own', '', 'courier', '', 'benchmark' FROM people_worker;
INSERT INTO people_place (kind, county_id, name)
SELECT kind, '110101', kind || n FROM (VALUES ('room', {workers} / 80), ('vehicle', {workers} / 200)) k (kind, many),
    generate_series(1, many) n;
INSERT INTO people_stay (place_id, worker_id, since, until, recorded_at, by)
SELECT p.id, 1 + (hashint8(p.id * 7 + n)::bigint & 2147483647) % (SELECT max(id) FROM people_worker),
       at, at + span, now(), 'benchmark'
FROM people_place p, generate_series(1, 4) n, LATERAL (
    SELECT CASE WHEN kind = 'room' THEN TIMESTAMPTZ '{today} 00:00+08' - INTERVAL '10 days'
                ELSE TIMESTAMPTZ '{today} 09:00+08' - (p.id % 10) * INTERVAL '1 day' END AS at,
           CASE WHEN kind = 'room' THEN INTERVAL '9 days' ELSE INTERVAL '50 minutes' END AS span) t
ON CONFLICT DO NOTHING;
"""
CHECKS = """
INSERT INTO people_morningcheck (worker_id, day, site_id, temperature, symptoms, family_unwell, case_contact,
    returnee_contact, is_normal, source, reported_at, received_at, clock_off, client_id)
SELECT w.id, DATE '{day}', coalesce({before}, w.site_id), 365, 0, false, false, false, true, 5, now(), now(), 0,
    md5(w.id || '{day}')::uuid FROM people_worker w LEFT JOIN moved m ON m.id = w.id ORDER BY w.site_id, w.id;
"""
CASES = """
INSERT INTO people_healthcase (worker_id, brand_id, enterprise_id, site_id, county_id, day, cause, state, opened_at,
    document, note, version)
SELECT id, brand_id, enterprise_id, site_id, county_id, DATE '{today}', 'symptom', 'open', now(), '', '', 1
FROM people_worker WHERE id IN (
  SELECT 1 + (random() * ((SELECT max(id) FROM people_worker) - 1))::bigint FROM generate_series(1, {cases})
)
ON CONFLICT DO NOTHING;
"""
# What one statement can tell of it: who was at one's sites on one's days, and where those were besides.
PEER = """
WITH own AS (SELECT site_id, day FROM people_morningcheck WHERE worker_id = %(w)s AND day BETWEEN %(a)s AND %(b)s),
first AS (SELECT c.worker_id, min(c.day) AS day FROM people_morningcheck c JOIN own USING (site_id, day)
          WHERE c.day BETWEEN %(a)s AND %(b)s GROUP BY 1),
elsewhere AS (SELECT DISTINCT p.site_id FROM people_placement p JOIN first USING (worker_id)
              WHERE p.site_id NOT IN (SELECT site_id FROM own) AND coalesce(p.last_day, %(b)s) >= %(a)s)
SELECT count(*) FROM (SELECT worker_id FROM first UNION
    SELECT c.worker_id FROM people_morningcheck c JOIN elsewhere USING (site_id) WHERE c.day BETWEEN %(a)s AND %(b)s) t
"""


def make(workers: int, days: int, cases: int) -> None:
    """Sites through the product's own actions, millions of people and checks by statements of the database."""
    import datetime as dt

    from django.core.management import call_command
    from django.db import connection

    from yilu.accounts import actions as accounts
    from yilu.core import clock
    from yilu.core.actor import system
    from yilu.core.fields import encrypt
    from yilu.network import actions as network
    from yilu.network.facts import NewSite
    from yilu.people import actions as people
    from yilu.territory import actions as territory
    from yilu.territory.queries import areas_at

    call_command("migrate", verbosity=0)
    act = {"by": system("benchmark"), "now": clock.now()}
    territory.load_divisions(**act)
    counties = list(areas_at(3, on=TODAY).order_by("code").values_list("code", flat=True))
    firms = []
    for code in ("A", "B", "C", "D", "E"):
        brand = network.add_brand(code=code, name_zh=f"合成{code}", name_en=f"Synthetic {code}", synthetic=True, **act)
        own = {"brand": brand, "area": "100000", **act}
        head = network.add_enterprise(kind="headquarters", code=f"{code}-HQ", name_zh=f"合成{code}总部", **own)
        for n in range(BRANCHES):
            branch = network.add_enterprise(
                kind="branch", code=f"{code}-{n}", name_zh=f"合成{code}分公司{n}", parent=head, **own
            )
            firms.append((brand.pk, branch.pk))
    each = (PER_CENTRE + (CENTRES - 1) * PER_SITE) / CENTRES
    rows = (
        NewSite(*firms[n % len(firms)], f"S{n}", f"合成网点{n}", "outlet", counties[n % len(counties)])
        for n in range(round(workers / each))
    )
    network.add_sites(rows=list(rows), **act)
    span = [TODAY - dt.timedelta(days=n) for n in range(days)]
    people.open_days(days=span, **act)
    filled = {"centres": CENTRES, "per_centre": PER_CENTRE, "per_site": PER_SITE, "moved": MOVED, "today": TODAY,
              "workers": workers, "cases": cases, "name": encrypt("合成")}  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(WORLD.format(**filled))
        for day in span:
            before = "m.before" if (TODAY - day).days >= MOVED else "NULL"
            cursor.execute(CHECKS.format(day=day, before=before))
        cursor.execute(CASES.format(**filled))
        cursor.execute("ANALYZE")
    people.recount(day=TODAY, **act)
    user = accounts.add_user(username="tracer", name="合成", password=PASSWORD, must_change_password=False, **act)
    accounts.appoint(user=user, role="health_officer", area="100000", valid_from=dt.date(2020, 1, 1), **act)


def timed(port: int, session: Session, paths: Iterator[str], clients: int, seconds: float) -> tuple[list[float], int]:
    """Milliseconds of each answer by so many browsers at once, and the bytes of the largest."""
    taken: list[float] = []
    sizes: list[int] = []
    wrong: list[str] = []
    until, lock = time.perf_counter() + seconds, threading.Lock()

    def browse() -> None:
        own = Session(port)
        own.cookies = dict(session.cookies)
        while not wrong and time.perf_counter() < until:
            with lock:
                path = next(paths)
            began = time.perf_counter()
            status, _, content = own.ask(path)
            taken.append((time.perf_counter() - began) * 1000)
            sizes.append(len(content))
            if status != 200:
                wrong.append(f"{path} answered {status}: {content[:200]!r}")

    threads = [threading.Thread(target=browse) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(wrong[0])
    return sorted(taken), max(sizes)


def quantile(ordered: list[float], q: float) -> str:
    """The quantile, nearest rank."""
    return f"{ordered[round(q * (len(ordered) - 1))]:.1f}"


def peer(workers: list[int], days: int) -> list[float]:
    """The raw statement for the same people, milliseconds in order."""
    import datetime as dt

    from django.db import connection

    taken = []
    with connection.cursor() as cursor:
        for worker in workers:
            began = time.perf_counter()
            cursor.execute(PEER, {"w": worker, "a": TODAY - dt.timedelta(days=days - 1), "b": TODAY})
            cursor.fetchone()
            taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken[len(taken) // 10 :])


def main() -> None:
    """Make the world, trace, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=4_000_000)
    parser.add_argument("--days", type=int, default=14)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--clients", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "yilu-bench")
    options = parser.parse_args()
    home = options.folder / f"tracing-{options.workers}-{options.days}"
    home.mkdir(parents=True, exist_ok=True)
    with cluster(SAFE, kept=home / "cluster") as url:
        environment, mark = demo_environment(home, url), home / "made"
        os.environ.update(environment)
        import django

        django.setup()
        if not mark.exists():
            began = time.perf_counter()
            make(options.workers, options.days, CASES_MADE)
            print(f"world ready in {time.perf_counter() - began:.0f} s")
            mark.touch()
        measure(options, environment)


def measure(options: argparse.Namespace, environment: dict[str, str]) -> None:
    """Traces, each of another case, then coverage; a few seconds before each warm the server and are not counted."""
    from yilu.people.models import CoverageCell, HealthCase

    cases = list(HealthCase.objects.order_by("pk").values_list("pk", "worker_id"))
    random.Random(1).shuffle(cases)
    traces = (f"/api/v1/people/cases/{pk}/trace?days={options.days}" for pk, _ in cycle(cases))
    rows = []
    with served(environment) as (port, server):
        session = Session(port)
        session.sign_in("tracer", PASSWORD)
        settle(server)
        for what, paths, target in (
            ("trace, first and second degree", traces, TARGET_MS),
            ("who has not checked in, the whole country", repeat(COVERAGE), COVERAGE_MS),
        ):
            timed(port, session, paths, options.clients, 5)
            before = cpu_seconds(server)
            ours, size = timed(port, session, paths, options.clients, options.seconds)
            cpu = (cpu_seconds(server) - before) * 1000 / len(ours)
            quantiles = [quantile(ours, q) for q in (0.5, 0.95, 0.99)]
            good = "yes" if float(quantiles[1]) <= target else "NO"
            rows.append((what, *quantiles, f"{target:.0f} {good}", len(ours), f"{cpu:.0f}", f"{size / 1024:.0f}"))
    raw = peer([worker for _, worker in cases[:400]], options.days)
    told = ("peer: one SQL statement, sites only, counted", *(quantile(raw, q) for q in (0.5, 0.95, 0.99)))
    rows.append((*told, "", len(raw), "", ""))
    columns = ("what", "p50 ms", "p95 ms", "p99 ms", "p95 ≤ ms", "answers", "server CPU ms", "largest KiB")
    heading = f"{options.workers:,} workers × {options.days} days, PostgreSQL, {options.clients} clients over HTTP"
    show(heading, columns, rows)
    print(f"{CoverageCell.objects.filter(day=TODAY).count():,} counters of the day; {_size()}")


def _size() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        return f"database {cursor.fetchone()[0]}"


if __name__ == "__main__":
    main()
