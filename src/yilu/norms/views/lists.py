"""What is in force here, what one requirement says and said, two documents side by side."""

from django.db.models import Count
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from yilu.core.gate import signed_in
from yilu.core.permissions import Permission
from yilu.core.tables import respond, shown
from yilu.network.models import Site
from yilu.network.views.areas import area_choices
from yilu.norms.access import REFINE
from yilu.norms.models import Norm, Provision, Requirement
from yilu.norms.queries import Force, beside, slots
from yilu.norms.rules.kinds import Effect, choices
from yilu.norms.rules.subjects import SiteFacts
from yilu.norms.tables import documents_table, history_table, provisions_table
from yilu.norms.xlsform import checklist as xlsform
from yilu.territory.views.asking import actor_of, area_of, day_of
from yilu.territory.words import TIERS, Tier


@require_safe
@signed_in
def norms(request: HttpRequest) -> HttpResponseBase:
    """Every provision in force in an area, with its effect, document, source and confidence."""
    day = day_of(request)
    area = area_of(request, on=day)
    asked = {name: request.GET.get(name, "") for name in ("kind", "tier", "effect")}
    rows = Force(day).within(area.code, kinds=_one(asked["kind"]), tiers=_one(asked["tier"]))
    counts = [(code, name, sum(p.effect == code for p in rows)) for code, name in choices(Effect)]
    rows = [p for p in rows if asked["effect"] in ("", p.effect)]
    empty = slots(area.code, on=day)
    documents = Norm.objects.select_related("area").annotate(number=Count("provisions"))
    context = {
        "area": area,
        "areas": area_choices(actor_of(request), area.code),
        "day": day,
        "asked": asked,
        "kinds": Site.Kind.choices,
        "tiers": [(tier.value, name) for tier, (_, name) in TIERS.items()],
        "effects": counts,
        "total": len(rows),
        "may_refine": actor_of(request).jurisdiction.may(Permission.NORM_REFINE, area=area.code),
        "slots": empty,
    }
    if request.GET.get("table") == "documents":
        return respond(request, "norms/norms.html", documents_table(), documents, context)
    context["documents"] = shown(request, documents_table(), documents)
    return respond(request, "norms/norms.html", provisions_table(area.code), rows, context)


def _one(code: str) -> tuple[str, ...]:
    return (code,) if code else ()


@require_safe
@signed_in
def checklist(request: HttpRequest) -> FileResponse:
    """What is in force for a kind of site, as an XLSForm: to be carried through a site with any tool that reads it."""
    day = day_of(request)
    area = area_of(request, on=day)
    kind = request.GET.get("kind", "")
    kind = kind if kind in Site.Kind else Site.Kind.OUTLET.value
    # No tier named: what holds in every tier, so that no requirement stands twice on the list.
    rows = Force(day).over(SiteFacts(area.code, kind, request.GET.get("tier", "") or Tier.UNKNOWN))
    file = xlsform(rows, area=area.code, kind=kind, on=day)
    return FileResponse(file, as_attachment=True, filename=f"yilu-checklist-{area.code}-{kind}-{day}.xlsx")


@require_safe
@signed_in
def requirement(request: HttpRequest, code: str) -> HttpResponseBase:
    """One requirement: how it stands in an area today, and every wording it ever had."""
    day = day_of(request)
    area = area_of(request, on=day)
    found = get_object_or_404(Requirement, code=code)
    may_refine = actor_of(request).jurisdiction.may(Permission.NORM_REFINE, area=area.code)
    context = {
        "requirement": found,
        "area": area,
        "day": day,
        "standing": Force(day, requirements=[code]).within(area.code),
        "own": Provision.objects.filter(requirement=found, area=area, confidence="local", valid_until__isnull=True),
        "why_not": None if may_refine else REFINE,
    }
    rows = found.provisions.select_related("norm", "area")
    return respond(request, "norms/requirement.html", history_table(), rows, context)


@require_safe
@signed_in
def compare(request: HttpRequest) -> HttpResponse:
    """Two documents side by side, requirement by requirement."""
    documents = list(Norm.objects.select_related("area").order_by("series", "issued", "pk"))
    known = {str(n.pk): n for n in documents}
    left, right = (known.get(request.GET.get(name, "")) for name in ("left", "right"))
    if left is None or right is None:
        left, right = _versions(documents)
    rows = beside(left, right) if left and right else []
    context = {
        "documents": documents,
        "left": left,
        "right": right,
        "rows": rows,
        "differing": sum(bool(row.differs) for row in rows),
    }
    return render(request, "norms/compare.html", context)


def _versions(documents: list[Norm]) -> tuple[Norm | None, Norm | None]:
    """The two latest versions of a series that has two, so that the page never opens empty."""
    for latest in reversed(documents):
        earlier = [
            n
            for n in documents
            if (n.series, n.area_id) == (latest.series, latest.area_id) and n.series and n.issued < latest.issued
        ]
        if earlier:
            return earlier[-1], latest
    return None, None
