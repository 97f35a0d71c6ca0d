"""Sealing and walking the audit chain at a million acts.

python benchmarks/audit_verify.py [--acts 1000000] [--batch 10000] [--runs 3]

A database of its own in a temporary folder; with DATABASE_URL set, that empty database instead.
"""

import argparse
import os
import resource
import statistics
import tempfile
import time
from datetime import timedelta
from typing import Any


def fill(acts: int) -> None:
    """Rows as a day of reports writes them."""
    from yilu.audit.models import Act
    from yilu.core import clock

    start, at_once = clock.now(), 5_000
    for first in range(0, acts, at_once):
        Act.objects.bulk_create(
            Act(
                at=start + timedelta(milliseconds=n), verb="operations.report.submit", actor_id=n % 5000,
                actor=f"manager{n % 5000}", appointment_id=n % 5000, role="site_manager",
                subject_type="operations.siteday", subject_id=str(n), area=f"43{n % 14:02}02", brand_id=n % 9,
                before='{"collected":1200,"delivered":1100,"version":1}',
                after='{"collected":1234,"delivered":1100,"note":"更正","version":2}',
                outcome="done", origin="10.0.0.1",
            )
            for n in range(first, min(first + at_once, acts))
        )  # fmt: skip


def timed(what: Any) -> tuple[float, Any]:
    begin = time.perf_counter()
    result = what()
    return time.perf_counter() - begin, result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acts", type=int, default=1_000_000)
    parser.add_argument("--batch", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"YILU_HOME": home, "DJANGO_SETTINGS_MODULE": "yilu.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from yilu.audit.sealing import seal_all
        from yilu.audit.verification import verify
        from yilu.core import clock

        call_command("migrate", verbosity=0)
        fill(options.acts)
        sealing, sealed = timed(lambda: seal_all(clock.now(), options.batch))
        walks = [timed(verify) for _ in range(options.runs)]
        verdict = walks[0][1]
        assert verdict.is_intact and verdict.acts == sealed == options.acts
        print(f"{connection.vendor}: {sealed:,} acts, {verdict.seals:,} seals")
        print(f"seal everything   {sealing:6.1f} s  ({sealed / sealing:,.0f} acts/s)")
        print(f"verify, median    {statistics.median(s for s, _ in walks):6.1f} s of {options.runs}  (target 10 s)")
        print(f"peak memory       {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


if __name__ == "__main__":
    main()
