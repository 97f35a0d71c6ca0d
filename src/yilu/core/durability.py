"""What was acknowledged must survive a crash: does the store keep what it said it has?"""

from collections.abc import Mapping

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from yilu.core.reasons import Reason, reason

# What an operator must say to serve on a store that may lose what it acknowledged (`YILU_DURABILITY`).
CONSENT = "reports may be lost"

# PostgreSQL answers a commit before it is on its disk only if one of these is otherwise.
_POSTGRESQL = {
    "fsync": frozenset({"on"}),
    "full_page_writes": frozenset({"on"}),
    "synchronous_commit": frozenset({"on", "local", "remote_write", "remote_apply"}),
}
_SQLITE = {"synchronous": frozenset({"2", "3"})}  # FULL, EXTRA


def store_settings(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The settings of the database on which durability rests, as it states them itself."""
    word, names = ("SHOW", _POSTGRESQL) if connection.vendor == "postgresql" else ("PRAGMA", _SQLITE)
    found = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"{word} {name}")
            found[name] = str(cursor.fetchone()[0])
    return found


def why_not_durable(stated: Mapping[str, str]) -> list[Reason]:
    """Each setting with which an acknowledged report may be lost."""
    wanted = _POSTGRESQL | _SQLITE
    return [
        reason(
            "core.store.may_lose",
            "数据库参数 {name}={value}：已确认的报告可能丢失，应为 {wanted}。",
            "The database has {name}={value}: what was acknowledged may be lost. It must be {wanted}.",
            name=name,
            value=value,
            wanted=" / ".join(sorted(wanted[name])),
        )
        for name, value in stated.items()
        if value not in wanted[name]
    ]


def refusal_to_serve(connection: BaseDatabaseWrapper) -> str:
    """Why the product does not start on this store, for the terminal; empty if it may.

    It also may if the operator said in words that reports may be lost.
    """
    if settings.YILU_DURABILITY == CONSENT:
        return ""
    why = why_not_durable(store_settings(connection))
    lines = [f"{r.text.zh} {r.text.en}" for r in why]
    return "\n".join([*lines, f'(YILU_DURABILITY="{CONSENT}")']) if why else ""
