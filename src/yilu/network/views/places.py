"""Parks and the regulator's offices: lists, pages, registering one."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import Jurisdiction, span
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.scope import scope_q
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network import actions, queries
from yilu.network.forms import OfficeForm, ParkForm
from yilu.network.models import Office, Park, Site
from yilu.network.tables import offices_table, parks_table, sites_table
from yilu.network.views.asking import Request


def _visible_sites(jurisdiction: Jurisdiction) -> Q:
    """The sites of a park that the reader may see, as a condition on parks."""
    within = Site.objects.filter(scope_q(jurisdiction.having(Permission.SITE_READ), Site.access))  # type: ignore[arg-type]
    return Q(sites__in=within)


@require_safe
@requires(Permission.SITE_READ)
def parks(request: Request) -> HttpResponseBase:
    """Parks of the reader's areas, with the sites in them that the reader may see."""
    reach = Q()
    for code in request.actor.jurisdiction.areas:
        low, high = span(code)
        reach |= Q(county_id__gte=low, county_id__lte=high)
    rows = Park.objects.filter(reach) if reach else Park.objects.none()
    seen = _visible_sites(request.actor.jurisdiction)
    rows = rows.select_related("county").annotate(site_count=Count("sites", filter=seen))
    context = {"total": rows.count(), "may_add": request.actor.jurisdiction.may(Permission.ENTERPRISE_EDIT)}
    return respond(request, "network/parks.html", parks_table(), rows, context)


@require_safe
@requires(Permission.SITE_READ)
def park(request: Request, pk: int) -> HttpResponseBase:
    """One park as a unit: whose sites stand in it and how many are open."""
    shown = get_object_or_404(Park.objects.select_related("county"), pk=pk)
    rows = queries.sites(request.actor).filter(park=shown)
    counts = queries.counted_by_status(rows)
    context: dict[str, Any] = {
        "park": shown,
        "path": queries.area_path(shown.county),
        "total": sum(counts.values()),
        "open": counts[Site.Status.OPEN],
        "brands": rows.order_by().values("brand").distinct().count(),
    }
    rows = queries.for_list(rows, counts)
    return respond(request, "network/park.html", sites_table(), rows, context)


@require_safe
@requires(Permission.SITE_READ)
def offices(request: Request) -> HttpResponseBase:
    """The regulator's offices."""
    rows = Office.objects.select_related("parent").prefetch_related("areas")
    context = {"total": rows.count(), "may_add": request.actor.jurisdiction.may(Permission.OFFICE_EDIT)}
    return respond(request, "network/offices.html", offices_table(), rows, context)


@require_safe
@requires(Permission.SITE_READ)
def office(request: Request, pk: int) -> HttpResponseBase:
    """One office: its areas, its field offices, and the sites under it that the reader may see."""
    shown = get_object_or_404(Office.objects.select_related("parent").prefetch_related("areas", "field_offices"), pk=pk)
    reach = Q(pk__in=[])
    for area in shown.areas.all():
        low, high = span(area.code)
        reach |= Q(county_id__gte=low, county_id__lte=high)
    rows = queries.sites(request.actor).filter(reach)
    counts = queries.counted_by_status(rows)
    context = {"office": shown, "total": sum(counts.values()), "open": counts[Site.Status.OPEN]}
    rows = queries.for_list(rows, counts)
    return respond(request, "network/office.html", sites_table(), rows, context)


@requires(Permission.ENTERPRISE_EDIT)
def add_park(request: Request) -> HttpResponse:
    """Register a park."""
    return _add(request, ParkForm(request.POST or None), actions.add_park, "park", Text("登记园区", "Register a park"))


@requires(Permission.OFFICE_EDIT)
def add_office(request: Request) -> HttpResponse:
    """Register an office."""
    return _add(
        request,
        OfficeForm(request.POST or None),
        actions.add_office,
        "office",
        Text("登记管理机构", "Register an office"),
    )


def _add(request: Request, form: Form, action: Any, page: str, what: Text) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                added = action(**form.cleaned_data, by=request.actor, now=clock.now())
            except Denied as refused:
                form.add_error(None, [str(r) for r in refused.reasons])
            else:
                messages.success(request, str(Text("已登记。", "Registered.")))
                return redirect(f"network:{page}", pk=added.pk)
    return render(request, "network/add.html", {"form": form, "what": what}, status=status)
