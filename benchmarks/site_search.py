"""The list of sites and its search over HTTP at size, a substring from the middle of a name among them.

python benchmarks/site_search.py [--sites 200000] [--database sqlite|postgresql|both] [--requests 200]

The peer is the same substring asked of the table by LIKE, without the product's index.
"""

import time

from harness.boards import Page, measure

MIDDLE = "麓区3号"  # lies in the middle of a name: 信鸽演示岳麓区3号加盟网点


ASKED = {
    "list": "", "list, page 2000": "page=2000",
    "search: two characters, rare": "q=岳麓", "search: from the middle of a name": f"q={MIDDLE}",
    "search: one character, rare": "q=麓", "search: one character, common": "q=州",
    "search: in nearly all": "q=演示", "search: in one of five, by name": "q=营业部&sort=name",
    "search: two words": "q=武汉 服务站", "search: beginning of a code": "q=C430104", "search: a digit": "q=3",
    "search: nothing": "q=没有这个网点", "of one kind": "kind=locker_bank", "of one state": "status=not_opened",
}  # fmt: skip
OTHERS = {
    "one box: rare": "/search/?q=岳麓", "one box: in nearly all": "/search/?q=演示",
    "one box: nothing": "/search/?q=没有这个",
    "API: list": "/api/v1/network/sites", "API: deep": "/api/v1/network/sites?offset=150000",
    "API: rare": "/api/v1/network/sites?q=岳麓", "API: in nearly all": "/api/v1/network/sites?q=演示",
}  # fmt: skip


def pages() -> tuple[Page, ...]:
    """The list as it opens, sorted by each column, deep in it, filtered and searched; the one box; the API: as three
    people, since a nation, a province and a brand are found by different indexes."""
    from django.urls import reverse

    from yilu.network.tables import sites_table

    sites = reverse("network:sites")
    sorts = {f"list by {c.code}": f"sort={c.code}" for c in sites_table().columns if c.sort}
    found = {name: f"{sites}?{query}" for name, query in (ASKED | sorts).items()} | OTHERS
    people = {"leader": "nation", "province": "province", "hq-a": "headquarters"}
    return tuple((f"{title} · {name}", path, who) for who, title in people.items() for name, path in found.items())


def like() -> list[tuple[str, float, float]]:
    """A substring by LIKE over the whole table, eleven times, the first not counted."""
    from django.db import connection

    taken = []
    for _ in range(11):
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM network_site WHERE name LIKE %s", [f"%{MIDDLE}%"])
            cursor.fetchone()
        taken.append((time.perf_counter() - began) * 1000)
    ordered = sorted(taken[1:])
    return [("LIKE over the whole table, no page", ordered[5], ordered[-1])]


if __name__ == "__main__":
    measure(__doc__ or "", "Sites over HTTP", pages, like, 100.0, days=1)
