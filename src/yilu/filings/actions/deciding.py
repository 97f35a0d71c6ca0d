"""What a regulator decides: pass or return under review, order to rectify, suspend. Each asks only what a norm asks."""

import datetime as dt
from collections.abc import Sequence
from datetime import datetime

from yilu.accounts.models import User
from yilu.audit.recording import Recording, acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.jurisdiction import covers
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, reason
from yilu.core.text import Text
from yilu.filings.access import check_can_decide
from yilu.filings.actions._moving import check_move, ended, locked, moved
from yilu.filings.actions._telling import ask_enterprise, end_asking, end_review, tell_manager
from yilu.filings.actions.settling import met_codes, minutes_since, settled
from yilu.filings.models import Citation, Decision, Filing
from yilu.filings.queries.conditions import Subject, conditions, conditions_of, provisions_at
from yilu.filings.queries.decisions import met_before
from yilu.filings.rules.citing import DUE_PASSED, NO_DUE, Citing, why_not_cite
from yilu.filings.rules.conditions import OPENING, Standing
from yilu.filings.rules.states import RUNNING, State, Verb
from yilu.network.actions import suspend_site
from yilu.network.models import Site
from yilu.norms.models import Provision

NOT_OPEN = reason("filings.not_open", "网点未在营业。", "The site is not open.")
PASSED = Text("审核通过", "Passed")


def pass_review(*, filing: Filing, version: int | None = None, by: Actor, now: datetime) -> Filing:
    """Pass a filing under review; if no block stands the site opens in the same act."""
    with acting("filings.review.pass", by=by, now=now, on=filing) as act:
        kept = locked(filing, act, version=version)
        check_can_decide(by, kept.site)
        check_move(kept, Verb.PASS)
        decision = _decided(kept.site, kept, Verb.PASS, by=by, now=now)
        decision.ended_at = now
        decision.save(update_fields=["ended_at"])
        kept.reviewed_at = now
        moved(kept, Verb.PASS, by=by, now=now)
        end_review(kept, now=now)
        settled(kept, now=now)
        if not kept.is_running:
            tell_manager(kept.site, kept, PASSED, now=now)
        act.changed({"state": "under_review"}, {"state": kept.state, "version": kept.version})
    return kept


def return_filing(
    *, filing: Filing, citing: Sequence[Citing], version: int | None = None, by: Actor, now: datetime
) -> Decision:
    """Return a filing under review, citing conditions in force and what would satisfy each."""
    with acting("filings.review.return", by=by, now=now, on=filing) as act:
        kept = locked(filing, act, version=version)
        check_can_decide(by, kept.site)
        check_move(kept, Verb.RETURN)
        cited = _checked(Verb.RETURN, kept.site, citing, now=now)
        decision = _decided(kept.site, kept, Verb.RETURN, by=by, now=now, citing=citing, cited=cited)
        moved(kept, Verb.RETURN, by=by, now=now)
        settled(kept, now=now)
        end_review(kept, now=now)
        ask_enterprise(decision, now=now)
        _told(act, kept, decision, cited)
    return decision


def order_rectification(
    *,
    site: Site,
    citing: Sequence[Citing],
    due: datetime | None,
    version: int | None = None,
    by: Actor,
    now: datetime,
) -> Decision:
    """Order an open site to rectify by a time; it stays open."""
    with acting("filings.site.rectify", by=by, now=now, on=site) as act:
        kept, filing = _with_filing(site, act, version=version)
        check_can_decide(by, kept)
        if kept.status != Site.Status.OPEN:
            raise Invalid(NOT_OPEN)
        if due is None or due <= now:
            raise Invalid(NO_DUE if due is None else DUE_PASSED)
        cited = _checked(Verb.RECTIFY, kept, citing, now=now)
        decision = _decided(kept, filing, Verb.RECTIFY, by=by, now=now, citing=citing, cited=cited, due=due)
        if filing is not None and filing.state in (State.OPEN, State.REOPENED):
            moved(filing, Verb.RECTIFY, by=by, now=now)
        ask_enterprise(decision, now=now)
        _told(act, filing, decision, cited)
    return decision


def suspend(*, site: Site, citing: Sequence[Citing], version: int | None = None, by: Actor, now: datetime) -> Decision:
    """Suspend an open site on cited conditions; it reopens when they are answered and no block stands."""
    with acting("filings.site.suspend", by=by, now=now, on=site) as act:
        kept, filing = _with_filing(site, act, version=version)
        check_can_decide(by, kept)
        if kept.status != Site.Status.OPEN:
            raise Invalid(NOT_OPEN)
        cited = _checked(Verb.SUSPEND, kept, citing, now=now)
        decision = _decided(kept, filing, Verb.SUSPEND, by=by, now=now, citing=citing, cited=cited)
        cause = "；".join(c.satisfy.strip() for c in citing)[:300]
        document = cited[0].citation[:120]
        suspend_site(site=kept, cause=cause, document=document, decision=decision.pk, by=by, now=now)
        if filing is not None and filing.state in RUNNING:
            moved(filing, Verb.SUSPEND, by=by, now=now)
            settled(filing, now=now)
        ask_enterprise(decision, now=now)
        _told(act, filing, decision, cited)
    return decision


