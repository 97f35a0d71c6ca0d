"""Days of arrival for those who wait for one, within the limits ordered (`yilu_planner.returns`)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator

from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Invalid, Reason, reason
from yilu.core.text import Text
from yilu.people import actions as people
from yilu.people.models import Return
from yilu.plans.documents import Plain
from yilu.plans.models import Run
from yilu_planner.refusal import Refused
from yilu_planner.returns import Area, Booking, Bookings, Group, Request, Status, book, broken_limits
from yilu_planner.returns.book import NEVER, waits_of

NAME = Text("返岗预约", "Return bookings")
AT_ONCE = 50  # people on a page
NO_SUCH = reason("plans.bookings.none", "方案中没有这条返岗登记。", "The plan has no such return.")
NO_SUCH_DAY = reason("plans.bookings.day", "日期应在测算期内。", "The day lies outside the plan.")
MOVED_ON = reason(
    "plans.bookings.moved",
    "{n} 条返岗登记在测算后有变动，请重新测算。",
    "{n} returns have changed since: make the plan again.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One return as the page shows it."""

    back: Return
    day: dt.date | None
    proposed: dt.date | None
    first: dt.date
    last: dt.date
    tier: int
    why_not: Text | None


def solve(inputs: Plain) -> Plain:
    """A day for each, as early as the limits let."""
    try:
        request = _read(inputs)
        return _plain(book(request))
    except Refused as refused:
        raise Invalid(*(Reason(r.code, Text(r.zh, r.en)) for r in refused.reasons)) from refused


def faults(inputs: Plain, result: Plain) -> list[Reason]:
    """What the planner's own check finds."""
    request = _read(inputs)
    return [Reason(r.code, Text(r.zh, r.en)) for r in broken_limits(request, _bookings(request, result["days"]))]


def adjusted(inputs: Plain, result: Plain, change: Plain) -> Plain:
    """Some days changed by hand: {"days": {return: day of the plan, or null}}."""
    request = _read(inputs)
    at = {group.id: k for k, group in enumerate(request.groups)}
    days = list(result["days"])
    asked = change.get("days")
    for back, day in (asked if isinstance(asked, dict) else {}).items():
        if str(back) not in at:
            raise Invalid(NO_SUCH)
        if day is not None and (not isinstance(day, int) or not 0 <= day < request.days):
            raise Invalid(NO_SUCH_DAY)
        days[at[str(back)]] = day
    return _plain(_bookings(request, days))


def explain(inputs: Plain, result: Plain) -> Text:
    """How many have a day, until when, who waits on."""
    booked = [day for day in result["days"] if day is not None]
    start = dt.date.fromisoformat(inputs["start"])
    last = start + dt.timedelta(days=max(booked, default=0))
    best = Text("已证明为最早", "proven earliest") if result["proven"] else Text("未证明最早", "not proven earliest")
    values = {"n": len(booked), "all": len(result["days"]), "last": last, "without": len(result["days"]) - len(booked),
              "waits": sum(result["waits"]), "best": best.zh, "best_en": best.en}  # fmt: skip
    return Text(
        "{all} 人中 {n} 人排定到达日，最晚 {last}；{without} 人在测算期内排不上。合计等待 {waits} 人日（{best}），"
        "缺员过半的网点先返，缺员的次之。",
        "{n} of {all} have a day, the last {last}; {without} find none in these weeks. {waits} days of waiting in all "
        "({best_en}); sites that lack half their people come first, then those that lack any.",
    ).filled(**values)


def shown(run: Run, asked: Mapping[str, str]) -> dict[str, Any]:
    """The returns with their days, a page at a time."""
    inputs, result, proposed = run.asked, run.standing, run.proposal["days"]
    start = dt.date.fromisoformat(inputs["start"])
    page = Paginator(range(len(inputs["returns"])), AT_ONCE).get_page(asked.get("page", 1))
    ids = [inputs["returns"][k]["id"] for k in page.object_list]
    kept = Return.objects.select_related("worker", "site", "county", "origin").in_bulk(ids)

    def on(day: int | None) -> dt.date | None:
        return None if day is None else start + dt.timedelta(days=day)

    rows = [
        Line(
            kept[told["id"]], on(result["days"][k]), on(proposed[k]), start + dt.timedelta(days=told["earliest"]),
            start + dt.timedelta(days=inputs["days"] - 1), told["tier"],
            Text(*result["why"][str(told["id"])]) if str(told["id"]) in result["why"] else None,
        )
        for k in page.object_list
        if (told := inputs["returns"][k])["id"] in kept
    ]  # fmt: skip
    return {"rows": rows, "page": page, "inputs": inputs, "start": start}


def adopt(run: Run, result: Plain, *, by: Actor, now: dt.datetime) -> None:
    """Book every day; if one cannot be booked any more, none is."""
    start, told = dt.date.fromisoformat(run.asked["start"]), run.asked["returns"]
    kept = Return.objects.in_bulk([r["id"] for r in told])
    moved = sum(r["id"] not in kept or kept[r["id"]].version != r["version"] for r in told)
    if moved:
        raise Conflict(Reason(MOVED_ON.code, MOVED_ON.text.filled(n=moved)))
    days = [
        (kept[r["id"]], start + dt.timedelta(days=day))
        for r, day in zip(told, result["days"], strict=True)
        if day is not None
    ]
    refused = [why for outcome in people.book_returns(days=days, by=by, now=now) for why in outcome]
    if refused:
        raise Invalid(*dict.fromkeys(refused))


def _read(inputs: Plain) -> Request:
    groups = tuple(
        Group(str(r["id"]), r["area"], 1, r["earliest"], r["isolation"], r["tier"]) for r in inputs["returns"]
    )
    areas = {name: Area(tuple(a["arrivals"]), tuple(a["places"])) for name, a in inputs["areas"].items()}
    return Request(dt.date.fromisoformat(inputs["start"]), inputs["days"], groups, areas)


def _bookings(request: Request, days: list[int | None]) -> Bookings:
    """The bookings with these days, put by hand."""
    made = tuple(Booking(group, day) for group, day in zip(request.groups, days, strict=True))
    waits = waits_of(request.groups, [NEVER if day is None else day for day in days], request.days)
    return Bookings(made, dict.fromkeys(request.areas, Status.FEASIBLE), waits)


def _plain(done: Bookings) -> Plain:
    return {
        "days": [b.day for b in done.bookings],
        "why": {b.group.id: [b.reason.zh, b.reason.en] for b in done.bookings if b.reason is not None},
        "waits": list(done.waits),
        "proven": all(s is Status.OPTIMAL for s in done.status.values()),
    }
