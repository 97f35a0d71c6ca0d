"""An area orders: its own wording of a requirement, the end of it, numbers no national text fixes."""

from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires, signed_in
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network.views.areas import area_choices
from yilu.norms import actions
from yilu.norms.access import SET
from yilu.norms.forms import ChecklistForm, EndForm, RefineForm, SettingForm
from yilu.norms.models import Provision, Requirement
from yilu.norms.queries import Force, parameters, settings_history
from yilu.norms.rules.parameters import PARAMETERS
from yilu.norms.tables import settings_table
from yilu.norms.words import ordered
from yilu.norms.xlsform import wordings
from yilu.territory.models import Area
from yilu.territory.views.asking import actor_of, area_of, day_of, posted

DONE = Text("已登记。", "Recorded.")


@requires(Permission.NORM_REFINE)
def refine(request: HttpRequest, code: str) -> HttpResponse:
    """An area's own wording of a requirement."""
    found = get_object_or_404(Requirement, code=code)
    today = clock.today()
    area = area_of(request, on=today)
    standing = Force(today, requirements=[code]).within(area.code)
    above = standing[-1] if standing else None
    form = RefineForm(posted(request), above=above, initial={"area": area.code, "issued": today, "valid_from": today})
    if request.method == "POST" and form.is_valid():
        place = Area.objects.get(code=form.cleaned_data["area"])
        if _done(request, form, lambda **who: actions.refine(
            requirement=found, area=place, wording=form.wording, **who
        )):  # fmt: skip
            return redirect(f"{reverse('norms:requirement', args=[code])}?area={place.code}")
    context = {"requirement": found, "area": area, "above": above, "form": form}
    return render(request, "norms/refine.html", context, status=422 if form.errors else 200)


@requires(Permission.NORM_REFINE)
def take_checklist(request: HttpRequest) -> HttpResponse:
    """An edited checklist comes back in: what it words otherwise becomes the area's own wording."""
    today = clock.today()
    area = area_of(request, on=today)
    given = {"area": area.code, "issued": today, "valid_from": today}
    form = ChecklistForm(posted(request), request.FILES or None, initial=given)
    if request.method == "POST" and form.is_valid():
        place = Area.objects.get(code=form.cleaned_data["area"])

        def act(**who: Any) -> None:
            with NamedTemporaryFile(suffix=".xlsx") as kept:
                kept.write(form.cleaned_data["file"].read())
                kept.flush()
                texts = wordings(Path(kept.name), form.cleaned_data["file"].name)
            actions.refine_by_checklist(area=place, document=form.document_told, texts=texts, **who)

        if _done(request, form, act):
            return redirect(f"{reverse('norms:norms')}?area={place.code}")
    return render(request, "norms/take.html", {"area": area, "form": form}, status=422 if form.errors else 200)


@requires(Permission.NORM_REFINE)
def end(request: HttpRequest, provision_id: int) -> HttpResponse:
    """End an area's own wording: what stands above holds again."""
    found = get_object_or_404(Provision.objects.select_related("requirement", "norm", "area"), pk=provision_id)
    if not actor_of(request).jurisdiction.may(Permission.NORM_REFINE, area=found.area_id):
        raise Http404
    form = EndForm(posted(request), initial={"until": clock.today()})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        if _done(request, form, lambda **who: actions.end_provision(provision=found, until=until, **who)):
            return redirect(f"{reverse('norms:requirement', args=[found.requirement.code])}?area={found.area_id}")
    return render(request, "norms/end.html", {"p": found, "form": form}, status=422 if form.errors else 200)


@require_safe
@signed_in
def settings(request: HttpRequest) -> HttpResponse:
    """Every number no national text fixes, and what is ordered of it over an area."""
    day = day_of(request)
    area = area_of(request, on=day)
    in_force = parameters(area.code, on=day)
    rows = [(p, in_force.get(key), ordered(key, in_force.get(key))) for key, p in PARAMETERS.items()]
    context = {
        "area": area,
        "areas": area_choices(actor_of(request), area.code),
        "day": day,
        "rows": rows,
        "unset": sum(setting is None for _, setting, _ in rows),
    }
    return render(request, "norms/settings.html", context)


@signed_in
def setting(request: HttpRequest, key: str) -> HttpResponseBase:
    """One number: what is ordered over an area, every order before it, ordering it anew."""
    parameter = PARAMETERS.get(key)
    if parameter is None:
        raise Http404
    today = clock.today()
    area = area_of(request, on=today)
    may_set = actor_of(request).jurisdiction.may(Permission.SETTING_SET, area=area.code)
    form = SettingForm(posted(request), parameter=parameter, initial={"area": area.code, "valid_from": today})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        place = Area.objects.get(code=data.pop("area"))
        if _done(request, form, lambda **who: actions.set_parameter(area=place, key=key, **data, **who)):
            return redirect(f"{request.path}?area={place.code}")
    in_force = parameters(area.code, on=today).get(key)
    context = {
        "parameter": parameter,
        "area": area,
        "in_force": in_force,
        "ordered": ordered(key, in_force),
        "form": form,
        "why_not": None if may_set else SET,
    }
    response = respond(request, "norms/setting.html", settings_table(), settings_history(area.code, key), context)
    if form.errors:
        response.status_code = 422
    return response


def _done(request: HttpRequest, form: Form, act: Callable[..., Any]) -> bool:
    """Do it and say so; a refusal stands on the form with its reasons."""
    try:
        act(by=actor_of(request), now=clock.now())
    except Denied as denied:
        for why in denied.reasons:
            form.add_error(None, str(why))
        return False
    messages.success(request, str(DONE))
    return True
