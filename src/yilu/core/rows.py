"""Many rows at once: `executemany` on SQLite and COPY on PostgreSQL, several times faster than `bulk_create`."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import count, islice
from typing import Any

from django.db import connection, models


def reserve_ids(model: type[models.Model], number: int) -> Iterable[int]:
    """`number` primary keys nobody else will get. Call inside a transaction (on SQLite the only writer's)."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, number]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        return islice(count((last[0] if last else 0) + 1), number)


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of Python values given in the order of `fields` (attribute names). No signals, no defaults."""
    by_name = {f.attname: f for f in model._meta.concrete_fields}
    columns = [by_name[f] for f in fields]
    # Only what a driver would not take as it is goes through its field: moments, encrypted text.
    plain = (models.CharField, models.IntegerField, models.FloatField, models.ForeignKey, models.BigIntegerField)
    prepared = [(i, f) for i, f in enumerate(columns) if not isinstance(f, plain) and type(f) is not models.TextField]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(f.column)) for f in columns)
    table = quote(model._meta.db_table)

    moments: dict[Any, Any] = {}  # a bulk act repeats a few moments in every row

    def ready() -> Iterable[Sequence[Any]]:
        for row in rows:
            values = list(row)
            for i, f in prepared:
                value = values[i]
                if isinstance(value, datetime):
                    if value not in moments:
                        moments[value] = f.get_db_prep_save(value, connection)
                    values[i] = moments[value]
                elif value != "":
                    values[i] = f.get_db_prep_save(value, connection)
            yield values

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django translates what `execute` raises, but knows nothing of COPY.
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for values in ready():
                    copy.write_row(values)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", ready())  # type: ignore[arg-type]  # any iterable does


def delete_rows(model: type[models.Model], condition: str, moment: str, rows: Iterable[tuple[int, datetime]]) -> None:
    """Delete per (key, moment) what fits the condition; `moment`: the field of the second."""
    field = model._meta.get_field(moment)
    statement = f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)} WHERE {condition}"
    prepared = [(key, field.get_db_prep_save(value, connection)) for key, value in rows]  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.executemany(statement, prepared)
