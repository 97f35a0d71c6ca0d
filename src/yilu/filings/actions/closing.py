"""End a filing before its site opened."""

from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Invalid, reason
from yilu.filings.access import check_can_write
from yilu.filings.actions._moving import locked, moved
from yilu.filings.actions._telling import end_review
from yilu.filings.models import Filing
from yilu.filings.rules.states import RUNNING, State, Verb

WORKING = reason(
    "filings.working", "网点在营业，报备不能终止；停业请到网点页办理。",
    "The site works: its filing cannot be closed. To stop, suspend the site on its own page.",
)  # fmt: skip


def close_filing(*, filing: Filing, version: int | None = None, by: Actor, now: datetime) -> Filing:
    """Withdraw a filing whose site is not open."""
    with acting("filings.filing.close", by=by, now=now, on=filing) as act:
        kept = locked(filing, act, version=version)
        check_can_write(by, kept.site)
        if kept.state in RUNNING:
            raise Invalid(WORKING)
        was = kept.state
        moved(kept, Verb.CLOSE, by=by, now=now)
        if was == State.UNDER_REVIEW:
            end_review(kept, now=now)
        act.changed({"state": was}, {"state": kept.state})
    return kept
