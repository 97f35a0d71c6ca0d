"""Finding sites, one site's page, changing it, suspending it, opening its contact person's data."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import NATION, is_code
from yilu.core.permissions import Permission
from yilu.core.privacy import masked_name, masked_phone
from yilu.core.reasons import Conflict, Denied, Reason
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network import actions, queries, rules
from yilu.network.access import NOT_YOURS, is_regulator, may_on_site, why_not_shut
from yilu.network.forms import ContactForm, SiteForm, SuspendForm
from yilu.network.models import Brand, Site
from yilu.network.tables import named, sites_table
from yilu.network.views.areas import area_choices
from yilu.network.views.asking import Request
from yilu.network.views.editing import meanwhile

CONTACT_SECONDS = 300  # an opened contact is masked again after this


@require_safe
@requires(Permission.SITE_READ)
def sites(request: Request) -> HttpResponseBase:
    """The list: by area, brand, kind, status, and any piece of code or name."""
    actor = request.actor
    rows = queries.sites(actor)
    asked = {k: request.GET.get(k, "") for k in ("area", "brand", "kind", "status", "q")}
    if is_code(asked["area"]) and asked["area"] != NATION:
        rows = rows.in_area(asked["area"])
    if asked["brand"].isdigit():
        rows = rows.filter(brand_id=asked["brand"])
    if asked["kind"] in Site.Kind.values:
        rows = rows.filter(kind=asked["kind"])
    matched = queries.found_sites(rows, asked["q"])
    count = queries.counted_hits if asked["q"].strip() else queries.counted_by_status
    counts = listed = count(matched)
    if asked["status"] in Site.Status.values:
        matched = matched.filter(status=asked["status"])
        listed = count(matched) if counts is None else {asked["status"]: counts[asked["status"]]}
    context = {
        "asked": asked,
        "counts": counts,
        "total": queries.MOST if counts is None else sum(counts.values()),
        "brands": [(str(b.pk), named(b)) for b in Brand.objects.order_by("code")],
        "kinds": Site.Kind.choices,
        "statuses": Site.Status.choices,
        "areas": area_choices(actor, asked["area"]),
        "may_import": actor.jurisdiction.may(Permission.SITE_EDIT),
    }
    return respond(request, "network/sites.html", sites_table(), queries.for_list(matched, listed), context)


def _site(request: Request, pk: int, permission: Permission = Permission.SITE_READ) -> Site:
    within = Site.objects.within(request.actor.jurisdiction, permission)
    return get_object_or_404(within.select_related("brand", "enterprise", "county", "park"), pk=pk)


@dataclass(frozen=True, slots=True)
class Offered:
    """A button: where it leads, or why it is grey."""

    url: str
    why_not: list[Reason]


def _offered(request: Request, site: Site) -> dict[str, Offered]:
    edit = [] if may_on_site(request.actor, site, Permission.SITE_EDIT) else [NOT_YOURS]
    suspend = why_not_shut(request.actor, site) + rules.why_not_become(site.status, rules.SiteStatus.CLOSED)
    return {
        "edit": Offered(reverse("network:edit_site", args=[site.pk]), edit),
        "suspend": Offered(reverse("network:suspend_site", args=[site.pk]), suspend),
    }


@require_safe
@requires(Permission.SITE_READ)
def site(request: Request, pk: int) -> HttpResponse:
    """One site: facts, history, links to its reports and to the audit."""
    return _site_page(request, _site(request, pk))


def _site_page(request: Request, shown: Site, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "site": shown,
        "brand": named(shown.brand),
        "path": queries.area_path(shown.county),
        "office": queries.office_of(shown.county_id),
        "history": shown.status_changes.order_by("-since", "-pk")[:100],
        "offered": _offered(request, shown),
        "decides": is_regulator(request.actor, shown.county_id)
        and may_on_site(request.actor, shown, Permission.FILING_DECIDE),
        "has_contact": bool(shown.contact_name or shown.contact_phone),
        "contact_name": masked_name(shown.contact_name),
        "contact_phone": masked_phone(shown.contact_phone),
        "may_open_contact": may_on_site(request.actor, shown, Permission.SITE_PERSON_READ),
        "contact_form": ContactForm(),
        "why_not_open": rules.why_not_open(shown.status, receipt=""),
        "may_audit": request.actor.jurisdiction.may(Permission.AUDIT_READ),
        **more,
    }
    return render(request, "network/site.html", context, status=status)


@requires(Permission.SITE_PERSON_READ)
def open_contact(request: Request, pk: int) -> HttpResponse:
    """The contact person's data, once, for a stated reason; nothing keeps it and it is masked again by itself."""
    shown = _site(request, pk)
    page = reverse("network:site", args=[pk])
    if request.method != "POST":
        return redirect(page)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _site_page(request, shown, 422, contact_form=form)
    try:
        name, phone = actions.open_contact(site=shown, why=form.cleaned_data["why"], by=request.actor, now=clock.now())
    except Denied as refused:
        form.add_error("why", [str(r) for r in refused.reasons])
        return _site_page(request, shown, 422, contact_form=form)
    response = _site_page(request, shown, opened=True, contact_name=name, contact_phone=phone)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Refresh"] = f"{CONTACT_SECONDS}; url={page}"
    return response


@requires(Permission.SITE_EDIT)
def edit_site(request: Request, pk: int) -> HttpResponse:
    """Change the facts. If somebody else was quicker, what was typed stays and what changed is shown beside it."""
    shown = _site(request, pk, Permission.SITE_EDIT)
    kept: dict[str, Any] = {"site": shown, "by": request.actor, "today": clock.today()}
    if request.method != "POST":
        return render(
            request,
            "network/edit_site.html",
            {"form": SiteForm(initial=SiteForm.initial_of(shown), **kept), "site": shown},
        )
    form = SiteForm(request.POST, **kept)
    status, found = 422, []
    if form.is_valid():
        try:
            actions.change_site(
                site=shown,
                version=form.cleaned_data["version"],
                changes=form.changes,
                by=request.actor,
                now=clock.now(),
            )
        except Conflict as conflict:
            status, found = 409, meanwhile(shown, form)
            form.add_error(None, [str(r) for r in conflict.reasons])
        except Denied as refused:
            form.add_error(None, [str(r) for r in refused.reasons])
        else:
            messages.success(request, str(Text("已保存。", "Saved.")))
            return redirect("network:site", pk=pk)
    return render(request, "network/edit_site.html", {"form": form, "site": shown, "meanwhile": found}, status=status)


@requires(Permission.SITE_SUSPEND)
def suspend_site(request: Request, pk: int) -> HttpResponse:
    """An enterprise suspends a site of its own or closes it for good; a regulator is shown where he decides."""
    shown = _site(request, pk, Permission.SITE_SUSPEND)
    if found := why_not_shut(request.actor, shown):
        status = 403 if request.method == "POST" else 200
        return render(request, "network/suspend_site.html", {"site": shown, "why_not": found}, status=status)
    form = SuspendForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status, now = 422, clock.now()
        if form.is_valid():
            move = actions.close_site if form.cleaned_data["move"] == "close" else actions.suspend_site
            data = form.cleaned_data
            try:
                move(
                    site=shown,
                    cause=data["cause"],
                    document=data["document"],
                    since=form.moment(now),
                    by=request.actor,
                    now=now,
                )
            except Denied as refused:
                form.add_error(None, [str(r) for r in refused.reasons])
            else:
                messages.success(request, str(Text("已记录。", "Recorded.")))
                return redirect("network:site", pk=pk)
    return render(request, "network/suspend_site.html", {"form": form, "site": shown}, status=status)
