"""Overdue daily reports become tasks of the sites' managers; a report that comes in after all closes its task."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse

from yilu.core.actor import Actor
from yilu.core.clock import ZONE, start_of
from yilu.core.jurisdiction import EVERYWHERE, NATION, covers
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.operations.models import ReportDeadline, SiteReport
from yilu.operations.queries.daily import daily
from yilu.tasks import actions as tasks
from yilu.tasks.facts import Proof
from yilu.tasks.models import Task

KIND = "operations.report"
# The product's own times, no regulation's: after the deadline the manager has so long before the task climbs.
GRACE = dt.timedelta(hours=2)
DAYS_BACK = 2  # older ones are history, not a morning's work
MOST = 500  # of one turn; the rest comes with the next

TITLE = Text("补报{day.year}年{day.month}月{day.day}日日报：{site}", "Report of {day.day} {day:%b %Y}: {site}")
WANTED = Text("已报送的日报", "the day's report")
ARRIVED = Text("日报已报送", "the report came in")


def overdue(*, area: str, now: dt.datetime) -> Iterator[tuple[Site, dt.date, dt.datetime]]:
    """Sites whose report of today or the days before is past its deadline and not there: site, day, deadline."""
    today = now.astimezone(ZONE).date()
    for day in (today - dt.timedelta(days=n) for n in range(DAYS_BACK)):
        rules = ReportDeadline.objects.filter(valid_from__lte=day).order_by("-area__level", "-valid_from")
        hours = list(rules.values_list("area_id", "hours"))  # the nearest authority's latest word first
        if not any(start_of(day) + dt.timedelta(hours=h) <= now for _, h in hours):
            continue
        missing = daily(EVERYWHERE, area=area, day=day, show="missing").select_related("enterprise", "brand", "county")
        for site in missing.order_by("pk"):
            after = next((h for a, h in hours if covers(a, site.county_id)), None)
            if after is not None and (due := start_of(day) + dt.timedelta(hours=after)) <= now:
                yield site, day, due


def key_of(site: Site, day: dt.date) -> str:
    """Under which a site's overdue day is one task."""
    return f"{KIND}:{site.pk}:{day}"


def chase(*, by: Actor, now: dt.datetime, area: str = NATION) -> int:
    """Open a task for each overdue report that has none yet; how many."""
    recent = Task.objects.filter(kind=KIND, opened_at__gte=now - dt.timedelta(days=DAYS_BACK + 2))
    known = set(recent.values_list("key", flat=True))
    opened = 0
    for site, day, due in overdue(area=area, now=now):
        if opened >= MOST:
            break
        if key_of(site, day) in known:
            continue
        tasks.open_task(
            kind=KIND,
            title=TITLE.filled(day=day, site=site.name),
            area=site.county_id,
            site=site,
            post="site_manager",
            due=max(due, now) + GRACE,
            origin=key_of(site, day),
            key=key_of(site, day),
            evidence_wanted=WANTED,
            by=by,
            now=now,
        )
        opened += 1
    return opened


def settle(*, by: Actor, now: dt.datetime) -> int:
    """Close the tasks whose report came in, the report being the evidence; how many."""
    waiting: defaultdict[dt.date, dict[int, Task]] = defaultdict(dict)
    for task in Task.objects.standing().filter(kind=KIND):
        _, site_id, on = task.origin.split(":")
        waiting[dt.date.fromisoformat(on)][int(site_id)] = task
    closed = 0
    for day, by_site in waiting.items():
        reported = SiteReport.objects.filter(day=day, current=True, site__in=by_site)
        for site in reported.values_list("site_id", flat=True):
            task = by_site[site]
            proof = Proof(text=ARRIVED.zh, link=reverse("operations:versions", args=[site, day.isoformat()]))
            tasks.close_task(task=task, version=None, evidence=[proof], by=by, now=now)
            closed += 1
    return closed
