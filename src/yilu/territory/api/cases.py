"""Case series over the API."""

from django.http import HttpRequest
from ninja import File, Router
from ninja.files import UploadedFile

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import NATION
from yilu.core.permissions import Permission
from yilu.territory.actions import import_cases
from yilu.territory.api.areas import area_or_404
from yilu.territory.api.shapes import CaseOut, Day, ReportOut
from yilu.territory.importers.cases import source_of
from yilu.territory.incoming import read_cases
from yilu.territory.queries import case_rows, case_trend, children
from yilu.territory.views.asking import actor_of

router = Router()


@router.get("", response=list[CaseOut], summary="Counts of an area and of those directly below, each its own")
@requires(Permission.BOARD_READ)
def cases(request: HttpRequest, area: str = NATION, day: Day | None = None) -> list[CaseOut]:
    """The last count up to the day; units without a series of their own are left out."""
    on = day or clock.today()
    area_or_404(area, on)
    rows = case_rows([area, *(a.code for a in children(area, on=on))], day=on)
    return [CaseOut.of(row) for row in rows.values()]


@router.post("/import", response=ReportOut, summary="Take a case series in (CSV or xlsx)")
@requires(Permission.CASES_IMPORT)
def take_cases(
    request: HttpRequest,
    file: File[UploadedFile],
    source: str = "",
    corrections: bool = False,
    all_or_nothing: bool = False,
    dry_run: bool = False,
) -> ReportOut:
    """Line by line; the report says what was refused and why."""
    lines, unread = read_cases(file.read())
    report = import_cases(
        lines=lines, unread=unread, source=(source or source_of(file.name or "cases"))[:60],
        corrections=corrections, whole=all_or_nothing, dry_run=dry_run, by=actor_of(request), now=clock.now(),
    )  # fmt: skip
    return ReportOut.of(report)


# After the fixed addresses, which it would take for codes.
@router.get("/{code}", response=list[CaseOut], summary="One unit's own series")
@requires(Permission.BOARD_READ)
def series(request: HttpRequest, code: str, first: Day, last: Day) -> list[CaseOut]:
    """From `first` to `last`, both included, from one source."""
    area_or_404(code, last)
    return [CaseOut.of(row) for row in case_trend(code, first=first, last=last)]
