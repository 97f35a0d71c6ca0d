"""The figures: day by day what waits, what moves, who works, what is used up."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from yilu_planner.check.parcels import backlogs
from yilu_planner.check.people import cleared_people
from yilu_planner.check.protection import stocks
from yilu_planner.explain import TIERS
from yilu_planner.problem import Array, Problem
from yilu_planner.report.parts import NOTHING, Figure, Section, Series, Words
from yilu_planner.result import Plan, Result

TIER_COLOURS = ("#b3261e", "#c77700", "#1f5fa8")  # told apart by lightness and pattern too
GREEN, GREY = "#2e7d4f", "#6b7785"
PARCELS = Words("件", "parcels")
PEOPLE = Words("人", "people")
BAND = Words(
    "虚线为疫情模拟的中位数，带状含九成情形；未计补投。",
    "Dashed: the median of simulated epidemics; the band holds nine in ten. Nothing is made good.",
)
OVER = Words("日期", "date")


class Days:
    """The labels of a plan's days: dates where the problem is known, numbers where not."""

    def __init__(self, result: Result, problem: Problem | None) -> None:
        count = 0 if result.plan is None else result.plan.on_post_people.shape[-1]
        dates = [problem.date_of(day) for day in range(count)] if problem else []
        self.labels = (
            [Words(f"{day.month}月{day.day}日", f"{day:%d %b}") for day in dates]
            or [Words(f"第{day + 1}日", f"day {day + 1}") for day in range(count)]
        )  # fmt: skip


def late_goals(result: Result) -> Figure:
    """The three lateness goals side by side."""
    late = [goal for goal in result.goals if goal.name.endswith("_late")]
    return Figure(
        "late", Words("三类延误", "Lateness by tier"), Words("件·日", "parcel-days"), Words("类别", "tier"),
        [Words(*names) for names in TIERS],
        [Series(Words("延误", "late"), [goal.value for goal in late], "bar", TIER_COLOURS[2])],
        Words("件·日：每件每晚一天计一。", "One parcel-day: one parcel waiting one day."),
    )  # fmt: skip


def waiting(problem: Problem, plan: Plan, days: Days, simulated: Mapping[str, Any] | None) -> Section:
    """Backlog by tier: collection, hubs and delivery together; a band where a simulation says what may pile up."""
    left = backlogs(problem, plan)
    figures = []
    for tier, (zh, en) in enumerate(TIERS):
        mine = problem.class_tier == tier
        total = left.collection[:, mine].sum(axis=(0, 1)) + left.delivery[:, mine].sum(axis=(0, 1))
        total = np.maximum(total + left.hub[tier].sum(axis=(0, 1)) + left.sort[tier].sum(axis=0), 0.0)
        piled = _course(simulated, f"tier{tier + 1}_not_moved", len(total))
        series = [Series(Words("计划积压", "planned"), total.tolist(), "line", TIER_COLOURS[tier])]
        if piled:
            low, middle, high = ((total + piled[part]).tolist() for part in ("p5", "p50", "p95"))
            series.append(Series(Words("模拟", "simulated"), middle, "line", GREY, low, high, dashed=True))
        title, note = Words(f"{zh}积压", f"Waiting: {en}"), BAND if piled else NOTHING
        figures.append(Figure(f"waiting{tier + 1}", title, PARCELS, OVER, days.labels, series, note))
    told = [
        Words(
            "当日结束时尚未收寄、在途中转和尚未投递的合计。",
            "Not yet collected, at hubs and not yet delivered, at the end of each day.",
        )
    ]
    return Section("waiting", Words("分类积压", "Backlog by tier"), told, figures)


