"""An area's stock and protection, and its sites that are short."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import NATION, is_code
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.network.views.areas import area_choices
from yilu.network.views.asking import Request
from yilu.norms.queries import parameters
from yilu.norms.rules.parameters import MASKS_A_DAY, PROTECTION_DAYS
from yilu.operations.queries import LensKind, lens_of
from yilu.supplies import actions
from yilu.supplies.queries.area import WITHHELD, protection_through, stock_of
from yilu.supplies.queries.stock import short_sites
from yilu.supplies.tables import areas_table, short_table
from yilu.territory.queries import ancestors, area, children

ASKED = Text("已向 {n} 处网点下达任务。", "{n} sites were given a task.")
MOST_AT_ONCE = 200


@require_safe
@requires(Permission.SUPPLY_READ)
def home(request: Request) -> HttpResponse:
    """The reader's own site, else the largest area he or she sees."""
    grants = request.actor.jurisdiction.having(Permission.SUPPLY_READ).grants
    site = next((g.site for g in grants if g.site is not None), None)
    if site is not None:
        return redirect("supplies:site", pk=site)
    return redirect("supplies:area", code=request.actor.jurisdiction.areas[0])


@require_safe
@requires(Permission.SUPPLY_READ)
def shown(request: Request, code: str) -> HttpResponseBase:
    """An area: how far its masks reach, every item, and the areas below."""
    here, today = area(code), clock.today()
    if here is None:
        raise Http404
    lens = lens_of(request.actor, code)
    if lens.kind is LensKind.SITE and lens.site is not None:
        return redirect("supplies:site", pk=lens.site)
    below = [a for a in children(code, on=today) if lens.reaches(a.code)] if here.level < here.Level.COUNTY else []
    found = protection_through({a.code: lens for a in (here, *below)})
    told = found[code]
    reason = told if isinstance(told, Reason) else None
    if reason is WITHHELD:
        raise Denied(WITHHELD)
    context: dict[str, Any] = {
        "area": here,
        "trail": [a for a in ancestors(code) if lens.reaches(a.code)],
        "lens": lens,
        "protection": None if reason else told,
        "why_unknown": reason,
        "items": stock_of(lens, code, on=today),
        "orders": {key: n for key, n in parameters(code, on=today).items() if key in (MASKS_A_DAY, PROTECTION_DAYS)},
    }
    rows = [(a, found[a.code]) for a in below]
    return respond(request, "supplies/area.html", areas_table(), rows, context)


@require_safe
@requires(Permission.SUPPLY_READ)
def short(request: Request) -> HttpResponseBase:
    """The sites that are short of protection, the worst first."""
    code = request.GET.get("area", "")
    rows = short_sites(request.actor)
    if is_code(code) and code != NATION:
        rows = rows.in_area(code)
    may_ask = request.actor.jurisdiction.may(Permission.TASK_ASSIGN)
    context = {
        "areas": area_choices(request.actor, code),
        "total": rows.count(),
        "bare": rows.filter(masks=0).count(),
        "may_ask": may_ask,
    }
    return respond(request, "supplies/short.html", short_table(may_ask=may_ask), rows, context)


@require_POST
@requires(Permission.TASK_ASSIGN)
def ask(request: Request) -> HttpResponse:
    """Give the managers of these sites the task to see to protection."""
    chosen = [pk for pk in request.POST.getlist("site") if pk.isascii() and pk.isdigit() and len(pk) < 18]
    sites = Site.objects.within(request.actor.jurisdiction, Permission.SUPPLY_READ)
    asked = [get_object_or_404(sites.select_related("enterprise"), pk=pk) for pk in chosen[:MOST_AT_ONCE]]
    for site in asked:
        actions.ask_for_protection(site=site, by=request.actor, now=clock.now())
    messages.success(request, str(ASKED.filled(n=len(asked))))
    return redirect("supplies:short")
