"""An enterprise does not accept a decision; the level above upholds it or takes it back."""

from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Invalid, reason
from yilu.core.text import Text
from yilu.filings.access import check_can_answer, check_can_write
from yilu.filings.actions._moving import ended, locked, moved
from yilu.filings.actions._telling import above, answered_above, ask_above, end_asking
from yilu.filings.actions.settling import settled
from yilu.filings.models import Contest, Decision
from yilu.filings.rules.citing import CITABLE
from yilu.filings.rules.states import MOVES, State, Verb

SHORTEST = 4
KIND = "filings.contest"
SAY_WHY = reason("filings.contest.why", "请写明理由（不少于4个字）。", "Say why (at least 4 characters).")
ONCE = reason("filings.contest.once", "该决定已提出申诉。", "The decision has been contested already.")
NOT_CONTESTABLE = reason("filings.contest.what", "此项不是可申诉的决定。", "There is nothing to contest here.")
ANSWERED = reason("filings.contest.answered", "已经答复。", "It has been answered already.")


def contest(*, decision: Decision, ground: str, by: Actor, now: datetime) -> Contest:
    """Put a decision to the level above the one that decided."""
    with acting("filings.decision.contest", by=by, now=now, on=decision) as act:
        site = decision.site
        act.on(decision, area=site.county_id, brand_id=site.brand_id)
        check_can_write(by, site)
        if decision.verb not in CITABLE:
            raise Invalid(NOT_CONTESTABLE)
        if Contest.objects.filter(decision=decision).exists():
            raise Conflict(ONCE)
        if len(ground.strip()) < SHORTEST:
            raise Invalid(SAY_WHY)
        to = above(decision.by_area_id)
        made = Contest.objects.create(
            decision=decision, to_id=to, at=now, by=by.name[:80], ground=ground.strip()[:2000]
        )
        title = Text(f"企业申诉：{site.name}", f"A decision is contested: {site.name}")
        ask_above(KIND, decision.pk, title=title, area=to, now=now)
        act.changed(None, {"to": to})
    return made


def answer_contest(*, decision: Decision, is_upheld: bool, answer: str, by: Actor, now: datetime) -> Contest:
    """Uphold the decision, or take it back: then the filing goes on as if it had not been made."""
    with acting("filings.contest.answer", by=by, now=now, on=decision) as act:
        site = decision.site
        act.on(decision, area=site.county_id, brand_id=site.brand_id)
        kept = Contest.objects.select_for_update().get(decision=decision)
        check_can_answer(by, kept.to_id)
        if kept.answered_at is not None:
            raise Conflict(ANSWERED)
        if len(answer.strip()) < SHORTEST:
            raise Invalid(SAY_WHY)
        kept.is_upheld, kept.answer = is_upheld, answer.strip()[:2000]
        kept.answered_at, kept.answered_by = now, by.name[:80]
        kept.save()
        answered_above(KIND, decision.pk, f"/filings/decisions/{decision.pk}/", now=now)
        if not is_upheld and decision.ended_at is None:
            ended(decision, Decision.Ended.REVOKED, now=now)
            end_asking(decision, now=now)
            if decision.filing is not None:
                filing = locked(decision.filing, act, version=None)
                others = Decision.objects.filter(site=site, filing=filing, ended_at=None).exists()
                if not others and (State(filing.state), Verb.RELEASE) in MOVES:
                    moved(filing, Verb.RELEASE, by=by, now=now)
                settled(filing, now=now)
                act.on(decision, area=site.county_id, brand_id=site.brand_id)
        act.changed(None, {"upheld": is_upheld})
    return kept
