"""The same contact question put to pandas, Polars and DuckDB as their users would write it."""

import importlib
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from yilu_planner.tracing import ContactIndex, find_contacts

Answer = tuple[set[int], set[int]]

SQL = """
with own as (select place, greatest(start_, {s}) s, least(end_, {u}) e from stays
             where person = {p} and start_ < {u} and end_ > {s}),
met as (select t.person, greatest(t.start_, own.s) s, least(t.end_, own.e) e from stays t join own
        on t.place = own.place and t.start_ < own.e and t.end_ > own.s and t.person <> {p}),
first_ as (select person, min(s) since from met where e > s group by person),
theirs as (select t.person via, t.place, greatest(t.start_, f.since) s, least(t.end_, {u}) e
           from stays t join first_ f on t.person = f.person where t.end_ > f.since and t.start_ < {u}),
onward as (select t.person, th.via, sum(least(t.end_, th.e) - greatest(t.start_, th.s)) as together
           from stays t join theirs th on t.place = th.place and t.start_ < th.e and t.end_ > th.s
           where t.person <> {p} and t.person not in (select person from first_) group by all)
select person, 1 as degree from first_ union all select distinct person, 2 from onward
"""


def _duckdb(table: dict[str, np.ndarray[Any, Any]]) -> Callable[[int, int, int], Answer]:
    duckdb = importlib.import_module("duckdb")
    base = duckdb.connect()
    base.execute("set threads to 2")
    base.register("columns_", {name + "_" if name in ("start", "end") else name: c for name, c in table.items()})
    base.execute("create table stays as select * from columns_ order by place, start_")
    base.execute("create index by_person on stays(person)")
    base.execute("create index by_place on stays(place)")

    def ask(person: int, since: int, until: int) -> Answer:
        rows = base.execute(SQL.format(p=person, s=since, u=until)).fetchall()
        return {int(p) for p, d in rows if d == 1}, {int(p) for p, d in rows if d == 2}

    return ask


def _pandas(table: dict[str, np.ndarray[Any, Any]]) -> Callable[[int, int, int], Answer]:
    pandas = importlib.import_module("pandas")
    stays = pandas.DataFrame(table)

    def ask(person: int, since: int, until: int) -> Answer:
        window = stays[(stays.start < until) & (stays.end > since)]

        def meet(mine: Any) -> Any:
            both = window[window.place.isin(mine.place.unique())].merge(mine, on="place", suffixes=("", "_m"))
            low = both[["start", "start_m", "since"]].max(axis=1)
            high = both[["end", "end_m"]].min(axis=1).clip(upper=until)
            return both.assign(low=low, minutes=high - low)[high > low]

        own = window[window.person == person].assign(since=since)
        first = meet(own)
        first = first[first.person != person].groupby("person").low.min().rename("since")
        onward = meet(window[window.person.isin(first.index)].join(first, on="person"))
        onward = onward[~onward.person.isin(first.index) & (onward.person != person)]
        return set(first.index.tolist()), set(onward.person.tolist())

    return ask


def _polars(table: dict[str, np.ndarray[Any, Any]]) -> Callable[[int, int, int], Answer]:
    pl = importlib.import_module("polars")
    stays = pl.DataFrame(table).sort("place", "start")

    def ask(person: int, since: int, until: int) -> Answer:
        window = stays.lazy().filter((pl.col("start") < until) & (pl.col("end") > since))

        def meet(mine: Any) -> Any:
            low, high = pl.max_horizontal("start", "start_m", "since"), pl.min_horizontal("end", "end_m", pl.lit(until))
            mine = mine.select("place", "since", pl.col("start").alias("start_m"), pl.col("end").alias("end_m"))
            return window.join(mine, on="place").with_columns(low=low, high=high).filter(pl.col("high") > pl.col("low"))

        own = window.filter(pl.col("person") == person).with_columns(since=pl.lit(since))
        first = meet(own).filter(pl.col("person") != person).group_by("person").agg(since=pl.col("low").min()).collect()
        onward = meet(window.join(first.lazy(), on="person"))
        known = [*first["person"].to_list(), person]
        second = onward.filter(~pl.col("person").is_in(known)).select("person").unique().collect()
        return set(first["person"].to_list()), set(second["person"].to_list())

    return ask


def compare(
    table: dict[str, np.ndarray[Any, Any]],
    index: ContactIndex,
    people: np.ndarray[Any, Any],
    since: int,
    until: int,
    show: Callable[[str, list[float]], None],
) -> None:
    """Ask each peer the same people; say which could not be imported, and fail on any other answer."""
    for name, make in (("DuckDB", _duckdb), ("Polars", _polars), ("pandas", _pandas)):
        try:
            begun = time.perf_counter()
            ask = make(table)
        except ImportError:
            print(f"{name:<22} not installed")
            continue
        print(f"{name:<22} loaded in {time.perf_counter() - begun:.1f} s")
        times = []
        for person in people.tolist():
            begun = time.perf_counter()
            answer = ask(person, since, until)
            times.append((time.perf_counter() - begun) * 1e3)
            found = find_contacts(index, person, since, until)
            ours = tuple(set(found.person[found.degree == degree].tolist()) for degree in (1, 2))
            if answer != ours:
                raise SystemExit(f"{name} names other people for {person}")
        show(name, times)
