"""A filing's page, a decision and the public list at 200,000 filings, on SQLite.

`python benchmarks/filings_pages.py [--filings 200000] [--requests 100]`: makes a synthetic network, a filing for each
site, in a temporary folder; then asks through the product's whole stack of middleware, views and templates, in one
process without a socket. Wall time and this process's CPU time; the database is a file with the product's own settings.
"""

import argparse

from harness.inside import COLUMNS, Row, measured, product
from harness.table import show


def main() -> None:
    """Make it, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--filings", type=int, default=200_000)
    parser.add_argument("--requests", type=int, default=100)
    asked = parser.parse_args()
    with product():
        found = rows(asked.filings, asked.requests)
        show(f"Filings: {asked.filings:,} on SQLite, in one process", COLUMNS, found)


def rows(filings: int, times: int) -> list[Row]:
    """The world, and what was measured in it."""
    import datetime as dt
    import json

    from django.core.cache import cache
    from django.core.management import call_command
    from django.test import Client

    from yilu.accounts import actions as accounts
    from yilu.core import clock
    from yilu.core.actor import system
    from yilu.filings import actions
    from yilu.filings.actions import SeededFiling
    from yilu.filings.models import Filing
    from yilu.network import actions as network
    from yilu.network.facts import NewSite, SeededState
    from yilu.norms import actions as norms
    from yilu.norms.models import Provision
    from yilu.territory import actions as territory
    from yilu.territory.queries import areas_at

    call_command("migrate", verbosity=0)
    now = clock.now()
    act = {"by": system("benchmark"), "now": now}
    territory.load_divisions(**act)
    norms.load_norms(**act)
    counties = list(areas_at(3, on=now.date()).order_by("code").values_list("code", flat=True))
    brand = network.add_brand(code="A", name_zh="合成", name_en="Synthetic", synthetic=True, **act)
    unit = network.add_enterprise(brand=brand, kind="headquarters", code="HQ", name_zh="合成总部", area="100000", **act)
    earlier = now - dt.timedelta(days=3)
    made = [
        NewSite(brand.pk, unit.pk, f"S{n}", f"合成网点{n}", "outlet", counties[n % len(counties)], since=earlier)
        for n in range(filings)
    ]
    ids = network.add_sites(rows=made, **act)
    network.seed_states(states=[SeededState(pk, "open", earlier) for pk in ids], **act)
    answers = {"head": "合成", "work": "合成", "reporting": "合成", "handling": "合成"}
    seeded = (SeededFiling(pk, brand.pk, s.county_id, earlier, True) for pk, s in zip(ids, made, strict=True))
    actions.seed_filings(rows=seeded, answers=answers, **act)
    leader = accounts.add_user(
        username="leader", name="合成", password="measuring-only", must_change_password=False, **act
    )
    accounts.appoint(user=leader, role="leader", area="100000", valid_from=dt.date(2020, 1, 1), **act)
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
    keys = list(Filing.objects.order_by("pk").values_list("pk", "site_id")[:: max(1, filings // (times + 10))])
    cited = Provision.objects.get(requirement__code="O5", area_id="100000").pk
    due = (now + dt.timedelta(days=1)).isoformat()

    def page(n: int) -> int:
        return browser.get(f"/filings/{keys[n % len(keys)][0]}/").status_code

    def listed(n: int) -> int:
        return browser.get("/filings/").status_code

    def decide(n: int) -> int:
        body = {"cites": [{"provision": cited, "satisfy": "每两小时消毒一次"}], "due": due}
        address = f"/api/v1/filings/sites/{keys[n % len(keys)][1]}/rectify"
        return browser.post(address, json.dumps(body), content_type="application/json").status_code

    def public(n: int) -> int:
        cache.clear()
        return Client(HTTP_HOST="localhost").get(f"/api/v1/filings/open-sites?page={1 + 37 * n % 4000}").status_code

    return [
        measured("a filing's page", page, times),
        measured("the list of filings, nation", listed, min(times, 20)),
        measured("a decision (order to rectify, by the API)", decide, times),
        measured("public list of open sites, deep pages, nothing remembered", public, min(times, 30)),
    ]


if __name__ == "__main__":
    main()
