"""Orders that delay resumption: registered with their document, taken up by the level above."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.middleware import status_of
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.core.uploads import was_too_large
from yilu.filings import actions, queries
from yilu.filings.access import may_answer
from yilu.filings.forms import DelayForm, OutcomeForm, content_of
from yilu.filings.queries.cost import cost_of
from yilu.filings.tables import delays_table
from yilu.network.models import Brand
from yilu.network.views.asking import Request
from yilu.territory.models import Area


@require_safe
@requires(Permission.FILING_READ)
def delays(request: Request) -> HttpResponseBase:
    """Those in sight."""
    rows = queries.delays(request.actor)
    waiting = rows.filter(answered_at=None).count()
    context = {
        "waiting": waiting,
        "total": rows.count(),
        "may_write": request.actor.jurisdiction.may(Permission.FILING_WRITE),
    }
    return respond(request, "filings/delays.html", delays_table(), rows, context)


@require_http_methods(["GET", "POST"])
@requires(Permission.FILING_WRITE)
def register(request: Request) -> HttpResponse:
    """Register one."""
    form = DelayForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if was_too_large(request):
            form.add_error(None, str(Text("文件过大，没有保存。", "The file is too large and was not kept.")))
        elif form.is_valid():
            data = dict(form.cleaned_data)
            file = data.pop("file")
            brands = {g.brand for g in request.actor.jurisdiction.having(Permission.FILING_WRITE).grants if g.brand}
            brand = get_object_or_404(Brand, pk=min(brands, default=0))
            data["area"] = get_object_or_404(Area, pk=data["area"])
            try:
                made = actions.register_delay(
                    **data, brand=brand, file_name=file.name or "", content=content_of(file), by=request.actor,
                    now=clock.now(),
                )  # fmt: skip
            except Denied as refused:
                form.add_error(None, [str(r) for r in refused.reasons])
                status = status_of(refused)
            else:
                messages.success(
                    request, str(Text("已登记，转上一级协调。", "Registered; the level above takes it up."))
                )
                return redirect("filings:delay", pk=made.pk)
    return render(request, "filings/register_delay.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.FILING_READ)
def delay(request: Request, pk: int) -> HttpResponse:
    """One order: its document, what it costs, what came of it."""
    shown = get_object_or_404(queries.delays(request.actor), pk=pk)
    may = may_answer(request.actor, shown.to_id) and shown.answered_at is None
    form = OutcomeForm(request.POST or None) if may else None
    status = 200
    if request.method == "POST":
        status = 422
        if form is None:
            status = 403
        elif form.is_valid():
            try:
                actions.answer_delay(delay=shown, **form.cleaned_data, by=request.actor, now=clock.now())
            except Denied as refused:
                form.add_error(None, [str(r) for r in refused.reasons])
                status = status_of(refused)
            else:
                messages.success(request, str(Text("已答复。", "Answered.")))
                return redirect("filings:delay", pk=pk)
    context = {
        "delay": shown,
        "form": form,
        "attachments": shown.attachments.order_by("pk"),
        "cost": cost_of(shown, on=clock.today()),
    }
    return render(request, "filings/delay.html", context, status=status)
