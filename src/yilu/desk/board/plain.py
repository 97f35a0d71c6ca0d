"""A board as lines of text for a terminal or a message."""

from collections.abc import Iterator

from yilu.core.templatetags.yilu import UNKNOWN, exact, moment, percent
from yilu.core.text import Text
from yilu.desk.board.picture import Board
from yilu.desk.board.scales import WITHHELD
from yilu.desk.board.sentence import answer, title
from yilu.desk.board.tables import TIER_NAMES


def lines(board: Board) -> Iterator[str]:
    """The title, the answer, both hands."""
    yield str(title(board))
    yield str(answer(board))
    yield ""
    yield str(Text("一手抓疫情防控", "CONTROL"))
    if board.cases:
        c = board.cases
        told = Text(
            "确诊 {a}，新增 {b}，治愈 {c}，死亡 {d}（{s}）", "confirmed {a}, new {b}, cured {c}, dead {d} ({s})"
        )
        yield "  " + str(
            told.filled(a=exact(c.confirmed), b=exact(c.new_confirmed), c=exact(c.cured), d=exact(c.dead), s=c.source)
        )
    yield "  " + "  ".join(f"{TIER_NAMES[t]} {n}" for t, n in board.tiers.items())
    now = board.now
    told = Text("应报 {a}  已报 {b}  未报 {c}  迟报 {d}", "due {a}  reported {b}  missing {c}  late {d}")
    yield "  " + str(
        told.filled(
            a=exact(now.sites), b=exact(now.sites_reported), c=exact(now.sites_missing), d=exact(now.sites_late)
        )
    )
    yield ""
    yield str(Text("一手抓复工复产", "RESUMPTION"))
    for line in board.lines:
        rate = line.rate
        value = WITHHELD if rate.withheld else percent(rate.value)
        why = rate.withheld or rate.why_unknown
        yield (
            f"  {rate.name}  {value}  {exact(rate.numerator)} / {exact(rate.denominator)}"
            f"  {Text('昨日', 'yesterday')} {percent(line.yesterday)}" + (f"  {why.text}" if why else "")
        )
        yield f"      {rate.scope}；{Text('名录', 'roster')} {rate.roster or UNKNOWN}；{moment(rate.as_of)}"
    for entry in now.classes:
        v = entry.volume
        told = Text("收寄 {a}  投递 {b}  积压 {c}", "collected {a}  delivered {b}  backlog {c}")
        yield f"  {entry.name}  " + str(told.filled(a=exact(v.collected), b=exact(v.delivered), c=exact(v.backlog)))
