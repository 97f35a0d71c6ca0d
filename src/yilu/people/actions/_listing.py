"""Rows by the thousand as a statement takes them fastest."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from yilu.core.fields import EncryptedTextField
from yilu.core.rows import storing


def listed(rows: Sequence[Sequence[Any]], fields: Sequence[Any]) -> tuple[str, list[Any]]:
    """Rows as SQL and its parameters: arrays on PostgreSQL (one plan for any number), a list of values elsewhere."""
    columns = list(zip(*rows, strict=True))
    if connection.vendor == "postgresql":
        types = [f.rel_db_type(connection) if f.is_relation else f.db_type(connection) for f in fields]
        arrays = [_array(column, field) for column, field in zip(columns, fields, strict=True)]
        return f"SELECT * FROM unnest({', '.join(f'%s::{_plain(t)}[]' for t in types)})", arrays
    prepared = [
        list(map(storing(f), column)) if isinstance(f, _CHANGED) else column
        for f, column in zip(fields, columns, strict=True)
    ]
    one = f"({', '.join(['%s'] * len(fields))})"
    return f"VALUES {', '.join([one] * len(rows))}", [v for row in zip(*prepared, strict=True) for v in row]


_CHANGED = (models.DateField, models.UUIDField, EncryptedTextField)  # SQLite's driver does not take these as they are


def _array(column: Sequence[Any], field: Any) -> str:
    """A column as PostgreSQL writes arrays; the driver's own way looks at each value several times."""
    if isinstance(field, EncryptedTextField):
        column = [storing(field)(value) for value in column]
    write = _quoted if isinstance(field, models.CharField | models.TextField) else str
    if column.count(column[0]) == len(column):  # one day, one moment, nobody unwell: written once
        return "{" + ",".join(["NULL" if column[0] is None else write(column[0])] * len(column)) + "}"
    return "{" + ",".join(["NULL" if value is None else write(value) for value in column]) + "}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain(kind: str) -> str:
    return kind.partition("(")[0]
