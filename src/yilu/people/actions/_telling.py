"""Who is told of a case and holds a task for it, and the suspension that the norm's own text asks for."""

import datetime as dt

from yilu.core.actor import Actor
from yilu.core.clock import ZONE, end_of
from yilu.core.text import Text
from yilu.messages.actions import send
from yilu.network.actions import suspend_site
from yilu.network.models import Site
from yilu.network.rules import why_not_suspend
from yilu.people.models import CaseStep, HealthCase
from yilu.people.queries.requirements import requirements_at
from yilu.people.rules.steps import suspends_at_once
from yilu.tasks.actions import close_task, open_task
from yilu.tasks.facts import Proof
from yilu.tasks.models import Task
from yilu.tasks.queries import holder

# In the enterprise and at the regulator; nobody appointed to the first or last stands as a blind spot.
SITE_POSTS = ("site_manager", "site_health_officer")
AREA_POSTS = ("duty_officer",)
OFFICE_POSTS = ("health_officer", "duty_officer")  # of the regulator's own staff
SUSPECTED = "出现疑似病情，按规范立即暂停业务。"


def tell_of(case: HealthCase, cause: str, *, by: Actor, now: dt.datetime) -> None:
    """Suspend where the text itself does, open the tasks, tell their holders. Neither tells of anybody's health."""
    _suspend(case, cause, by=by, now=now)
    title = Text(f"健康异常个案第{case.pk}号", f"Health case no. {case.pk}")
    link = f"/people/cases/{case.pk}/"
    held = [_task(case, post, title, by=by, now=now) for post in _posts(case, now=now)]
    send(
        to={t.owner_id for t in held if t.owner_id is not None},
        title=title,
        body=Text("请立即登录查看并处置。", "Sign in and act on it now."),
        link=link,
        urgent=True,
        key=f"people.case:{case.pk}:{cause}",
        by=by,
        now=now,
    )


def close_tasks(case: HealthCase, *, by: Actor, now: dt.datetime) -> None:
    """The tasks of a case end with it; the case itself is their evidence."""
    proof = Proof(link=f"/people/cases/{case.pk}/")
    for task in Task.objects.standing().filter(origin=f"people.case:{case.pk}"):
        close_task(task=task, version=None, evidence=[proof], by=by, now=now)


def _posts(case: HealthCase, *, now: dt.datetime) -> tuple[str, ...]:
    if case.site is None:
        return OFFICE_POSTS
    on = now.astimezone(ZONE).date()
    has_officer = holder("site_health_officer", area=case.county_id, site=case.site, brand=case.brand_id, on=on)
    return (*SITE_POSTS, *AREA_POSTS) if has_officer else (SITE_POSTS[0], *AREA_POSTS)


def _task(case: HealthCase, post: str, title: Text, *, by: Actor, now: dt.datetime) -> Task:
    clocks = CaseStep.objects.filter(case=case, done_at=None).exclude(due_at=None).order_by("due_at")
    first = clocks.values_list("due_at", flat=True).first()
    of_site = post in SITE_POSTS
    return open_task(
        kind="people.case",
        title=title,
        area=case.county_id,
        site=case.site if of_site else None,
        post=post,
        due=first or end_of(now.astimezone(ZONE).date()),
        origin=f"people.case:{case.pk}",
        key=f"people.case:{case.pk}:{post}",
        evidence_wanted=Text("处置结果（个案页）", "what came of it (the case's page)"),
        by=by,
        now=now,
    )


def _suspend(case: HealthCase, cause: str, *, by: Actor, now: dt.datetime) -> None:
    if case.site_id is None:
        return
    site = Site.objects.get(pk=case.site_id)
    provisions = requirements_at(site, on=now.astimezone(ZONE).date())
    if not suspends_at_once(cause, in_force=provisions):
        return
    if site.status_since <= now and not why_not_suspend(site.status, cause=SUSPECTED):
        suspend_site(site=site, cause=SUSPECTED, document=provisions["O12"].citation[:120], by=by, now=now)
    CaseStep.objects.filter(case=case, code="suspend", done_at=None).update(done_at=now, done_by=by.name[:80])
