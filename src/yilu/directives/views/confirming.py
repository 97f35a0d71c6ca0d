"""The page beside the source text on which a person confirms or corrects each measure."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires
from yilu.core.middleware import status_of
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.text import Text
from yilu.directives import actions
from yilu.directives.forms import ChosenForm, MeasureForm, OwnMeasureForm, SplitForm, VersionForm
from yilu.directives.models import Directive, Measure
from yilu.directives.parsing.glossary import TERMS
from yilu.directives.views.asking import directive_of
from yilu.directives.views.one import A_PAGE
from yilu.directives.views.source import pieces
from yilu.network.views.asking import Request


@require_safe
@requires(Permission.DIRECTIVE_ISSUE)
def review(request: Request, pk: int) -> HttpResponse:
    """The draft beside its source, at one measure: the one asked for, else the first still to be confirmed."""
    found = _draft(request, pk)
    asked = request.GET.get("measure", "")
    rows = found.measures.select_related("area", "brand", "owner", "above")
    chosen = rows.filter(pk=asked).first() if asked.isdigit() and len(asked) < 19 else None
    chosen = chosen or rows.filter(state=Measure.State.PROPOSED).first() or rows.first()
    return _page(request, found, chosen)


def _draft(request: Request, pk: int) -> Directive:
    found = directive_of(request, pk)
    if not found.is_draft:
        raise Http404
    return found


def _page(
    request: Request, found: Directive, chosen: Measure | None, *, status: int = 200, **sent: Form
) -> HttpResponse:
    """`sent`: a form (form, split_form, version_form, chosen_form, own_form) as it came back with reasons."""
    actor = request.actor
    keys = list(found.measures.values_list("pk", "state"))
    at = next((n for n, (key, _) in enumerate(keys) if chosen is not None and key == chosen.pk), 0)
    first = at // A_PAGE * A_PAGE
    rows = found.measures.select_related("area", "brand", "owner", "above")
    listed = list(rows[first : first + A_PAGE])
    context: dict[str, Any] = {
        "directive": found,
        "chosen": chosen,
        "listed": listed,
        "first": first + 1,
        "total": len(keys),
        "left": sum(state == "proposed" for _, state in keys),
        "before": keys[first - 1][0] if first else None,
        "after": keys[first + A_PAGE][0] if first + A_PAGE < len(keys) else None,
        "version_form": sent.get("version_form"),
        "is_refused": bool(sent),
        "pieces": pieces(found.text, listed),
        "own_form": sent.get("own_form") or OwnMeasureForm(directive=found, by=actor, auto_id="own_%s"),
        "chosen_form": sent.get("chosen_form") or ChosenForm(auto_id="chosen_%s"),
    }
    if chosen is not None:
        context["form"] = sent.get("form") or MeasureForm(directive=found, by=actor, measure=chosen)
        context["split_form"] = sent.get("split_form") or SplitForm(measure=chosen, auto_id="split_%s")
        context["terms"] = [(term, TERMS.get(term)) for term, _ in chosen.phrases]
    return render(request, "directives/review.html", context, status=status)


DONE = {
    "confirm": Text("已确认。", "Confirmed."),
    "aside": Text("已标为不作为措施。", "Set aside."),
    "join": Text("已与下一条合并，请再核对。", "Joined with the next one; confirm it anew."),
    "split": Text("已拆分，请逐条核对。", "Split; confirm each part."),
}


@require_POST
@requires(Permission.DIRECTIVE_ISSUE)
def act(request: Request, pk: int, measure_id: int, act: str) -> HttpResponse:
    """Confirm, set aside, split or join one measure; refused, what was typed stays and the reasons stand with it."""
    found = _draft(request, pk)
    if act not in DONE:
        raise Http404
    # One that somebody joined with another meanwhile is gone: the action says so.
    measure = found.measures.filter(pk=measure_id).first() or Measure(pk=measure_id, directive=found)
    form = _form(request, found, measure, act, data=request.POST)
    status = 422
    if form.is_valid():
        try:
            _do(act, measure, form, by=request.actor, now=clock.now())
        except Denied as refused:
            status = status_of(refused)
            standing = found.measures.filter(pk=measure_id).first()
            # Trying again means: seen as it stands now, and decided.
            data = request.POST.copy()
            data["version"] = str(standing.version if standing else 0)
            form = _form(request, found, standing or measure, act, data=data)
            form.add_error(None, [str(r) for r in refused.reasons])
        else:
            messages.success(request, str(DONE[act]))
            where = reverse("directives:review", args=[pk])
            return redirect(f"{where}?measure={measure_id}#now" if act in ("join", "split") else f"{where}#now")
    rows = found.measures.select_related("area", "brand", "owner", "above")
    standing = rows.filter(pk=measure_id).first()
    name = {"confirm": "form", "split": "split_form"}.get(act, "version_form")
    return _page(request, found, standing or rows.first(), status=status, **{name: form})


def _form(request: Request, found: Directive, measure: Measure, act: str, *, data: QueryDict) -> Form:
    if act == "confirm":
        return MeasureForm(data, directive=found, by=request.actor)
    return SplitForm(data, measure=measure, auto_id="split_%s") if act == "split" else VersionForm(data)


def _do(act: str, measure: Measure, form: Form, *, by: Actor, now: datetime) -> None:
    seen: dict[str, Any] = {"measure": measure, "version": form.cleaned_data["version"], "by": by, "now": now}
    if isinstance(form, MeasureForm):
        actions.confirm(wording=form.wording, **seen)
    elif isinstance(form, SplitForm):
        actions.split(at=form.cleaned_data["at"], **seen)
    else:
        {"aside": actions.set_aside, "join": actions.join}[act](**seen)


@require_POST
@requires(Permission.DIRECTIVE_ISSUE)
def confirm_chosen(request: Request, pk: int) -> HttpResponse:
    """Confirm the ticked measures as they are proposed."""
    found = _draft(request, pk)
    form = ChosenForm(request.POST, auto_id="chosen_%s")
    status = 422
    if form.is_valid():
        given = {"chosen": form.cleaned_data["measure"], "due": form.cleaned_data["due"]}
        try:
            n = actions.confirm_many(directive=found, **given, by=request.actor, now=clock.now())
        except Denied as refused:
            status = status_of(refused)
            form.add_error(None, [str(r) for r in refused.reasons])
        else:
            messages.success(request, str(Text("已确认{n}条。", "{n} confirmed.").filled(n=n)))
            return redirect("directives:review", pk=pk)
    return _page(request, found, found.measures.first(), status=status, chosen_form=form)


@require_POST
@requires(Permission.DIRECTIVE_ISSUE)
def add_own(request: Request, pk: int) -> HttpResponse:
    """Add a measure of the unit's own."""
    found = _draft(request, pk)
    form = OwnMeasureForm(request.POST, directive=found, by=request.actor, auto_id="own_%s")
    status = 422
    if form.is_valid():
        given = {"text": form.cleaned_data["text"], "wording": form.wording}
        try:
            made = actions.add_measure(directive=found, **given, by=request.actor, now=clock.now())
        except Denied as refused:
            status = status_of(refused)
            form.add_error(None, [str(r) for r in refused.reasons])
        else:
            messages.success(request, str(Text("已加入。", "Added.")))
            return redirect(f"{reverse('directives:review', args=[pk])}?measure={made.pk}#now")
    return _page(request, found, found.measures.first(), status=status, own_form=form)
