"""Workers: the list, one person, registering, changing, transfer and leaving."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import NATION, is_code
from yilu.core.permissions import Permission
from yilu.core.privacy import masked_phone
from yilu.core.reasons import Denied, Invalid, Reason, reason
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network.models import Office, Site
from yilu.people import actions, queries
from yilu.people.access import holds
from yilu.people.forms import ChangeForm, MoveForm, TransferForm, WhyForm, WorkerForm
from yilu.people.models import DuplicatePair, Measurement, MorningCheck, Worker
from yilu.people.queries.cases import seen
from yilu.people.queries.health import sees_health
from yilu.people.tables import name_of, phone_of, workers_table
from yilu.people.views.asking import Request, worker_of

SHOWN_DAYS = 14
ADDED = Text("已登记：{name}。", "Registered: {name}.")
SAVED = Text("已保存。", "Saved.")
MOVED = Text("已调动。", "Transferred.")
LEFT = Text("已离岗，其手机同时停用。", "Has left; the phone was revoked with it.")
OPENED = Text("已打开，一小时内有效；本次查阅已留痕。", "Opened for an hour; the opening is on record.")
NO_SITE = reason("people.transfer.no_site", "没有这个网点编码。", "No site has this code.")


@require_safe
@requires(Permission.WORKER_READ)
def workers(request: Request) -> HttpResponseBase:
    """The list: by place, post, employment, and staff number or whole name, phone, identity number."""
    asked = {k: request.GET.get(k, "") for k in ("q", "site", "office", "area", "post", "employment", "left")}
    rows = queries.workers(request.actor).filter(merged_into=None)
    rows = rows.exclude(left_on=None) if asked["left"] else rows.filter(left_on=None)
    if asked["site"].isdigit():
        rows = rows.filter(site_id=asked["site"])
    if asked["office"].isdigit():
        rows = rows.filter(office_id=asked["office"])
    if is_code(asked["area"]) and asked["area"] != NATION:
        rows = rows.in_area(asked["area"])
    if asked["post"] in Worker.Post.values:
        rows = rows.filter(post=asked["post"])
    if asked["employment"] in Worker.Employment.values:
        rows = rows.filter(employment=asked["employment"])
    rows = queries.found_workers(rows, asked["q"])
    total = rows.count()
    clear = request.actor.jurisdiction.may(Permission.WORKER_PERSON_READ)
    context = {
        "asked": asked,
        "total": total,
        "outsourced": rows.filter(employment=Worker.Employment.OUTSOURCED).count(),
        "posts": Worker.Post.choices,
        "employments": Worker.Employment.choices,
        "site": Site.objects.filter(pk=asked["site"]).first() if asked["site"].isdigit() else None,
        "may_edit": request.actor.jurisdiction.may(Permission.WORKER_EDIT),
        "duplicates": DuplicatePair.objects.within(request.actor.jurisdiction, Permission.WORKER_EDIT)
        .filter(verdict="")
        .count(),
        "own_site": _own_site(request),
    }
    listed = rows.select_related("site", "office").listed(known=total)
    return respond(request, "people/workers.html", workers_table(clear=clear), listed, context)


def _own_site(request: Request) -> int | None:
    """The one site the actor manages."""
    sites = {g.site for g in request.actor.jurisdiction.having(Permission.WORKER_EDIT).grants}
    return sites.pop() if len(sites) == 1 else None


@require_safe
@requires(Permission.WORKER_READ)
def worker(request: Request, pk: int) -> HttpResponse:
    """One person: facts, where he or she was, phones, and, for those who may see it, health."""
    return _worker_page(request, worker_of(request, pk))


def _worker_page(request: Request, shown: Worker, status: int = 200, **more: Any) -> HttpResponse:
    now = clock.now()
    clear = holds(request.actor, Permission.WORKER_PERSON_READ, shown)
    health = sees_health(request.actor, shown, now=now)
    ids, since = queries.ids_of(shown), now.date() - dt.timedelta(days=SHOWN_DAYS)
    [own_day] = queries.days_of([shown], day=now.date())
    context = {
        "worker": shown,
        "name": name_of(shown, clear),
        "phone": phone_of(shown, clear),
        "identity": shown.identity if clear else masked_phone(shown.identity),
        "place": queries.place_of(shown),
        "placements": shown.placements.select_related("site", "office").order_by("-first_day"),
        "passes": shown.passes.order_by("-issued_at"),
        "cards": shown.cards.filter(used_at=None, revoked_at=None, expires_at__gt=now),
        "own_day": own_day,
        "health": health,
        "checks": MorningCheck.objects.filter(worker_id__in=ids, day__gt=since).order_by("-day") if health else (),
        "measurements": Measurement.objects.filter(worker_id__in=ids, day__gt=since).order_by("-taken_at")
        if health
        else (),
        "may_open": not health and holds(request.actor, Permission.HEALTH_READ, shown),
        "why_form": WhyForm(),
        "may_edit": shown.left_on is None and holds(request.actor, Permission.WORKER_EDIT, shown),
        "may_issue": shown.left_on is None and holds(request.actor, Permission.CARD_ISSUE, shown),
        "may_record": shown.left_on is None and holds(request.actor, Permission.CHECK_WRITE, shown),
        "may_case": shown.left_on is None and holds(request.actor, Permission.CASE_HANDLE, shown),
        "cases": seen(request.actor).filter(worker__in=ids).order_by("-opened_at"),
        "merged": shown.merged.all(),
        **more,
    }
    return render(request, "people/worker.html", context, status=status)


@requires(Permission.WORKER_EDIT)
def add(request: Request) -> HttpResponse:
    """Register a worker at a site or in an office."""
    may = request.actor.jurisdiction
    site_key, office_key = request.GET.get("site", ""), request.GET.get("office", "")
    site = office = None
    if office_key.isdigit():
        office = get_object_or_404(Office, pk=office_key)
    elif site_key.isdigit():
        site = get_object_or_404(Site.objects.within(may, Permission.WORKER_EDIT), pk=site_key)
    else:
        raise Http404
    refused: tuple[Reason, ...] = ()
    form = WorkerForm(request.POST or None, site=site.pk if site else None, office=office.pk if office else None)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.add_worker(details=form.details, by=request.actor, now=clock.now())
            actions.find_duplicates(by=request.actor, now=clock.now(), among=[new.pk])
        except Denied as denied:
            refused = denied.reasons
        else:
            messages.success(request, str(ADDED.filled(name=new.name)))
            return redirect("people:worker", new.pk)
    context = {"form": form, "place": site or office, "refused": refused}
    return render(request, "people/add.html", context, status=422 if form.errors or refused else 200)


@requires(Permission.WORKER_EDIT)
def change(request: Request, pk: int) -> HttpResponse:
    """Change a worker's facts."""
    shown = worker_of(request, pk, Permission.WORKER_EDIT)
    plain = ("version", "name", "post", "shift_group", "employment", "agency")
    first = {f: getattr(shown, f) for f in plain}
    form = ChangeForm(request.POST or None, site=shown.site_id, office=shown.office_id, code=shown.code, initial=first)

    def act() -> None:
        actions.change_worker(
            worker=shown, version=form.cleaned_data["version"], changes=form.facts, by=request.actor, now=clock.now()
        )

    return _form(request, shown, form, act, SAVED, Text("修改", "Edit"))


