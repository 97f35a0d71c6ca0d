"""A thousand morning checks in one request, as a headquarters sends them: validated, stored, one audit row a request.

`python benchmarks/people_bulk.py [--seconds 60] [--clients 4]`: over HTTP to `yilu serve` on PostgreSQL with fsync
and synchronous commits, all on one machine. Peer in the same run: COPY of the same rows into a table of the same form,
a thousand a commit, with nothing checked.
"""

import argparse
import datetime as dt
import http.client
import json
import os
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from harness.cpu import cpu_seconds, settle
from harness.installation import TODAY, installation, listening
from harness.table import show

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.postgres import SAFE, cluster, free_port

ROWS = 1000
DAYS = 14
COLUMNS = (
    "site_id, temperature, symptoms, family_unwell, case_contact, returnee_contact, is_normal, source, reported_at, "
    "received_at, clock_off, client_id, worker_id, day"
)


def headquarters_token() -> str:
    """A writing token of the headquarters of firm A."""
    from yilu.accounts import actions as accounts
    from yilu.accounts.queries import actor_under
    from yilu.core import clock
    from yilu.core.actor import system
    from yilu.network.models import Brand

    now, by = clock.now(), system("benchmark")
    user = accounts.add_user(username="hq", name="合成", must_change_password=False, by=by, now=now)
    brand = Brand.objects.get(code="A")
    appointment = accounts.appoint(user=user, role="headquarters", brand=brand, valid_from=TODAY, by=by, now=now)
    actor = actor_under(appointment, on=TODAY)
    return accounts.make_token(appointment=appointment, name="bulk", read_only=False, by=actor, now=now)[1]


def bodies(workers: Sequence[str], number: int) -> list[bytes]:
    """So many requests of a thousand checks each: every worker once a day, day after day."""
    moment = f"{TODAY}T{time.strftime('%H:%M:%S', time.gmtime(time.time() + 8 * 3600))}+08:00"
    days = [TODAY - dt.timedelta(days=n) for n in range(DAYS)]
    pairs = ((day.isoformat(), worker) for day in days for worker in workers)
    return [
        json.dumps(
            {
                "rows": [
                    {
                        "worker": worker, "brand": "A", "day": day, "client_id": str(uuid.uuid4()),
                        "reported_at": f"{day}T00:00:01+08:00", "sent_at": moment, "temperature": 36.5,
                    }
                    for day, worker in (next(pairs) for _ in range(ROWS))
                ]
            }
        ).encode()
        for _ in range(number)
    ]  # fmt: skip


def send(
    port: int, token: str, requests: Sequence[bytes], clients: int, *, seconds: float = 60
) -> tuple[float, list[float]]:
    """Seconds for all, or for as many as go into so many; and the milliseconds of each request."""
    taken: list[float] = []
    waiting = iter(requests)
    lock = threading.Lock()

    def one() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        while True:
            with lock:
                body = next(waiting, None)
            if body is None or time.perf_counter() > until:
                return
            began = time.perf_counter()
            connection.request("POST", "/api/v1/checks/many", body, headers)
            answer = connection.getresponse()
            told = json.loads(answer.read())
            if answer.status != 200 or told["taken"] != ROWS:
                raise SystemExit(f"{answer.status}: {told}")
            taken.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    until = began + seconds
    threads = [threading.Thread(target=one) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began, taken


def raw_copy(url: str, number: int) -> float:
    """Rows a second by COPY, a thousand a commit."""
    import psycopg

    moment = "2020-02-17 00:00:00+08"
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE raw_bulk (LIKE people_morningcheck INCLUDING ALL)")
        connection.commit()
        began = time.perf_counter()
        for part in range(number):
            with connection.cursor().copy(f"COPY raw_bulk ({COLUMNS}) FROM STDIN") as copy:
                for n in range(ROWS):
                    row = (7, 365, 0, False, False, False, True, 4, moment, moment, 0, uuid.uuid4())
                    copy.write_row((*row, part * ROWS + n, TODAY))
            connection.commit()
        return number * ROWS / (time.perf_counter() - began)


def main() -> None:
    """Make the installation, send, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="at most; it ends when every worker has 14 checks")
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--phones", type=int, default=500_000, help="workers; a fifth of them are the sender's")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="yilu-bulk-"))
        url = stack.enter_context(cluster(SAFE))
        environment = installation(Path(folder), url, phones=options.phones)
        os.environ.update(environment)
        import django

        django.setup()
        from django.db import connection

        from yilu.people.models import Worker

        token = headquarters_token()
        workers = list(Worker.objects.filter(brand__code="A").order_by("pk").values_list("code", flat=True))
        connection.close()
        requests = bodies(workers, len(workers) * DAYS // ROWS)
        port = free_port()
        with listening(["serve"], environment, port) as server:
            settle(server.pid)
            send(port, token, requests[:8], options.clients)  # warm
            before = cpu_seconds(server.pid)
            seconds, taken = send(port, token, requests[8:], options.clients, seconds=options.seconds)
            cpu = cpu_seconds(server.pid) - before
        sent = len(taken) * ROWS
        taken.sort()
        rows = [
            (
                "bulk checks over HTTP", f"{sent / seconds:,.0f}", f"{taken[len(taken) // 2]:.0f}",
                f"{taken[int(len(taken) * 0.95)]:.0f}", f"{cpu / sent * 1e6:.0f}",
            ),
            ("peer: COPY, nothing checked", f"{raw_copy(url, 100):,.0f}", "", "", ""),
        ]  # fmt: skip
    columns = ("what", "checks/s", "p50 ms of a request", "p95 ms", "server CPU µs each")
    show(f"{ROWS} morning checks a request, {options.clients} clients, PostgreSQL", columns, rows)


if __name__ == "__main__":
    main()
