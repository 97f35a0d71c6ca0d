"""Who has not checked in, by area, brand and site: whom does the duty officer call?"""

import datetime as dt

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.tables import Column, Table, respond
from yilu.core.text import chinese, label
from yilu.people.queries.coverage import Covered, by_area, by_brand, by_enterprise, by_office, by_site
from yilu.people.queries.escalation import rungs_of
from yilu.people.views.asking import Request
from yilu.territory.models import Area


@require_safe
@requires(Permission.CHECK_READ)
def coverage(request: Request) -> HttpResponseBase:
    """The areas below, the brands, and within a county the sites, those with most missing first."""
    may = request.actor.jurisdiction
    asked = request.GET.get("area") or next(iter(may.having(Permission.CHECK_READ).areas))
    area = get_object_or_404(Area, pk=asked)
    try:
        day = min(dt.date.fromisoformat(request.GET.get("day", "")), clock.today())
    except ValueError:
        day = clock.today()
    areas = by_area(may, area.code, day=day)
    within = by_site(may, area.code, day=day) if not area.code.endswith("00") else []
    due, reported = sum(a.due for a in areas), sum(a.reported for a in areas)
    brands = by_brand(may, area.code, day=day)
    context = {
        "area": area,
        "area_name": area.name_zh if chinese() else area.name_en,
        "day": day,
        "due": due,
        "reported": reported,
        "missing": sum(a.missing for a in areas),
        "worst": sum(1 for a in (within or areas) if a.missing),
        "rungs": rungs_of(area, day=day),
        "sees_sector": may.sees_sector(area.code),
        "enterprises": by_enterprise(may, area.code, day=day) if len(brands) == 1 else brands,
        "offices": by_office(may, area.code, day=day),
        "sites": bool(within),
    }
    table = _table(day, sites=bool(within))
    return respond(request, "people/coverage.html", table, within or areas, context)


def _table(day: dt.date, *, sites: bool) -> Table:
    def url(row: Covered) -> str:
        if sites:
            return reverse("people:morning", args=[row.key]) + f"?day={day}"
        return reverse("people:coverage") + f"?area={row.key}&day={day}"

    return Table(
        "coverage",
        label("晨检进度", "Who has checked in"),
        (
            Column("name", label("网点" if sites else "地区", "Site" if sites else "Area"), named, link=url),
            Column("due", label("应报", "Due"), lambda r: r.due, "due", is_number=True),
            Column("reported", label("已报", "Reported"), lambda r: r.reported, "reported", is_number=True),
            Column("missing", label("未报", "Missing"), lambda r: r.missing, "missing", is_number=True),
            Column(
                "abnormal", label("异常", "Not well"), lambda r: r.abnormal, is_number=True,
                hidden=lambda r: r.told_abnormal is None,
            ),
        ),
        default_sort="-missing",
        empty=label("这里没有员工在册，或不在您的权限范围内。", "No workers here, or not yours to see."),
    )  # fmt: skip


def named(row: Covered) -> str:
    """The row's name in the reader's language."""
    return row.name_zh if chinese() else row.name_en
