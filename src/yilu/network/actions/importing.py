"""Writing a checked workbook of sites: all of it or only its good rows, in one transaction with one audit row."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.jurisdiction import common_area
from yilu.core.reasons import Conflict, Invalid, reason
from yilu.core.rows import insert_rows
from yilu.network import access
from yilu.network.actions.sites import STATUS_FIELDS, digest_of, write_new_sites
from yilu.network.checking import Checker, Found, Progress, Seen, SiteChange, found_in
from yilu.network.checking.sentences import rows_refused
from yilu.network.facts import NewSite
from yilu.network.models import Site, SiteStatusChange
from yilu.network.searching import search_pieces, search_text
from yilu.network.sheet.reading import OpenedSheet

FoundSites = Found[NewSite, SiteChange]


def check_sites(
    *, opened: OpenedSheet, by: Actor, now: dt.datetime, seen: Seen | None = None, progress: Progress | None = None
) -> FoundSites:
    """Check every row for the actor. Reads only; `seen` is told of each row as it is checked."""
    return found_in(Checker(by=by, now=now).check(opened), opened, seen=seen, progress=progress)


def import_sites(
    *, found: FoundSites, file_name: str, good_rows_only: bool = False, by: Actor, now: dt.datetime
) -> None:
    """Write what a check found. Raises `Invalid` if rows were refused and not only the good ones are wanted,
    `Conflict` if anything moved since the check; then nothing is written."""
    with acting("network.site.import", by=by, now=now) as act:
        if found.counts["refused"] and not good_rows_only:
            raise Invalid(rows_refused(found.counts["refused"]))
        access.check_can_place_sites(by, {(r.county_id, r.brand_id, r.enterprise_id) for r in found.new})
        write_new_sites(found.new, by=by, now=now)
        _write_changes(found.changes, by=by, now=now)
        counties = {r.county_id for r in found.new} | {c.county_id for c in found.changes}
        brands = {r.brand_id for r in found.new}
        act.area = common_area(counties) or ""
        act.brand_id = brands.pop() if len(brands) == 1 and not found.changes else None
        act.changed(
            None,
            {"file": file_name, **found.plain, "good_rows_only": good_rows_only, "sha256_new": digest_of(found.new),
             "sha256_changes": _digest_of_changes(found.changes)},
        )  # fmt: skip


def _digest_of_changes(changes: Iterable[SiteChange]) -> str:
    sha = hashlib.sha256()
    for c in changes:
        plain = {k: v for k, v in sorted(c.values.items()) if k not in Site.privacy.personal}
        sha.update(repr((c.site_id, c.version, plain, sorted(c.values), c.status)).encode())
    return sha.hexdigest()


def _write_changes(changes: Sequence[SiteChange], *, by: Actor, now: dt.datetime) -> None:
    groups: defaultdict[tuple[str, ...], list[SiteChange]] = defaultdict(list)
    for change in changes:
        groups[tuple(sorted(change.values)) + (("status", "status_since") if change.status else ())].append(change)
    for fields, group in groups.items():
        _update(fields, group, now)
    moved = [c for c in changes if c.status]
    insert_rows(
        SiteStatusChange,
        STATUS_FIELDS,
        ((c.site_id, c.since or now, c.status, c.cause, c.document, by.name[:80]) for c in moved),
    )


def _update(fields: Sequence[str], group: Sequence[SiteChange], now: dt.datetime) -> None:
    """A guarded UPDATE per row: a site whose version moved on since the check makes the whole import a conflict."""
    of = {
        f: Site._meta.get_field(f.removesuffix("_id")) for f in (*fields, "changed_at", "search_text", "search_pieces")
    }
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(str(f.column))} = %s" for f in of.values())  # type: ignore[union-attr]
    statement = f"UPDATE {quote(Site._meta.db_table)} SET {sets}, version = version + 1 WHERE id = %s AND version = %s"
    rows = []
    for c in group:
        text = search_text(c.code, c.name)
        values = {**c.values, "changed_at": now, "search_text": text, "search_pieces": search_pieces(text)}
        if c.status:
            values |= {"status": c.status, "status_since": c.since or now}
        prepared = [f.get_db_prep_save(values[name], connection) for name, f in of.items()]  # type: ignore[union-attr]
        rows.append((*prepared, c.site_id, c.version))
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
        if cursor.rowcount != len(rows):
            raise Conflict(CHANGED_MEANWHILE_BULK)


CHANGED_MEANWHILE_BULK = reason(
    "network.import.changed_meanwhile",
    "核对之后，其中有网点被别人修改；没有写入任何一行，请重新核对。",
    "Some of these sites were changed after the check; nothing was written, check again.",
)
