"""Transfers: the list, one with its lots, sending what is planned, receiving, cancelling."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, reason
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network.views.asking import Request
from yilu.supplies import access, actions, forms
from yilu.supplies.models import Transfer
from yilu.supplies.queries.stock import depots, transfers
from yilu.supplies.rules.movements import Kind
from yilu.supplies.tables import transfers_table
from yilu.supplies.views.places import ask

State = Transfer.State
NO_DUE = reason("supplies.transfer.due", "请填写应到时间。", "Say by when it should arrive.")
SENT = Text("已发出 {n} 笔调拨。", "{n} transfers sent.")


@require_safe
@requires(Permission.SUPPLY_READ)
def listed(request: Request) -> HttpResponseBase:
    """Transfers from and to where one looks, by state."""
    everything = transfers(request.actor)
    asked = request.GET.get("state", "")
    rows = everything.filter(state=asked) if asked in State.values else everything
    under_way = everything.filter(state=State.SENT)
    context = {
        "asked": asked,
        "states": State.choices,
        "under_way": under_way.count(),
        "late": under_way.filter(due__lt=clock.now()).count(),
    }
    return respond(request, "supplies/transfers.html", transfers_table(), rows, context)


@require_safe
@requires(Permission.SUPPLY_READ)
def one(request: Request, pk: int) -> HttpResponse:
    """One transfer."""
    shown = get_object_or_404(transfers(request.actor), pk=pk)
    receives = not access.why_not(request.actor, Permission.SUPPLY_KEEP, shown.target)
    sends = not access.why_not(request.actor, Permission.SUPPLY_SHIP, shown.source)
    context = {
        "transfer": shown,
        "lots": shown.movements.filter(kind=Kind.SENT).order_by("expires_on", "pk"),
        "late": shown.state == State.SENT and shown.due is not None and shown.due < clock.now(),
        "may_receive": receives and shown.state == State.SENT,
        "may_send": sends and shown.state == State.PLANNED,
        "may_cancel": sends and shown.state in (State.PLANNED, State.SENT),
        "due_form": forms.DueForm(initial=forms.DueForm.initial_of(clock.now())),
        "plan": shown.origin.removeprefix("plans.run:") if shown.origin.startswith("plans.run:") else "",
    }
    return render(request, "supplies/transfer.html", context)


@require_POST
@requires(Permission.SUPPLY_SHIP)
def send(request: Request, pk: int) -> HttpResponse:
    """Send all that is planned from a depot, or the one transfer named."""
    depot = get_object_or_404(depots(request.actor), pk=pk)
    form = forms.DueForm(request.POST)
    if not form.is_valid():
        raise Invalid(NO_DUE)
    planned = depot.outgoing.filter(state=State.PLANNED)
    if one := request.POST.get("transfer", ""):
        planned = planned.filter(pk=one if one.isascii() and one.isdigit() and len(one) < 18 else 0)
    ids = list(planned.values_list("pk", flat=True))
    due = form.cleaned_data["due"].replace(tzinfo=clock.ZONE)
    sent = actions.send(source=depot, transfers=ids, due=due, by=request.actor, now=clock.now())
    messages.success(request, str(SENT.filled(n=sent)))
    return redirect("supplies:depot", pk=pk)


@requires(Permission.SUPPLY_KEEP)
def receive(request: Request, pk: int) -> HttpResponse:
    """Take a transfer in."""
    shown = get_object_or_404(transfers(request.actor), pk=pk)
    form = forms.ArriveForm(request.POST or None, initial={"received": shown.pieces})
    target = shown.target
    back = reverse("supplies:site" if target.site_id else "supplies:depot", args=[target.site_id or target.pk])

    def do() -> str:
        actions.receive_transfer(transfer=shown, **form.cleaned_data, by=request.actor, now=clock.now())
        messages.success(request, str(Text("已签收。", "Received.")))
        return back

    what = f"{shown.item} × {shown.pieces:,d} ← {shown.source.name}"
    return ask(request, form, do, Text("签收", "Receive"), back=back, name=target.name, what=what)


@requires(Permission.SUPPLY_SHIP)
def cancel(request: Request, pk: int) -> HttpResponse:
    """Cancel a transfer, with the cause."""
    shown = get_object_or_404(transfers(request.actor), pk=pk)
    form, back = forms.CauseForm(request.POST or None), reverse("supplies:transfer", args=[pk])

    def do() -> str:
        cause = form.cleaned_data["cause"]
        actions.cancel_transfer(transfer=shown, cause=cause, by=request.actor, now=clock.now())
        return back

    return ask(request, form, do, Text("撤销调拨", "Cancel the transfer"), back=back, name=str(shown.item))
