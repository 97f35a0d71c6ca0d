"""Cards printed on A4, phones revoked."""

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.text import Text
from yilu.people import actions
from yilu.people.models import DevicePass, Worker
from yilu.people.queries import place_of
from yilu.people.views.asking import Request, site_of

REVOKED = Text("该手机已停用。", "The phone is revoked.")
NOBODY = Text("没有需要发卡的员工：人人都已登记手机。", "Nobody needs a card: every phone is enrolled.")


@require_POST
@requires(Permission.CARD_ISSUE)
def cards(request: Request) -> HttpResponse:
    """A page of cards: for one worker, or for everybody of a site without an enrolled phone. Shown this once."""
    workers = Worker.objects.at_work().within(request.actor.jurisdiction, Permission.CARD_ISSUE)
    if request.POST.get("worker", "").isdigit():
        workers = workers.filter(pk=request.POST["worker"])
    else:
        site = site_of(request, int(request.POST.get("site", "0") or 0), Permission.CARD_ISSUE)
        enrolled = DevicePass.objects.filter(revoked_at=None, expires_at__gt=clock.now()).values("worker_id")
        workers = workers.filter(site=site).exclude(pk__in=enrolled)
    chosen = list(workers.select_related("site", "office", "county").order_by("code")[:500])
    if not chosen:
        messages.info(request, str(NOBODY))
        return redirect("people:workers")
    address = settings.YILU_PUBLIC_URL + reverse("people:enrol")
    if not settings.YILU_PUBLIC_URL:
        address = request.build_absolute_uri(reverse("people:enrol"))
    printed = actions.print_cards(workers=chosen, by=request.actor, now=clock.now())
    made = [{"card": c, "place": place_of(c.worker), "qr": _qr(f"{address}#{c.code}")} for c in printed]
    return render(request, "people/cards.html", {"made": made, "address": address})


def _qr(text: str) -> SafeString:
    """The QR code as inline SVG."""
    return mark_safe(segno.make(text, error="m").svg_inline(omitsize=True, border=2))


@require_POST
@requires(Permission.CARD_ISSUE)
def revoke(request: Request, pk: int) -> HttpResponse:
    """A phone is lost: what it sends is refused from now on."""
    within = DevicePass.objects.within(request.actor.jurisdiction, Permission.CARD_ISSUE)
    held = get_object_or_404(within.select_related("worker"), pk=pk)
    actions.revoke_pass(device_pass=held, cause=request.POST.get("cause", "lost"), by=request.actor, now=clock.now())
    messages.success(request, str(REVOKED))
    return redirect("people:worker", held.worker_id)
