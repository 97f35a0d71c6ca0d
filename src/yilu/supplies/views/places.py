"""A site's or a depot's stock, and every act on it: on a phone first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.middleware import status_of
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network.access import may_on_site
from yilu.network.models import Site
from yilu.network.views.asking import Request
from yilu.people.access import holds
from yilu.people.models import Worker
from yilu.people.tables import name_of
from yilu.supplies import access, actions, forms
from yilu.supplies.models import Place, SiteProtection
from yilu.supplies.queries.day_counts import day_counts
from yilu.supplies.queries.stock import depots, kept_at, movements_at, state_of, transfers_at
from yilu.supplies.rules.items import LINES, MASKS
from yilu.supplies.tables import depots_table, ledger_table


@dataclass(frozen=True, slots=True)
class Verb:
    """One act: its form, what does it, its words, the right it takes, and whether it needs stock to be there."""

    form: Callable[..., Any]
    do: Callable[..., object]
    name: Text
    done: Text
    permission: Permission = Permission.SUPPLY_KEEP
    needs_stock: bool = True
    of_site: bool = True
    of_depot: bool = True


VERBS = {
    "receive": Verb(
        forms.ReceiveForm, actions.receive, Text("入库", "Receive"), Text("已入库。", "Received."), needs_stock=False
    ),
    "issue": Verb(
        forms.IssueForm, actions.issue, Text("发放到人", "Issue"), Text("已发放。", "Issued."), of_depot=False
    ),
    "use": Verb(forms.UseForm, actions.use, Text("登记消耗", "Use"), Text("已登记消耗。", "Recorded as used.")),
    "count": Verb(
        forms.CountForm, actions.count, Text("盘点", "Count"), Text("已盘点。", "Counted."), needs_stock=False
    ),
    "write_off": Verb(
        forms.WriteOffForm, actions.write_off, Text("报废核销", "Write off"), Text("已核销。", "Written off.")
    ),
    "send": Verb(
        forms.SendForm, actions.plan_transfer, Text("调拨", "Transfer"),
        Text("调拨已下达，待发出。", "The transfer is planned; send it next."), permission=Permission.SUPPLY_SHIP,
    ),
}  # fmt: skip


def _site(request: Request, pk: int) -> Site:
    sites = Site.objects.within(request.actor.jurisdiction, Permission.SUPPLY_READ)
    return get_object_or_404(sites.select_related("county", "enterprise", "brand"), pk=pk)


@require_safe
@requires(Permission.SUPPLY_READ)
def site(request: Request, pk: int) -> HttpResponseBase:
    """A site's protection and stock."""
    shown, today = _site(request, pk), clock.today()
    place = Place.objects.filter(site=shown).first()
    state = state_of(shown, place, on=today)
    stands = SiteProtection.objects.filter(site=shown, short=True).exists()
    context = {
        "site": shown,
        "state": state,
        "waiting": [(name_of(w, _clear(request, w)), w) for w in state.waiting],
        "differing": [(LINES[d.line], d) for d in (day_counts(on=today, place=place) if place else [])],
        "may_ask": stands and may_on_site(request.actor, shown, Permission.TASK_ASSIGN),
        **_of_place(request, place, shown),
    }
    return respond(request, "supplies/site.html", ledger_table(context["people"]), context["ledger"], context)


@require_safe
@requires(Permission.SUPPLY_READ)
def depot(request: Request, pk: int) -> HttpResponseBase:
    """A depot's stock, what is to be sent from it, what is on its way to it."""
    shown = get_object_or_404(depots(request.actor), pk=pk)
    context = {"depot": shown, "due_form": forms.DueForm(initial=forms.DueForm.initial_of(clock.now())),
               "cause_form": forms.CauseForm(), **_of_place(request, shown, None)}  # fmt: skip
    jurisdiction = request.actor.jurisdiction
    context["may_plan"] = jurisdiction.may(
        Permission.PLAN_MAKE, area=shown.area_id, brand=shown.brand_id, branch=shown.enterprise_id
    ) and not access.why_not(request.actor, Permission.SUPPLY_SHIP, shown)
    context["may_close"] = shown.closed_at is None and jurisdiction.may(
        Permission.ITEM_EDIT, area=shown.area_id, brand=shown.brand_id, branch=shown.enterprise_id
    )
    context["masks"] = MASKS
    return respond(request, "supplies/depot.html", ledger_table(context["people"]), context["ledger"], context)


