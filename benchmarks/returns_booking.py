"""A thousand bookings at once under a cap: none lost, none doubled, no limit passed.

`python benchmarks/returns_booking.py`: on the database of DATABASE_URL, which must be empty; without one, on a
temporary SQLite file.
"""

import argparse
import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DAYS = 20


def main() -> int:
    """0 if every booking was answered rightly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bookings", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=16)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yilu-returns-") as home:
        os.environ.setdefault("YILU_HOME", home)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{home}/yilu.sqlite3")
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        return _run(options.bookings, options.threads)


def _run(number: int, threads: int) -> int:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", interactive=False, verbosity=0)
    from tests import world as worlds
    from tests.world import NOW, SYSTEM, TODAY
    from tests.yilu.rosters.ground import crew

    from yilu.core.reasons import Denied
    from yilu.people import actions
    from yilu.people.models import ArrivalDay, Return
    from yilu.territory.models import Area

    workers = crew(worlds.build(), number)
    cap = number // DAYS
    actions.order_arrivals(
        area=Area.objects.get(pk="430102"), first_day=TODAY, last_day=TODAY + dt.timedelta(days=DAYS - 1),
        arrivals=cap, places=None, document="benchmark", by=SYSTEM, now=NOW,
    )  # fmt: skip
    actions.plan_returns(rows=[actions.Plan(w, "420000") for w in workers], by=SYSTEM, now=NOW)
    rows = list(Return.objects.order_by("pk"))

    def one(at: int) -> float:
        """Everybody wants one of the first half of the days: half of them must be refused."""
        began = time.perf_counter()
        try:
            day = TODAY + dt.timedelta(days=at % (DAYS // 2))
            actions.book_return(back=rows[at], version=1, day=day, by=SYSTEM, now=NOW)
        except Denied:
            pass
        return time.perf_counter() - began

    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        took = sorted(pool.map(one, range(number)))
    seconds = time.perf_counter() - began
    booked = Return.objects.filter(state="booked").count()
    counted = sum(ArrivalDay.objects.filter(area_id="430102").values_list("arriving", flat=True))
    most = max(ArrivalDay.objects.filter(area_id="430102").values_list("arriving", flat=True))
    right = booked == counted == cap * (DAYS // 2) and most <= cap
    p95 = took[int(len(took) * 0.95)] * 1000
    print(
        f"{connection.vendor}: {number} bookings, {threads} at once, {seconds:.1f} s; "
        f"booked {booked}, counted {counted}, most a day {most} of {cap}; "
        f"median {statistics.median(took) * 1000:.0f} ms, p95 {p95:.0f} ms: "
        f"{'right' if right else 'WRONG'}"
    )
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
