"""Days of arrival for everybody in an area who waits for one: proposed on the live data, changed one by one."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Invalid
from yilu.core.text import Text
from yilu.network.models import Brand, Enterprise
from yilu.network.views.asking import Request
from yilu.people.queries.booking import booking_problem
from yilu.plans import actions, bookings
from yilu.plans.views.runs import page_of, run_of, version_of
from yilu.territory.queries import area as area_of

CHANGED = Text("已调整，各项限额已重新核对。", "Changed; every limit was checked again.")


@require_POST
@requires(Permission.PLAN_MAKE)
def propose(request: Request) -> HttpResponse:
    """A day for each return of the area that has none."""
    area = area_of(request.POST.get("area", ""))
    if area is None:
        raise Http404
    problem = booking_problem(area.pk, by=request.actor, on=clock.today())
    brand, enterprise = _house(request.actor)
    run = actions.propose(
        kind="bookings", problem=problem, area=area, brand=brand, enterprise=enterprise, by=request.actor,
        now=clock.now(),
    )  # fmt: skip
    return redirect("plans:run", pk=run.pk)


def _house(actor: Actor) -> tuple[Brand | None, Enterprise | None]:
    """The brand whose returns the actor books, and the topmost of the actor's branches."""
    grant = next(iter(actor.jurisdiction.having(Permission.RETURN_BOOK).grants), None)
    if grant is None or grant.brand is None:
        return None, None
    units = Enterprise.objects.filter(pk__in=grant.branches or ())
    return Brand.objects.get(pk=grant.brand), units.exclude(parent__in=grant.branches or ()).first()


@require_POST
@requires(Permission.PLAN_MAKE)
def adjust(request: Request, pk: int) -> HttpResponse:
    """Another day for one return, or none; the plan comes back with the effect, or with why not."""
    shown = run_of(request, pk)
    try:
        typed = request.POST.get("day", "")
        change = {"days": {request.POST.get("back", ""): _day(typed, shown.asked["start"]) if typed else None}}
        actions.adjust(run=shown, version=version_of(request), change=change, by=request.actor, now=clock.now())
    except Denied as denied:
        context = page_of(request, run_of(request, pk)) | {"refused": denied.reasons}
        return render(request, "plans/bookings.html", context, status=422)
    messages.success(request, str(CHANGED))
    return redirect("plans:run", pk=pk)


def _day(typed: str, start: str) -> int:
    try:
        return (dt.date.fromisoformat(typed) - dt.date.fromisoformat(start)).days
    except ValueError as error:
        raise Invalid(bookings.NO_SUCH_DAY) from error
