"""The component sheet: every component in every state with made-up data. Development only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yilu.core.gate import signed_in
from yilu.core.reasons import reason
from yilu.core.tables import Column, Table, shown
from yilu.core.text import label
from yilu.desk import samples
from yilu.desk.board import links
from yilu.desk.board.measures import MEASURES
from yilu.desk.board.sentence import answer
from yilu.desk.board.tables import tables_of
from yilu.desk.board.tiles import tile_map
from yilu.operations.rules.rates import RATES

EMPTY = Table(
    "nothing",
    label("空列表", "An empty list"),
    (Column("a", label("列", "Column"), str),),
    empty=label("还没有网点。先导入名录。", "No sites yet. Import the register first."),
)


@signed_in
def ui(request: HttpRequest) -> HttpResponse:
    """The sheet; it does not exist outside development."""
    if not settings.DEBUG:
        raise Http404
    board = samples.board()
    measure = MEASURES.get(request.GET.get("measure", ""), MEASURES["delivered"])
    tables = tables_of(board)
    context = {
        "b": board,
        "view": links.same_view(board),
        "answer": answer(board),
        "links": links.records(board),
        "measure": measure,
        "measures": MEASURES.values(),
        "map": tile_map(board.units, measure),
        "maps": [(m, tile_map(board.units, m)) for m in MEASURES.values()],
        "rates": RATES,
        "tables": {name: shown(request, *tables[name]) for name in ("units", "worst", "changed")},
        "nothing": shown(request, EMPTY, []),
        "reasons": [
            reason("desk.sample.refusal", "该网点处于停业期，不能填报营业。", "The site is suspended.", "《…》第三条")
        ],
    }
    return render(request, "desk/ui.html", context)
