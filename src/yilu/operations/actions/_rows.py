"""Rows by the hundred thousand: `executemany` on SQLite, COPY on PostgreSQL, values as the database takes them."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models


def as_stored(model: type[models.Model], field: str, value: Any) -> Any:
    """One value as the database takes it: moments, dates. (JSON is written by `as_json`.)"""
    return model._meta.get_field(field).get_db_prep_save(value, connection)  # type: ignore[union-attr]


@lru_cache(maxsize=4096)
def stored_moment(moment: dt.datetime) -> Any:
    """A moment as the database takes it."""
    return connection.ops.adapt_datetimefield_value(moment)


@lru_cache(maxsize=4096)
def stored_day(day: dt.date) -> Any:
    """A day as the database takes it."""
    return connection.ops.adapt_datefield_value(day)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_json(value: Any) -> str:
    """JSON text, one way on every database."""
    return _encode(value) if value else ("{}" if value == {} else "[]")


def insert_stored(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values are already as the database takes them, in the order of `fields` (attribute names)."""
    columns = {f.attname: str(f.column) for f in model._meta.concrete_fields}
    quote = connection.ops.quote_name
    names, table = ", ".join(quote(columns[f]) for f in fields), quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(fields))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))
