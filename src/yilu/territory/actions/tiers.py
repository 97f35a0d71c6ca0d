"""Taking published tiers in, and stating clusters."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, reason
from yilu.territory.access import check_can_import, check_can_state_cluster
from yilu.territory.incoming import LineRefusal, Report, TierLine
from yilu.territory.models import Area, ClusterFlag, PublishedTier
from yilu.territory.queries.areas import areas_at
from yilu.territory.queries.judging_tiers import FIELDS, judged_tiers


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
        rows, report = judged_tiers(lines, by=by, today=now.date(), unread=unread)
        if not dry_run and not (whole and report.refused):
            PublishedTier.objects.bulk_create(
                rows.values(),
                batch_size=1000,
                update_conflicts=True,
                unique_fields=["area", "as_of", "scheme"],
                update_fields=FIELDS,
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
