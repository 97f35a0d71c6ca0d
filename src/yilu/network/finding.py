"""The index of pieces, in which the sites that hold a text are looked up: FTS5 on SQLite, GIN on PostgreSQL.

Both are kept by the database itself, from `Site.search_pieces`. No extension of PostgreSQL is needed. A later migration
that makes Django rebuild the table of sites on SQLite must call `install` again: triggers go with the old table.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from yilu.network.searching import pieces_of

# Everything but the space belongs to a piece; FTS5 takes whatever is not ASCII as it is.
_SIGNS = "!\"\"#$%&''''()*+,-./:;<=>?@[\\]^_`{|}~"
_FORGET = """INSERT INTO network_site_pieces(network_site_pieces, rowid, search_pieces)
    VALUES ('delete', old.id, old.search_pieces)"""
_LEARN = "INSERT INTO network_site_pieces(rowid, search_pieces) VALUES (new.id, new.search_pieces)"
SQLITE = (
    f"""CREATE VIRTUAL TABLE network_site_pieces USING fts5(
        search_pieces, content='network_site', content_rowid='id', detail=none, columnsize=0,
        tokenize="ascii tokenchars '{_SIGNS}'")""",
    f"CREATE TRIGGER network_site_pieces_new AFTER INSERT ON network_site BEGIN {_LEARN}; END",
    f"CREATE TRIGGER network_site_pieces_gone AFTER DELETE ON network_site BEGIN {_FORGET}; END",
    f"""CREATE TRIGGER network_site_pieces_other AFTER UPDATE OF search_pieces ON network_site
        WHEN old.search_pieces <> new.search_pieces BEGIN {_FORGET}; {_LEARN}; END""",
)
POSTGRESQL = ("CREATE INDEX network_site_pieces ON network_site USING gin (string_to_array(search_pieces, ' '))",)
TRIGGERS = ("network_site_pieces_new", "network_site_pieces_gone", "network_site_pieces_other")


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the index; it holds nothing of what stood in the table before."""
    with connection.cursor() as cursor:
        for statement in POSTGRESQL if connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)


def forwards(apps: Any, schema_editor: Any) -> None:
    """The migration."""
    install(schema_editor.connection)


def backwards(apps: Any, schema_editor: Any) -> None:
    """The way back."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP INDEX network_site_pieces")
            return
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("DROP TABLE network_site_pieces")


def candidates(words: Iterable[str], most: int) -> list[int] | None:
    """Keys of the sites that hold all pieces of the words (folded), whether or not the words themselves; None if there
    are more than `most`."""
    pieces = list(dict.fromkeys(p for word in words for p in pieces_of(word)))
    if connection.vendor == "postgresql":
        asked: Any = pieces
        sql = "SELECT id FROM network_site WHERE string_to_array(search_pieces, ' ') @> %s LIMIT %s"
    else:
        asked = " ".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
        sql = "SELECT rowid FROM network_site_pieces WHERE network_site_pieces MATCH %s LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked, most + 1])
        keys = [key for (key,) in cursor.fetchall()]
    return keys if len(keys) <= most else None
