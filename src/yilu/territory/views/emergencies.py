"""Emergencies: what is in force, declaring, ending."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond
from yilu.core.templatetags.yilu import day as shown_day
from yilu.core.text import Text
from yilu.territory import tables
from yilu.territory.access import outside
from yilu.territory.actions import declare_emergency, end_emergency
from yilu.territory.forms import DeclareForm, EndForm
from yilu.territory.models import Emergency
from yilu.territory.queries import retention_clock
from yilu.territory.views.asking import actor_of, area_of, posted
from yilu.territory.words import shown_name

ENDED = Text("已结束；清除期限从最后一天起算。", "Ended; the purge clock runs from its last day.")


@requires(Permission.BOARD_READ)
@require_safe
def emergencies(request: HttpRequest) -> HttpResponseBase:
    """Every emergency, and what it means for one's own place today."""
    today = clock.today()
    area = area_of(request, on=today)
    held = retention_clock(area.code, on=today)
    if held.in_force:
        answer = Text(
            "{a} 处于“{e}”（{level}，{began} 起）：可以收集防疫所需的信息。",
            "{a} is under “{e}” ({level}, from {began}): what the epidemic requires may be collected.",
        ).filled(
            a=shown_name(area),
            e=Text(held.in_force.name_zh, held.in_force.name_en),
            level=held.in_force.response_level,
            began=shown_day(held.in_force.began),
        )
    elif held.ended:
        answer = Text(
            "{a} 没有生效的应急响应：停止收集；自 {ended} 起已 {n} 天，清除期限从该日起算。",
            "None is in force over {a}: collecting is closed; the purge clock began on {ended}, {n} days ago.",
        ).filled(a=shown_name(area), ended=shown_day(held.ended), n=held.days_since_end(on=today))
    else:
        answer = Text(
            "{a} 没有生效的应急响应：不得收集仅应急期间可收集的信息。",
            "No emergency is in force over {a}: what only an emergency permits may not be collected.",
        ).filled(a=shown_name(area))
    rows = Emergency.objects.select_related("area")
    context = {"answer": answer, "may_declare": actor_of(request).jurisdiction.may(Permission.EMERGENCY_DECLARE)}
    return respond(request, "territory/emergencies.html", tables.emergencies(), rows, context)


@requires(Permission.EMERGENCY_DECLARE)
def declare(request: HttpRequest) -> HttpResponse:
    """Put an emergency in force."""
    form = DeclareForm(posted(request), initial={"began": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            made = declare_emergency(by=actor_of(request), now=clock.now(), **form.cleaned_data)
        except Denied as refused:
            for each in refused.reasons:
                form.add_error(None, str(each))
        else:
            messages.success(request, str(Text("已宣布。", "Declared.")))
            return redirect("territory:emergency", emergency_id=made.pk)
    return render(request, "territory/declare.html", {"form": form}, status=422 if form.errors else 200)


@requires(Permission.BOARD_READ)
def emergency(request: HttpRequest, emergency_id: int) -> HttpResponse:
    """One emergency; a POST ends it."""
    found = get_object_or_404(Emergency.objects.select_related("area"), pk=emergency_id)
    actor = actor_of(request)
    form = EndForm(posted(request), initial={"ended": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            end_emergency(emergency=found, by=actor, now=clock.now(), **form.cleaned_data)
        except Denied as refused:
            for each in refused.reasons:
                form.add_error(None, str(each))
        else:
            messages.success(request, str(ENDED))
            return redirect("territory:emergency", emergency_id=found.pk)
    may_end = actor.jurisdiction.may(Permission.EMERGENCY_DECLARE, area=found.area_id)
    context = {
        "e": found,
        "form": form,
        "why_not_end": None if may_end else outside(shown_name(found.area)),
        "days": (clock.today() - found.ended).days if found.ended else None,
    }
    return render(request, "territory/emergency.html", context, status=422 if form.errors else 200)
