"""What is held on the person who is signed in: read, kept as a file, and tied to the login with a card's code."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from yilu.core import clock
from yilu.core.gate import signed_in
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.text import Text
from yilu.people import actions
from yilu.people.models import Worker
from yilu.people.own_tables import facts_of, parts_of
from yilu.people.queries import held_on, own_cases, own_day, own_isolation
from yilu.people.rules.steps import own_words
from yilu.people.views.asking import Request, worker_of

TIED = Text("已关联本人记录。", "Your login is tied to your own record.")
UNTIED = Text("已解除关联。", "The tie is taken away.")


def worker_behind(request: Request) -> Worker | None:
    """The record of the person who is signed in, if one is tied to the login."""
    rows = Worker.objects.select_related("site", "office")
    return rows.filter(user_id=request.actor.user_id).first() if request.actor.user_id else None


@signed_in
def own(request: Request) -> HttpResponse:
    """One's day, what happens next, and everything held; without a record, the form that ties one."""
    worker, now = worker_behind(request), clock.now()
    refused: tuple[object, ...] = ()
    if worker is None:
        if request.method == "POST":
            try:
                actions.tie_login(code=request.POST.get("code", "")[:40], by=request.actor, now=now)
            except Denied as denied:
                refused = denied.reasons
            else:
                messages.success(request, str(TIED))
                return redirect("people:own")
        return render(request, "people/tie.html", {"refused": refused}, status=422 if refused else 200)
    held = held_on(worker)
    context = {
        "worker": worker,
        "own_day": own_day(worker, day=now.date()),
        "cases": [
            (c.case, [(own_words(s.code), s) for s in c.steps])
            for c in own_cases(worker.pk)
            if c.case.closed_at is None
        ],
        "isolation": own_isolation(worker),
        "facts": facts_of(held),
        "parts": parts_of(held),
    }
    return render(request, "people/own.html", context)


@require_safe
@signed_in
def own_file(request: Request) -> JsonResponse:
    """The same as a file to keep."""
    worker = worker_behind(request)
    if worker is None:
        raise Http404
    response = JsonResponse(held_on(worker), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Disposition"] = 'attachment; filename="yilu.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@signed_in
def untie(request: Request, pk: int) -> HttpResponse:
    """Take the tie between a login and a worker's record away: one's own, or of a worker one keeps."""
    worker = worker_behind(request)
    if worker is None or worker.pk != pk:
        worker = worker_of(request, pk, Permission.WORKER_EDIT)
    actions.untie_login(worker=worker, by=request.actor, now=clock.now())
    messages.success(request, str(UNTIED))
    return redirect("people:own") if worker.user_id == request.actor.user_id else redirect("people:worker", pk)
