"""A published list of tiers judged against what is stored: the report before anything is written."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from yilu.core.actor import Actor
from yilu.core.reasons import Reason, reason
from yilu.territory.access import may_import_tiers, outside
from yilu.territory.incoming import LineRefusal, Report, TierLine
from yilu.territory.models import Area, PublishedTier
from yilu.territory.rules import Existence, why_not_day, why_not_place

FIELDS = ["published", "tier", "unit_name", "by_complement", "source"]
Key = tuple[str, dt.date, str]  # unit, day, scheme


def judged_tiers(
    lines: Sequence[TierLine], *, by: Actor, today: dt.date, unread: Sequence[LineRefusal] = ()
) -> tuple[dict[Key, PublishedTier], Report]:
    """The rows that would be written, and the report on each line; `unread`: lines not even readable."""
    existence: dict[str, Existence] = {
        code: (begins, ends) for code, begins, ends in Area.objects.values_list("code", "valid_from", "valid_until")
    }
    stored = PublishedTier.objects.filter(as_of__in={line.as_of for line in lines})
    known = {(r.area_id, r.as_of, r.scheme): r for r in stored}
    report = Report(lines=len(lines) + len(unread), refused=list(unread))
    report.buckets = Counter(line.name or "—" for line in lines if not line.code)
    rows: dict[Key, PublishedTier] = {}
    for line in lines:
        if line.code:
            _take(line, rows, known, existence, by, today, report)
    report.refused.sort(key=lambda r: r.line)
    return rows, report


def _take(
    line: TierLine,
    rows: dict[Key, PublishedTier],
    known: dict[Key, PublishedTier],
    existence: dict[str, Existence],
    by: Actor,
    today: dt.date,
    report: Report,
) -> None:
    """Put the line among `rows`, or among the refused."""
    key = (line.code, line.as_of, line.scheme)
    why = why_not_place(line.code, line.as_of, existence) or why_not_day(line.as_of, today)
    if why is None and not may_import_tiers(by, line.code):
        why = outside(line.name or line.code)
    if why is None and key in rows and rows[key].tier != line.tier:
        why = _twice(line, rows[key].tier)
    if why is not None:
        report.refused.append(LineRefusal(line.line, line.code, line.name, why))
        return
    row = PublishedTier(
        area_id=line.code, as_of=line.as_of, published=line.published, tier=line.tier, scheme=line.scheme,
        unit_name=line.name, by_complement=line.by_complement, source=line.source,
    )  # fmt: skip
    old = known.get(key)
    if key in rows or (old and all(getattr(old, f) == getattr(row, f) for f in FIELDS)):
        report.same += 1
        return
    report.changed += old is not None
    report.new += old is None
    rows[key] = row


def _twice(line: TierLine, other: str) -> Reason:
    return reason(
        "territory.tier.twice",
        "同一单元同一天在本文件中已列为 {other}。",
        "This file already lists the unit as {other} on the same day.",
        other=other,
    )
