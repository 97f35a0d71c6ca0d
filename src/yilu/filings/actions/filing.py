"""File: the receipt is there at once; the site opens when no block stands."""

from collections.abc import Sequence
from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, reason
from yilu.filings.access import check_can_write, check_can_write_dossier
from yilu.filings.actions._moving import check_move, ended, locked, moved
from yilu.filings.actions._telling import end_asking
from yilu.filings.actions.settling import settled
from yilu.filings.models import Decision, Dossier, Filing
from yilu.filings.queries.decisions import standing_decisions
from yilu.filings.rules.states import MOVES, State, Verb

AT_ONCE = 100  # of many are settled in the same act; the rest within a minute
UNANSWERED = reason(
    "filings.unanswered",
    "请先逐项答复监管部门所引的条件，再重新报备。",
    "Answer each condition that was cited, then file again.",
)
NOTHING_LEFT = reason("filings.nothing_left", "没有待报备的网点。", "No site is left to be filed.")


def file(*, filing: Filing, version: int | None = None, by: Actor, now: datetime) -> Filing:
    """File, or file again; if nothing stands in the way the site opens in the same act."""
    with acting("filings.filing.file", by=by, now=now, on=filing) as act:
        kept = locked(filing, act, version=version)
        check_can_write(by, kept.site)
        check_move(kept, Verb.FILE)
        was = kept.state
        _file(kept, by=by, now=now)
        settled(kept, now=now)
        act.changed({"state": was}, {"state": kept.state, "receipt": kept.receipt, "version": kept.version})
    return kept


def file_many(*, dossier: Dossier, by: Actor, now: datetime) -> Sequence[Filing]:
    """File for every site of the papers that waits to be filed: each gets its own receipt. Those filed."""
    with acting("filings.filing.file_many", by=by, now=now, on=dossier) as act:
        act.on(dossier, area=dossier.area_id, brand_id=dossier.brand_id)
        check_can_write_dossier(by, dossier)
        mine = Filing.objects.within(by.jurisdiction, Permission.FILING_WRITE)
        rows = mine.filter(dossier=dossier, state=State.DRAFT).select_related("site__enterprise", "site__county")
        filed = list(rows.select_related("dossier", "site__enterprise", "site__county").order_by("pk"))
        if not filed:
            raise Invalid(NOTHING_LEFT)
        for n, kept in enumerate(filed):
            _file(kept, by=by, now=now)
            if n < AT_ONCE:
                settled(kept, now=now)
        act.changed(None, {"filed": len(filed), "opened": sum(f.is_running for f in filed)})
    return filed


def _file(kept: Filing, *, by: Actor, now: datetime) -> None:
    standing = standing_decisions(kept.site)
    if any(c.answered_at is None for d in standing for c in d.citations.all()):
        raise Invalid(UNANSWERED)
    assert (State(kept.state), Verb.FILE) in MOVES
    kept.filed_first = kept.filed_first or now
    kept.filed_at, kept.reviewed_at, kept.review_until, kept.weighed_at = now, None, None, None
    kept.receipt = kept.receipt or f"BB{kept.site.county_id}-{now.astimezone(ZONE):%Y%m%d}-{kept.pk:07d}"
    if kept.dossier.filed_at is None:
        kept.dossier.filed_at = now
        kept.dossier.save(update_fields=["filed_at"])
    moved(kept, Verb.FILE, by=by, now=now, note=kept.receipt)
    for decision in standing:
        ended(decision, Decision.Ended.ANSWERED, now=now)
        end_asking(decision, now=now)
