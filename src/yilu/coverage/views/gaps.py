"""Blind spots: which sites lack what, and the one step that makes tasks of them."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond
from yilu.core.text import label
from yilu.coverage import actions
from yilu.coverage.forms import OrderForm
from yilu.coverage.models import SiteRow
from yilu.coverage.queries.reading import grain_of, site_rows
from yilu.coverage.rules import COUNTED, GAPS, LETTERS
from yilu.coverage.tables import gaps_table
from yilu.coverage.views.matrix import area_seen, number
from yilu.network.views.areas import area_choices
from yilu.network.views.asking import Request
from yilu.norms.models import Requirement
from yilu.norms.rules.kinds import NAMES, State
from yilu.tasks.actions import AT_ONCE

STATES = [(s.value, NAMES[s]) for s in COUNTED if s is not State.FRESH]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EVIDENCE_READ)
def gaps(request: Request) -> HttpResponseBase:
    """The sites with a gap, narrowed by area, requirement and state; posted: a task for each."""
    may = request.actor.jurisdiction
    area = area_seen(request)
    grain = grain_of(may, brand=number(request, "brand"), enterprise=number(request, "enterprise"))
    code, state = request.GET.get("requirement", ""), request.GET.get("state", "")
    requirement = get_object_or_404(Requirement, code=code) if code else None
    letters = LETTERS[State(state)] if state in dict(STATES) else GAPS
    rows = _lacking(site_rows(may, area.code, grain).filter(gaps__gt=0), requirement, letters)
    form = OrderForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.order_gaps(
                rows=list(rows[: AT_ONCE + 1]), requirement=requirement, area=area.code, brand=grain.brand or None,
                due=form.cleaned_data["due"], by=request.actor, now=clock.now(),
            )  # fmt: skip
        except Denied as denied:
            for why in denied.reasons:
                form.add_error(None, str(why))
        else:
            told = label(f"已下达 {opened} 项任务；已有在办任务的不重复下达。",
                         f"{opened} tasks given out; none where one stands already.")  # fmt: skip
            messages.success(request, str(told))
            return redirect(request.get_full_path())
    context = {
        "area": area,
        "areas": area_choices(request.actor, area.code),
        "grain": grain,
        "requirement": requirement,
        "requirements": Requirement.objects.order_by("order"),
        "state": state,
        "states": STATES,
        "total": rows.count(),
        "form": form,
        "may_order": may.may(Permission.TASK_ASSIGN),
    }
    table = gaps_table(Requirement.objects.in_bulk())
    return respond(request, "coverage/gaps.html", table, rows.select_related("site__brand", "site__county"), context)


def _lacking(rows: QuerySet[SiteRow], requirement: Requirement | None, letters: str) -> QuerySet[SiteRow]:
    if requirement is not None:
        return rows.lacking(requirement.pk, letters)  # type: ignore[attr-defined,no-any-return]
    return rows if letters == GAPS else rows.filter(cells__contains=letters)
