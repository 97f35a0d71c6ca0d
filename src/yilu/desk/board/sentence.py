"""The answer a board opens with: who has not told, what changed, how far the stage is, what holds us back."""

from yilu.core.templatetags.yilu import day as shown_day
from yilu.core.templatetags.yilu import exact, percent
from yilu.core.text import Text
from yilu.desk.board.picture import Board
from yilu.territory.words import Tier


def answer(board: Board) -> Text:
    """One sentence in both languages, of what is known only."""
    parts = [p for p in (_reports(board), _delivery(board), _stage(board), _worst(board), _control(board)) if p]
    return Text("；".join(p.zh for p in parts) + "。", _joined([p.en for p in parts]) + ".")


def _joined(parts: list[str]) -> str:
    told = "; ".join(parts)
    return told[:1].upper() + told[1:]


def _reports(board: Board) -> Text:
    now = board.now
    if now.withheld:
        return Text(now.withheld.text.zh.rstrip("。"), now.withheld.text.en.rstrip("."))
    if now.sums is None or now.sites is None:
        why = now.why_unknown or now.rates[0].why_unknown
        if why:
            return Text(why.text.zh.rstrip("。"), why.text.en.rstrip("."))
        return Text("当日尚无日报", "nothing was reported for the day")
    expected, missing = exact(now.sites), now.sites_missing or 0
    if not missing:
        return Text(f"应报 {expected} 处，已全部上报", f"all {expected} reports due are in")
    return Text(
        f"应报 {expected} 处，未报 {exact(missing)} 处", f"{exact(missing)} of {expected} reports due are missing"
    )


def _delivery(board: Board) -> Text | None:
    line = board.line("delivered")
    if line.rate.value is None:
        return None
    now = percent(line.rate.value)
    if line.yesterday is None:
        return Text(f"投递恢复到正常的 {now}", f"delivery stands at {now} of normal")
    before = percent(line.yesterday)
    if before == now:
        return Text(f"投递恢复到正常的 {now}，与昨日持平", f"delivery stands at {now} of normal, as yesterday")
    return Text(
        f"投递由昨日的 {before} {'升' if line.rate.value > line.yesterday else '降'}至正常的 {now}",
        f"delivery went from {before} yesterday to {now} of normal",
    )


def _stage(board: Board) -> Text | None:
    line = board.line("delivered")
    if line.rate.value is None or line.target is None or line.target.share is None or line.distance is None:
        return None
    due, share = line.target.due, percent(line.target.share, 0)
    points = f"{abs(line.distance) * 100:.1f}"
    zh, en = f"{due.month}月{due.day}日", f"{due.day} {due:%b}"
    if line.distance >= 0:
        return Text(f"已达到{zh}前 {share} 的阶段目标", f"the {share} stage due {en} is reached")
    return Text(
        f"距{zh}前 {share} 的阶段目标还差 {points} 个百分点", f"{points} points short of the {share} stage due {en}"
    )


def _worst(board: Board) -> Text | None:
    known = [u for u in board.units if u.rate("delivered") is not None]
    if len(known) < 2:
        return None
    last = min(known, key=lambda u: u.rate("delivered") or 0)
    rate = percent(last.rate("delivered"))
    return Text(f"最低的是{last.name.zh}（{rate}）", f"lowest is {last.name.en} ({rate})")


def _control(board: Board) -> Text | None:
    told_zh, told_en = [], []
    if board.cases is not None and board.cases.new_confirmed is not None:
        new = exact(board.cases.new_confirmed)
        told_zh.append(f"新增确诊 {new} 例")
        told_en.append(f"{new} new confirmed cases")
    if high := board.tiers.get(Tier.HIGH, 0):
        told_zh.append(f"高风险县 {exact(high)} 个")
        told_en.append(f"{exact(high)} counties at high risk")
    if board.morning is not None and board.morning.missing:
        missing = exact(board.morning.missing)
        told_zh.append(f"未晨检 {missing} 人")
        told_en.append(f"{missing} people have not checked in")
    return Text("，".join(told_zh), ", ".join(told_en)) if told_zh else None


def title(board: Board) -> Text:
    """The board's title: place and day."""
    return Text(f"{board.name.zh} {shown_day(board.day)}", f"{board.name.en} {shown_day(board.day)}")
