"""One task: what it asks, its chain and evidence, and its verbs; grey, with the reason, where not for the reader."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from yilu.accounts.tables import role_name
from yilu.core import clock
from yilu.core.gate import signed_in
from yilu.core.middleware import status_of
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.text import Text
from yilu.core.uploads import was_too_large
from yilu.network.views.asking import Request
from yilu.tasks import actions, queries
from yilu.tasks.access import why_not
from yilu.tasks.forms import FORMS, VerbForm
from yilu.tasks.models import Evidence, Task
from yilu.tasks.rules import Verb
from yilu.tasks.tables import place
from yilu.tasks.words import kind, origin_url

ACTS = {
    Verb.TAKE: (actions.take, Text("领办", "Take on"), Text("已领办。", "Taken on.")),
    Verb.PROVE: (actions.add_evidence, Text("提交佐证", "Add evidence"), Text("佐证已提交。", "Evidence added.")),
    Verb.CLOSE: (actions.close_task, Text("销号", "Close"), Text("已销号。", "Closed.")),
    Verb.DELEGATE: (actions.delegate, Text("转办", "Hand on"), Text("已转办。", "Handed on.")),
    Verb.EXTEND: (actions.extend_due, Text("调整期限", "Move the due time"), Text("期限已调整。", "Due time moved.")),
    Verb.CANCEL: (actions.cancel, Text("撤销", "Cancel"), Text("已撤销。", "Cancelled.")),
    Verb.REOPEN: (actions.reopen, Text("退回重办", "Send back"), Text("已退回重办。", "Sent back.")),
}


def _task(request: Request, pk: int) -> Task:
    return get_object_or_404(queries.seen(request.actor), pk=pk)


@require_safe
@signed_in
def task(request: Request, pk: int) -> HttpResponse:
    """One task."""
    return _page(request, _task(request, pk))


@require_POST
@signed_in
def act(request: Request, pk: int, verb: str) -> HttpResponse:
    """Do one of the verbs; refused, what was typed stays and the reasons stand in its form."""
    if verb not in FORMS:
        raise Http404
    shown, chosen = _task(request, pk), Verb(verb)
    do, _, done = ACTS[chosen]
    form = FORMS[chosen](request.POST, request.FILES, task=shown, by=request.actor, verb=chosen)
    status = 422
    if was_too_large(request):
        form.add_error(None, str(Text("文件过大，没有保存。", "The file is too large and was not kept.")))
    elif form.is_valid():
        try:
            do(task=shown, **form.arguments, by=request.actor, now=clock.now())  # type: ignore[operator]
        except Denied as refused:
            form.add_error(None, [str(r) for r in refused.reasons])
            status, shown = status_of(refused), _task(request, pk)
            # Trying again means: seen as it stands now, and decided.
            form.data = {**form.data.dict(), "version": str(shown.version)}  # type: ignore[attr-defined]
        else:
            messages.success(request, str(done))
            return redirect("tasks:task", pk=pk)
    return _page(request, shown, status=status, sent=(chosen, form))


def _page(
    request: Request, shown: Task, *, status: int = 200, sent: tuple[Verb, VerbForm] | None = None
) -> HttpResponse:
    now = clock.now()
    offered: list[dict[str, Any]] = []
    for verb, (_, name, _) in ACTS.items():
        refused = why_not(verb, shown, by=request.actor)
        is_sent = sent is not None and sent[0] == verb
        form = sent[1] if sent is not None and is_sent else FORMS[verb](task=shown, by=request.actor, verb=verb)
        offered.append({"verb": verb, "name": name, "why_not": refused, "form": form, "is_sent": is_sent})
    context = {
        "task": shown,
        "kind": kind(shown.kind),
        "place": place(shown),
        "post": role_name(shown.post),
        "is_late": shown.is_standing and shown.due < now,
        "origin": origin_url(shown.origin),
        "chain": shown.steps.select_related("to").order_by("pk"),
        "evidence": shown.evidence.order_by("pk"),
        "possible": [o for o in offered if not o["why_not"] or o["is_sent"]],
        "refused": [o for o in offered if o["why_not"] and not o["is_sent"]],
        "may_see_people": request.actor.jurisdiction.may(Permission.TASK_READ),
        "mine": request.actor.user_id in (shown.owner_id, shown.escalated_to_id),
    }
    return render(request, "tasks/task.html", context, status=status)


@require_safe
@signed_in
def evidence_file(request: Request, pk: int, number: int) -> StreamingHttpResponse:
    """A file of evidence, to whoever may see its task; never shown inside the page."""
    row = get_object_or_404(Evidence.objects.filter(task=_task(request, pk)).exclude(size=0), pk=number)
    response = StreamingHttpResponse(queries.pieces(row), content_type=row.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, row.file_name) or "attachment"
    response.headers["Content-Length"] = str(row.size)
    response.headers["Cache-Control"] = "no-store"
    return response
