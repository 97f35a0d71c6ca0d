"""Sharing out a depot's masks: everybody's least days first, then guaranteed work (`yilu_planner.supply`)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.core.paginator import Paginator

from yilu.core.actor import Actor
from yilu.core.reasons import Invalid, Reason, reason
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.network.queries import found_sites
from yilu.plans.documents import Plain
from yilu.plans.models import Run
from yilu.supplies import actions as supplies
from yilu.supplies.models import Item, Place, Transfer
from yilu_planner.refusal import Refused
from yilu_planner.supply import Allocation, Request, Rule, allocate, broken_limits, by_hand, unfair

NAME = Text("物资分配", "Distribution")
NO_SUCH_SITE = reason("plans.allocation.site", "方案中没有该网点。", "The plan has no such site.")
AMOUNT = reason("plans.allocation.amount", "数量应为非负整数。", "The amount is a whole number, not below 0.")
AT_ONCE = 50  # sites on a page
TOO_MANY = reason(
    "plans.allocation.too_many",
    "合计 {given} 包，超出仓库可分配的 {packs} 包；请先减少其他网点。",
    "{given} packs in all, but the depot has {packs}: take from other sites first.",
)


@dataclass(frozen=True, slots=True)
class Share:
    """One site's share as the page shows it."""

    site: Site
    people: int
    stock: int
    packs: int
    proposed: int
    days: float


def solve(inputs: Plain) -> Plain:
    """The fair shares."""
    try:
        request, rule = _read(inputs)
        return _plain(allocate(request, rule), rule, is_fair=True)
    except Refused as refused:
        raise Invalid(*(Reason(r.code, Text(r.zh, r.en)) for r in refused.reasons)) from refused


def faults(inputs: Plain, result: Plain) -> list[Reason]:
    """What the planner's own check finds; shares put by hand need not be even."""
    request, rule = _read(inputs)
    done = by_hand(request, rule, np.array(result["packs"], dtype=np.int64))
    found = broken_limits(request, done) + (unfair(request, rule, done) if result["is_fair"] else [])
    return [Reason(r.code, Text(r.zh, r.en)) for r in found]


def adjusted(inputs: Plain, result: Plain, change: Plain) -> Plain:
    """The shares with some sites' packs changed by hand: {"packs": {site: packs}}."""
    request, rule = _read(inputs)
    at = {site: k for k, site in enumerate(inputs["sites"])}
    packs = np.array(result["packs"], dtype=np.int64)
    asked = change.get("packs")
    for site, number in (asked if isinstance(asked, dict) else {}).items():
        if not str(site).isdigit() or int(site) not in at:
            raise Invalid(NO_SUCH_SITE)
        if not isinstance(number, int) or not 0 <= number <= inputs["packs"]:
            raise Invalid(AMOUNT)
        packs[at[int(site)]] = number
    if (given := int(packs.sum())) > inputs["packs"]:
        raise Invalid(Reason(TOO_MANY.code, TOO_MANY.text.filled(given=given, packs=inputs["packs"])))
    return _plain(by_hand(request, rule, packs), rule, is_fair=False)


def explain(inputs: Plain, result: Plain) -> Text:
    """How far it goes, who stays short, what is left."""
    values = {
        "given": sum(result["packs"]),
        "served": sum(1 for n in result["packs"] if n),
        "sites": len(inputs["sites"]),
        "least": inputs["minimum_days"],
        "below": sum(1 for p in result["progress"] if p < 1),
        "worst": f"{min(result['days']):.1f}",
        "left": result["left"],
    }
    return Text(
        "分给 {served}/{sites} 处网点共 {given} 包，仓库余 {left} 包；分配后最低可用 {worst} 天，"
        "{below} 处仍不足 {least} 天。先保各网点最低防护天数，再保四个确保用人。",
        "{given} packs to {served} of {sites} sites, {left} left in the depot; after it the lowest site has {worst} "
        "days, {below} stay below {least} days. Everybody's least days come first, then people on guaranteed work.",
    ).filled(**values)


def shown(run: Run, asked: Mapping[str, str]) -> dict[str, Any]:
    """The sites with their shares, a page at a time: the fewest days first, or those whose name or code was asked."""
    inputs, result = run.asked, run.standing
    proposed = run.proposal["packs"]
    at = np.lexsort((inputs["sites"], result["progress"], result["days"]))
    if words := asked.get("q", "").strip():
        hits = set(found_sites(Site.objects.all(), words).values_list("pk", flat=True))
        at = np.array([k for k in at.tolist() if inputs["sites"][k] in hits], dtype=np.int64)
    page = Paginator(at.tolist(), AT_ONCE).get_page(asked.get("page", 1))
    ids = [inputs["sites"][k] for k in page.object_list]
    sites = Site.objects.select_related("county").in_bulk(ids)
    people = np.array(inputs["people"]).sum(axis=0)
    rows = [
        Share(
            sites[inputs["sites"][k]], int(people[k]), inputs["stock"][k], result["packs"][k], proposed[k],
            result["days"][k],
        )
        for k in page.object_list
    ]  # fmt: skip
    depot, item = Place.objects.get(pk=inputs["depot"]), Item.objects.get(code=inputs["item"])
    given = sum(result["packs"])
    return {
        "rows": rows, "page": page, "q": words, "inputs": inputs, "depot": depot, "item": item, "given": given,
        "left": result["left"], "transfers": Transfer.objects.filter(origin=f"plans.run:{run.pk}").count(),
    }  # fmt: skip


def adopt(run: Run, result: Plain, *, by: Actor, now: dt.datetime) -> None:
    """Each share becomes a planned transfer of the depot."""
    inputs = run.asked
    depot, item = Place.objects.get(pk=inputs["depot"]), Item.objects.get(code=inputs["item"])
    shares = [
        (site, packs * inputs["pack"]) for site, packs in zip(inputs["sites"], result["packs"], strict=True) if packs
    ]
    supplies.plan_to_sites(source=depot, item=item, shares=shares, origin=f"plans.run:{run.pk}", by=by, now=now)


def _read(inputs: Plain) -> tuple[Request, Rule]:
    def ints(values: Any) -> np.ndarray[Any, np.dtype[np.int64]]:
        return np.array(values, dtype=np.int64)

    sites = [str(s) for s in inputs["sites"]]
    rule = Rule(
        inputs["per_person_day"], inputs["minimum_days"], inputs["horizon_days"], inputs["pack"], inputs["source"]
    )
    depot = ([str(inputs["depot"])], ints([-1]), ints([inputs["packs"]]))
    return Request(sites, ints([0] * len(sites)), ints(inputs["stock"]), ints(inputs["people"]), *depot), rule


def _plain(done: Allocation, rule: Rule, *, is_fair: bool) -> Plain:
    return {
        "packs": done.packs.tolist(),
        "left": int(done.left[0]),
        "progress": done.progress.round(4).tolist(),
        "days": done.days.round(2).tolist(),
        "is_fair": is_fair,
    }
