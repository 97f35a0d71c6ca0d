"""Contacts of the first and second degree over HTTP, at the nation's size; one raw statement beside them.

`python benchmarks/people_tracing.py [--workers 4000000] [--days 14] [--requests 400] [--clients 2]`

PostgreSQL only, in a throw-away cluster with durable settings. The world is synthetic: one site in a hundred has 400
people, the others 16; one worker in twenty shares a room with three of other sites, one in fifty a vehicle, one in a
hundred moved to another site five days ago. Each request traces another case, and tells the whole list.
"""

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from harness.client import Session
from harness.cpu import cpu_seconds, settle
from harness.installation import TODAY
from harness.table import show
from harness.world import demo_environment, served

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.postgres import SAFE, cluster

PASSWORD, TARGET_MS = "measured-in-the-open", 40.0
PER_CENTRE, PER_SITE, CENTRES = 400, 16, 100  # every hundredth site is a centre
MOVED = 5  # days ago
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
        unit = network.add_enterprise(
            brand=brand, kind="headquarters", code=f"{code}-HQ", name_zh=f"合成{code}总部", area="100000", **act
        )
        firms.append((brand.pk, unit.pk))
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
    user = accounts.add_user(username="tracer", name="合成", password=PASSWORD, must_change_password=False, **act)
    accounts.appoint(user=user, role="health_officer", area="100000", valid_from=dt.date(2020, 1, 1), **act)


def timed(port: int, session: Session, paths: list[str], clients: int) -> tuple[list[float], int]:
    """Milliseconds of each answer by so many browsers at once, each path once; and the bytes of the largest."""
    taken: list[float] = []
    sizes: list[int] = []

    def browse(mine: list[str]) -> None:
        own = Session(port)
        own.cookies = dict(session.cookies)
        for path in mine:
            began = time.perf_counter()
            status, _, content = own.ask(path)
            taken.append((time.perf_counter() - began) * 1000)
            sizes.append(len(content))
            if status != 200:
                raise RuntimeError(f"{path} answered {status}: {content[:200]!r}")

    threads = [threading.Thread(target=browse, args=(paths[n::clients],)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(taken) < len(paths):
        raise SystemExit(f"only {len(taken)} of {len(paths)} answers came")
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
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--clients", type=int, default=2)
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="yilu-tracing-"))
        environment = demo_environment(Path(folder), stack.enter_context(cluster(SAFE)))
        os.environ.update(environment)
        import django

        django.setup()
        began = time.perf_counter()
        make(options.workers, options.days, options.requests * 2)
        print(f"world ready in {time.perf_counter() - began:.0f} s")
        measure(options, environment)


def measure(options: argparse.Namespace, environment: dict[str, str]) -> None:
    """Each case once; the first tenth warms the server and is not counted."""
    from yilu.people.models import HealthCase

    cases = list(HealthCase.objects.order_by("pk").values_list("pk", "worker_id"))
    random.Random(1).shuffle(cases)
    paths = [f"/api/v1/people/cases/{pk}/trace?days={options.days}" for pk, _ in cases]
    warm = paths[: len(paths) // 10]
    counted = paths[len(warm) :][: options.requests]
    with served(environment) as (port, server):
        session = Session(port)
        session.sign_in("tracer", PASSWORD)
        settle(server)
        timed(port, session, warm, options.clients)
        before = cpu_seconds(server)
        ours, size = timed(port, session, counted, options.clients)
        cpu = (cpu_seconds(server) - before) * 1000 / len(counted)
    raw = peer([worker for _, worker in cases[: options.requests]], options.days)
    good = "yes" if float(quantile(ours, 0.95)) <= TARGET_MS else "NO"
    rows = [
        ("trace over HTTP, first and second degree", *(quantile(ours, q) for q in (0.5, 0.95, 0.99)), good,
         f"{cpu:.0f}", f"{size / 1024:.0f}"),
        ("peer: one SQL statement, sites only, counted", *(quantile(raw, q) for q in (0.5, 0.95, 0.99)), "", "", ""),
    ]  # fmt: skip
    columns = ("what", "p50 ms", "p95 ms", "p99 ms", f"p95 ≤ {TARGET_MS:.0f} ms", "server CPU ms", "largest KiB")
    heading = f"{options.workers:,} workers × {options.days} days, PostgreSQL, {options.clients} clients"
    show(f"Contact tracing: {heading}", columns, rows)


if __name__ == "__main__":
    main()
