"""Disinfection: a site's log and its short form, who is overdue in an area, the photos."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.network.views.areas import area_choices
from yilu.operations import actions
from yilu.operations.access import OUTSIDE, may_report
from yilu.operations.disinfection_tables import disinfected_table, disinfections_table
from yilu.operations.forms import DisinfectionForm
from yilu.operations.models import Photo
from yilu.operations.queries.disinfection import Dues, due_at, last_disinfected
from yilu.operations.queries.disinfection import disinfections as log_of
from yilu.operations.views.asking import Request, asked_area

LOGGED = Text("已登记。", "Recorded.")


@requires(Permission.REPORT_READ)
def disinfections(request: Request, pk: int) -> HttpResponseBase:
    """A site's log; a POST records one more."""
    within = Site.objects.within(request.actor.jurisdiction, Permission.REPORT_READ)
    site, now = get_object_or_404(within.select_related("brand", "county"), pk=pk), clock.now()
    allowed = may_report(
        request.actor, county=site.county_id, brand=site.brand_id, branch=site.enterprise_id, site=site.pk
    )
    rows = log_of(site)
    form = DisinfectionForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial=DisinfectionForm.initial_of(rows.first() if allowed else None, now),
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        photo = data.pop("photo")
        try:
            actions.log_disinfection(
                site=site, photo=photo.read() if photo else None, by=request.actor, now=now, **data
            )
        except Denied as denied:
            for why in denied.reasons:
                form.add_error(None, str(why))
        else:
            messages.success(request, str(LOGGED))
            return redirect(request.path)
    due = due_at(site, now=now)
    context = {
        "site": site,
        "form": form,
        "now": now,
        "due": due,
        "overdue": due.is_overdue(now),
        "logged_today": rows.filter(at__gte=clock.start_of(now.date())).count(),
        "why_not": None if allowed else OUTSIDE,
    }
    response = respond(
        request, "operations/disinfections.html", disinfections_table(shows_people=allowed), rows, context
    )
    if form.errors:
        response.status_code = 422
    return response


@require_safe
@requires(Permission.REPORT_READ)
def disinfected(request: Request) -> HttpResponseBase:
    """When each open site of an area was last disinfected, the longest ago first."""
    now, area = clock.now(), asked_area(request, Permission.REPORT_READ)
    rows = last_disinfected(request.actor.jurisdiction, area=area)
    context = {
        "now": now,
        "areas": area_choices(request.actor, area),
        "total": rows.count(),
        "never": rows.filter(disinfections__isnull=True).count(),
    }
    return respond(request, "operations/disinfected.html", disinfected_table(Dues(now), now), rows, context)


@require_safe
@requires(Permission.REPORT_READ)
def photo(request: Request, pk: int) -> HttpResponse:
    """The photo itself, within the jurisdiction."""
    found = get_object_or_404(Photo.objects.within(request.actor.jurisdiction, Permission.REPORT_READ), pk=pk)
    response = HttpResponse(found.content, content_type=found.media_type)
    response.headers["Cache-Control"] = "private, no-store"
    return response
