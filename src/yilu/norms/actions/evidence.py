"""Write in the ledger: one line, or many in one act. Nothing in it is ever changed or taken away."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION
from yilu.core.reasons import Invalid, Reason, reason
from yilu.core.rows import insert_rows
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.norms.access import check_can_record
from yilu.norms.models import Evidence, Requirement
from yilu.norms.rules.kinds import Proof

FIELDS = (
    "site_id", "requirement_id", "at", "recorded_at", "kind", "met", "origin", "origin_id", "worker_id", "summary_zh",
    "summary_en", "digest",
)  # fmt: skip
NOTHING_MORE = Text("", "")
# Told directly by a person or a machine. What another room writes it has already checked in its own act.
BY_HAND = "norms"
A_MOMENT = dt.timedelta(minutes=5)  # clocks of phones differ


class EvidenceRow(NamedTuple):
    """One line to be written. `origin`: the room that writes it; `summary` names no person."""

    requirement: str  # code
    site: int
    kind: Proof
    at: dt.datetime
    origin: str
    origin_id: int | None = None
    worker: int | None = None
    met: bool = True
    summary: Text = NOTHING_MORE
    digest: str = ""


def record_evidence(
    *,
    requirement: str,
    site: Site,
    kind: Proof,
    at: dt.datetime,
    origin: str,
    by: Actor,
    now: dt.datetime,
    origin_id: int | None = None,
    worker: int | None = None,
    met: bool = True,
    summary: Text = NOTHING_MORE,
    digest: str = "",
) -> Evidence:
    """Write one line: at `at` this happened at the site for the requirement (its code)."""
    row = EvidenceRow(requirement, site.pk, kind, at, origin, origin_id, worker, met, summary, digest)
    with acting("norms.evidence.record", by=by, now=now, on=site, area=site.county_id, brand_id=site.brand_id) as act:
        if origin == BY_HAND:
            check_can_record(by, [site.pk])
        known = _known([row], now=now)
        line = Evidence(**dict(zip(FIELDS, _values(row, known, now), strict=True)))
        line.save(force_insert=True)
        act.changed(None, {"requirement": requirement, "at": at.isoformat(), "kind": str(kind), "met": met})
    return line


def record_many(*, rows: Iterable[EvidenceRow], by: Actor, now: dt.datetime, area: str = NATION) -> int:
    """Write many lines in one act, all or none; how many. `area`: what the act concerns as a whole."""
    rows = list(rows)
    with acting("norms.evidence.record_many", by=by, now=now, area=area) as act:
        check_can_record(by, {r.site for r in rows if r.origin == BY_HAND})
        known = _known(rows, now=now)
        digest = hashlib.sha256()
        for row in rows:
            digest.update(repr(tuple(row)).encode())
        insert_rows(Evidence, FIELDS, (_values(r, known, now) for r in rows))
        act.changed(None, {"lines": len(rows), "digest": digest.hexdigest()})
    return len(rows)


def _known(rows: Iterable[EvidenceRow], *, now: dt.datetime) -> dict[str, int]:
    """The requirements by code; refuses rows that name none, or tell of what has not happened yet."""
    known = dict(Requirement.objects.values_list("code", "pk"))
    why: dict[str, Reason] = {}
    for row in rows:
        if row.requirement not in known:
            why["requirement"] = reason(
                "norms.evidence.requirement", "没有“{which}”这项要求。", "There is no requirement “{which}”.",
                which=row.requirement,
            )  # fmt: skip
        if row.at > now + A_MOMENT:
            why["at"] = reason("norms.evidence.future", "证据时间晚于现在。", "It would have happened after now.")
        if row.kind not in set(Proof):
            why["kind"] = reason("norms.evidence.kind", "证据种类有误。", "Unknown kind of evidence.")
    if why:
        raise Invalid(*why.values())
    return known


def _values(row: EvidenceRow, known: dict[str, int], now: dt.datetime) -> tuple[object, ...]:
    return (
        row.site, known[row.requirement], row.at, now, str(row.kind), row.met, row.origin, row.origin_id, row.worker,
        row.summary.zh, row.summary.en, row.digest,
    )  # fmt: skip
