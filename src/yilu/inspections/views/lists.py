"""Lists of visits and findings, a round proposed by risk, an area's own items."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import covers
from yilu.core.middleware import status_of
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond
from yilu.core.text import Text, label
from yilu.inspections import actions, queries
from yilu.inspections.actions import Stop
from yilu.inspections.forms import ItemForm, RoundForm
from yilu.inspections.models import Finding, Inspection, Item
from yilu.inspections.rules import Field
from yilu.inspections.tables import findings_table, inspections_table
from yilu.network.models import Site
from yilu.network.views.areas import area_choices
from yilu.network.views.asking import Request
from yilu.territory.queries import area as find_area
from yilu.territory.views.asking import area_of


@require_safe
@requires(Permission.INSPECTION_READ)
def inspections(request: Request) -> HttpResponseBase:
    """Every visit in sight, and how many findings stand."""
    rows, state = queries.inspections(request.actor), request.GET.get("state", "")
    open_findings = queries.findings(request.actor).exclude(state=Finding.State.CLOSED)
    context = {
        "planned": rows.filter(state=Inspection.State.PLANNED).count(),
        "done": rows.filter(state=Inspection.State.DONE).count(),
        "open": open_findings.count(),
        "late": open_findings.filter(due__lt=clock.now()).count(),
        "may_inspect": request.actor.jurisdiction.may(Permission.INSPECTION_WRITE),
        "states": Inspection.State.choices,
        "state": state,
    }
    rows = rows.filter(state=state) if state in Inspection.State else rows
    return respond(request, "inspections/inspections.html", inspections_table(), rows, context)


@require_safe
@requires(Permission.INSPECTION_READ)
def findings(request: Request) -> HttpResponseBase:
    """What was found wanting, the nearest due first."""
    rows, state = queries.findings(request.actor), request.GET.get("state", "")
    standing = rows.exclude(state=Finding.State.CLOSED)
    context = {
        "open": standing.count(),
        "late": standing.filter(due__lt=clock.now()).count(),
        "waiting": rows.filter(state=Finding.State.RECTIFIED).count(),
        "states": Finding.State.choices,
        "state": state,
    }
    rows = rows.filter(state=state) if state in Finding.State else standing
    return respond(request, "inspections/findings.html", findings_table(), rows, context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.INSPECTION_WRITE)
def propose(request: Request) -> HttpResponse:
    """A round by risk within one's days; posted, those ticked are planned."""
    may, now = request.actor.jurisdiction.having(Permission.INSPECTION_WRITE), clock.now()
    area = area_of(request, on=now.date())
    if not any(covers(top, area.code) for top in may.areas):
        raise Http404
    form = RoundForm(request.GET if "first" in request.GET else {"first": now.date(), "days": 1, "a_day": 6})
    proposed = []
    if form.is_valid():
        proposed = queries.propose(request.actor, area=area.code, now=now, **form.cleaned_data)
    status = 200
    if request.method == "POST":
        ticked, known = set(request.POST.getlist("site")), set(request.POST.getlist("although"))
        stops = [
            Stop(p.site, p.day, p.why, although=str(p.site.pk) in known) for p in proposed if str(p.site.pk) in ticked
        ]
        try:
            made = actions.plan_round(stops=stops, by=request.actor, now=now)
        except Denied as denied:
            status = status_of(denied)
            for why in denied.reasons:
                messages.error(request, str(why))
        else:
            messages.success(request, str(label(f"已安排{len(made)}处。", f"{len(made)} visits planned.")))
            return redirect("inspections:inspections")
    context = {
        "area": area,
        "areas": area_choices(request.actor, area.code),
        "form": form,
        "proposed": proposed,
        "others": sum(p.beside is not None for p in proposed),
    }
    return render(request, "inspections/propose.html", context, status=status)


@require_http_methods(["POST"])
@requires(Permission.INSPECTION_WRITE)
def plan(request: Request, pk: int) -> HttpResponse:
    """One site, today, because the inspector says so."""
    site = Site.objects.within(request.actor.jurisdiction, Permission.INSPECTION_WRITE).filter(pk=pk).first()
    if site is None:
        raise Http404
    now = clock.now()
    stop = Stop(site, now.date(), Text("检查人员自选", "chosen by the inspector"), although="although" in request.POST)
    made = actions.plan_round(stops=[stop], by=request.actor, now=now)
    return redirect("inspections:inspection", made[0].pk) if made else redirect("inspections:inspections")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.INSPECTION_READ)
def items(request: Request) -> HttpResponse:
    """What areas ask of production safety and market order, beside the norms."""
    may, status = request.actor.jurisdiction.having(Permission.NORM_REFINE), 200
    form = ItemForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        area = find_area(next(iter(may.areas), ""), on=clock.today()) if may.areas else None
        if area is None:
            raise Http404
        try:
            actions.set_item(
                area=area, field=Field(told["field"]), text=Text(told["text_zh"], told["text_en"]),
                document=told["document"], valid_from=told["valid_from"], by=request.actor, now=clock.now(),
            )  # fmt: skip
        except Denied as denied:
            form.add_error(None, [str(r) for r in denied.reasons])
            status = status_of(denied)
        else:
            return redirect("inspections:items")
    rows = Item.objects.select_related("area").order_by("field", "area_id", "pk")
    context = {"items": rows, "form": form, "may_ask": bool(may.grants)}
    return render(request, "inspections/items.html", context, status=status)
