"""What the page tells about a result, in the order an official asks: reached, moved, waiting, people, masks, limits."""

from collections.abc import Mapping
from typing import Any

from yilu_planner.check import check_result
from yilu_planner.explain import GOALS, count, explain_result, gap_of, in_pieces, name_of
from yilu_planner.problem import Problem
from yilu_planner.report.courses import Days, items, late_goals, moved, people, waiting
from yilu_planner.report.parts import NOTHING, Section, Table, Words, same
from yilu_planner.result import Result

WORST = 15  # areas shown at each stage of the gradient
LATE = ("tier1_late", "tier2_late", "tier3_late")


def sections_of(result: Result, problem: Problem | None, simulated: Mapping[str, Any] | None) -> list[Section]:
    """Every section there is something to say in; without the problem no dates, names, backlogs or stocks are known."""
    days = Days(result, problem)
    found = [_reached(result, problem)]
    if result.plan is not None:
        if problem is not None:
            found.append(waiting(problem, result.plan, days, simulated))
        found += [moved(result.plan, problem, days), people(result.plan, problem, days, simulated)]
        if problem is not None and problem.items:
            found.append(items(problem, result.plan, days))
    found += [
        section for section in (_gradient(result, problem), _prices(result), _simulated(simulated, problem)) if section
    ]
    if problem is not None:
        found.append(_sources(problem))
    return found


def _reached(result: Result, problem: Problem | None) -> Section:
    words: list[Words] = []
    if result.pieces:
        words.append(Words(*in_pieces(result.pieces)))
    if result.gap > 0:
        words.append(Words(*gap_of(result)))
    if problem is not None and result.plan is not None:
        words.append(_verdict(problem, result))
    if problem is not None and result.conflict:
        zh, en = explain_result(problem, result)
        words += [Words(*line) for line in zip(zh[1:], en[1:], strict=True)]
    rows = [
        (
            Words(*GOALS[goal.name][:2]), Words(*GOALS[goal.name][2:]),
            count(goal.value), count(goal.own_value), count(goal.proved_bound), count(goal.tolerance),
        )
        for goal in result.goals
    ]  # fmt: skip
    header = (
        Words("目标（按次序）", "goal, in order"), Words("单位", "unit"), Words("方案值", "in the plan"),
        Words("单独求解值", "at its own solve"), Words("已证下界", "proved bound"), Words("容差", "tolerance"),
    )  # fmt: skip
    tables = [Table(Words("五个目标", "The five goals"), header, rows)] if rows else []
    figures = [late_goals(result)] if rows else []
    return Section("goals", Words("目标达成", "What is reached"), words, figures, tables)


def _verdict(problem: Problem, result: Result) -> Words:
    checked = check_result(problem, result)
    if checked.kept:
        return Words(
            "已重新复核：各项约束均未突破，目标值与次序属实。",
            "Checked again: every limit is kept, goals and their order are as stated.",
        )
    broken = len(checked.findings)
    return Words(
        f"复核未通过：{broken} 处突破，本方案不得采用。",
        f"Check failed: {broken} findings; this plan must not be used.",
    )


def _gradient(result: Result, problem: Problem | None) -> Section | None:
    if not result.gradient:
        return None
    tables = []
    for stage in sorted({row.date for row in result.gradient}):
        rows = [row for row in result.gradient if row.date == stage]
        short = [row for row in rows if row.collected_short_parcels + row.delivered_short_parcels > 0]
        short.sort(key=lambda row: -(row.collected_short_parcels + row.delivered_short_parcels))
        tables.append(
            Table(
                Words(
                    f"{stage}：{len(rows)} 个地区中 {len(rows) - len(short)} 个达到阶段目标",
                    f"{stage}: {len(rows) - len(short)} of {len(rows)} areas reach the stage",
                ),
                (
                    Words("地区", "area"), Words("目标", "target"), Words("收寄恢复率", "collected, of normal"),
                    Words("投递恢复率", "delivered, of normal"),
                    Words("收寄差额（件/日）", "collected short, parcels/day"),
                    Words("投递差额（件/日）", "delivered short, parcels/day"),
                ),
                [
                    (
                        Words(*name_of(problem, row.area)) if problem else same(row.area), f"{row.target_share:.0%}",
                        f"{row.collected_share:.0%}", f"{row.delivered_share:.0%}",
                        row.collected_short_parcels, row.delivered_short_parcels,
                    )
                    for row in short[:WORST]
                ],
                Words(f"差额最大的 {WORST} 个", f"the {WORST} furthest below") if len(short) > WORST else NOTHING,
            )
        )  # fmt: skip
    words = [Words("各阶段是恢复目标，不是上限。", "The stages are targets to reach, never caps.")]
    return Section("gradient", Words("分阶段恢复", "Restoration by stages"), words, (), tables)


