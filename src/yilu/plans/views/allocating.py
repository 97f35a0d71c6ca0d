"""Sharing out what a depot holds: proposed on the live data, changed share by share with the effect of each at once."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Invalid
from yilu.network.views.asking import Request
from yilu.plans import actions, allocation
from yilu.plans.views.runs import page_of, run_of, version_of
from yilu.supplies import queries as supplies
from yilu.supplies.models import Item


@require_POST
@requires(Permission.PLAN_MAKE)
def propose(request: Request, depot: int, item: int) -> HttpResponse:
    """A fair share of the depot's stock of the item to each site it serves."""
    place, thing = get_object_or_404(supplies.depots(request.actor), pk=depot), get_object_or_404(Item, pk=item)
    problem = supplies.allocation_problem(place, thing, by=request.actor, on=clock.today())
    run = actions.propose(
        kind="allocation", problem=problem, area=place.area, enterprise=place.enterprise,
        subject=f"supplies.place:{place.pk}", by=request.actor, now=clock.now(),
    )  # fmt: skip
    return redirect("plans:run", pk=run.pk)


@require_POST
@requires(Permission.PLAN_MAKE)
def adjust(request: Request, pk: int) -> HttpResponse:
    """Change one site's packs by hand; the plan comes back with the effect, or with why not."""
    shown = run_of(request, pk)
    refused: Denied | None = None
    site, packs = request.POST.get("site", ""), request.POST.get("packs", "")
    try:
        if not packs.isascii() or not packs.isdigit() or len(packs) > 9:
            raise Invalid(allocation.AMOUNT)
        change = {"packs": {site: int(packs)}}
        actions.adjust(run=shown, version=version_of(request), change=change, by=request.actor, now=clock.now())
    except Denied as denied:
        refused = denied
    shown = run_of(request, pk)
    if refused is None and not request.headers.get("HX-Request"):
        return redirect("plans:run", pk=pk)
    context = page_of(request, shown) | {"refused": refused.reasons if refused else (), "changed": site}
    template = "plans/shares.html" if request.headers.get("HX-Request") else "plans/allocation.html"
    # htmx draws no answer that says it failed: the reasons stand in the block itself.
    status = 422 if refused and not request.headers.get("HX-Request") else 200
    return render(request, template, context, status=status)
