"""Rows by the ten thousand that may be there already: inserted where they are new, and told which were."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from yilu.core.statements import ask
from yilu.people.actions._listing import listed
from yilu.people.models import CoverageCell

AT_ONCE = 1000
Key = tuple[Any, ...]


def insert_new(
    model: type[models.Model], fields: Sequence[str], rows: Sequence[Sequence[Any]], *, key: Sequence[str]
) -> set[Key]:
    """Insert what is not there yet, by the natural key; the keys of what was inserted. `fields`: attribute names."""
    columns = {f.attname: f for f in model._meta.concrete_fields}
    names = [columns[f] for f in fields]
    at = [fields.index(k) for k in key]
    into = f"INSERT INTO {model._meta.db_table} ({', '.join(str(f.column) for f in names)})"
    told = f"ON CONFLICT DO NOTHING RETURNING {', '.join(str(columns[k].column) for k in key)}"
    inserted: set[Key] = set()
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        values, params = listed(part, names)
        new = ask(f"{into} {values} {told}", params)
        if len(new) == len(part):
            inserted.update(tuple(row[i] for i in at) for row in part)
        else:
            inserted.update(_read([columns[k] for k in key], new))
    return inserted


def _read(fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterable[Key]:
    """Keys as Python has them: SQLite gives dates and identifiers back as text."""
    convert = [f.target_field.to_python if f.is_relation else f.to_python for f in fields]
    return (tuple(c(v) for c, v in zip(convert, row, strict=True)) for row in rows)


Cell = tuple[dt.date, str, int, int]  # day, county, enterprise, brand
CELL = ("day", "county_id", "enterprise_id", "brand_id", "due", "reported", "abnormal")


def raise_counts(counts: Mapping[Cell, tuple[int, int]]) -> None:
    """Add how many reported, and how many of them are not well, to the counters of coverage."""
    table = CoverageCell._meta.db_table
    _upsert(
        [(*cell, 0, *more) for cell, more in counts.items()],
        f"reported = {table}.reported + excluded.reported, abnormal = {table}.abnormal + excluded.abnormal",
    )


def set_due(due: Mapping[Cell, int]) -> None:
    """Write how many should report, whatever the other counters say."""
    _upsert([(*cell, n, 0, 0) for cell, n in due.items()], "due = excluded.due")


def _upsert(rows: list[tuple[Any, ...]], change: str) -> None:
    """In one order everywhere, so that two writers never wait for each other."""
    rows.sort()
    fields = [CoverageCell._meta.get_field(name) for name in CELL]
    into = f"INSERT INTO {CoverageCell._meta.db_table} ({', '.join(CELL)})"
    for start in range(0, len(rows), AT_ONCE):
        values, params = listed(rows[start : start + AT_ONCE], fields)
        ask(f"{into} {values} ON CONFLICT (day, county_id, enterprise_id) DO UPDATE SET {change}", params)