def _prices(result: Result) -> Section | None:
    if not result.prices:
        return None
    rows = [
        (
            Words(price.sentence_zh or price.limit.family, price.sentence_en or price.limit.family),
            price.change_tier1_late, price.change_tier2_late, price.change_tier3_late,
        )
        for price in result.prices
    ]  # fmt: skip
    header = (
        Words("多一个单位会怎样", "what one more would release"),
        *(Words(f"{GOALS[name][0]}（件·日/单位）", f"{GOALS[name][1]}, parcel-days/unit") for name in LATE),
    )
    words = [
        Words(
            "每项均经放宽后重新求解验证；负数为改善。",
            "Each verified by re-solving with the limit relaxed; negative is better.",
        )
    ]
    return Section(
        "prices", Words("约束的价格", "Prices of the limits"), words, (), [Table(Words("价格", "Prices"), header, rows)]
    )


COUNTS = (
    ("infected", Words("感染人数", "people infected")),
    ("infected_at_work", Words("其中工作场所感染", "of these at work")),
    ("closures", Words("场所关停次数", "closures")), ("closed_site_days", Words("关停场所·日", "site-days closed")),
    ("staff_days_lost", Words("损失人·日", "staff-days lost")),
    ("ppe_stock_outs", Words("缺口罩场所·日", "site-days short of masks")),
)  # fmt: skip


def _simulated(simulated: Mapping[str, Any] | None, problem: Problem | None) -> Section | None:
    if simulated is None:
        return None
    rows: list[tuple[Words | float | str, ...]] = [
        (name, "—", *(simulated[key][part] for part in ("p5", "p50", "p95")))
        for key, name in COUNTS
        if key in simulated
    ]
    for name, spread in simulated.get("volume", {}).items():
        zh, en = name_of(problem, name) if problem else (name, name)
        told = Words(f"投递：{zh}（件）", f"delivered: {en}, parcels")
        rows.append((told, spread["planned"], *(spread[part] for part in ("p5", "p50", "p95"))))
    header = (Words("指标", "what"), Words("计划", "planned"), same("p5"), same("p50"), same("p95"))
    runs, seed = simulated.get("runs"), simulated.get("seed")
    words = [
        Words(
            f"疫情情景下模拟 {runs} 次（种子 {seed}）；p5 至 p95 之间含十次中的九次。因关停未投递的不计补投。",
            f"{runs} simulated epidemics (seed {seed}); nine in ten lie between p5 and p95. What a closure kept from "
            "being delivered is not made good.",
        )
    ]
    table = Table(Words("方案在疫情中的表现", "What happens to the plan"), header, rows)
    return Section("simulation", Words("疫情模拟", "Under simulated epidemics"), words, (), [table])


def _sources(problem: Problem) -> Section:
    rows = [(same(name), source) for name, source in sorted(problem.sources.items())]
    header = (Words("参数", "parameter"), Words("来源", "source"))
    words = [Words("法规未规定的数值，各有来源：", "Numbers no regulation fixes, each with its source:")]
    table = Table(Words("参数来源", "Sources of the parameters"), header, rows)
    return Section("sources", Words("依据", "Sources"), words, (), [table])
