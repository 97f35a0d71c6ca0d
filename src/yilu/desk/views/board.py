"""The board: one page for every area, from the nation to a county; URL = view."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires, signed_in
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, reason
from yilu.core.tables import asked as asked_of
from yilu.core.tables import export, shown
from yilu.desk.board import links
from yilu.desk.board.charts import trend_charts
from yilu.desk.board.home import home_of
from yilu.desk.board.measures import DEFAULT_MEASURE, MEASURES
from yilu.desk.board.picture import Board
from yilu.desk.board.reading import Asked, read, read_trend
from yilu.desk.board.sentence import answer
from yilu.desk.board.sites import sites_of_county, sites_table
from yilu.desk.board.tables import tables_of
from yilu.desk.board.tiles import tile_map
from yilu.operations.rules.rates import RATES
from yilu.territory import queries as territory
from yilu.territory.models import Area

# The tables drawn in the one way of lists; the five rates and the classes have a fixed order and a look of their own.
ON_PAGE = ("units", "worst", "changed", "sites")


@signed_in
def home(request: HttpRequest) -> HttpResponseBase:
    """The board of the reader's own area; a worker, who reads no board, his or her own tasks."""
    actor = actor_of(request)
    if not actor.jurisdiction.may(Permission.BOARD_READ):
        return redirect("tasks:tasks" if actor.jurisdiction.may(Permission.TASK_READ) else "accounts:me")
    return show(request, home_of(actor))


@require_safe
@requires(Permission.BOARD_READ)
def board(request: HttpRequest, code: str) -> HttpResponseBase:
    """The board of one area; `day`, `since`, `known_at`, `measure`, `lens`, `rate`, `level`, `wall` say which."""
    return show(request, code)


def show(request: HttpRequest, code: str) -> HttpResponseBase:
    """The whole page, one of its tables, the map alone, or a table as a file."""
    area = area_or_404(code)
    view = read(asked(request, code), area, actor=actor_of(request))
    tables: dict[str, Any] = dict(tables_of(view))
    if area.level == Area.Level.COUNTY:
        tables["sites"] = sites_table(view), sites_of_county(code, day=view.day, actor=actor_of(request))
    for table, rows in tables.values():
        if request.GET.get("table") == table.code and asked_of(request, table, "export") in ("xlsx", "csv"):
            return export(table, shown(request, table, rows).page.paginator.object_list, request.GET["export"])
    target = request.headers.get("HX-Target", "")
    if target.removeprefix("table-") in tables and target.startswith("table-"):
        table, rows = tables[target.removeprefix("table-")]
        return render(request, "table.html", {"t": shown(request, table, rows)})
    context = {"b": view, "view": links.same_view(view), **map_context(request, view)}
    if target == "map":
        return render(request, "desk/board/map.html", context)
    context |= {
        "answer": answer(view),
        "links": links.records(view),
        "tables": {
            name: shown(request, *tables[name]) for name in ("units", "worst", "changed", "sites") if name in tables
        },
        "rates": RATES,
        "wall": request.GET.get("wall") == "1",
        "days_back": {"yesterday": view.day - dt.timedelta(days=1), "tomorrow": view.day + dt.timedelta(days=1)},
    }
    return render(request, "desk/board.html", context)


@require_safe
@requires(Permission.BOARD_READ)
def trend(request: HttpRequest, code: str) -> HttpResponse:
    """The trends of a board: charts, each titled with its finding, and the table beneath."""
    area = area_or_404(code)
    found = read_trend(asked(request, code), area, actor=actor_of(request))
    template = "desk/board/trend.html" if request.headers.get("HX-Request") else "desk/trend.html"
    context = {"area": area, "trend": found, "charts": trend_charts(found), "view": request.GET.urlencode()}
    return render(request, template, context)


def map_context(request: HttpRequest, view: Board) -> dict[str, Any]:
    """The tile map and the measure that colours it."""
    measure = MEASURES.get(request.GET.get("measure", ""), MEASURES[DEFAULT_MEASURE])
    return {
        "measure": measure,
        "measures": MEASURES.values(),
        "map": tile_map(view.units, measure),
    }


def area_or_404(code: str) -> Area:
    """The area, as it is or was."""
    area = territory.area(code)
    if area is None:
        raise Http404
    return area


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def asked(request: HttpRequest, code: str) -> Asked:
    """Which board the address asks for. Raises `Invalid` for a day or hour that is none."""
    day = _day(request, "day") or clock.today()
    since = _day(request, "since")
    level = request.GET.get("level", "")
    rate = request.GET.get("rate", "")
    return Asked(
        code=code,
        day=day,
        since=since,
        known_at=_hour(request, "known_at"),
        lens=request.GET.get("lens", ""),
        rank_rate=rate if rate in RATES else "delivered",
        rank_level=int(level) if level in ("1", "2", "3") else None,
    )


def _day(request: HttpRequest, name: str) -> dt.date | None:
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Invalid(
            reason(
                "desk.board.not_a_day", "“{text}”不是日期，请写成 2020-02-17 的样子。",
                "“{text}” is not a day; write it like 2020-02-17.", text=text[:40],
            )
        ) from None  # fmt: skip


def _hour(request: HttpRequest, name: str) -> dt.datetime | None:
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(
            reason(
                "desk.board.not_an_hour", "“{text}”不是时刻，请写成 2020-02-17T06:00 的样子。",
                "“{text}” is not a time; write it like 2020-02-17T06:00.", text=text[:40],
            )
        ) from None  # fmt: skip
    return found if found.tzinfo else found.replace(tzinfo=clock.ZONE)
