"""What the rules alone do with a filing: review begins and runs out, it opens, what was cited falls away. Nobody's
silence keeps a site shut, and nobody's wish opens one on which a block stands.
"""

from datetime import datetime, timedelta

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.text import Text
from yilu.filings.actions._moving import RULES, ended, locked, moved
from yilu.filings.actions._telling import ask_for_review, end_asking, end_review, tell_manager, warn
from yilu.filings.models import Decision, Filing
from yilu.filings.queries.conditions import Condition, conditions
from yilu.filings.queries.following import Follows, follows, is_found_wanting, moving
from yilu.filings.queries.review import review_of
from yilu.filings.rules.conditions import Standing
from yilu.filings.rules.states import RUNNING, State, Verb
from yilu.network.actions import open_site
from yilu.network.models import Site

AT_A_TIME = 500
OPENED = Text("已复工", "Open")


def settle(*, filing: Filing, by: Actor, now: datetime) -> Filing:
    """Do with one filing what follows from the rules as things stand now."""
    with acting("filings.filing.settle", by=by, now=now, on=filing) as act:
        kept = locked(filing, act, version=None)
        was = kept.state
        settled(kept, now=now)
        act.changed({"state": was}, {"state": kept.state, "unmet": kept.unmet})
    return kept


def settle_due(*, by: Actor, now: datetime, most: int = AT_A_TIME) -> int:
    """Settle the filings that something follows for; how many. Those looked at longest ago come first."""
    found, looked_at = moving(now=now, most=most)
    for filing in Filing.objects.filter(pk__in=found).order_by("pk"):
        settle(filing=filing, by=by, now=now)
    # That one was looked at and nothing follows is no act.
    Filing.objects.filter(pk__in=set(looked_at) - set(found)).update(weighed_at=now)
    return len(found)


def settled(filing: Filing, *, now: datetime) -> None:
    """Everything that follows, step by step; inside an act on a locked filing only."""
    _follow_county(filing, now=now)
    was_met = filing.weighed_at is not None and filing.unmet == 0
    found = conditions(filing, now=now)
    while (next_ := follows(filing, found, now=now)) is not None:
        _DO.get(next_.verb, _move)(filing, next_, now)
    unmet = [c for c in found if c.is_unmet]
    filing.unmet, filing.weighed_at = len(unmet), now
    Filing.objects.filter(pk=filing.pk).update(unmet=filing.unmet, weighed_at=now)
    if filing.state in RUNNING and unmet and was_met:
        warn(filing, found_wanting=any(is_found_wanting(c) for c in unmet), now=now)


def _move(filing: Filing, next_: Follows, now: datetime) -> None:
    moved(filing, next_.verb, by=RULES, now=now, note=next_.note)


def _take_up(filing: Filing, next_: Follows, now: datetime) -> None:
    assert filing.filed_at is not None  # it is filed
    filing.review_area = filing.site.county_id
    filing.review_until = filing.filed_at + timedelta(days=next_.days)
    _move(filing, next_, now)
    ask_for_review(filing, now=now)


def _open(filing: Filing, next_: Follows, now: datetime) -> None:
    """The only door: nothing unmet was found a moment ago, under the same lock."""
    if filing.site.status != Site.Status.OPEN:
        filing.site = open_site(site=filing.site, receipt=filing.receipt, by=RULES, now=now)
    filing.opened_at = filing.opened_at or now
    _move(filing, next_, now)
    tell_manager(filing.site, filing, OPENED, now=now)


def _lapse(filing: Filing, next_: Follows, now: datetime) -> None:
    filing.reviewed_at = now
    _move(filing, next_, now)
    task = end_review(filing, now=now)
    if not next_.note:  # the time ran out: that counts
        site, owner = filing.site, task.owner if task else None
        Decision.objects.create(
            site=site, filing=filing, area_id=site.county_id, by_area_id=site.county_id, verb=Verb.LAPSE, at=now,
            officer=owner, by=owner.username[:80] if owner else "—", minutes=minutes_since(filing, now), ended_at=now,
        )  # fmt: skip


def _release(filing: Filing, next_: Follows, now: datetime) -> None:
    for decision in Decision.objects.filter(filing=filing, ended_at=None).select_related("site"):
        ended(decision, next_.how, now=now)
        end_asking(decision, now=now)
    _move(filing, next_, now)


_DO = {
    Verb.TAKE_UP: _take_up, Verb.OPEN: _open, Verb.REOPEN: _open, Verb.LAPSE: _lapse, Verb.RELEASE: _release,
}  # fmt: skip


def _follow_county(filing: Filing, *, now: datetime) -> None:
    """A site moved to another county in mid-review: its officer takes over, and no more time is taken than before."""
    site = filing.site
    if filing.state != State.UNDER_REVIEW or filing.review_area == site.county_id:
        return
    end_review(filing, now=now)
    review = review_of(site.county_id, on=now.astimezone(ZONE).date())
    filing.review_area = site.county_id
    if review is not None and filing.filed_at is not None and filing.review_until is not None:
        filing.review_until = min(filing.review_until, filing.filed_at + timedelta(days=review.days))
        ask_for_review(filing, now=now)
    filing.version += 1
    filing.save()


def minutes_since(filing: Filing, now: datetime) -> int:
    """From filing to now."""
    return int((now - (filing.filed_at or now)).total_seconds() // 60)


def met_codes(found: list[Condition]) -> list[str]:
    """The requirements that stand met, told or not arisen."""
    return [c.requirement.code for c in found if c.weighed.standing != Standing.UNMET]
