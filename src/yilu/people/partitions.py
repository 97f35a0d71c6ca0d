"""A table per day on PostgreSQL, made ahead of its day and dropped in one stroke; one plain table elsewhere.

What arrives for a day without a table of its own lies in the default partition until the day is moved out.
"""

import datetime as dt
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

PARTITIONED = ("people_morningcheck", "people_measurement")


def name_of(table: str, day: dt.date) -> str:
    """The table that holds one day."""
    return f"{table}_{day:%Y%m%d}"


def partition(on: BaseDatabaseWrapper) -> None:
    """Turn the empty tables into partitioned ones (PostgreSQL only; for the migration)."""
    if on.vendor != "postgresql":
        return
    with on.cursor() as cursor:
        for table in PARTITIONED:
            cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_plain")
            cursor.execute(f"CREATE TABLE {table} (LIKE {table}_plain INCLUDING ALL) PARTITION BY RANGE (day)")
            cursor.execute(f"DROP TABLE {table}_plain")
            cursor.execute(f"CREATE TABLE {table}_other PARTITION OF {table} DEFAULT")


def forwards(apps: Any, schema_editor: Any) -> None:
    """The migration. Its way back is that of the tables themselves."""
    partition(schema_editor.connection)


def days_with_tables(table: str) -> set[dt.date]:
    """The days that have a table of their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
            "WHERE i.inhparent = %s::regclass",
            [table],
        )
        names = [name for (name,) in cursor.fetchall()]
    ends = (name.removeprefix(f"{table}_") for name in names)
    return {dt.date.fromisoformat(end) for end in ends if end.isdigit()}


def make_day(table: str, day: dt.date) -> None:
    """Give a day its table; what already arrived for it moves there."""
    own, other = name_of(table, day), f"{table}_other"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {own} (LIKE {table} INCLUDING ALL)")
        cursor.execute(
            f"WITH moved AS (DELETE FROM {other} WHERE day = %s RETURNING *) INSERT INTO {own} SELECT * FROM moved",
            [day],
        )
        cursor.execute(
            f"ALTER TABLE {table} ATTACH PARTITION {own} FOR VALUES FROM ('{day}') TO ('{day + dt.timedelta(days=1)}')"
        )


def drop_day(table: str, day: dt.date) -> None:
    """Drop a day with all its rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {name_of(table, day)}")
