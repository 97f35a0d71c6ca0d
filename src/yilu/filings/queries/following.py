"""What follows for a filing from the rules alone as things stand, and for which filings anything does. Reads only."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import F, Q

from yilu.core.clock import ZONE
from yilu.filings.models import Decision, Filing
from yilu.filings.queries.conditions import Condition, conditions, conditions_of, provisions_at, subjects
from yilu.filings.queries.decisions import standing_decisions
from yilu.filings.queries.review import review_of
from yilu.filings.rules.states import RUNNING, State, Verb
from yilu.network.models import Site
from yilu.norms.rules.kinds import Effect

CLOSED = "网点已关闭 the site is closed for good"
SUSPENDED = "网点已停业 the site is suspended"
NO_REVIEW = "审核规定已不再适用 no review is demanded here any more"
A_MINUTE, A_DAY = dt.timedelta(minutes=1), dt.timedelta(hours=24)
STANDING_AGAINST = (State.RETURNED, State.SUSPENDED, State.RECTIFYING)


class Follows(NamedTuple):
    """The next step: its verb, a note for the chain, days of review, or how standing decisions end."""

    verb: Verb
    note: str = ""
    days: int = 0
    how: str = ""


def follows(filing: Filing, found: Sequence[Condition], *, now: dt.datetime) -> Follows | None:
    """The next step of the rules; None: nothing follows. `found`: its conditions as they stand."""
    status, state, on = filing.site.status, State(filing.state), now.astimezone(ZONE).date()
    if state == State.CLOSED:
        return None
    if status == Site.Status.CLOSED:
        return Follows(Verb.CLOSE, CLOSED)
    if state in RUNNING and status == Site.Status.SUSPENDED:
        return Follows(Verb.SUSPEND, SUSPENDED)
    if state == State.FILED:
        review = review_of(filing.site.county_id, on=on)
        if review is not None and filing.reviewed_at is None:
            return Follows(Verb.TAKE_UP, f"{review.document} {review.days}d", days=review.days)
        if not any(c.is_unmet for c in found):
            return Follows(Verb.REOPEN if filing.opened_at else Verb.OPEN)
    if state == State.UNDER_REVIEW:
        if review_of(filing.site.county_id, on=on) is None:
            return Follows(Verb.LAPSE, NO_REVIEW)
        if filing.review_until is not None and filing.review_until <= now:
            return Follows(Verb.LAPSE)
    if state in STANDING_AGAINST:
        how = _released(filing, found, on=on)
        return Follows(Verb.RELEASE, how=how) if how else None
    return None


def _released(filing: Filing, found: Sequence[Condition], *, on: dt.date) -> str:
    """How what was decided ends by itself: nothing cited is in force any more, or (an order to rectify) later evidence
    shows all of it met. Empty: it stands, or nothing was decided."""
    cited = [c for d in standing_decisions(filing.site) if d.filing_id == filing.pk for c in d.citations.all()]
    if not cited:
        return ""
    in_force = {p.pk for p in provisions_at(filing.site, on=on)}
    standing = [c for c in cited if c.provision_id in in_force]
    if not standing:
        return Decision.Ended.WITHDRAWN
    latest = {c.requirement.pk: c.latest for c in found}
    shown = [latest.get(c.provision.requirement_id) for c in standing]
    met = all(e is not None and e.met and e.at > c.decision.at for e, c in zip(shown, standing, strict=True))
    return Decision.Ended.MET if met and filing.state == State.RECTIFYING else ""


def is_found_wanting(condition: Condition) -> bool:
    """Does evidence show that an automatic block is not met (not merely that nobody has told)?"""
    stands = {r.code for r in condition.weighed.why} & {"filings.found_wanting", "norms.o12"}
    return condition.provision.effect == Effect.BLOCK and bool(stands)


class Moving(NamedTuple):
    """The filings for which something follows, and all that were looked at to find them."""

    found: list[int]
    looked_at: list[int]


def moving(*, now: dt.datetime, most: int) -> Moving:
    """Of at most `most` of a kind, those looked at longest ago first."""
    rows = Filing.objects.select_related("site__enterprise", "site__county", "dossier")
    at_once = rows.filter(
        Q(state=State.FILED, weighed_at=None)
        | Q(state=State.UNDER_REVIEW, review_until__lte=now)
        | (Q(state=State.UNDER_REVIEW) & ~Q(review_area=F("site__county_id")))
        | (Q(state__in=RUNNING) & ~Q(site__status=Site.Status.OPEN))
        | (~Q(state=State.CLOSED) & Q(site__status=Site.Status.CLOSED))
    )
    found = list(at_once.order_by("pk").values_list("pk", flat=True)[:most])
    seldom = rows.filter(state__in=(State.UNDER_REVIEW, *STANDING_AGAINST)).order_by("weighed_at", "pk")
    held = list(seldom[:most])
    found += [f.pk for f in held if follows(f, conditions(f, now=now), now=now) is not None]
    waiting = rows.filter(
        Q(state=State.FILED, weighed_at__lte=now - A_MINUTE) | Q(state__in=RUNNING, weighed_at__lte=now - A_DAY)
    )
    looked_at = list(waiting.order_by("weighed_at", "pk")[:most])
    weighed = conditions_of(subjects(looked_at), now=now) if looked_at else {}
    found += [f.pk for f in looked_at if f.unmet != sum(c.is_unmet for c in weighed[f.site_id])]
    return Moving(list(dict.fromkeys(found)), [f.pk for f in (*held, *looked_at)])
