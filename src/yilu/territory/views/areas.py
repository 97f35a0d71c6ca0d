"""One area: what it is, what changed, its tiers, its cases."""

import datetime as dt
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
from yilu.territory import queries, tables
from yilu.territory.models import Area
from yilu.territory.views.asking import area_or_404, day_of
from yilu.territory.words import LEVELS, TIERS, shown_name

_TREND = dt.timedelta(days=29)


def _tables(area: Area, day: dt.date) -> dict[str, tuple[Table, Any]]:
    below = queries.children(area.code, on=day)
    found: dict[str, tuple[Table, Any]] = {
        "trend": (tables.trend(), queries.case_trend(area.code, first=day - _TREND, last=day)[::-1]),
        "changes": (tables.changes(), queries.changes_of(area.code)),
    }
    if below:
        found["below"] = (tables.below(day, of_counties=_are_counties(below)), tables.below_rows(below, day=day))
    if area.level == Area.Level.COUNTY:
        found["history"] = (tables.history(), queries.tier_history(area.code))
    return found


def _are_counties(areas: list[Area]) -> bool:
    return all(a.level == Area.Level.COUNTY for a in areas)


@requires(Permission.BOARD_READ)
@require_safe
def area(request: HttpRequest, code: str) -> HttpResponseBase:
    """The page of one area on a day."""
    day = day_of(request)
    found = area_or_404(code, on=day)
    listed = _tables(found, day)
    for table, rows in listed.values():
        if request.GET.get("table") == table.code and (kind := asked(request, table, "export")) in ("xlsx", "csv"):
            return export(table, rows, kind)
        if request.headers.get("HX-Target") == f"table-{table.code}":
            return render(request, "table.html", {"t": shown(request, table, rows)})
    exists = (found.valid_from is None or found.valid_from <= day) and (
        found.valid_until is None or day < found.valid_until
    )
    is_county = found.level == Area.Level.COUNTY
    counts = {} if is_county else queries.tier_counts(code, on=day)
    context = {
        "a": found,
        "day": day,
        "exists": exists,
        "above": queries.ancestors(code),
        "level": LEVELS[found.level],
        "cases": queries.case_row(code, day=day),
        "tier": queries.effective_tiers([code], on=day)[code] if is_county else None,
        "tier_counts": [(tier.value, *words, counts[tier]) for tier, words in TIERS.items() if counts],
        "emergency": queries.emergency_in_force(code, on=day),
        "answer": _answer(found, day, exists),
        "tables": {name: shown(request, table, rows) for name, (table, rows) in listed.items()},
    }
    return render(request, "territory/area.html", context)


def _answer(found: Area, day: dt.date, exists: bool) -> str:
    """The page's answer in one sentence."""
    if not exists:
        return str(Text("{a} 在这一天不存在。", "{a} did not exist on this day.").filled(a=shown_name(found)))
    cases = queries.case_row(found.code, day=day)
    told = (
        Text("累计确诊 {n} 例（截至 {d} 24时）。", "{n} confirmed in all (to 24:00 of {d}).").filled(
            n=f"{cases.confirmed:,}", d=shown_day(cases.as_of)
        )
        if cases
        else Text("没有自己的病例数据。", "It has no case series of its own.")
    )
    if found.level == Area.Level.COUNTY:
        tier = queries.effective_tiers([found.code], on=day)[found.code].effective
        return str(Text("风险等级：{t}。", "Risk tier: {t}. ").filled(t=TIERS[tier][1])) + str(told)
    counts = queries.tier_counts(found.code, on=day)
    return str(Text("共 {n} 个县级单元。", "{n} counties. ").filled(n=f"{sum(counts.values()):,}")) + str(told)
