"""A directive to every site of the nation: sending it, its progress page, taking it back.

python benchmarks/directive_issue.py [--sites 200000] [--measures 1]

A database of its own in a temporary folder; with DATABASE_URL set, that empty database instead.
"""

import argparse
import os
import statistics
import tempfile
import time
from datetime import timedelta
from typing import Any

from harness.table import show


def timed(what: Any) -> tuple[float, Any]:
    """CPU seconds, and what came of it."""
    begin = time.process_time()
    result = what()
    return time.process_time() - begin, result


def build(sites: int, by: Any, now: Any) -> None:
    """The real tree of places, eight brands, a branch each, sites in every county; a manager at one site in fifty."""
    from yilu.accounts import actions as accounts
    from yilu.network import actions as network
    from yilu.network.facts import NewSite
    from yilu.territory import actions as territory
    from yilu.territory.models import Area

    territory.load_divisions(by=by, now=now)
    counties = list(Area.objects.filter(level=3, valid_until=None).order_by("code").values_list("code", flat=True))
    branches = []
    for n in range(8):
        brand = network.add_brand(
            code=f"B{n}", name_zh=f"合成{n}", name_en=f"Synthetic {n}", synthetic=True, by=by, now=now
        )
        own = {"brand": brand, "name_zh": f"合成{n}", "by": by, "now": now}
        head = network.add_enterprise(kind="headquarters", code=f"B{n}-0", area="100000", **own)
        branch = network.add_enterprise(kind="branch", code=f"B{n}-1", area="430000", parent=head, **own)
        branches.append((brand, branch))
    rows = (
        NewSite(
            brand_id=branches[n % 8][0].pk, enterprise_id=branches[n % 8][1].pk, code=f"S{n}", name=f"合成网点{n}",
            kind="outlet", county_id=counties[n % len(counties)],
        )
        for n in range(sites)
    )  # fmt: skip
    ids = network.add_sites(rows=list(rows), by=by, now=now)
    from yilu.network.models import Site

    for pk in ids[: min(100, len(ids))]:
        who = {
            "username": f"m{pk}",
            "name": f"m{pk}",
            "password": "not-a-secret-of-tests",
            "must_change_password": False,
        }
        user = accounts.add_user(**who, by=by, now=now)
        accounts.appoint(
            user=user, role="site_manager", site=Site.objects.get(pk=pk), valid_from=now.date(), by=by, now=now
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=200_000)
    parser.add_argument("--measures", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"YILU_HOME": home, "DJANGO_SETTINGS_MODULE": "yilu.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        from yilu.core import clock
        from yilu.core.actor import system
        from yilu.directives import actions
        from yilu.directives.facts import Unit
        from yilu.directives.queries import progress
        from yilu.directives.reading import opened_text
        from yilu.tasks.models import Task

        call_command("migrate", verbosity=0)
        by, now = system("benchmark"), clock.now()
        build(options.sites, by, now)
        text = "\n".join(f"{n + 1}.营业网点要消毒，3日内报告。" for n in range(options.measures))
        draft = actions.take_in(source=opened_text(text), unit=Unit("100000"), by=by, now=now)
        chosen = dict(draft.measures.values_list("pk", "version"))
        actions.confirm_many(directive=draft, chosen=chosen, due=now + timedelta(days=3), by=by, now=now)
        actions.issue(directive=draft, version=draft.version, by=by, now=now)
        sending, _ = timed(lambda: actions.settle(directive=draft, by=by, now=now))
        tasks = Task.objects.count()
        counting = [timed(lambda: progress.counted(draft, actor=by, now=now))[0] for _ in range(5)]
        draft.refresh_from_db()
        actions.withdraw(directive=draft, version=draft.version, why="基准测试撤回", by=by, now=now)
        taking_back, _ = timed(lambda: actions.settle(directive=draft, by=by, now=now))
        took = (f"{sending:.1f}", f"{statistics.median(counting):.3f}", f"{taking_back:.1f}")
        show(
            "A directive to every site",
            ("sites", "tasks", "sent (CPU s)", "progress counted (CPU s, median of 5)", "taken back (CPU s)"),
            [(f"{options.sites:,}", f"{tasks:,}", *took)],
        )


if __name__ == "__main__":
    main()
