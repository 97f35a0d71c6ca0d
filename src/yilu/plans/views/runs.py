"""The list of runs, one run with its documents to take away, and deciding on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, reason
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network.views.asking import Request
from yilu.plans import actions, queries
from yilu.plans.access import why_not_decide
from yilu.plans.documents import unpacked
from yilu.plans.kinds import KINDS
from yilu.plans.models import Run
from yilu.plans.tables import runs_table

VERBS = {
    "adopt": (actions.adopt, Text("方案已采用。", "The plan is adopted.")),
    "withdraw": (actions.withdraw, Text("方案已作废。", "The plan is withdrawn.")),
}
NO_VERSION = reason("plans.no_version", "缺少方案版本号。", "The version of the plan is missing.")


def run_of(request: Request, pk: int) -> Run:
    """The run, if the reader may see it."""
    return get_object_or_404(queries.runs(request.actor), pk=pk)


@require_safe
@requires(Permission.PLAN_READ)
def runs(request: Request) -> HttpResponseBase:
    """What the planner was asked, latest first."""
    rows = queries.runs_listed(request.actor)
    if (kind := request.GET.get("kind", "")) in KINDS:
        rows = rows.filter(kind=kind)
    open_ones = rows.filter(state__in=Run.OPEN).count()
    return respond(request, "plans/runs.html", runs_table(), rows, {"open": open_ones, "total": rows.count()})


@require_safe
@requires(Permission.PLAN_READ)
def run(request: Request, pk: int) -> HttpResponse:
    """One run: what it says, on what inputs, what became of it."""
    shown = run_of(request, pk)
    return render(request, f"plans/{shown.kind}.html", page_of(request, shown))


def page_of(request: Request, shown: Run) -> dict[str, Any]:
    """What a run's page shows, whatever its kind; then what its kind adds."""
    why_not = why_not_decide(request.actor, shown) if shown.is_open else [actions.SETTLED]
    context = {"run": shown, "kind": KINDS[shown.kind].NAME, "why_not": why_not}
    return context | KINDS[shown.kind].shown(shown, request.GET)


@require_POST
@requires(Permission.PLAN_MAKE)
def act(request: Request, pk: int, verb: str) -> HttpResponse:
    """Adopt or withdraw it."""
    if verb not in VERBS:
        raise Http404
    shown = run_of(request, pk)
    do, done = VERBS[verb]
    do(run=shown, version=version_of(request), by=request.actor, now=clock.now())
    messages.success(request, str(done))
    return redirect("plans:run", pk=pk)


def version_of(request: Request) -> int:
    """The version of the run as its editor saw it."""
    typed = request.POST.get("version", "")
    if not typed.isascii() or not typed.isdigit() or len(typed) > 9:
        raise Invalid(NO_VERSION)
    return int(typed)


@require_safe
@requires(Permission.PLAN_READ)
def document(request: Request, pk: int, document: str) -> HttpResponse:
    """The inputs, the proposal or the adjusted plan as they are kept, to take away."""
    shown = run_of(request, pk)
    stored = {"inputs": shown.inputs, "proposal": shown.result, "adjusted": shown.adjusted}.get(document)
    if stored is None:
        raise Http404
    response = HttpResponse(unpacked(stored), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{shown.kind}-{shown.pk}-{document}.json"'
    return response