def confirm_rectified(*, decision: Decision, version: int | None = None, by: Actor, now: datetime) -> Decision:
    """Confirm that what was ordered has been done."""
    with acting("filings.rectification.confirm", by=by, now=now, on=decision) as act:
        kept = Decision.objects.select_for_update(of=("self",)).select_related("site", "filing").get(pk=decision.pk)
        act.on(kept, area=kept.site.county_id, brand_id=kept.site.brand_id)
        check_can_decide(by, kept.site)
        if kept.ended_at is not None or kept.verb != Verb.RECTIFY:
            raise Invalid(reason("filings.nothing_to_confirm", "没有待确认的整改。", "No order to rectify stands."))
        ended(kept, Decision.Ended.CONFIRMED, now=now)
        if kept.filing is not None:
            filing = locked(kept.filing, act, version=version)
            others = Decision.objects.filter(site=kept.site, ended_at=None, verb=Verb.RECTIFY)
            if filing.state == State.RECTIFYING and not others.exists():
                moved(filing, Verb.CONFIRM, by=by, now=now)
        end_asking(kept, now=now)
        act.on(kept, area=kept.site.county_id, brand_id=kept.site.brand_id)
        act.changed({"ended": ""}, {"ended": kept.ended})
    return kept


def _with_filing(site: Site, act: Recording, *, version: int | None) -> tuple[Site, Filing | None]:
    """The site as it stands and its live filing, locked; the act is on the site."""
    found = Filing.objects.filter(site=site).exclude(state=State.CLOSED).first()
    filing = locked(found, act, version=version) if found else None
    kept = Site.objects.select_for_update().get(pk=site.pk)
    act.on(kept, area=kept.county_id, brand_id=kept.brand_id)
    return kept, filing


def _checked(verb: Verb, site: Site, citing: Sequence[Citing], *, now: datetime) -> list[Provision]:
    """What is cited, in force there today; raises `Invalid` on anything beyond."""
    in_force = {p.pk: p for p in provisions_at(site, on=now.astimezone(ZONE).date())}
    if found := why_not_cite(verb, citing, in_force={pk: p.effect for pk, p in in_force.items()}):
        raise Invalid(*found)
    return [in_force[c.provision] for c in citing]


def _decided(
    site: Site,
    filing: Filing | None,
    verb: Verb,
    *,
    by: Actor,
    now: datetime,
    citing: Sequence[Citing] = (),
    cited: Sequence[Provision] = (),
    due: dt.datetime | None = None,
) -> Decision:
    """The decision with what it cites, how each stood, and whether it was met at an earlier return."""
    blank = Subject(site, {}, ())
    found = conditions(filing, now=now) if filing else conditions_of([blank], now=now)[site.pk]
    standings = {c.requirement.code: c.weighed.standing for c in found}
    earlier: list[Decision] = []
    if filing is not None and verb == Verb.RETURN:
        rows = Decision.objects.filter(filing=filing, verb=Verb.RETURN)
        earlier = list(rows.prefetch_related("citations__provision__requirement"))
    before = met_before(earlier)
    again = [p for p in cited if p.effect in OPENING and before.get(p.requirement.code)]
    own = [a for a in by.jurisdiction.having(Permission.FILING_DECIDE).areas if covers(a, site.county_id)]
    decision = Decision.objects.create(
        site=site, filing=filing, area_id=site.county_id, by_area_id=own[0] if own else site.county_id, verb=verb,
        at=now, officer=User.objects.filter(pk=by.user_id).first() if by.user_id else None, by=by.name[:80],
        minutes=minutes_since(filing, now) if filing and verb in (Verb.PASS, Verb.RETURN) else None,
        cited=len(cited), again=len(again), met_codes=met_codes(found), due=due,
    )  # fmt: skip
    Citation.objects.bulk_create(
        Citation(
            decision=decision, provision=p, satisfy=c.satisfy.strip(), again=p in again,
            standing=standings.get(p.requirement.code, Standing.NOT_NOW).value,
        )
        for c, p in zip(citing, cited, strict=True)
    )  # fmt: skip
    return decision


def _told(act: Recording, filing: Filing | None, decision: Decision, cited: Sequence[Provision]) -> None:
    after = {"decision": decision.pk, "cited": [p.requirement.code for p in cited], "again": decision.again}
    act.changed(None, {**after, "state": filing.state if filing else ""})
