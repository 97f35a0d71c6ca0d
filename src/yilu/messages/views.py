"""One's own messages and channels; for the leader, whom nobody reached."""

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from yilu.core import clock
from yilu.core.gate import requires, signed_in
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.messages import actions, queries
from yilu.messages.access import own_id
from yilu.messages.channels import open_channels
from yilu.messages.forms import ChannelForm
from yilu.messages.models import CHANNELS
from yilu.messages.rules import Channel
from yilu.messages.tables import not_reached_table
from yilu.network.views.asking import Request

PAGE = 30


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """My messages: unread first, urgent ones before others."""
    rows = queries.own(request.actor)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "unread": rows.filter(read_at=None).count(),
        "urgent": rows.filter(read_at=None, urgent=True).count(),
        "may_see_outbox": request.actor.jurisdiction.may(Permission.OUTBOX_READ),
    }
    return render(request, "messages/mine.html", context)


@require_safe
@signed_in
def message(request: Request, pk: int) -> HttpResponse:
    """One message of mine; opened is read."""
    found = get_object_or_404(queries.own(request.actor), pk=pk)
    actions.read(message=found, by=request.actor, now=clock.now())
    return render(request, "messages/message.html", {"message": found})


@require_POST
@signed_in
def read_all(request: Request) -> HttpResponse:
    """Mark all as read."""
    actions.read_all(by=request.actor, now=clock.now())
    return redirect("messages:mine")


@signed_in
def channels(request: Request) -> HttpResponse:
    """How I am reached. One form for each channel that is open here; a form that is sent names its channel."""
    kept = queries.channels_of(own_id(request.actor))
    opened = open_channels()
    sent = request.POST.get("channel", "")
    forms, status = [], 200
    for code, name in CHANNELS:
        channel = Channel(code)
        if channel not in opened:
            continue
        data = request.POST if sent == channel else None
        form = ChannelForm(data, channel=channel, kept=kept.get(channel))
        if data is not None and form.is_valid():
            try:
                if "drop" in request.POST:
                    actions.drop_channel(channel=channel, by=request.actor, now=clock.now())
                else:
                    actions.choose_channel(channel=channel, **form.setting, by=request.actor, now=clock.now())
            except Denied as refused:
                form.add_error("address", [str(r) for r in refused.reasons])
                status = 422
            else:
                notes.success(request, str(Text("已保存。", "Saved.")))
                return redirect("messages:channels")
        forms.append((channel, name, form))
    return render(request, "messages/channels.html", {"forms": forms, "chosen": len(kept)}, status=status)


@require_safe
@requires(Permission.OUTBOX_READ)
def outbox(request: Request) -> HttpResponseBase:
    """Whom nobody reached."""
    rows = queries.not_reached(request.actor, on=clock.now())
    context = {"people": rows.values("message__recipient").distinct().count()}
    return respond(request, "messages/outbox.html", not_reached_table(), rows, context)


@requires(Permission.OUTBOX_READ)
def delivery(request: Request, pk: int) -> HttpResponse:
    """One delivery in trouble, and the decision to send it again."""
    found = get_object_or_404(queries.not_reached(request.actor, on=clock.now()), pk=pk)
    if request.method == "POST":
        actions.try_again(delivery=found, by=request.actor, now=clock.now())
        notes.success(request, str(Text("已放回发送队列。", "Put back into the outbox.")))
        return redirect("messages:outbox")
    return render(request, "messages/delivery.html", {"delivery": found})
