"""One's own account: under which appointment one acts, sessions, tokens, language."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yilu.accounts.access import why_not_make_token
from yilu.accounts.actions import choose_language, end_session, make_token, revoke_token
from yilu.accounts.forms import TokenForm
from yilu.accounts.models import ApiToken, Appointment, User
from yilu.accounts.queries import (
    CHOSEN,
    appointments_of,
    has_second_factor,
    needs_second_factor,
    title_of,
    why_nothing,
)
from yilu.accounts.views.appointments import actor_of
from yilu.core import clock
from yilu.core.gate import requires, signed_in
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.text import LANGUAGES, Text


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """My appointments, how I sign in, where I am signed in, my tokens."""
    user, actor, today = _user(request), actor_of(request), clock.today()
    mine = appointments_of(user, on=today)
    context = {
        "person": user,
        "appointments": [(a, title_of(a)) for a in mine],
        "acting": actor.appointment_id,
        "why_nothing": None if mine else why_nothing(user, on=today),
        "second_factor": has_second_factor(user),
        "second_factor_needed": needs_second_factor(user, on=today),
        "sessions": sorted(UserSession.objects.purge_and_list(user), key=lambda s: s.last_seen_at, reverse=True),
        "this_session": request.session.session_key,
        "tokens": ApiToken.objects.filter(appointment__user=user).select_related("appointment").order_by("-created_at"),
        "why_no_token": why_not_make_token(actor),
        "now": clock.now(),
    }
    return render(request, "accounts/me.html", context)


@require_POST
@signed_in
def act_as(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on act under this one of my appointments."""
    if pk not in [a.pk for a in appointments_of(_user(request), on=clock.today())]:
        raise Http404
    request.session[CHOSEN] = pk
    return redirect("/")


@require_POST
@signed_in
def sign_out_elsewhere(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of my sessions."""
    session = get_object_or_404(UserSession, pk=pk, user=_user(request))
    end_session(session=session, by=actor_of(request), now=clock.now())
    messages.success(request, str(Text("该会话已结束。", "That session was ended.")))
    return redirect("accounts:me")


@require_POST
@signed_in
def language(request: HttpRequest) -> HttpResponse:
    """The language I read in, here and at the next sign-in."""
    wanted = request.POST.get("language", "")
    choose_language(user=_user(request), language=wanted, by=actor_of(request), now=clock.now())
    response = redirect("accounts:me")
    if wanted in LANGUAGES:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=365 * 86400, samesite="Lax")
    return response


@never_cache
@requires(Permission.TOKEN_MAKE)
def new_token(request: HttpRequest) -> HttpResponse:
    """A key for a program, for what I may do under the appointment I act under; shown this once."""
    actor = actor_of(request)
    appointment = get_object_or_404(Appointment, pk=actor.appointment_id, user=_user(request))
    form = TokenForm(request.POST or None)
    context = {"form": form, "a": appointment, "title": title_of(appointment)}
    if request.method == "POST" and form.is_valid():
        try:
            token, key = make_token(
                appointment=appointment,
                name=form.cleaned_data["name"],
                days=form.cleaned_data["days"],
                read_only=not form.cleaned_data["may_write"],
                by=actor,
                now=clock.now(),
            )
        except Denied as denied:
            for found in denied.reasons:
                form.add_error(None, str(found))
        else:
            return render(request, "accounts/token_made.html", {"token": token, "key": key})
    return render(request, "accounts/token.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def drop_token(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of my tokens."""
    token = get_object_or_404(ApiToken.objects.select_related("appointment"), pk=pk, appointment__user=_user(request))
    revoke_token(token=token, by=actor_of(request), now=clock.now())
    messages.success(request, str(Text("令牌已作废。", "The token was revoked.")))
    return redirect("accounts:me")
