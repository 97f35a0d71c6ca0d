"""Thousands of numbers or words to look for, as one parameter: a statement with a mark for each takes longer to write
than to answer, and SQLite takes 32,766 of them at most."""

import json
from collections.abc import Collection

from django.db import connection
from django.db.models.expressions import RawSQL


def many(values: Collection[int] | Collection[str]) -> RawSQL:
    """The values as what `__in` looks in; all numbers or all words."""
    told = list(values)
    if connection.vendor != "postgresql":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(told)])
    kind = "text" if told and isinstance(told[0], str) else "bigint"
    return RawSQL(f"SELECT unnest(%s::{kind}[])", [told])
