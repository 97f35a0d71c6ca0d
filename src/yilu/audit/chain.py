"""How acts become digests: the rows of a batch, and the seals that chain the batches. The form must never change."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import connection

# The seal before the first.
GENESIS = "0" * 64
COLUMNS = (
    "id", "at", "verb", "actor_id", "actor", "appointment_id", "role", "subject_type", "subject_id", "area", "brand_id",
    "before", "after", "outcome", "reason", "origin",
)  # fmt: skip
ROWS_AT_ONCE = 2_000

Progress = Callable[[int], object]


def _selected(column: str) -> str:
    """The column as both databases write it alike: the moment in UTC to the microsecond."""
    quoted = connection.ops.quote_name(column)
    if column != "at":
        return quoted
    if connection.vendor == "postgresql":
        return f"to_char({quoted} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    return f"substr({quoted} || '.000000', 1, 26)"  # Django leaves out microseconds that are zero


def rows_sql() -> str:
    """The acts under one seal, in the order in which they are hashed."""
    return f"SELECT {', '.join(map(_selected, COLUMNS))} FROM audit_act WHERE seal_id = %s ORDER BY id"


def digest_of_acts(cursor: Any, number: int, progress: Progress | None = None) -> tuple[int, str]:
    """How many acts stand under a seal, and their SHA-256: each row as an array of JSON, from raw tuples for speed."""
    cursor.execute(rows_sql(), [number])
    digest, found = hashlib.sha256(), 0
    while rows := cursor.fetchmany(ROWS_AT_ONCE):
        # One call for many rows; every row ends with "]," or "]]", so where it was cut does not matter.
        text = json.dumps(rows, separators=(",", ":"))
        digest.update(text[1:-1].encode())
        digest.update(b",")
        found += len(rows)
        if progress is not None:
            progress(len(rows))
    return found, digest.hexdigest()


def digest_of_seal(number: int, sealed_at: datetime, acts: int, acts_digest: str, previous: str) -> str:
    """SHA-256 over everything a seal says."""
    moment = sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(f"{number} {moment} {acts} {acts_digest} {previous}".encode()).hexdigest()
