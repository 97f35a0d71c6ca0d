"""Risk tiers by area and day, where published and computed disagree, and clusters."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond
from yilu.core.text import Text, label
from yilu.territory import tables
from yilu.territory.actions import state_cluster
from yilu.territory.forms import ClusterForm
from yilu.territory.models import Area
from yilu.territory.queries import ancestors, areas_at, children, effective_tiers, named, published_days
from yilu.territory.tables import TierRow
from yilu.territory.views.asking import actor_of, area_of, day_of, posted
from yilu.territory.words import TIERS
from yilu_planner.risk import RULE_SETS, Tier


def _rows(area: Area, day: dt.date, rules: str | None) -> list[TierRow]:
    counties = named(areas_at(Area.Level.COUNTY, within=area.code, on=day), on=day)
    views = effective_tiers([c.code for c in counties], on=day, rules=rules)
    return [TierRow(c, views[c.code]) for c in counties]


@requires(Permission.BOARD_READ)
@require_safe
def tiers(request: HttpRequest) -> HttpResponseBase:
    """The counties of an area with their tiers on a day."""
    day = day_of(request)
    area = area_of(request, on=day)
    rules = request.GET.get("rules", "")
    rules = rules if rules in RULE_SETS else ""
    rows = _rows(area, day, rules or None)
    counts = {t: sum(r.tier.effective is t for r in rows) for t in TIERS}
    wanted = request.GET.get("tier", "")
    only = [r for r in rows if not wanted or r.tier.effective.value == wanted]
    clash = sum(r.tier.disagrees for r in rows)
    answer = Text(
        "{n} 个县级单元：高风险 {high}，中风险 {medium}，低风险 {low}，未公布 {unknown}；公布与计算不一致 {clash}。",
        "{n} counties: high {high}, medium {medium}, low {low}, not published {unknown}; "
        "published and computed disagree in {clash}.",
    ).filled(n=len(rows), clash=clash, **{t.value: n for t, n in counts.items()})
    context = {
        "area": area,
        "above": ancestors(area.code),
        "choices": [area, *children(area.code, on=day)],
        "day": day,
        "rules": rules,
        "rule_sets": RULE_SETS.values(),
        "tier": wanted,
        "tiers": [(t.value, name) for t, (_, name) in TIERS.items()],
        "answer": answer,
        "clash": clash,
        "days": published_days()[:12],
        "may_import": actor_of(request).jurisdiction.may(Permission.TIER_IMPORT),
    }
    table = tables.tiers(day, label("县级风险等级", "Tiers of counties"))
    return respond(request, "territory/tiers.html", table, only, context)


@requires(Permission.BOARD_READ)
@require_safe
def disagreements(request: HttpRequest) -> HttpResponseBase:
    """Where what an authority published and what the rules compute differ."""
    day = day_of(request)
    area = area_of(request, on=day)
    every = _rows(area, day, None)
    rows = [r for r in every if r.tier.disagrees]
    both = sum(Tier.UNKNOWN not in (r.tier.published, r.tier.computed) for r in every)
    answer = Text(
        "{n} 个单元公布等级与计算等级不一致；两者都有的共 {both} 个，其余 {rest} 个无法核对。以公布等级为准。",
        "Published and computed tiers disagree in {n} units, of {both} that have both; the other {rest} cannot be "
        "checked. The published tier is in force.",
    ).filled(n=len(rows), both=both, rest=len(every) - both)
    context = {
        "area": area,
        "above": ancestors(area.code),
        "choices": [area, *children(area.code, on=day)],
        "day": day,
        "answer": answer,
    }
    table = tables.tiers(day, label("不一致的单元", "Units that disagree"))
    return respond(request, "territory/disagreements.html", table, rows, context)


@requires(Permission.TIER_IMPORT)
def cluster(request: HttpRequest) -> HttpResponse:
    """State whether there was a cluster of cases."""
    form = ClusterForm(posted(request), initial={"as_of": clock.today(), "area": request.GET.get("area", "")})
    if request.method == "POST" and form.is_valid():
        try:
            stated = state_cluster(by=actor_of(request), now=clock.now(), **form.cleaned_data)
        except Denied as refused:
            for each in refused.reasons:
                form.add_error(None, str(each))
        else:
            messages.success(request, str(Text("已申明 {n} 个县级单元。", "Stated for {n} counties.").filled(n=stated)))
            return redirect("territory:tiers")
    return render(request, "territory/cluster.html", {"form": form}, status=422 if form.errors else 200)
