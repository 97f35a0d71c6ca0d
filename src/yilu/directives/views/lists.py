"""What one's unit received, issued and drafts; and a notice taken in."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import Table, respond
from yilu.core.text import Text
from yilu.core.uploads import was_too_large
from yilu.directives import actions
from yilu.directives.forms import NoticeForm
from yilu.directives.queries import lists
from yilu.directives.tables import drafts_table, issued_table, received_table
from yilu.directives.views.asking import unit_here
from yilu.network.views.asking import Request

TABS = {
    "received": Text("收文", "Received"),
    "issued": Text("发文", "Issued"),
    "drafts": Text("待核对", "To confirm"),
}


@require_safe
@requires(Permission.DIRECTIVE_READ)
def directives(request: Request) -> HttpResponseBase:
    """What was sent to my unit, what went out, what is still to be confirmed."""
    may_issue = request.actor.jurisdiction.may(Permission.DIRECTIVE_ISSUE)
    tabs = {code: name for code, name in TABS.items() if may_issue or code == "received"}
    received, drafts = lists.received(request.actor), lists.drafts(request.actor)
    unsigned = received.filter(read_at=None, directive__state="issued").count()
    tab = request.GET.get("tab", "")
    if tab not in tabs:
        tab = "received" if unsigned or not may_issue or received.exists() else "issued"
    listed: dict[str, tuple[Table, QuerySet[Any]]] = {
        "received": (received_table(), received),
        "issued": (issued_table(), lists.issued(request.actor)),
        "drafts": (drafts_table(), drafts),
    }
    table, rows = listed[tab]
    context = {"tabs": tabs.items(), "tab": tab, "unsigned": unsigned, "drafts": drafts.count(), "may_issue": may_issue}
    return respond(request, "directives/directives.html", table, rows, context)


@requires(Permission.DIRECTIVE_ISSUE)
def take_in(request: Request) -> HttpResponse:
    """Paste or upload a notice; it is read, split and shown to be confirmed."""
    form = NoticeForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if was_too_large(request):
            form.add_error("file", str(Text("文件过大，没有读取。", "The file is too large and was not read.")))
        elif form.is_valid():
            given = {"source": form.cleaned_data["source"], "title": form.cleaned_data["title"]}
            try:
                made = actions.take_in(**given, unit=unit_here(request), by=request.actor, now=clock.now())
            except Denied as refused:
                form.add_error(None, [str(r) for r in refused.reasons])
            else:
                done = Text("已读取，请逐条核对。", "It was read; now confirm its measures.")
                messages.success(request, str(done))
                return redirect("directives:review", pk=made.pk)
    return render(request, "directives/take_in.html", {"form": form}, status=422 if form.errors else 200)
