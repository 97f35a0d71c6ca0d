"""Made-up filings in bulk, for demonstrations and measuring: only the system may."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.jurisdiction import NATION
from yilu.core.rows import insert_rows, reserve_ids
from yilu.filings.models import Dossier, Filing, Step
from yilu.filings.rules.states import RUNNING, State, Verb
from yilu.network.access import check_is_system

FIELDS = (
    "id", "site_id", "dossier_id", "state", "version", "receipt", "started_at", "filed_first", "filed_at",
    "review_area", "review_until", "reviewed_at", "opened_at", "unmet", "weighed_at", "by",
)  # fmt: skip
STEP_FIELDS = ("filing_id", "at", "verb", "state", "by", "note")


class SeededFiling(NamedTuple):
    """A filing of a made-up past: of this site, filed then, open at once or waiting with conditions unmet."""

    site: int
    brand: int
    county: str
    filed_at: datetime
    is_open: bool
    unmet: int = 0


def seed_filings(*, rows: Iterable[SeededFiling], answers: dict[str, str], by: Actor, now: datetime) -> int:
    """Write them, with the same papers for each brand; how many."""
    with acting("filings.filing.seed", by=by, now=now) as act:
        check_is_system(by)
        rows = list(rows)
        papers = {}
        for brand in sorted({r.brand for r in rows}):
            made = Dossier(area_id=NATION, brand_id=brand, made_at=now, filed_at=now, by=by.name[:80])
            made.answers = answers
            made.save(force_insert=True)
            papers[brand] = made.pk
        numbered = list(zip(reserve_ids(Filing, len(rows)), rows, strict=True))
        insert_rows(Filing, FIELDS, (_filing(pk, r, papers[r.brand], by) for pk, r in numbered))
        insert_rows(Step, STEP_FIELDS, (s for pk, r in numbered for s in _steps(pk, r, by)))
        act.changed(None, {"filings": len(rows)})
    return len(rows)


def _state(row: SeededFiling) -> State:
    return State.OPEN if row.is_open else State.FILED


def _filing(pk: int, row: SeededFiling, dossier: int, by: Actor) -> tuple[object, ...]:
    opened = row.filed_at if _state(row) in RUNNING else None
    receipt = f"BB{row.county}-{row.filed_at.astimezone(ZONE):%Y%m%d}-{pk:07d}"
    at = row.filed_at
    return (
        pk, row.site, dossier, _state(row).value, 2, receipt, at, at, at, "", None, None, opened, row.unmet, at,
        by.name[:80],
    )  # fmt: skip


def _steps(pk: int, row: SeededFiling, by: Actor) -> Iterable[tuple[object, ...]]:
    yield pk, row.filed_at, Verb.FILE.value, State.FILED.value, by.name[:80], ""
    if row.is_open:
        yield pk, row.filed_at, Verb.OPEN.value, State.OPEN.value, by.name[:80], ""
