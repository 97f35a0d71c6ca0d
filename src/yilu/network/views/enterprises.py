"""Enterprises: the list, one enterprise with its sites, registering one."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Denied
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network import actions, queries
from yilu.network.access import may_edit_enterprise
from yilu.network.forms import EnterpriseChangeForm, EnterpriseForm
from yilu.network.models import Brand, Enterprise, Site
from yilu.network.tables import enterprises_table, named, sites_table
from yilu.network.views.asking import Request
from yilu.network.views.editing import meanwhile


@require_safe
@requires(Permission.ENTERPRISE_READ)
def enterprises(request: Request) -> HttpResponseBase:
    """The list: by brand, kind, ownership, and a piece of code or name."""
    rows = queries.enterprises(request.actor)
    asked = {k: request.GET.get(k, "") for k in ("brand", "kind", "ownership", "q")}
    if asked["brand"].isdigit():
        rows = rows.filter(brand_id=asked["brand"])
    if asked["kind"] in Enterprise.Kind.values:
        rows = rows.filter(kind=asked["kind"])
    if asked["ownership"] in Enterprise.Ownership.values:
        rows = rows.filter(ownership=asked["ownership"])
    if asked["q"].strip():
        rows = rows.filter(name_zh__contains=asked["q"].strip()) | rows.filter(code__icontains=asked["q"].strip())
    kinds = dict(rows.order_by().values_list("kind").annotate(n=Count("pk", distinct=True)))
    context: dict[str, Any] = {
        "asked": asked,
        "brands": [(str(b.pk), named(b)) for b in Brand.objects.order_by("code")],
        "kinds": Enterprise.Kind.choices,
        "ownerships": Enterprise.Ownership.choices,
        "headquarters": kinds.get("headquarters", 0),
        "branches": kinds.get("branch", 0),
        "may_add": request.actor.jurisdiction.may(Permission.ENTERPRISE_EDIT),
    }
    return respond(request, "network/enterprises.html", enterprises_table(), rows, context)


@require_safe
@requires(Permission.ENTERPRISE_READ)
def enterprise(request: Request, pk: int) -> HttpResponseBase:
    """One enterprise: its facts, its branches, and its sites as far as the reader may see them."""
    within = Enterprise.objects.within(request.actor.jurisdiction, Permission.ENTERPRISE_READ)
    shown = get_object_or_404(within.select_related("brand", "area", "parent"), pk=pk)
    visible = queries.sites(request.actor)
    own = visible.filter(enterprise=shown)
    counts = queries.counted_by_status(own)
    context = {
        "enterprise": shown,
        "brand": named(shown.brand),
        "path": queries.area_path(shown.area),
        "may_edit": may_edit_enterprise(request.actor, shown),
        "branches": within.filter(parent=shown).count(),
        "total": sum(counts.values()),
        "open": counts[Site.Status.OPEN],
        "suspended": counts[Site.Status.SUSPENDED],
    }
    rows = queries.for_list(own, counts)
    return respond(request, "network/enterprise.html", sites_table(), rows, context)


@requires(Permission.ENTERPRISE_EDIT)
def add_enterprise(request: Request) -> HttpResponse:
    """Register a headquarters or a branch."""
    form = EnterpriseForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                added = actions.add_enterprise(**form.cleaned_data, by=request.actor, now=clock.now())
            except Denied as refused:
                form.add_error(None, [str(r) for r in refused.reasons])
            else:
                messages.success(request, str(Text("已登记。", "Registered.")))
                return redirect("network:enterprise", pk=added.pk)
    return render(
        request, "network/add.html", {"form": form, "what": Text("登记企业", "Register an enterprise")}, status=status
    )


@requires(Permission.ENTERPRISE_EDIT)
def edit_enterprise(request: Request, pk: int) -> HttpResponse:
    """Change the facts. If somebody else was quicker, what was typed stays and what changed is shown beside it."""
    within = Enterprise.objects.within(request.actor.jurisdiction, Permission.ENTERPRISE_EDIT)
    shown = get_object_or_404(within.select_related("brand", "parent"), pk=pk)
    form = EnterpriseChangeForm(request.POST or None, enterprise=shown, initial=EnterpriseChangeForm.initial_of(shown))
    status, found = 200, []
    if request.method == "POST":
        status = 422
        if form.is_valid():
            version, now = form.cleaned_data["version"], clock.now()
            try:
                actions.change_enterprise(
                    enterprise=shown, version=version, changes=form.changes, by=request.actor, now=now
                )
            except Conflict as conflict:
                status, found = 409, meanwhile(shown, form)
                form.add_error(None, [str(r) for r in conflict.reasons])
            except Denied as refused:
                form.add_error(None, [str(r) for r in refused.reasons])
            else:
                messages.success(request, str(Text("已保存。", "Saved.")))
                return redirect("network:enterprise", pk=pk)
    context = {"form": form, "enterprise": shown, "meanwhile": found}
    return render(request, "network/edit_enterprise.html", context, status=status)
