"""Records that may be one person: the list, and the decision about a pair."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.people import actions
from yilu.people.models import DuplicatePair
from yilu.people.queries import place_of
from yilu.people.tables import duplicates_table
from yilu.people.views.asking import Request

FOUND = Text("查找完毕，新发现 {n} 对。", "Looked through: {n} new pairs.")
DONE = Text("已记录。", "Recorded.")
BOTH = ("first__site", "first__office", "second__site", "second__office", "first__county", "second__county")


@require_safe
@requires(Permission.WORKER_EDIT)
def duplicates(request: Request) -> HttpResponseBase:
    """Pairs found, those to be decided first."""
    rows = DuplicatePair.objects.within(request.actor.jurisdiction, Permission.WORKER_EDIT)
    context = {"waiting": rows.filter(verdict="").count()}
    return respond(request, "people/duplicates.html", duplicates_table(), rows.select_related(*BOTH), context)


@require_POST
@requires(Permission.WORKER_EDIT)
def look(request: Request) -> HttpResponse:
    """Look for pairs among all workers the actor keeps."""
    found = actions.find_duplicates(by=request.actor, now=clock.now())
    messages.success(request, str(FOUND.filled(n=found)))
    return redirect("people:duplicates")


@requires(Permission.WORKER_EDIT)
def duplicate(request: Request, pk: int) -> HttpResponse:
    """Two records side by side: one person, or two?"""
    rows = DuplicatePair.objects.within(request.actor.jurisdiction, Permission.WORKER_EDIT).select_related(*BOTH)
    pair = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        chosen = request.POST.get("keep", "")
        if chosen == "apart":
            actions.tell_apart(pair=pair, by=request.actor, now=clock.now())
        else:
            keep = pair.second if chosen == str(pair.second_id) else pair.first
            actions.merge_workers(pair=pair, keep=keep, by=request.actor, now=clock.now())
        messages.success(request, str(DONE))
        return redirect("people:duplicates")
    both = [(w, place_of(w)) for w in (pair.first, pair.second)]
    return render(request, "people/duplicate.html", {"pair": pair, "both": both})
