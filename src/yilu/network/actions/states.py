"""Moving a site between its states: its enterprise shuts it, a regulator by a decision, only a filing opens it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from yilu.audit.recording import Recording, acting
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, Reason
from yilu.core.rows import delete_rows, insert_rows
from yilu.network import access, rules
from yilu.network.actions.sites import STATUS_FIELDS
from yilu.network.facts import SeededState
from yilu.network.models import Site, SiteStatusChange

SEED_CHUNK = 5000


def suspend_site(
    *,
    site: Site,
    cause: str,
    document: str = "",
    since: datetime | None = None,
    decision: int | None = None,
    by: Actor,
    now: datetime,
) -> Site:
    """Suspend a site from `since` (now), with its cause and the document it rests on.

    `decision`: the one of `filings` that cites what is in force there; a regulator suspends by no other way.
    """
    with acting("network.site.suspend", by=by, now=now, on=site) as act:
        kept = _locked(site, act)
        if decision is None:
            access.check_can_shut(by, kept)
        else:
            access.check_can(by, Permission.SITE_SUSPEND, site=kept)
        _refuse(rules.why_not_suspend(kept.status, cause=cause))
        _move(kept, rules.SiteStatus.SUSPENDED, act, cause=cause, document=document, since=since, now=now)
    return kept


def close_site(
    *, site: Site, cause: str, document: str = "", since: datetime | None = None, by: Actor, now: datetime
) -> Site:
    """Close a site for good: it never opens again under this code."""
    with acting("network.site.close", by=by, now=now, on=site) as act:
        kept = _locked(site, act)
        access.check_can_shut(by, kept)
        _refuse(rules.why_not_close(kept.status, cause=cause))
        _move(kept, rules.SiteStatus.CLOSED, act, cause=cause, document=document, since=since, now=now)
    return kept


def open_site(*, site: Site, receipt: str, since: datetime | None = None, by: Actor, now: datetime) -> Site:
    """Open a site on the receipt number of its resumption filing: for `filings` alone, never a page or an import."""
    with acting("network.site.open", by=by, now=now, on=site) as act:
        kept = _locked(site, act)
        access.check_can(by, Permission.SITE_OPEN, site=kept)
        _refuse(rules.why_not_open(kept.status, receipt=receipt))
        _move(kept, rules.SiteStatus.OPEN, act, cause="", document=receipt, since=since, now=now)
    return kept


def _locked(site: Site, act: Recording) -> Site:
    kept = Site.objects.select_for_update().get(pk=site.pk)
    act.on(kept, area=kept.county_id, brand_id=kept.brand_id)
    return kept


def _refuse(why_not: list[Reason]) -> None:
    if why_not:
        raise Invalid(*why_not)


def _move(
    site: Site, status: str, act: Recording, *, cause: str, document: str, since: datetime | None, now: datetime
) -> None:
    since = since or now
    if since > now:
        raise Invalid(rules.LATER)
    if since < site.status_since:
        raise Invalid(rules.EARLIER)
    before = {"status": str(site.status), "version": site.version}
    site.status, site.status_since, site.changed_at = status, since, now
    site.version += 1
    site.save(update_fields=["status", "status_since", "changed_at", "version"])
    SiteStatusChange.objects.create(
        site=site, since=since, status=status, cause=cause.strip(), document=document.strip(), by=act.by.name[:80]
    )
    act.changed(
        before,
        {
            "status": str(status),
            "version": site.version,
            "cause": cause,
            "document": document,
            "since": since.isoformat(),
        },
    )


def seed_states(*, states: Iterable[SeededState], by: Actor, now: datetime) -> int:
    """Write a made-up history, for demonstrations: only the system may. Each site ends in its latest state.

    What stood on record after a site's first step (its registration, as a rule) gives way.
    """
    with acting("network.site.seed_states", by=by, now=now) as act:
        access.check_is_system(by)
        steps = sorted(states, key=lambda s: (s.site_id, s.since))
        first = {s.site_id: s.since for s in reversed(steps)}
        delete_rows(SiteStatusChange, "site_id = %s AND since >= %s", "since", first.items())
        insert_rows(
            SiteStatusChange,
            STATUS_FIELDS,
            ((s.site_id, s.since, str(s.status), s.cause, s.document, by.name[:80]) for s in steps),
        )
        latest = {s.site_id: s for s in steps}
        groups: defaultdict[tuple[str, datetime], list[int]] = defaultdict(list)
        for step in latest.values():
            groups[str(step.status), step.since].append(step.site_id)
        for (status, since), ids in groups.items():
            for start in range(0, len(ids), SEED_CHUNK):
                Site.objects.filter(pk__in=ids[start : start + SEED_CHUNK]).update(status=status, status_since=since)
        act.changed(None, {"sites": len(latest), "steps": len(steps)})
    return len(steps)
