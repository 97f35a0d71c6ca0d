"""Taking case series in."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.territory.access import check_can_import
from yilu.territory.incoming import CaseLine, LineRefusal, Report
from yilu.territory.models import CaseCount
from yilu.territory.queries.judging_cases import judged_cases
from yilu.territory.rules import Judgement

_BATCH = 2000


def import_cases(
    *,
    lines: Sequence[CaseLine],
    source: str,
    by: Actor,
    now: dt.datetime,
    unread: Sequence[LineRefusal] = (),
    synthetic: bool = False,
    corrections: bool = False,
    whole: bool = False,
    dry_run: bool = False,
) -> Report:
    """Take a case series in, line by line.

    `unread`: lines that could not even be read; `whole`: all lines or none, else the good ones; `corrections`: a fall,
    or other figures for a known day, is the source's own correction instead of a refusal; `dry_run`: report only.
    """
    with acting("territory.cases.preview" if dry_run else "territory.cases.import", by=by, now=now) as act:
        check_can_import(by, Permission.CASES_IMPORT)
        verdict, report = judged_cases(
            lines, source=source, by=by, today=now.date(), unread=unread, corrections=corrections
        )
        if not dry_run and not (whole and report.refused):
            _write(verdict, source, synthetic)
            report.written = True
        digest = hashlib.sha256(repr([*verdict.new, *verdict.changed]).encode()).hexdigest()
        act.changed(
            None,
            {
                "source": source, "lines": report.lines, "new": report.new, "changed": report.changed,
                "same": report.same, "refused": len(report.refused), "buckets": report.buckets.total(),
                "corrections": corrections, "written": report.written, "sha256": digest,
            },
        )  # fmt: skip
    return report


def _write(verdict: Judgement, source: str, synthetic: bool) -> None:
    rows = [
        CaseCount(
            area_id=line.code, day=line.day, source=source, confirmed=line.confirmed, cured=line.cured,
            dead=line.dead, synthetic=synthetic,
        )
        for line in (*verdict.new, *verdict.changed)
    ]  # fmt: skip
    CaseCount.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["area", "day", "source"],
        update_fields=["confirmed", "cured", "dead", "synthetic"],
    )
