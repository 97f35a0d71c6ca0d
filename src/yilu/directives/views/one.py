"""One directive: what it asks of whom by when, and whether it has been done."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import is_code
from yilu.core.permissions import Permission
from yilu.core.tables import respond, shown
from yilu.core.text import label
from yilu.directives.access import why_not_handle, why_not_sign
from yilu.directives.forms import IssueForm, WithdrawForm
from yilu.directives.models import Directive, Measure
from yilu.directives.queries import lists, progress
from yilu.directives.rules import why_not_issue
from yilu.directives.tables import level_names, progress_table, receipts_table, unit_name
from yilu.directives.views.asking import directive_of, unit_here
from yilu.directives.views.source import pieces
from yilu.network.tables import named
from yilu.network.views.asking import Request
from yilu.tasks.models import Task
from yilu.tasks.tables import tasks_table
from yilu.territory.models import Area
from yilu.territory.queries import area as area_at
from yilu.territory.queries import children

A_PAGE = 40  # measures


@require_safe
@requires(Permission.DIRECTIVE_READ)
def directive(request: Request, pk: int) -> HttpResponse:
    """One directive."""
    return page(request, directive_of(request, pk))


def page(request: Request, found: Directive, *, status: int = 200, **sent: Any) -> HttpResponse:
    """The page; `sent`: a form (issue_form, withdraw_form) as it came back with reasons."""
    now, actor = clock.now(), request.actor
    states = dict(found.measures.order_by().values_list("state").annotate(n=Count("pk")))
    rows = found.measures.exclude(state=Measure.State.SET_ASIDE).select_related("area", "brand", "owner", "above")
    listed = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    receipt = lists.own_receipt(found, actor=actor)
    handles = why_not_handle(found, by=actor)
    own = lists.passed_down(found, unit_here(request))
    context: dict[str, Any] = {
        "directive": found,
        "unit": unit_name(found),
        "states": states,
        "confirmed": states.get("confirmed", 0),
        "left": states.get("proposed", 0),
        "measures": listed,
        "pieces": pieces(found.text, list(listed)),
        "receipt": receipt,
        "why_not_sign": why_not_sign(receipt, by=actor) if receipt else [],
        "handles": not handles,
        "counts": {},
        "own": own,
        "may_pass": found.state == "issued" and receipt is not None
        and actor.jurisdiction.may(Permission.DIRECTIVE_ISSUE),
    }  # fmt: skip
    if found.is_draft:
        context["why_not_issue"] = handles or why_not_issue([s for s, n in states.items() for _ in range(n)])
        context["issue_form"] = sent.get("issue_form") or IssueForm(directive=found, by=actor)
    else:
        context |= _progress(request, found)
        context["withdraw_form"] = sent.get("withdraw_form") or WithdrawForm(directive=found)
        context["late"] = context["total"].late
    context["now"] = now
    return render(request, "directives/directive.html", context, status=status)


def _progress(request: Request, found: Directive) -> dict[str, Any]:
    now, actor = clock.now(), request.actor
    counted = progress.counted(found, actor=actor, now=now)
    asked = request.GET.get("area", "")
    here = asked if is_code(asked) and area_at(asked) is not None else found.area_id
    present = area_at(here)
    below = children(here, on=clock.today())
    names = {a.code: named(a) for a in below}
    lists_beneath = (reverse("directives:receipts", args=[found.pk]), reverse("directives:tasks", args=[found.pk]))

    def drill(p: progress.Progress) -> str:
        child = next(a for a in below if a.code == p.key)
        return f"?area={p.key}#areas" if child.level < Area.Level.COUNTY else f"{lists_beneath[1]}?area={p.key}"

    by_area = [p for p in progress.by_area(counted, names) if p.sent or p.tasks]
    level, place = label("层级", "Level"), label("地区", "Area")
    by_level = label("各级进度", "By level")
    levels = progress_table("levels", by_level, level, level_names(), "level", (*lists_beneath, None))
    areas = progress_table("areas", label("各地进度", "By area"), place, names, "area", (*lists_beneath, drill))
    measures = {
        int(r["origin"].rpartition(":")[2]): r
        for r in progress.tasks_of(found.measures.values_list("pk", flat=True), actor=actor)
        .exclude(state=Task.State.CANCELLED).order_by().values("origin")
        .annotate(all=Count("pk"), done=Count("pk", filter=Q(state=Task.State.CLOSED)),
                  late=Count("pk", filter=Q(state__in=Task.STANDING, due__lt=now)))
    }  # fmt: skip
    return {
        "total": progress.total(counted),
        "levels": shown(request, levels, progress.by_level(counted)),
        "areas": shown(request, areas, by_area) if by_area else None,
        "here": present,
        "is_deeper": here != found.area_id,
        "counts": measures,
        "below": found.below.exclude(state=Directive.State.DRAFT).count(),
    }


@require_safe
@requires(Permission.DIRECTIVE_READ)
def receipts(request: Request, pk: int) -> HttpResponseBase:
    """Whom it was sent to and who signed, on every level; one area's, or only the unsigned."""
    found = directive_of(request, pk)
    rows = progress.receipts_of(found, actor=request.actor)
    rows = rows.select_related("area", "brand", "enterprise", "site", "holder")
    if is_code(area := request.GET.get("area", "")):
        rows = rows.in_area(area)
    if (level := request.GET.get("level", "")) in level_names():
        rows = progress.receipts_at(rows, level)
    unsigned = request.GET.get("unsigned") == "1"
    if unsigned or request.GET.get("signed"):
        rows = rows.filter(read_at__isnull=unsigned)
    context = {"directive": found, "unsigned": unsigned, "total": rows.count()}
    return respond(request, "directives/receipts.html", receipts_table(), rows, context)


@require_safe
@requires(Permission.DIRECTIVE_READ)
def tasks(request: Request, pk: int) -> HttpResponseBase:
    """The tasks that arose from it, on every level: of one measure, one area, the late ones."""
    found, now = directive_of(request, pk), clock.now()
    asked = {k: request.GET.get(k, "") for k in ("measure", "level", "area", "state", "late")}
    measures = progress.measures_in(found)
    if asked["measure"].isdigit() and int(asked["measure"]) in measures:
        measures = [int(asked["measure"])]
    rows = progress.tasks_of(measures, actor=request.actor)
    rows = rows.select_related("owner", "escalated_to", "area", "brand", "site", "enterprise")
    if is_code(asked["area"]):
        rows = rows.in_area(asked["area"])
    if asked["level"] in level_names():
        rows = progress.tasks_at(rows, asked["level"])
    if asked["state"] in Task.State.values:
        rows = rows.filter(state=asked["state"])
    if asked["late"]:
        rows = rows.filter(state__in=Task.STANDING, due__lt=now)
    context = {"directive": found, "asked": asked, "states": Task.State.choices, "total": rows.count()}
    return respond(request, "directives/tasks.html", tasks_table(now), rows, context)


@require_safe
@requires(Permission.DIRECTIVE_READ)
def measure(request: Request, measure_id: int) -> HttpResponse:
    """A measure, at its place in its directive: what a task's page leads to."""
    found = get_object_or_404(Measure.objects.select_related("directive"), pk=measure_id)
    shown_in = directive_of(request, found.directive_id)
    before = shown_in.measures.exclude(state=Measure.State.SET_ASIDE).filter(position__lt=found.position).count()
    return redirect(f"{reverse('directives:directive', args=[shown_in.pk])}?page={before // A_PAGE + 1}#m{found.pk}")
