"""Set a dated roster: who counts, and what is normal."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION
from yilu.core.reasons import Denied, Invalid, reason
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.operations.access import check_can_set_roster
from yilu.operations.actions._rows import insert_stored
from yilu.operations.actions._touching import touch
from yilu.operations.models import Roster, RosterLine, SiteReport
from yilu.operations.reporting import RosterRow

NOT_OUTLETS = (Site.Kind.SORTING_CENTRE, Site.Kind.LOCKER_BANK)
LARGEST = 10_000_000

FIELDS = (
    "roster_id", "site_id", "county_id", "brand_id", "enterprise_id", "is_outlet", "staff_own", "staff_outsourced",
    "collected", "delivered",
)  # fmt: skip


def set_roster(
    *,
    valid_from: dt.date,
    basis: Text,
    rows: Iterable[RosterRow],
    by: Actor,
    now: dt.datetime,
    document: str = "",
    synthetic: bool = False,
) -> Roster:
    """A new version in force from a day until the next; counts as known from `now` on. Earlier versions stay."""
    with acting("operations.roster.set", by=by, now=now, area=NATION) as act:
        check_can_set_roster(by)
        if not basis.zh.strip() or not basis.en.strip():
            raise Invalid(reason("operations.roster.no_basis", "请写明“正常”的口径。", "Say what counts as normal."))
        known = {s[0]: s[1:] for s in Site.objects.values_list("pk", "county_id", "brand_id", "enterprise_id", "kind")}
        roster = Roster(
            valid_from=valid_from,
            basis_zh=basis.zh,
            basis_en=basis.en,
            document=document,
            made_at=now,
            synthetic=synthetic,
        )
        roster.save(force_insert=True)
        lines, digest = [], hashlib.sha256()
        for row in rows:
            site = known.pop(row.site_id, None)
            if site is None:
                raise _no_such_site(row)
            if min(row[1:]) < 0 or max(row[1:]) > LARGEST:
                raise _absurd(row)
            county, brand, enterprise, kind = site
            lines.append((roster.pk, row.site_id, county, brand, enterprise, kind not in NOT_OUTLETS, *row[1:]))
            digest.update(repr(tuple(row)).encode())
        if not lines:
            raise Invalid(reason("operations.roster.empty", "名录里没有网点。", "The roster names no site."))
        insert_stored(RosterLine, FIELDS, lines)
        reported = SiteReport.objects.filter(day__gte=valid_from).order_by().values_list("day", flat=True).distinct()
        touch(reported, now=now)
        act.on(roster)
        act.changed(None, {"valid_from": valid_from.isoformat(), "sites": len(lines), "digest": digest.hexdigest()})
    return roster


def _no_such_site(row: RosterRow) -> Denied:
    return Invalid(
        reason(
            "operations.roster.site", "网点{site}不存在或重复。", "Site {site} does not exist or is named twice.",
            site=row.site_id,
        )
    )  # fmt: skip


def _absurd(row: RosterRow) -> Denied:
    return Invalid(
        reason(
            "operations.roster.number", "网点{site}的数值为负或过大。", "A number of {site} is negative or absurd.",
            site=row.site_id,
        )
    )  # fmt: skip
