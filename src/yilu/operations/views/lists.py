"""The daily reports of an area and day, and what was corrected."""

import datetime as dt

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires
from yilu.core.jurisdiction import NATION
from yilu.core.permissions import Permission
from yilu.core.tables import respond
from yilu.core.text import label
from yilu.network.models import Site
from yilu.network.views.areas import area_choices
from yilu.operations import queries
from yilu.operations.queries.daily import SHOWS, daily
from yilu.operations.queries.daily import corrections as corrected
from yilu.operations.tables import corrections_table, daily_table
from yilu.operations.views.asking import Request, asked_area, asked_day
from yilu.territory.models import Area

SHOW_NAMES = {
    "": label("应报", "all due"),
    "reported": label("已报", "reported"),
    "missing": label("未报", "not reported"),
    "late": label("逾时", "late"),
    "flagged": label("有疑点", "does not fit"),
    "blocked": label("政令受阻", "decrees blocked"),
    "closed": label("停业", "closed"),
    "off_roster": label("不在名录", "off the roster"),
}
CORRECTED_DAYS = 14
FEW = 20_000  # missing sites that are looked up one by one in yesterday's list


@require_safe
@requires(Permission.REPORT_READ)
def reports(request: Request) -> HttpResponseBase:
    """Who has reported the day and who has not."""
    actor, day = request.actor, asked_day(request)
    area = asked_area(request, Permission.REPORT_READ)
    show, search = request.GET.get("show", ""), request.GET.get("q", "")[:60]
    show = show if show in SHOWS else ""
    yesterday = day - dt.timedelta(days=1)
    due, reported, missing = _counts(actor, area, day)
    rows = daily(actor.jurisdiction, area=area, day=day, show=show, search=search)
    context = {
        "day": day,
        "before": yesterday,
        "after": day + dt.timedelta(days=1) if day < clock.today() else None,
        "area": Area.objects.filter(code=area).first(),
        "areas": area_choices(actor, area),
        "shows": [(code, name, code == show) for code, name in SHOW_NAMES.items()],
        "search": search,
        "total": due,
        "reported": reported,
        "missing": missing,
        "twice": _silent_twice(actor, area, day) if 0 < missing <= FEW else 0,
        "roster": queries.roster_in_force(on=day),
        "may_write": actor.jurisdiction.may(Permission.REPORT_WRITE),
    }
    fields = queries.fields_for(area, on=day) if area != NATION else []
    return respond(request, "operations/reports.html", daily_table(day, fields), rows, context)


def _counts(actor: Actor, area: str, day: dt.date) -> tuple[int, int, int]:
    """Due, reported, missing: of a large area as of the last refresh, of one's own few sites as of now."""
    lens = queries.lens_of(actor, area)
    if lens.kind in (queries.LensKind.SECTOR, queries.LensKind.BRAND):
        f = queries.figures(lens, area, day=day)
        return f.sites or 0, f.sites_reported or 0, f.sites_missing or 0
    shows = ("reported", "off_roster", "missing")
    told, strangers, missing = (daily(actor.jurisdiction, area=area, day=day, show=s).count() for s in shows)
    return told - strangers + missing, told - strangers, missing


def _silent_twice(actor: Actor, area: str, day: dt.date) -> int:
    today, yesterday = (
        set(daily(actor.jurisdiction, area=area, day=d, show="missing").values_list("pk", flat=True))
        for d in (day, day - dt.timedelta(days=1))
    )
    return len(today & yesterday)


@requires(Permission.REPORT_READ)
def mine(request: Request) -> HttpResponse:
    """Today's form where one answers for a single site; else the list."""
    own = Site.objects.within(request.actor.jurisdiction, Permission.REPORT_WRITE).values_list("pk", flat=True)[:2]
    if len(own) == 1:
        return redirect("operations:day", own[0], clock.today().isoformat())
    return redirect(reverse("operations:reports"))


@require_safe
@requires(Permission.REPORT_READ)
def corrections(request: Request) -> HttpResponseBase:
    """What was reported again after it had been told."""
    last = asked_day(request, "until")
    first = asked_day(request, "from") if "from" in request.GET else last - dt.timedelta(days=CORRECTED_DAYS)
    area = asked_area(request, Permission.REPORT_READ)
    rows = corrected(request.actor.jurisdiction, area=area, first=first, last=last)
    context = {"first": first, "last": last, "areas": area_choices(request.actor, area), "total": rows.count()}
    return respond(request, "operations/corrections.html", corrections_table(), rows, context)
