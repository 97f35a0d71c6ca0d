"""Whose task what becomes: the officer's to decide in time, the enterprise's to answer, the level above's to settle."""

import datetime as dt

from yilu.core.clock import ZONE
from yilu.core.text import Text
from yilu.filings.actions._moving import RULES
from yilu.filings.models import Decision, Filing
from yilu.filings.rules.states import VERBS, State, Verb
from yilu.messages.actions import send
from yilu.network.models import Site
from yilu.tasks.actions import close_task, open_task
from yilu.tasks.facts import Proof
from yilu.tasks.models import Task
from yilu.tasks.queries import by_key, holder
from yilu.territory.queries import ancestors

# The product's own times, no regulation's: by when a matter is looked at, where no document gives a time.
TO_ANSWER = dt.timedelta(days=3)


def review_key(filing: Filing) -> str:
    """One task for all filings that came with the same papers to the same county at one time."""
    at = filing.filed_at
    return (
        f"filings.review:{filing.dossier.root_id}:{filing.review_area}:{at.astimezone(ZONE):%Y%m%d%H%M}" if at else ""
    )


def ask_for_review(filing: Filing, *, now: dt.datetime) -> None:
    """The officer over the county has until the document's time limit; it climbs beforehand."""
    assert filing.review_until is not None
    open_task(
        kind="filings.review", title=Text(f"复工审核：{filing.site.name}", f"Review of a filing: {filing.site.name}"),
        area=filing.review_area, post="officer", due=filing.review_until, origin=f"filings.filing:{filing.pk}",
        key=review_key(filing), by=RULES, now=now,
    )  # fmt: skip


def end_review(filing: Filing, *, now: dt.datetime) -> Task | None:
    """Close the officer's task when nothing that came with it is left under review; the task."""
    task = by_key(review_key(filing))
    left = Filing.objects.filter(
        dossier=filing.dossier_id, review_area=filing.review_area, filed_at=filing.filed_at, state=State.UNDER_REVIEW
    )
    if task is not None and task.is_standing and not left.exclude(pk=filing.pk).exists():
        _close(task, f"/filings/{filing.pk}/", now=now)
    return task


def ask_enterprise(decision: Decision, *, now: dt.datetime) -> None:
    """The site's manager has what was cited to answer."""
    what = VERBS[Verb(decision.verb)]
    open_task(
        kind="filings.decision",
        title=Text(f"{what.zh}：{decision.site.name}", f"{decision.site.name}: {what.en}"),
        area=decision.site.county_id, site=decision.site, post="site_manager", due=decision.due or now + TO_ANSWER,
        origin=f"filings.decision:{decision.pk}", key=f"filings.decision:{decision.pk}", by=RULES, now=now,
    )  # fmt: skip


def end_asking(decision: Decision, *, now: dt.datetime) -> None:
    """What was cited needs no answer any more."""
    for key in (f"filings.decision:{decision.pk}", f"filings.contest:{decision.pk}"):
        task = by_key(key)
        if task is not None and task.is_standing:
            _close(task, f"/filings/decisions/{decision.pk}/", now=now)


def ask_above(kind: str, pk: int, *, title: Text, area: str, now: dt.datetime) -> None:
    """The leader of the level above has it to answer."""
    open_task(
        kind=kind, title=title, area=area, post="leader", due=now + TO_ANSWER, origin=f"{kind}:{pk}",
        key=f"{kind}:{pk}", by=RULES, now=now,
    )  # fmt: skip


def answered_above(kind: str, pk: int, link: str, *, now: dt.datetime) -> None:
    """It is answered."""
    task = by_key(f"{kind}:{pk}")
    if task is not None and task.is_standing:
        _close(task, link, now=now)


def warn(filing: Filing, *, found_wanting: bool, now: dt.datetime) -> None:
    """What must hold for opening holds no longer: the manager is to mend it; where evidence shows so, a named officer
    decides whether the site suspends, since no text suspends it by itself."""
    name, day = filing.site.name, f"{now.astimezone(ZONE):%Y%m%d}"
    mend = Text(f"复工条件不再满足：{name}", f"Conditions of opening no longer hold: {name}")
    decide = Text(f"复工条件不再满足，请决定是否停业：{name}", f"Conditions no longer hold, suspend or not? {name}")
    asked: list[tuple[str, Text, Site | None, str]] = [("filings.warning", mend, filing.site, "site_manager")]
    if found_wanting:
        asked.append(("filings.suspension", decide, None, "officer"))
    for kind, title, site, post in asked:
        open_task(
            kind=kind, title=title, area=filing.site.county_id, site=site, post=post, due=now + dt.timedelta(days=1),
            origin=f"filings.filing:{filing.pk}", key=f"{kind}:{filing.pk}:{day}", by=RULES, now=now,
        )  # fmt: skip


def tell_manager(site: Site, filing: Filing, what: Text, *, now: dt.datetime) -> None:
    """Tell the site's manager what became of its filing."""
    on = now.astimezone(ZONE).date()
    person = holder(
        "site_manager", area=site.county_id, site=site, enterprise=site.enterprise, brand=site.brand_id, on=on
    )
    if person is not None:
        title = Text(f"{what.zh}：{site.name}", f"{what.en}: {site.name}")
        send(
            to=[person.pk], title=title, body=Text("详见报备页。", "See the filing's page."),
            link=f"/filings/{filing.pk}/", key=f"filings:{filing.pk}:{filing.version}", by=RULES, now=now,
        )  # fmt: skip


def above(area: str) -> str:
    """The area above; the nation's own above itself."""
    up = list(ancestors(area))
    return up[-1].code if up else area


def _close(task: Task, link: str, *, now: dt.datetime) -> None:
    close_task(task=task, version=None, evidence=[Proof(link=link)], by=RULES, now=now)
