"""Answer what was cited: how the condition is met now."""

from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Invalid, reason
from yilu.filings.access import check_can_write
from yilu.filings.models import Citation, Filing

SAY_HOW = reason("filings.say_how", "请写明如何满足（不少于4个字）。", "Say how it is met (at least 4 characters).")
OVER = reason("filings.decision_over", "该决定已不再执行。", "The decision stands no longer.")
SHORTEST = 4


def answer_citation(*, citation: Citation, words: str, by: Actor, now: datetime) -> Citation:
    """Say of one cited condition how it is met."""
    decision = citation.decision
    with acting("filings.citation.answer", by=by, now=now, on=decision) as act:
        act.on(decision, area=decision.site.county_id, brand_id=decision.site.brand_id)
        check_can_write(by, decision.site)
        if decision.ended_at is not None:
            raise Invalid(OVER)
        if len(words.strip()) < SHORTEST:
            raise Invalid(SAY_HOW)
        citation.answer, citation.answered_at = words.strip()[:1000], now
        citation.save(update_fields=["answer", "answered_at"])
        Filing.objects.filter(site=decision.site_id).exclude(state="closed").update(weighed_at=None)
        act.changed(None, {"citation": citation.pk})
    return citation