def moved(plan: Plan, problem: Problem | None, days: Days) -> Section:
    """Parcels delivered by tier and collected in all, against a normal day."""
    collected = Series(Words("收寄", "collected"), plan.collected_parcels.sum(axis=(0, 1)).tolist(), "line", GREEN)
    if problem is None:
        delivered = [Series(Words("投递", "delivered"), plan.delivered_parcels.sum(axis=(0, 1)).tolist(), "bar")]
    else:
        delivered = [
            Series(
                Words(f"投递：{zh}", f"delivered: {en}"),
                plan.delivered_parcels[:, problem.class_tier == tier].sum(axis=(0, 1)).tolist(),
                "bar", TIER_COLOURS[tier], stack="delivered",
            )
            for tier, (zh, en) in enumerate(TIERS)
        ]  # fmt: skip
        normal = float(problem.demand.normal_delivered_parcels.sum())
        delivered.append(
            Series(Words("正常日投递", "normal day"), [normal] * len(days.labels), "line", GREY, dashed=True)
        )
    figure = Figure(
        "moved",
        Words("每日收寄与投递", "Collected and delivered each day"),
        PARCELS,
        OVER,
        days.labels,
        [*delivered, collected],
    )
    return Section("moved", Words("业务量", "Volume"), (), [figure])


def people(plan: Plan, problem: Problem | None, days: Days, simulated: Mapping[str, Any] | None) -> Section:
    """Staff on post, those cleared, and who comes back."""
    on_post = plan.on_post_people.sum(axis=0)
    band = _course(simulated, "on_post", len(on_post))
    series = [Series(Words("在岗", "on post"), on_post.tolist(), "line", TIER_COLOURS[2])]
    if problem is not None:
        cleared = cleared_people(problem, plan).sum(axis=0)
        series.append(Series(Words("可上岗", "cleared"), cleared.tolist(), "line", GREY, dashed=True))
    if band:
        series.append(
            Series(
                Words("模拟在岗", "on post, simulated"), band["p50"].tolist(), "line", TIER_COLOURS[1],
                band["p5"].tolist(), band["p95"].tolist(),
            )
        )  # fmt: skip
    returning = Figure(
        "returning", Words("每日返岗到达", "Arriving from away each day"), PEOPLE, OVER, days.labels,
        [
            Series(Words("到达", "arriving"), plan.returning_people.sum(axis=(0, 1)).tolist(), "bar", GREEN),
            Series(Words("本地招聘", "hired locally"), plan.recruited_people.sum(axis=0).tolist(), "bar", GREY),
        ],
    )  # fmt: skip
    figure = Figure("on_post", Words("在岗人员", "Staff on post"), PEOPLE, OVER, days.labels, series)
    return Section("people", Words("人员", "People"), (), [figure, returning])


def items(problem: Problem, plan: Plan, days: Days) -> Section:
    """Each protective item: used each day, left with the cells and left in the stores."""
    in_cells, in_stores = stocks(problem, plan)
    figures = []
    for at, item in enumerate(problem.items):
        used: Array = (problem.protection.burn_per_staff_day[:, at, None] * plan.on_post_people).sum(axis=0)
        series = [
            Series(Words("当日消耗", "used"), used.tolist(), "bar", TIER_COLOURS[1]),
            Series(
                Words("网点结存", "left at sites"),
                np.maximum(in_cells[:, at].sum(axis=0), 0).tolist(),
                "line",
                TIER_COLOURS[2],
            ),
        ]
        if problem.suppliers:
            stores = np.maximum(in_stores[:, at].sum(axis=0), 0).tolist()
            series.append(Series(Words("上级库存", "left in stores"), stores, "line", GREY, dashed=True))
        title = Words(item.name, item.name_en[:1].upper() + item.name_en[1:])
        unit = Words(item.unit, item.unit_en or "pieces")
        figures.append(Figure(f"item-{at}", title, unit, OVER, days.labels, series))
    told = [Words("无防护不上岗：结存不足即减少在岗。", "No protection, no work: posts end where stocks do.")]
    return Section("items", Words("防护物资", "Protective items"), told, figures)


def _course(simulated: Mapping[str, Any] | None, name: str, days: int) -> dict[str, Array]:
    course = (simulated or {}).get("by_day", {}).get(name, {})
    found = {part: np.asarray(course[part], dtype=np.float64) for part in ("p5", "p50", "p95") if part in course}
    return found if len(found) == 3 and all(len(values) == days for values in found.values()) else {}
