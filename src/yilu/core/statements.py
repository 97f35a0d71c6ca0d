"""Statements that come thousands of times a minute, past the ORM: planned once a connection, many values as one."""

from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from django.db import connection

Rows = list[tuple[Any, ...]]


def ask(statement: str, params: Sequence[Any]) -> Rows:
    """Run a statement; its rows. On PostgreSQL it is planned once, and its values are sent beside it, not in it."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            rows: Rows = cursor.fetchall()
            return rows
    connection.ensure_connection()
    raw: psycopg.Connection[tuple[Any, ...]] = connection.connection
    raw.prepare_threshold = 0  # of these statements only: Django's own bear their values within
    try:
        with connection.wrap_database_errors, psycopg.Cursor(raw) as cursor:
            cursor.execute(statement.encode(), params)
            return cursor.fetchall() if cursor.description else []
    finally:
        raw.prepare_threshold = None


def among(column: str, numbers: Iterable[int]) -> tuple[str, str]:
    """The condition that a column is one of these numbers, and its parameter."""
    told = ",".join(map(str, numbers))
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s::bigint[])", "{" + told + "}"
    return f"{column} IN (SELECT value FROM json_each(%s))", f"[{told}]"
