"""Taking a demo world away so that another can stand there. Never called where something real stands."""

from pathlib import Path

from django.conf import settings
from django.db import connection, connections


def empty_database() -> None:
    """A database without tables: the SQLite file is removed, PostgreSQL's schema made anew (the audit refuses less)."""
    if connection.vendor == "sqlite":
        name = str(settings.DATABASES["default"]["NAME"])
        connections.close_all()
        for end in ("", "-wal", "-shm"):
            Path(name + end).unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
