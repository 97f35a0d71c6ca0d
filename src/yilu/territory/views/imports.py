"""Imports on a page: upload, see what would become of each line, accept."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.core.uploads import was_too_large
from yilu.territory import tables
from yilu.territory.actions import import_cases, import_tiers
from yilu.territory.forms import CasesUpload, TiersUpload
from yilu.territory.importers.cases import source_of
from yilu.territory.incoming import Report, read_cases, read_tiers
from yilu.territory.parking import Parked, park, parked, release
from yilu.territory.queries.judging_cases import judged_cases
from yilu.territory.queries.judging_tiers import judged_tiers
from yilu.territory.views.asking import actor_of, posted

TOO_LARGE = Text("文件超过大小上限，没有保存。", "The file is larger than the limit; it was not kept.")


def _upload(request: HttpRequest, form: Form, template: str, onward: str, read: Callable[[bytes], Any]) -> HttpResponse:
    """Take the file in, see that it can be read at all, and go on to its preview."""
    if request.method == "POST":
        readable = form.is_valid()
        if was_too_large(request):
            form.errors.pop("file", None)  # not "missing": it was there, and too large
            form.add_error("file", str(TOO_LARGE))
        elif readable:
            file = form.cleaned_data.pop("file")
            data = file.read()
            try:
                read(data)
            except Denied as refused:
                for each in refused.reasons:
                    form.add_error("file", str(each))
            else:
                key = park(file.name, data, user_id=actor_of(request).user_id)
                told = {k: v if isinstance(v, str) else "1" for k, v in form.cleaned_data.items() if v}
                return redirect(reverse(onward, args=[key]) + (f"?{urlencode(told)}" if told else ""))
    return render(request, template, {"form": form}, status=422 if form.errors else 200)


def _waiting(request: HttpRequest, key: str) -> Parked:
    found = parked(key, user_id=actor_of(request).user_id)
    if found is None:
        raise Http404
    return found


def _preview(
    request: HttpRequest, waiting: Parked, report: Report, back: str, extra: dict[str, Any]
) -> HttpResponseBase:
    context = {"report": report, "file": waiting.name, "back": back, **extra}
    return respond(request, "territory/preview.html", tables.refusals(), report.refused, context)


def _accepted(request: HttpRequest, waiting: Parked, report: Report, onward: str) -> HttpResponse:
    if not report.written:
        messages.error(
            request,
            str(
                Text(
                    "没有写入：有 {n} 行不合格。可改为只导入合格的行。",
                    "Nothing was written: {n} lines are refused. You may take the good lines only.",
                ).filled(n=len(report.refused))
            ),
        )
        return redirect(request.get_full_path())
    release(waiting.key, user_id=actor_of(request).user_id)
    messages.success(
        request,
        str(
            Text(
                "已导入：新增 {new} 行，更正 {changed} 行，已有 {same} 行，未导入 {refused} 行。",
                "Imported: {new} new, {changed} corrected, {same} known already, {refused} left out.",
            ).filled(new=report.new, changed=report.changed, same=report.same, refused=len(report.refused))
        ),
    )
    return redirect(onward)


@requires(Permission.CASES_IMPORT)
def upload_cases(request: HttpRequest) -> HttpResponse:
    """Choose a case series."""
    form = CasesUpload(posted(request), request.FILES or None)
    return _upload(request, form, "territory/upload_cases.html", "territory:preview_cases", read_cases)


@requires(Permission.CASES_IMPORT)
def preview_cases(request: HttpRequest, key: str) -> HttpResponseBase:
    """What would become of each line of the series; a POST accepts it."""
    waiting = _waiting(request, key)
    actor, corrections = actor_of(request), request.GET.get("corrections") == "1"
    source = (request.GET.get("source") or source_of(waiting.name))[:60]
    lines, unread = read_cases(waiting.data)
    if request.method == "POST":
        report = import_cases(
            lines=lines, unread=unread, source=source, corrections=corrections, by=actor, now=clock.now(),
            whole=request.POST.get("take") != "good",
        )  # fmt: skip
        return _accepted(request, waiting, report, "territory:cases")
    _, report = judged_cases(
        lines, unread=unread, source=source, corrections=corrections, by=actor, today=clock.today()
    )
    extra = {"source": source, "corrections": corrections, "title": Text("病例数据", "Case series")}
    return _preview(request, waiting, report, reverse("territory:upload_cases"), extra)


@requires(Permission.TIER_IMPORT)
def upload_tiers(request: HttpRequest) -> HttpResponse:
    """Choose a published list of tiers."""
    form = TiersUpload(posted(request), request.FILES or None)
    return _upload(request, form, "territory/upload_tiers.html", "territory:preview_tiers", read_tiers)


@requires(Permission.TIER_IMPORT)
def preview_tiers(request: HttpRequest, key: str) -> HttpResponseBase:
    """What would become of each line of the list; a POST accepts it."""
    waiting = _waiting(request, key)
    actor = actor_of(request)
    lines, unread = read_tiers(waiting.data)
    if request.method == "POST":
        whole = request.POST.get("take") != "good"
        report = import_tiers(lines=lines, unread=unread, by=actor, now=clock.now(), whole=whole)
        return _accepted(request, waiting, report, "territory:tiers")
    _, report = judged_tiers(lines, unread=unread, by=actor, today=clock.today())
    extra = {"title": Text("公布的风险等级", "Published tiers")}
    return _preview(request, waiting, report, reverse("territory:upload_tiers"), extra)
