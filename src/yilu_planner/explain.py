"""Results in sentences, Chinese and English, for people who decide."""

from dataclasses import replace

from yilu_planner.problem import Area, Cell, Item, Mode, Problem, Region, ServiceClass, Supplier
from yilu_planner.result import NamedLimit, Price, Result
from yilu_planner.resumption.limits import LIMIT_NAMES

TIERS = (("确保类", "ensured"), ("优先类", "prioritised"), ("网购类", "gradient"))
STATUS = {
    "optimal": ("已求得最优方案", "optimal"),
    "feasible": ("已求得可行方案", "feasible"),
    "infeasible": ("各项约束无法同时满足", "no plan can keep all limits"),
    "gave_up": ("限时内未求得方案", "no plan within the time limit"),
}
GOALS = {
    "tier1_late": ("四个确保延误", "ensured classes late", "件·日", "parcel-days"),
    "tier2_late": ("三个优先延误", "prioritised classes late", "件·日", "parcel-days"),
    "tier3_late": ("网购快递延误", "online-shopping parcels late", "件·日", "parcel-days"),
    "worst_area_days": ("积压最重地区", "worst-served area", "天业务量", "days of normal volume"),
    "exposure": ("暴露风险", "exposure", "加权人日", "weighted staff-days"),
}


def name_limit(problem: Problem, limit: NamedLimit) -> tuple[str, str]:
    """Whose limit, which limit, since when: in Chinese and in English."""
    names = LIMIT_NAMES[limit.family]
    owners = [name_of(problem, part) for part in limit.owner]
    zh, en = names.zh, names.en
    if limit.family in ("protection", "supplier_stock"):
        item_zh, item_en = owners.pop()
        zh, en = f"缺{item_zh}", f"short of {item_en}"
    of_lane = limit.family in ("lane_capacity", "traffic_control")
    whose_zh = ("至" if of_lane else " ").join(owner for owner, _ in owners)
    whose_en = (" to " if of_lane else " ").join(owner for _, owner in owners)
    if limit.day < 0:
        return f"{whose_zh} {zh}", f"{whose_en}: {en}"
    date = problem.date_of(limit.day)
    return f"{whose_zh} 自{date.month}月{date.day}日起{zh}", f"{whose_en}, from {date.isoformat()}: {en}"


def explain_price(problem: Problem, price: Price) -> tuple[str, str]:
    """One verified price in a sentence."""
    zh, en = name_limit(problem, price.limit)
    daily = LIMIT_NAMES[price.limit.family].daily
    amount_zh, amount_en = _amount(problem, price.limit, price.step)
    amount_zh = f"每天多 {amount_zh}" if daily else f"多 {amount_zh}"
    amount_en = f"{amount_en} more a day" if daily else f"{amount_en} more"
    changes = (price.change_tier1_late, price.change_tier2_late, price.change_tier3_late)
    lead = next((at for at, change in enumerate(changes) if abs(change) > 0), None)
    if lead is None:
        return (
            f"{zh}：{amount_zh}，三类均无变化，已复算验证。",
            f"{en}: {amount_en} changes nothing, verified by re-solving.",
        )
    late = -changes[lead] * price.step
    moved = price.change_moved_parcels * price.step
    far_zh, far_en = _amount(problem, price.limit, price.holds_to)
    tier_zh, tier_en = TIERS[lead]
    more_zh = f"可多投递 {count(moved)} 件（{tier_zh}），" if moved >= 0.5 else ""
    more_en = f"delivers {count(moved)} parcels ({tier_en}) and " if moved >= 0.5 else ""
    fixed_zh = "（各场所开停已固定）" if price.openings_fixed else ""
    fixed_en = " with openings fixed" if price.openings_fixed else ""
    return (
        f"{zh}：{amount_zh}，{more_zh}减少{tier_zh}延误 {count(late)} 件·日，已复算验证{fixed_zh}，适用至 +{far_zh}。",
        f"{en}: {amount_en} {more_en}saves {count(late)} late parcel-days ({tier_en}), verified by"
        f" re-solving{fixed_en}, holds up to +{far_en}.",
    )


def with_sentences(problem: Problem, price: Price) -> Price:
    """The price carrying its sentences."""
    zh, en = explain_price(problem, price)
    return replace(price, sentence_zh=zh, sentence_en=en)


def explain_result(problem: Problem, result: Result) -> tuple[list[str], list[str]]:
    """Status, goals and, where there is no plan, the conflict: lines in Chinese and in English."""
    zh, en = [STATUS[result.status][0] + "。"], [STATUS[result.status][1].capitalize() + "."]
    for goal in result.goals:
        name_zh, name_en, unit_zh, unit_en = GOALS[goal.name]
        zh.append(f"{name_zh}：{count(goal.value)} {unit_zh}")
        en.append(f"{name_en}: {count(goal.value)} {unit_en}")
    if result.gap > 0:
        not_proved_zh, not_proved_en = gap_of(result)
        zh.append(not_proved_zh)
        en.append(not_proved_en)
    if result.pieces:
        piece_zh, piece_en = in_pieces(result.pieces)
        zh.append(piece_zh)
        en.append(piece_en)
    if result.conflict:
        zh.append("下列约束互相冲突，放宽其中任一项即有方案：")
        en.append("These limits conflict; give way on any one of them and there is a plan:")
        for limit in result.conflict:
            line_zh, line_en = name_limit(problem, limit)
            zh.append("· " + line_zh)
            en.append("- " + line_en)
    return zh, en


def gap_of(result: Result) -> tuple[str, str]:
    """Which goal is not proved, and how much of it might still be saved."""
    not_proved = next(goal for goal in result.goals if goal.value - goal.proved_bound > goal.tolerance)
    name_zh, name_en, _, _ = GOALS[not_proved.name]
    return (
        f"{name_zh}尚未证明为最优，至多还可减少 {result.gap:.2%}（求解时限所致，或场所开停取整所致）。",
        f"{name_en}: not proved best; at most {result.gap:.2%} less is possible (time limit, or yes-or-no openings).",
    )


def in_pieces(pieces: int) -> tuple[str, str]:
    """What a plan put together from pieces does not claim."""
    return (
        f"由 {pieces} 个分片逐级求解后汇总，各目标未证明为最优。",
        f"Solved down the hierarchy in {pieces} pieces; the goals are not proved optimal.",
    )


def _amount(problem: Problem, limit: NamedLimit, units: float) -> tuple[str, str]:
    """The number with its unit."""
    names = LIMIT_NAMES[limit.family]
    if limit.family in ("protection", "supplier_stock"):
        item = next(item for item in problem.items if item.id == limit.owner[-1])
        measured = f"{item.unit_en} of {item.name_en}" if item.unit_en else item.name_en
        return f"{count(units)} {item.unit}", f"{count(units)} {measured}"
    return f"{count(units)} {names.unit_zh}", f"{count(units)} {names.unit_en}"


def name_of(problem: Problem, part: str) -> tuple[str, str]:
    """How an id is called in Chinese and in English (places keep their name)."""
    places: list[Cell | Area | Region | Supplier] = [
        *problem.cells, *problem.areas, *problem.regions, *problem.suppliers,
    ]  # fmt: skip
    things: list[Item | Mode | ServiceClass] = [*problem.items, *problem.modes, *problem.classes]
    names = {thing.id: (thing.name, thing.name_en) for thing in things}
    for place in places:
        if place.id == part:
            return place.name, place.name
    return names.get(part, (part, part))


def count(value: float) -> str:
    """A number as people read it."""
    if abs(value) >= 100 or value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")