def _of_place(request: Request, place: Place | None, site: Site | None) -> dict[str, Any]:
    """What the page of a site and of a depot share."""
    rows = list(movements_at(place)[:500]) if place is not None else []
    moving = list(transfers_at(place)[:200]) if place is not None else []
    here = place.pk if place is not None else 0
    outgoing = [t for t in moving if t.source_id == here]
    kind, pk = ("sites", site.pk) if site is not None else ("depots", here)
    return {
        "kept": kept_at(place, on=clock.today()),
        "ledger": rows,
        "people": {m.worker_id: name_of(m.worker, _clear(request, m.worker)) for m in rows if m.worker is not None},
        "incoming": [t for t in moving if t.target_id == here],
        "planned": [t for t in outgoing if t.state == "planned"],
        "sent": [t for t in outgoing if t.state == "sent"],
        "verbs": [
            (reverse("supplies:act", args=[kind, pk, code]), verb.name, _why_not(request, verb, place, site))
            for code, verb in VERBS.items()
            if (verb.of_site if site is not None else verb.of_depot)
        ],
        "today": clock.today(),
        "now": clock.now(),
    }


def _clear(request: Request, worker: Worker) -> bool:
    """May the reader see this worker's whole name?"""
    return holds(request.actor, Permission.WORKER_PERSON_READ, worker)


NOTHING_THERE = Reason("supplies.nothing_there", Text("这里还没有库存。", "There is no stock here yet."))


def _why_not(request: Request, verb: Verb, place: Place | None, site: Site | None) -> list[Reason]:
    if place is not None:
        found = access.why_not(request.actor, verb.permission, place)
    else:
        assert site is not None
        found = access.why_not_at(request.actor, verb.permission, site)
    return found or ([NOTHING_THERE] if verb.needs_stock and place is None else [])


@requires(Permission.SUPPLY_READ)
def act(request: Request, kind: str, pk: int, verb: str) -> HttpResponse:
    """One act on a stock; what is doubtful is asked back before anything is saved."""
    if verb not in VERBS or kind not in ("sites", "depots"):
        raise Http404
    chosen = VERBS[verb]
    site = _site(request, pk) if kind == "sites" else None
    place = Place.objects.filter(site=site).first() if site else get_object_or_404(depots(request.actor), pk=pk)
    if why := _why_not(request, chosen, place, site):
        raise Denied(*why)
    form = chosen.form(request.POST or None, place=place, site=site, by=request.actor)
    back = reverse("supplies:site" if site else "supplies:depot", args=[pk])

    def do() -> str:
        chosen.do(**form.arguments, by=request.actor, now=clock.now())
        messages.success(request, str(chosen.done))
        return back

    return ask(request, form, do, chosen.name, back=back, name=str(site or place))


@requires(Permission.SUPPLY_READ)
def list_of_depots(request: Request) -> HttpResponseBase:
    """The depots one may see."""
    rows = depots(request.actor)
    context = {"total": rows.count(), "may_open": request.actor.jurisdiction.may(Permission.ITEM_EDIT)}
    return respond(request, "supplies/depots.html", depots_table(), rows, context)


@requires(Permission.ITEM_EDIT)
def new_depot(request: Request) -> HttpResponse:
    """Register a depot."""
    initial = {"area": request.actor.jurisdiction.areas[0]}
    form = forms.DepotForm(request.POST or None, by=request.actor, initial=initial)

    def do() -> str:
        made = actions.open_depot(**form.arguments, by=request.actor, now=clock.now())
        return reverse("supplies:depot", args=[made.pk])

    words = Text("登记仓库", "Register a depot")
    return ask(request, form, do, words, back=reverse("supplies:depots"))


@requires(Permission.ITEM_EDIT)
def close_depot(request: Request, pk: int) -> HttpResponse:
    """Close a depot, with the cause."""
    shown = get_object_or_404(depots(request.actor), pk=pk)
    form, back = forms.CauseForm(request.POST or None), reverse("supplies:depot", args=[pk])

    def do() -> str:
        actions.close_depot(depot=shown, cause=form.cleaned_data["cause"], by=request.actor, now=clock.now())
        return back

    return ask(request, form, do, Text("停用仓库", "Close the depot"), back=back, name=shown.name)


def ask(
    request: Request,
    form: django_forms.Form,
    do: Callable[[], str],
    words: Text,
    *,
    back: str,
    name: str = "",
    what: str = "",
) -> HttpResponse:
    """A form on a page of its own: done, one goes where `do` says; refused, what was typed stays.

    `name` is the page `back` leads to, `what` the thing acted on if that is another.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect(do())
            except Denied as refused:
                form.add_error(None, [str(r) for r in refused.reasons])
                status = status_of(refused)
    context = {"form": form, "verb": words, "name": name, "what": what or name, "back": back}
    return render(request, "supplies/act.html", context, status=status)
