"""The boards over HTTP at size, and the same national sums from raw rows.

python benchmarks/board_http.py [--sites 200000] [--days 60] [--database sqlite|postgresql|both] [--requests 200]

Makes (once, then finds) a synthetic world outside the project tree, starts `yilu serve` over it, signs in and
asks for each board over loopback. The peer is one GROUP BY over the reports of the day, run in the same database.
"""

import time

from harness.boards import Page, measure

BOARDS: tuple[Page, ...] = (
    ("national board", "/board/100000/"),
    ("province board (Hunan)", "/board/430000/"),
    ("prefecture board (Changsha)", "/board/430100/"),
    ("county board (Yuelu)", "/board/430104/"),
)
RAW = """
    SELECT substr(county_id, 1, 2), count(*), sum(collected), sum(delivered), sum(backlog),
           sum(on_post_own + on_post_outsourced), sum(CASE WHEN is_open THEN 1 ELSE 0 END)
    FROM operations_sitereport WHERE day = %s AND "current" GROUP BY 1
"""


def raw_sums() -> list[tuple[str, float, float]]:
    """The sums of every province on the standing day from the reports, eleven times, the first not counted."""
    from django.db import connection

    taken = []
    for _ in range(11):
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(RAW, ["2020-02-17"])
            rows = cursor.fetchall()
        taken.append((time.perf_counter() - began) * 1000)
    ordered = sorted(taken[1:])
    return [(f"GROUP BY over raw reports, {len(rows)} provinces, no page", ordered[5], ordered[-1])]


if __name__ == "__main__":
    measure(__doc__ or "", "Boards over HTTP", lambda: BOARDS, raw_sums, 60.0)
