"""One visit, its sheet without a phone, its photos, and a finding on its way to closure."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.middleware import status_of
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.inspections import actions, queries
from yilu.inspections.actions import Record, TakenPhoto
from yilu.inspections.forms import LookForm, RectifyForm, SheetForm
from yilu.inspections.models import Finding, Inspection, Photo
from yilu.inspections.rules import NAMES, Level, Severity
from yilu.network.access import may_on_site
from yilu.network.views.asking import Request


def _inspection(request: Request, pk: int) -> Inspection:
    return get_object_or_404(queries.inspections(request.actor), pk=pk)


@require_safe
@requires(Permission.INSPECTION_READ)
def inspection(request: Request, pk: int) -> HttpResponse:
    """What was planned and why, or what was seen."""
    found = _inspection(request, pk)
    lines = queries.checklists([found.site], on=found.day)[found.site_id]
    photos: dict[str, list[Photo]] = {}
    for photo in found.photos.defer("content").order_by("pk"):
        photos.setdefault(photo.code, []).append(photo)
    context = {
        "i": found,
        "level": NAMES[Level(found.level)],
        "lines": [(a, found.answers.get(a.code), photos.get(a.code, [])) for a in lines],
        "met": sum(v is True for v in found.answers.values()),
        "wanting": sum(v is False for v in found.answers.values()),
        "findings": found.findings.order_by("pk"),
        "is_mine": found.inspector_id == request.actor.user_id and found.state == Inspection.State.PLANNED,
        "beside": queries.beside([found.site_id], level=found.level, day=found.day).get(found.site_id),
    }
    return render(request, "inspections/inspection.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.INSPECTION_WRITE)
def sheet(request: Request, pk: int) -> HttpResponse:
    """The checklist as a plain form, for a desk or a browser without scripts."""
    found, now = _inspection(request, pk), clock.now()
    asked = queries.checklists([found.site], on=now.date())[found.site_id]
    initial = {"started_at": now, "ended_at": now, "client_id": f"sheet:{found.pk}"}
    sent = request.method == "POST"
    form = SheetForm(request.POST if sent else None, request.FILES if sent else None, asked=asked, initial=initial)
    status = 422 if sent else 200
    if sent and form.is_valid():
        told = form.cleaned_data
        photos = [TakenPhoto(a.code, file.read(), told["ended_at"]) for a in asked if (file := told[f"photo:{a.code}"])]
        record = Record(
            told["client_id"], told["started_at"], told["ended_at"], form.answers(), told["signer"], photos=photos
        )
        try:
            actions.record(inspection=found, told=record, by=request.actor, now=now)
        except Denied as denied:
            form.add_error(None, [str(r) for r in denied.reasons])
            status = status_of(denied)
        else:
            return redirect("inspections:inspection", found.pk)
    return render(request, "inspections/sheet.html", {"i": found, "form": form}, status=status)


@require_POST
@requires(Permission.INSPECTION_WRITE)
def drop(request: Request, pk: int) -> HttpResponse:
    """Take it off the round."""
    actions.drop(inspection=_inspection(request, pk), by=request.actor, now=clock.now())
    return redirect("inspections:inspections")


@require_safe
@requires(Permission.INSPECTION_READ)
def photo(request: Request, pk: int) -> HttpResponse:
    """A photo of a visit in sight."""
    found = get_object_or_404(Photo.objects.filter(inspection__in=queries.inspections(request.actor)), pk=pk)
    return _file(bytes(found.content), found.media_type)


@require_safe
@requires(Permission.INSPECTION_READ)
def signature(request: Request, pk: int) -> HttpResponse:
    """Who stood by, as drawn."""
    found = get_object_or_404(queries.inspections(request.actor).exclude(signature=None), pk=pk)
    return _file(bytes(found.signature or b""), "image/png")


def _file(content: bytes, media_type: str) -> HttpResponse:
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=media_type, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.INSPECTION_READ)
def finding(request: Request, pk: int) -> HttpResponse:
    """A finding: what is wrong, what was done, the second look. Posted: whoever's turn it is takes the next step."""
    found = get_object_or_404(queries.findings(request.actor).select_related("task"), pk=pk)
    state, actor = found.state, request.actor
    is_regulator = any(g.brand is None for g in actor.jurisdiction.having(Permission.INSPECTION_READ).grants)
    form: RectifyForm | LookForm | None = None
    initial, sent, status = {"version": found.version}, request.method == "POST", 200
    if state == Finding.State.OPEN and not is_regulator and may_on_site(actor, found.site, Permission.EVIDENCE_WRITE):
        form = RectifyForm(request.POST if sent else None, request.FILES if sent else None, initial=initial)
    elif state == Finding.State.RECTIFIED and may_on_site(actor, found.site, Permission.INSPECTION_WRITE):
        form = LookForm(request.POST if sent else None, initial=initial)
    if sent and form is not None:
        status = 422
        if form.is_valid():
            try:
                _step(found, form, request)
            except Denied as denied:
                form.add_error(None, [str(r) for r in denied.reasons])
                status = status_of(denied)
            else:
                return redirect("inspections:finding", found.pk)
    context = {
        "f": found,
        "severity": NAMES[Severity(found.severity)],
        "form": form,
        "is_late": state != Finding.State.CLOSED and found.due < clock.now(),
        "may_suspend": found.proposes_suspension and may_on_site(actor, found.site, Permission.FILING_DECIDE),
    }
    return render(request, "inspections/finding.html", context, status=status)


def _step(found: Finding, form: RectifyForm | LookForm, request: Request) -> None:
    told: dict[str, Any] = form.cleaned_data
    act = {"finding": found, "version": told["version"], "by": request.actor, "now": clock.now()}
    if isinstance(form, LookForm):
        actions.look_again(is_done=told["done"] == "yes", note=told["note"], due=told["due"], **act)
    else:
        file = told["file"]
        given = {"file_name": file.name[:80], "content": file.read()} if file else {}
        actions.rectify(what=told["what"], **given, **act)
