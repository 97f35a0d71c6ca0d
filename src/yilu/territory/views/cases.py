"""Cases by area and day, and where they came from."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.tables import Table, asked, export, shown
from yilu.core.templatetags.yilu import day as shown_day
from yilu.core.text import Text
from yilu.territory import tables
from yilu.territory.models import Area
from yilu.territory.queries import ancestors, case_row, case_sources, children
from yilu.territory.views.asking import actor_of, area_of, day_of
from yilu.territory.words import shown_name


@requires(Permission.BOARD_READ)
@require_safe
def cases(request: HttpRequest) -> HttpResponseBase:
    """The areas below one with their own counts on a day, and the sources that are loaded."""
    day = day_of(request)
    area = area_of(request, on=day)
    below = children(area.code, on=day)
    of_counties = all(a.level == Area.Level.COUNTY for a in below)
    listed: dict[str, tuple[Table, list[Any]]] = {
        "below": (tables.below(day, of_counties=of_counties), tables.below_rows(below, day=day)),
        "sources": (tables.sources(), case_sources()),
    }
    for table, rows in listed.values():
        if request.GET.get("table") == table.code and (kind := asked(request, table, "export")) in ("xlsx", "csv"):
            return export(table, rows, kind)
        if request.headers.get("HX-Target") == f"table-{table.code}":
            return render(request, "table.html", {"t": shown(request, table, rows)})
    own = case_row(area.code, day=day)
    if own is None:
        answer = Text("{a} 没有自己的病例数据。", "{a} has no case series of its own.").filled(a=shown_name(area))
    else:
        answer = Text(
            "{a} 累计确诊 {n} 例，当日新增 {new} 例（截至 {d} 24时，来源 {s}）。",
            "{a}: {n} confirmed in all, {new} new that day (to 24:00 of {d}, source {s}).",
        ).filled(
            a=shown_name(area),
            n=f"{own.confirmed:,}",
            new="—" if own.new_confirmed is None else f"{own.new_confirmed:,}",
            d=shown_day(own.as_of),
            s=own.source,
        )
    context = {
        "area": area,
        "above": ancestors(area.code),
        "choices": [area, *below],
        "day": day,
        "answer": answer,
        "tables": {name: shown(request, table, rows) for name, (table, rows) in listed.items()},
        "may_import": actor_of(request).jurisdiction.may(Permission.CASES_IMPORT),
    }
    return render(request, "territory/cases.html", context)
