"""Morning checks over HTTP: token, validated, idempotent, audited, on disk before answered; the raw database beside it.

`python benchmarks/people_intake.py [--database postgresql|sqlite] [--seconds 600] [--connections 64]`

PostgreSQL runs with fsync and synchronous commits, the embedded SQLite with `synchronous=FULL`; server, database and
sender on the same machine. On PostgreSQL `yilu intake` answers, on SQLite the ordinary `yilu serve`. Peers in the same
run on PostgreSQL: the database alone doing the same upsert (pgbench), and a bare ASGI endpoint that reads the same JSON
and does the same upsert and commit for each request by itself.
"""

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from harness.cpu import cpu_seconds, settle
from harness.installation import TODAY, installation, listening, passes
from harness.phones import Sending, checks, send
from harness.table import show

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.postgres import SAFE, binaries, cluster, free_port

DAYS = 14
TABLE = "people_morningcheck"


def row(name: str, sending: Sending, seconds: float, cpu: float) -> tuple[object, ...]:
    """A line of the table. Decay: the last tenth of the time against the first."""
    tenth = seconds / 10
    first, last = sending.rate(0, tenth), sending.rate(seconds - tenth, seconds)
    answered = len(sending.milliseconds)
    return (
        name, f"{answered / seconds:,.0f}", f"{sending.quantile(0.5):.1f}", f"{sending.quantile(0.95):.1f}",
        f"{sending.quantile(0.99):.1f}", len(sending.errors), f"{100 * (1 - last / first):.0f} %" if first else "",
        f"{cpu * 1e6 / max(answered, 1):.0f}",
    )  # fmt: skip


def stored() -> tuple[int, float]:
    """How many checks are on disk, and the bytes of each with its indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE}")
        number: int = cursor.fetchone()[0]
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = %s::regclass", [TABLE]
            )
        else:
            cursor.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'people_morningcheck%%' OR name LIKE 'check_%%'"
            )
        return number, float(cursor.fetchone()[0] or 0) / max(number, 1)


def raw_limit(url: str, connections: int, seconds: int, workers: int) -> tuple[object, ...] | None:
    """pgbench doing the same upsert, one row a transaction, on its own copy of the table."""
    folder = binaries()
    if folder is None or not (folder / "pgbench").exists():
        return None
    script = (
        f"\\set w random(1, {workers * 10})\n"
        "INSERT INTO raw_check (worker_id, day, site_id, temperature, symptoms, family_unwell, case_contact, "
        "returnee_contact, is_normal, source, reported_at, received_at, clock_off, client_id) "
        "VALUES (:w, '2020-02-17', 7, 365, 0, false, false, false, true, 1, now(), now(), 0, gen_random_uuid()) "
        "ON CONFLICT DO NOTHING;\n"
    )
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE raw_check (LIKE {TABLE} INCLUDING ALL)")
    connection.close()
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        command = [str(folder / "pgbench"), url, "-n", "-f", file.name, "-c", str(min(connections, 32)), "-j", "2"]
        done = subprocess.run(
            [*command, "-M", "prepared", "-T", str(seconds)], capture_output=True, text=True, check=True
        )
    tps = next(line for line in done.stdout.splitlines() if line.startswith("tps")).split()[2]
    latency = next(line for line in done.stdout.splitlines() if line.startswith("latency average")).split()[3]
    return (
        "peer: the database alone (pgbench, prepared, average ms)",
        f"{float(tps):,.0f}",
        latency,
        "",
        "",
        0,
        "",
        "",
    )


def bare(options: argparse.Namespace, environment: dict[str, str]) -> tuple[object, ...]:
    """The bare endpoint, as many connections to it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare_check (LIKE {TABLE} INCLUDING ALL)")
    connection.close()
    port, here = free_port(), str(Path(__file__).parent)
    arguments = ["--interface", "asgi", "--no-ws", "--log-level", "error", "harness.bare:application"]
    with listening(arguments, environment | {"PYTHONPATH": here}, port, module="granian") as server:
        source = checks(passes(options.phones), [TODAY])
        began = cpu_seconds(server.pid)
        sending = send(port, "/", source, connections=options.connections, seconds=options.peer_seconds)
        cpu = cpu_seconds(server.pid) - began
    return row("peer: a bare ASGI endpoint, a commit for each", sending, options.peer_seconds, cpu)


def main() -> None:
    """Make the world, run ours and the peers, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="postgresql")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--phones", type=int, default=300_000)
    parser.add_argument("--peer-seconds", type=int, default=20)
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="yilu-intake-"))
        url = stack.enter_context(cluster(SAFE)) if options.database == "postgresql" else ""
        environment = installation(Path(folder), url, phones=options.phones)
        os.environ.update(environment)
        run(options, environment)


def run(options: argparse.Namespace, environment: dict[str, str]) -> None:
    """Ours for the whole time, then the peers."""
    import django

    django.setup()
    from yilu.people.intake.app import PATH

    days = [TODAY - dt.timedelta(days=n) for n in range(DAYS)]
    port = free_port()
    rows = []
    command = "intake" if options.database == "postgresql" else "serve"
    with listening([command], environment, port) as server:
        settle(server.pid)
        began = cpu_seconds(server.pid)
        sending = send(
            port, PATH, checks(passes(options.phones), days), connections=options.connections, seconds=options.seconds
        )
        rows.append(
            row(f"yilu {command}, {options.database}", sending, options.seconds, cpu_seconds(server.pid) - began)
        )
    number, size = stored()
    acknowledged = len({(c[0], c[1]) for c in sending.kept})
    if sending.errors:
        print("first errors:", *sending.errors[:3], sep="\n  ")
    if options.database == "postgresql":
        peer = raw_limit(environment["DATABASE_URL"], options.connections, options.peer_seconds, options.phones)
        rows += [peer] if peer else []
        rows.append(bare(options, environment))
    columns = ("what", "checks/s", "p50 ms", "p95 ms", "p99 ms", "errors", "decay", "server CPU µs each")
    show(f"Morning checks, {options.connections} connections, {options.seconds} s", columns, rows)
    print(f"acknowledged {acknowledged:,}, found on disk {number:,}; {size:.0f} bytes a check with indexes")
    rate = len(sending.milliseconds) / options.seconds
    print(f"4,000,000 between 07:00 and 09:00 are 556/s: margin {rate / 556:.1f} times")


if __name__ == "__main__":
    main()
