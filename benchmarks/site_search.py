"""The list of sites and its search over HTTP at size, a substring from the middle of a name among them.

python benchmarks/site_search.py [--sites 200000] [--days 1] [--database sqlite|postgresql|both] [--requests 200]

The peer is the same substring asked of the table by LIKE, without the product's index.
"""

import time

from harness.boards import Page, measure

MIDDLE = "麓区3号"  # lies in the middle of a name: 信鸽演示岳麓区3号加盟网点


def pages() -> tuple[Page, ...]:
    """The list as it opens, sorted, deep in it, and searched three ways."""
    from django.urls import reverse

    sites = reverse("network:sites")
    return (
        ("list of sites", sites),
        ("list, sorted by name", f"{sites}?sort=name"),
        ("list, page 2000", f"{sites}?page=2000"),
        ("search: substring", f"{sites}?q={MIDDLE}"),
        ("search: beginning of a code", f"{sites}?q=C430104"),
        ("search: nothing found", f"{sites}?q=没有这个网点"),
    )


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
    measure(__doc__ or "", "Sites over HTTP", pages, like, 100.0)
