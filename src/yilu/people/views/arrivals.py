"""An area's arrivals day by day, the order of its limits, and the gaps of its sites."""

import datetime as dt

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import NATION, is_code
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network.views.areas import area_choices
from yilu.people import actions
from yilu.people.queries import returns as queries
from yilu.people.queries.staffing import SiteStaffing, by_site
from yilu.people.return_forms import OrderForm
from yilu.people.return_tables import Day, arrivals_table, gaps_table
from yilu.people.views.asking import Request
from yilu.territory import queries as territory
from yilu.territory.models import Area
from yilu.territory.words import shown_name

AHEAD = 21
ORDERED = Text("已设定，{document}。", "Ordered: {document}.")


def _area(request: Request, otherwise: str) -> Area:
    code = request.GET.get("area", "")
    found = territory.area(code if is_code(code) else otherwise)
    if found is None:
        raise Http404
    return found


def _own_area(request: Request) -> str:
    return next(iter(request.actor.jurisdiction.having(Permission.WORKER_READ).areas), NATION)


@requires(Permission.WORKER_READ)
def arrivals(request: Request) -> HttpResponseBase:
    """What an area ordered and what is booked of it, for three weeks; who may, orders here."""
    area, today = _area(request, _own_area(request)), clock.today()
    if area.code == NATION:
        area = next(iter(territory.children(NATION, on=today)), area)
    may = request.actor.jurisdiction.may(Permission.ARRIVALS_ORDER, area=area.code)
    first = {"first_day": today, "last_day": today + dt.timedelta(days=AHEAD - 1)}
    form = OrderForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            order = actions.order_arrivals(area=area, by=request.actor, now=clock.now(), **form.cleaned_data)
        except Denied as refused:
            form.add_error(None, [str(r) for r in refused.reasons])
        else:
            messages.success(request, str(ORDERED.filled(document=order.document)))
            return redirect(f"{reverse('people:arrivals')}?area={area.code}")
    last = today + dt.timedelta(days=AHEAD - 1)
    known = {r.day: r for r in queries.rooms([area.code], first=today, last=last)}
    days = [Day(d, known.get(d)) for d in (today + dt.timedelta(days=n) for n in range(AHEAD))]
    limited = [d for d in days if d.free is not None]
    context = {
        "area": area,
        "name": shown_name(area),
        "areas": area_choices(request.actor, area.code),
        "nearest": days[0],
        "full": sum(d.free == 0 for d in limited),
        "booked": sum(d.room.arriving for d in days if d.room),
        "form": form if may else None,
        "orders": queries.arrival_orders(area.code)[:10],
        "isolation": queries.ordered_isolation(area.code, on=today),
    }
    response = respond(request, "people/arrivals.html", arrivals_table(), days, context)
    response.status_code = 422 if form.errors and request.method == "POST" else 200
    return response


@require_safe
@requires(Permission.WORKER_READ)
def gaps(request: Request) -> HttpResponseBase:
    """Site by site: wanted, there, away by the risk of where they are, not cleared, recruited here."""
    area, today = _area(request, _own_area(request)), clock.today()
    # The nation's sites are no list anybody reads; its sums stand on the board.
    rows = [] if area.code == NATION else by_site(request.actor.jurisdiction, area.code, day=today)
    total = SiteStaffing()
    for row in rows:
        for name in ("wanted", "present", "away", "away_high", "isolated"):
            setattr(total, name, getattr(total, name) + getattr(row, name))
    context = {
        "area": area,
        "name": shown_name(area),
        "areas": area_choices(request.actor, area.code),
        "total": total,
        "short": sum(row.gap > 0 for row in rows),
        "gap": sum(row.gap for row in rows),
    }
    return respond(request, "people/gaps.html", gaps_table(day=today), rows, context)
