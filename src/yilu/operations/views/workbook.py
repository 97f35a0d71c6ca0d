"""A headquarters reports a day of all its sites by workbook: checked as a whole before anything is written."""

import datetime as dt
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Invalid, Reason, reason
from yilu.core.text import Text
from yilu.core.uploads import was_too_large
from yilu.network.models import Site
from yilu.network.sheet.guards import too_large
from yilu.network.sheet.reading import open_sheet
from yilu.operations import actions
from yilu.operations.flagging import flags_of_day, past_of
from yilu.operations.models import SiteReport
from yilu.operations.reporting import SiteDay
from yilu.operations.rules.checks import reasons_of
from yilu.operations.sheet import DAYS, Refused, read_days, template
from yilu.operations.views.asking import Request, asked_day, day_of

NO_FILE = reason("operations.sheet.no_file", "请选择文件。", "Choose a file.")
NO_ROWS = reason("operations.sheet.no_rows", "表中没有填写任何网点。", "No site is filled in.")
SENT = Text("已报 {n} 处，其中更正 {c} 处。", "{n} reported, {c} of them corrections.")
SHOWN = 200  # rows with something to say
MOST_SITES = 20_000


def _own(request: Request) -> list[Site]:
    within = Site.objects.within(request.actor.jurisdiction, Permission.REPORT_WRITE)
    return list(within.exclude(status=Site.Status.CLOSED).only("code", "name").order_by("code")[:MOST_SITES])


@require_safe
@requires(Permission.REPORT_WRITE)
def workbook_template(request: Request) -> FileResponse:
    """One's own sites of a day, yesterday beside each number."""
    day, sites = asked_day(request), _own(request)
    told = SiteReport.objects.filter(day=day - dt.timedelta(days=1), current=True)
    wanted = {s.pk for s in sites}
    yesterday = {r.site_id: r for r in told.iterator() if r.site_id in wanted}
    return FileResponse(template(sites, yesterday), as_attachment=True, filename=f"yilu-reports-{day}.xlsx")


@requires(Permission.REPORT_WRITE)
def workbook(request: Request) -> HttpResponse:
    """Upload it. What cannot be is refused by row; what is improbable is asked about before anything is written."""
    day = day_of(request.POST.get("day", "")) or asked_day(request)
    refused: Refused = []
    doubtful: Refused = []
    whole: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            rows, refused = _read(request, day)
            doubtful = [] if refused or request.POST.get("confirmed") else _doubts(rows, day)
            if not refused and not doubtful:
                taken = actions.report_many(
                    rows=[row for _, row in rows], source=SiteReport.Source.WORKBOOK, by=request.actor, now=clock.now()
                )
                messages.success(request, str(SENT.filled(n=taken.taken, c=taken.corrections)))
                return redirect(f"{reverse('operations:reports')}?day={day}")
        except Denied as denied:
            whole = denied.reasons
    context = {
        "day": day,
        "whole": whole,
        "refused": refused[:SHOWN],
        "doubtful": doubtful[:SHOWN],
        "number": len(refused) or len(doubtful),
    }
    return render(request, "operations/workbook.html", context, status=422 if whole or refused else 200)


def _read(request: Request, day: dt.date) -> tuple[list[tuple[int, SiteDay]], Refused]:
    file = request.FILES.get("file")
    if was_too_large(request):
        raise Invalid(too_large(settings.YILU_UPLOAD_LIMIT_MB))
    if not isinstance(file, UploadedFile):
        raise Invalid(NO_FILE)
    with tempfile.NamedTemporaryFile() as kept:
        for piece in file.chunks():
            kept.write(piece)
        kept.flush()
        opened = open_sheet(Path(kept.name), file.name or "", DAYS)
        rows, refused = read_days(opened, {s.code: s.pk for s in _own(request)}, day=day, today=clock.today())
    if not rows and not refused:
        raise Invalid(NO_ROWS)
    return rows, refused


def _doubts(rows: list[tuple[int, SiteDay]], day: dt.date) -> Refused:
    """What is improbable, by row of the spreadsheet."""
    sites = [row.site_id for _, row in rows]
    states = dict(Site.objects.filter(pk__in=sites).values_list("pk", "status"))
    recent = (clock.today() - day).days <= 1
    registered = {pk: status == Site.Status.OPEN for pk, status in states.items()} if recent else {}
    told = [(row.site_id, row.figures) for _, row in rows]
    found = flags_of_day(told, past_of(day, sites), registered)
    return [(rows[at][0], reasons_of([list(f) for f in flags])) for at, flags in sorted(found.items())]
