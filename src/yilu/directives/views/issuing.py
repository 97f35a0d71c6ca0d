"""Buttons of a directive's page: sign, pass down, issue, withdraw, discard."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.middleware import status_of
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.text import Text
from yilu.directives import actions, jobs
from yilu.directives.forms import IssueForm, WithdrawForm
from yilu.directives.queries import lists
from yilu.directives.views.asking import directive_of, unit_here
from yilu.directives.views.one import page
from yilu.network.views.asking import Request


@require_POST
@requires(Permission.DIRECTIVE_READ)
def sign(request: Request, pk: int) -> HttpResponse:
    """Sign for one's organisation."""
    receipt = lists.own_receipt(directive_of(request, pk), actor=request.actor)
    if receipt is None:
        raise Http404
    actions.sign(receipt=receipt, by=request.actor, now=clock.now())
    messages.success(request, str(Text("已签收。", "Signed for.")))
    return redirect("directives:directive", pk=pk)


@require_POST
@requires(Permission.DIRECTIVE_ISSUE)
def pass_down(request: Request, pk: int) -> HttpResponse:
    """Draft what one's unit passes on, with its own measures to be added."""
    found = directive_of(request, pk)
    own = actions.pass_down(directive=found, unit=unit_here(request), by=request.actor, now=clock.now())
    return redirect("directives:review" if own.is_draft else "directives:directive", pk=own.pk)


@require_POST
@requires(Permission.DIRECTIVE_ISSUE)
def issue(request: Request, pk: int) -> HttpResponse:
    """Issue a draft; it is sent by a job."""
    found = directive_of(request, pk)
    form = IssueForm(request.POST, directive=found, by=request.actor)
    if form.is_valid():
        data = form.cleaned_data
        old = data["supersedes"]
        try:
            given = {"version": data["version"], "supersedes": old}
            actions.issue(directive=found, **given, by=request.actor, now=clock.now())
        except Denied as refused:
            form.add_error(None, [str(r) for r in refused.reasons])
            return page(request, directive_of(request, pk), status=status_of(refused), issue_form=form)
        jobs.settle.enqueue(pk)
        if old is not None:
            jobs.settle.enqueue(old.pk)
        messages.success(request, str(Text("已下发，正在送达各单位。", "Issued; it is on its way to everybody.")))
        return redirect("directives:directive", pk=pk)
    return page(request, found, status=422, issue_form=form)


@require_POST
@requires(Permission.DIRECTIVE_ISSUE)
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take an issued directive back; what stands of it is cancelled by a job."""
    found = directive_of(request, pk)
    form = WithdrawForm(request.POST, directive=found)
    if form.is_valid():
        try:
            actions.withdraw(directive=found, **form.cleaned_data, by=request.actor, now=clock.now())
        except Denied as refused:
            form.add_error(None, [str(r) for r in refused.reasons])
            return page(request, directive_of(request, pk), status=status_of(refused), withdraw_form=form)
        jobs.settle.enqueue(pk)
        messages.success(
            request, str(Text("已撤回，未办结的任务随之撤销。", "Withdrawn; tasks still standing go with it."))
        )
        return redirect("directives:directive", pk=pk)
    return page(request, found, status=422, withdraw_form=form)


@require_POST
@requires(Permission.DIRECTIVE_ISSUE)
def discard(request: Request, pk: int) -> HttpResponse:
    """Throw a draft away."""
    actions.discard(directive=directive_of(request, pk), by=request.actor, now=clock.now())
    messages.success(request, str(Text("草稿已删除。", "The draft was discarded.")))
    return redirect("directives:directives")
