"""People and their appointments: the list, one appointment, appointing, revoking, helping somebody sign in again."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yilu.accounts.access import why_not_answer_for, why_not_revoke, why_not_role
from yilu.accounts.actions import (
    appoint,
    reset_password,
    reset_second_factor,
    revoke_appointment,
    take_on,
)
from yilu.accounts.forms import AppointForm
from yilu.accounts.models import Appointment, User
from yilu.accounts.queries import has_second_factor, place_of
from yilu.accounts.roles import ROLES
from yilu.accounts.rules import first_password
from yilu.accounts.tables import appointments_table, role_name, standing
from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond
from yilu.core.text import Text


def actor_of(request: HttpRequest) -> Actor:
    """The actor the gate put on the request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _mine(request: HttpRequest) -> QuerySet[Appointment]:
    related = ("user", "area", "office", "brand", "enterprise", "site")
    actor = actor_of(request)
    return Appointment.objects.within(actor.jurisdiction, Permission.ACCOUNT_READ).select_related(*related)


@requires(Permission.ACCOUNT_READ)
def appointments(request: HttpRequest) -> HttpResponseBase:
    """Who holds what within one's jurisdiction."""
    today = clock.today()
    rows = _mine(request)
    in_force = rows.in_force(today).count()  # type: ignore[attr-defined]
    asked = {k: request.GET.get(k, "").replace("\x00", "").strip() for k in ("q", "role", "state")}
    if asked["state"] != "all":
        rows = rows.in_force(today)  # type: ignore[attr-defined]
    if asked["role"]:
        rows = rows.filter(role=asked["role"])
    if asked["q"]:
        rows = rows.filter(Q(user__username__icontains=asked["q"]) | Q(user__name__icontains=asked["q"]))
    context = {
        "asked": asked,
        "in_force": in_force,
        "people": _mine(request).in_force(today).values("user").distinct().count(),  # type: ignore[attr-defined]
        "roles": ROLES.values(),
        "may_appoint": actor_of(request).jurisdiction.may(Permission.ACCOUNT_APPOINT),
    }
    return respond(request, "accounts/appointments.html", appointments_table(), rows, context)


@requires(Permission.ACCOUNT_READ)
def appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """One appointment, what it permits, and what may be done about it."""
    found = get_object_or_404(_mine(request), pk=pk)
    actor, today = actor_of(request), clock.today()
    others = _mine(request).filter(user=found.user).exclude(pk=pk).order_by("-valid_from")
    role = ROLES.get(found.role)
    context = {
        "a": found,
        "role": role,
        "place": place_of(found),
        "standing": standing(found, on=today),
        "made_by": found.made_by,
        "others": [(o, role_name(o.role), place_of(o), standing(o, on=today)) for o in others],
        "has_second_factor": has_second_factor(found.user),
        "why_not_revoke": why_not_revoke(actor, found),
        "why_not_help": why_not_answer_for(actor, found.user, on=today),
    }
    return render(request, "accounts/appointment.html", context)


@requires(Permission.ACCOUNT_APPOINT)
def choose_role(request: HttpRequest) -> HttpResponse:
    """First step of appointing: the role; those beyond one's own powers are grey, with the reason."""
    actor = actor_of(request)
    return render(
        request, "accounts/choose_role.html", {"roles": [(r, why_not_role(actor, r)) for r in ROLES.values()]}
    )


@never_cache
@requires(Permission.ACCOUNT_APPOINT)
def appoint_to(request: HttpRequest, role: str) -> HttpResponse:
    """Second step: whom, where, how long."""
    if role not in ROLES:
        raise Http404
    actor = actor_of(request)
    form = AppointForm(request.POST or None, role=ROLES[role], actor=actor)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _appointed(request, form, role)
            except Denied as denied:
                for found in denied.reasons:
                    form.add_error(None, str(found))
    context = {"form": form, "role": ROLES[role], "why_not": why_not_role(actor, ROLES[role])}
    return render(request, "accounts/appoint.html", context, status=status)


def _appointed(request: HttpRequest, form: AppointForm, role: str) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    username = form.cleaned_data["username"]
    user = User.objects.filter(username=username).first()
    if user is not None:
        made = appoint(user=user, role=role, by=actor, now=now, **form.where())
        messages.success(request, str(Text("已任命。", "Appointed.")))
        return redirect("accounts:appointment", pk=made.pk)
    password = first_password()
    made = take_on(
        username=username,
        name=form.cleaned_data["name"],
        password=password,
        role=role,
        where=form.where(),
        by=actor,
        now=now,
    )
    return render(request, "accounts/first_password.html", {"a": made, "password": password, "is_new": True})


@require_POST
@requires(Permission.ACCOUNT_APPOINT)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End the appointment at once."""
    found = get_object_or_404(_mine(request), pk=pk)
    revoke_appointment(appointment=found, by=actor_of(request), now=clock.now())
    messages.success(request, str(Text("已免去，其令牌同时作废。", "Revoked; its tokens ended with it.")))
    return redirect("accounts:appointment", pk=pk)


@never_cache
@require_POST
@requires(Permission.ACCOUNT_APPOINT)
def new_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the person a new first password, shown this once."""
    found = get_object_or_404(_mine(request), pk=pk)
    password = first_password()
    reset_password(user=found.user, password=password, by=actor_of(request), now=clock.now())
    return render(request, "accounts/first_password.html", {"a": found, "password": password, "is_new": False})


@require_POST
@requires(Permission.ACCOUNT_APPOINT)
def drop_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the second factor off a person who lost the phone."""
    found = get_object_or_404(_mine(request), pk=pk)
    reset_second_factor(user=found.user, by=actor_of(request), now=clock.now())
    messages.success(
        request,
        str(Text("已解除，本人下次登录后须重新设置。", "Taken off; it must be set up anew at the next sign-in.")),
    )
    return redirect("accounts:appointment", pk=pk)
