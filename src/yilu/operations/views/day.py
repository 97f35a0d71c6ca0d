"""One site's day: the form, with yesterday beside each number and warnings before sending; its versions."""

import datetime as dt
import hashlib
import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Denied, Reason
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.operations import actions, queries
from yilu.operations.access import OUTSIDE, may_report
from yilu.operations.flagging import flags_of_day, past_of
from yilu.operations.forms import DayForm
from yilu.operations.models import DayDraft, SiteReport
from yilu.operations.queries.daily import versions as all_versions
from yilu.operations.queries.disinfection import due_at
from yilu.operations.reporting import SiteFigures
from yilu.operations.rules.checks import reasons_of
from yilu.operations.rules.classes import CONFIDENTIAL_NOTE
from yilu.operations.rules.reports import FUTURE
from yilu.operations.tables import versions_table
from yilu.operations.views.asking import Request, day_of

DRAFTED = Text("草稿已存，尚未报送。", "The draft is kept; nothing has been sent.")
SENT = Text("已报：第 {version} 版，{at} 收到。", "Received as version {version} at {at}.")


@requires(Permission.REPORT_READ)
def site_day(request: Request, pk: int, day: str) -> HttpResponse:
    """Read, report or correct the day."""
    site, the_day = _site(request, pk), _day(day)
    report = SiteReport.objects.filter(site=site, day=the_day, current=True).first()
    yesterday = SiteReport.objects.filter(site=site, day=the_day - dt.timedelta(days=1), current=True).first()
    extra = queries.fields_for(site.county_id, on=the_day)
    warnings: list[Reason] = []
    refused: tuple[Reason, ...] = ()
    conflict = False
    draft = DayDraft.objects.filter(site=site, day=the_day, user_id=request.actor.user_id or 0).first()
    if request.method == "POST" and request.POST.get("what") == "draft":
        actions.save_draft(site=site, day=the_day, typed=_typed(request), by=request.actor, now=clock.now())
        messages.success(request, str(DRAFTED))
        return redirect("operations:day", site.pk, the_day.isoformat())
    if request.method == "POST":
        form = DayForm(request.POST, extra=extra, yesterday=yesterday)
        if form.is_valid():
            warnings = _warnings(site, the_day, form.figures)
            seen = _mark(warnings)
            if not warnings or form.cleaned_data["confirmed"] == seen:
                try:
                    sent = actions.report_site_day(
                        site=site, day=the_day, figures=form.figures, source=SiteReport.Source.FORM, by=request.actor,
                        now=clock.now(), expected_version=form.cleaned_data["version"],
                    )  # fmt: skip
                except Denied as denied:
                    refused, conflict = denied.reasons, isinstance(denied, Conflict)
                else:
                    at = sent.received_at.astimezone(clock.ZONE)
                    messages.success(request, str(SENT.filled(version=sent.version, at=f"{at:%H:%M}")))
                    return redirect("operations:day", site.pk, the_day.isoformat())
            typed = request.POST.copy()
            typed["confirmed"] = seen
            if conflict:
                # What was typed stays; it is now compared with the version that came in between.
                typed["version"] = str(report.version if report else 0)
            form.data = typed
    else:
        known = DayForm.initial_of(report, yesterday)
        kept: dict[str, Any] = json.loads(draft.typed) if draft else {}
        form = DayForm(initial={**known, **kept, "confirmed": ""}, extra=extra, yesterday=yesterday)
    due = due_at(site, now=clock.now()) if the_day == clock.today() else None
    context = {
        "site": site,
        "day": the_day,
        "before": the_day - dt.timedelta(days=1),
        "after": the_day + dt.timedelta(days=1) if the_day < clock.today() else None,
        "form": form,
        "report": report,
        "yesterday": yesterday,
        "draft": draft,
        "due": due,
        "overdue": due is not None and due.is_overdue(clock.now()),
        "flags": reasons_of(report.flags) if report else [],
        "warnings": warnings,
        "refused": refused,
        "conflict": conflict,
        "why_not": _why_not(request, site, the_day),
        "confidential": CONFIDENTIAL_NOTE,
    }
    return render(request, "operations/day.html", context, status=409 if conflict else 422 if refused else 200)


@require_safe
@requires(Permission.REPORT_READ)
def versions(request: Request, pk: int, day: str) -> HttpResponseBase:
    """Everything ever told of the day, the latest first."""
    site, the_day = _site(request, pk), _day(day)
    rows = all_versions(site, the_day)
    context = {"site": site, "day": the_day, "total": rows.count()}
    return respond(request, "operations/versions.html", versions_table(site.pk), rows, context)


def _site(request: Request, pk: int) -> Site:
    within = Site.objects.within(request.actor.jurisdiction, Permission.REPORT_READ)
    return get_object_or_404(within.select_related("brand", "enterprise", "county"), pk=pk)


def _day(iso: str) -> dt.date:
    found = day_of(iso)
    if found is None:
        raise Http404
    return found


def _typed(request: Request) -> dict[str, str]:
    """What was typed, without what the page itself put there (the version seen stays: it is what was corrected)."""
    return {k: str(v) for k, v in request.POST.items() if v and k not in ("csrfmiddlewaretoken", "confirmed", "what")}


def _why_not(request: Request, site: Site, the_day: dt.date) -> list[Reason]:
    """Why the button is grey."""
    allowed = may_report(
        request.actor, county=site.county_id, brand=site.brand_id, branch=site.enterprise_id, site=site.pk
    )
    return ([] if allowed else [OUTSIDE]) + ([FUTURE] if the_day > clock.today() else [])


def _warnings(site: Site, the_day: dt.date, figures: SiteFigures) -> list[Reason]:
    """What is improbable in what was typed."""
    registered = {site.pk: site.status == Site.Status.OPEN} if (clock.today() - the_day).days <= 1 else {}
    found = flags_of_day([(site.pk, figures)], past_of(the_day, [site.pk]), registered)
    return reasons_of([list(f) for f in found.get(0, [])])


def _mark(warnings: list[Reason]) -> str:
    """Which warnings were read: other numbers bring other warnings, to be read again."""
    return hashlib.sha256("|".join(w.text.zh for w in warnings).encode()).hexdigest()[:16] if warnings else ""