@requires(Permission.WORKER_EDIT)
def transfer(request: Request, pk: int) -> HttpResponse:
    """Place a worker at another site of the same keeper."""
    shown = worker_of(request, pk, Permission.WORKER_EDIT)
    form = TransferForm(request.POST or None, initial={"version": shown.version, "on": clock.today()})

    def act() -> None:
        sites = Site.objects.within(request.actor.jurisdiction, Permission.WORKER_EDIT)
        to = sites.filter(code=form.cleaned_data["to"].strip(), brand_id=shown.brand_id or 0).first()
        if to is None:
            raise Invalid(NO_SITE)
        actions.transfer_worker(
            worker=shown, version=form.cleaned_data["version"], on=form.cleaned_data["on"], site=to,
            cause=form.cleaned_data["cause"], by=request.actor, now=clock.now(),
        )  # fmt: skip

    return _form(request, shown, form, act, MOVED, Text("调动", "Transfer"))


@requires(Permission.WORKER_EDIT)
def leave(request: Request, pk: int) -> HttpResponse:
    """Note that a worker leaves."""
    shown = worker_of(request, pk, Permission.WORKER_EDIT)
    form = MoveForm(request.POST or None, initial={"version": shown.version, "on": clock.today()})

    def act() -> None:
        actions.note_leaving(
            worker=shown, version=form.cleaned_data["version"], on=form.cleaned_data["on"],
            cause=form.cleaned_data["cause"], by=request.actor, now=clock.now(),
        )  # fmt: skip

    return _form(request, shown, form, act, LEFT, Text("离岗", "Leaving"))


def _form(request: Request, shown: Worker, form: Any, act: Any, done: Text, title: Text) -> HttpResponse:
    """A form about one worker: done and back to the page, or shown again with why not."""
    refused: tuple[Reason, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Denied as denied:
            refused = denied.reasons
        else:
            messages.success(request, str(done))
            return redirect("people:worker", shown.pk)
    clear = holds(request.actor, Permission.WORKER_PERSON_READ, shown)
    context = {"worker": shown, "name": name_of(shown, clear), "form": form, "refused": refused, "title": title}
    return render(request, "people/form.html", context, status=422 if form.errors or refused else 200)


@require_POST
@requires(Permission.HEALTH_READ)
def open_record(request: Request, pk: int) -> HttpResponse:
    """Open the health record for a stated reason."""
    shown = worker_of(request, pk, Permission.HEALTH_READ)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _worker_page(request, shown, 422, why_form=form)
    try:
        actions.open_record(worker=shown, why=form.cleaned_data["why"], by=request.actor, now=clock.now())
    except Invalid as refused:
        for why in refused.reasons:
            form.add_error("why", str(why.text))
        return _worker_page(request, shown, 422, why_form=form)
    messages.success(request, str(OPENED))
    return redirect(reverse("people:worker", args=[pk]) + "#health")
