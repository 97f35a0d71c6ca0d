"""Taking published tiers in, and stating clusters."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, Reason, reason
from yilu.territory.access import check_can_import, check_can_state_cluster, may_import_tiers, outside
from yilu.territory.incoming import LineRefusal, Report, TierLine
from yilu.territory.models import Area, ClusterFlag, PublishedTier
from yilu.territory.queries.areas import areas_at
from yilu.territory.rules import Existence, why_not_day, why_not_place

_FIELDS = ["published", "tier", "unit_name", "by_complement", "source"]
Key = tuple[str, dt.date, str]  # unit, day, scheme


def import_tiers(
    *,
    lines: Sequence[TierLine],
    by: Actor,
    now: dt.datetime,
    unread: Sequence[LineRefusal] = (),
    whole: bool = False,
    dry_run: bool = False,
) -> Report:
    """Take a published list of tiers in; a list corrected by its authority replaces what stood for the same day.

    `unread`: lines that could not even be read; `whole`: all lines or none, else the good ones; `dry_run`: report only.
    """
    with acting("territory.tiers.preview" if dry_run else "territory.tiers.import", by=by, now=now) as act:
        check_can_import(by, Permission.TIER_IMPORT)
        existence: dict[str, Existence] = {
            c: (f, u) for c, f, u in Area.objects.values_list("code", "valid_from", "valid_until")
        }
        known = {(r.area_id, r.as_of, r.scheme): r for r in PublishedTier.objects.all()}
        report = Report(lines=len(lines) + len(unread), refused=list(unread))
        report.buckets = Counter(line.name or "—" for line in lines if not line.code)
        rows: dict[Key, PublishedTier] = {}
        for line in lines:
            if line.code:
                _take(line, rows, known, existence, by, now.date(), report)
        report.refused.sort(key=lambda r: r.line)
        if not dry_run and not (whole and report.refused):
            PublishedTier.objects.bulk_create(
                rows.values(),
                batch_size=1000,
                update_conflicts=True,
                unique_fields=["area", "as_of", "scheme"],
                update_fields=_FIELDS,
            )
            report.written = True
        digest = hashlib.sha256(repr([(k, r.tier) for k, r in sorted(rows.items())]).encode()).hexdigest()
        act.changed(
            None,
            {
                "lines": report.lines, "new": report.new, "changed": report.changed, "same": report.same,
                "refused": len(report.refused), "written": report.written, "sha256": digest,
            },
        )  # fmt: skip
    return report


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
    if key in rows or (old and all(getattr(old, f) == getattr(row, f) for f in _FIELDS)):
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


def state_cluster(
    *,
    area: str,
    as_of: dt.date,
    last_cluster: dt.date | None,
    source: str,
    by: Actor,
    now: dt.datetime,
) -> int:
    """State for every county at or below the area when the last cluster was, as known on `as_of`; None: there was none.

    Returns the number of counties. Stated anew for the same day it replaces what was stated.
    """
    with acting("territory.cluster.state", by=by, now=now, area=area) as act:
        check_can_state_cluster(by, area)
        if as_of > now.date() or (last_cluster and last_cluster > as_of):
            raise Invalid(
                reason(
                    "territory.cluster.day",
                    "申明日期不能晚于今天，聚集性疫情日期不能晚于申明日期。",
                    "The statement cannot be of a day to come, nor the cluster of a day after the statement.",
                )
            )
        counties = list(areas_at(Area.Level.COUNTY, within=area, on=as_of).values_list("code", flat=True))
        if not counties:
            raise Invalid(
                reason(
                    "territory.cluster.no_county",
                    "{area} 当日没有县级单元。",
                    "{area} had no county on that day.",
                    area=area,
                )
            )
        ClusterFlag.objects.bulk_create(
            [ClusterFlag(area_id=c, as_of=as_of, last_cluster=last_cluster, source=source) for c in counties],
            update_conflicts=True,
            unique_fields=["area", "as_of"],
            update_fields=["last_cluster", "source"],
        )
        stated = last_cluster.isoformat() if last_cluster else None
        act.changed(None, {"counties": len(counties), "as_of": as_of.isoformat(), "last_cluster": stated})
    return len(counties)
