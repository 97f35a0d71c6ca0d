"""The lists of returns, of an area's arrivals and of gaps by site."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yilu.core.reasons import Reason
from yilu.core.tables import Column, Table
from yilu.core.templatetags.yilu import day
from yilu.core.text import Text, label
from yilu.people.models import Return, Worker
from yilu.people.queries.staffing import SiteStaffing
from yilu.people.rules.returns import STATES, Room, State
from yilu.people.tables import lines, name_of, nowrap
from yilu.territory.words import TIERS, Tier, shown_name, tier_badge

COLOURS = {
    State.PLANNED: "yellow", State.BOOKED: "blue", State.TRAVELLING: "azure", State.ARRIVED: "orange",
    State.ISOLATED: "orange", State.CLEARED: "green", State.CANCELLED: "secondary",
}  # fmt: skip
NOT_SET = Text("未规定", "not set")


def state_badge(state: str) -> SafeString:
    """The state in a word and a colour."""
    known = State(state)
    return format_html('<span class="badge bg-{}-lt">{}</span>', COLOURS[known], STATES[known])


def unbroken_day(value: dt.date | None) -> SafeString:
    """A day that a full table does not break over two lines."""
    return nowrap(day(value))


def return_url(back: Return) -> str:
    """The page of one return."""
    return reverse("people:return", args=[back.pk])


def returns_table(
    *, clear: Callable[[Worker], bool], tiers: Mapping[str, Tier], changed: Mapping[tuple[str, str], Reason]
) -> Table:
    """Returns. `tiers`: of the origins today; `changed`: what waits for a decision."""

    def note(back: Return) -> str:
        why = changed.get((back.origin_id, back.tier)) if back.day and back.arrived_on is None else None
        return "\n".join(filter(None, (str(why.text) if why else "", back.unbooked_because)))

    return Table(
        "returns",
        label("返岗", "Returns"),
        (
            Column("name", label("姓名", "Name"), lambda r: name_of(r.worker, clear(r.worker)), link=return_url),
            Column("state", label("状态", "State"), lambda r: r.state, "state", show=state_badge),
            Column("day", label("到达日", "Arrival"), lambda r: r.arrived_on or r.day, "day", unbroken_day),
            Column("origin", label("来自", "From"), lambda r: shown_name(r.origin), "origin_id", nowrap),
            Column(
                "tier", label("来源地等级", "Tier there"), lambda r: tiers.get(r.origin_id, Tier.UNKNOWN),
                show=tier_badge,
            ),
            Column("note", label("提示", "Note"), note, show=lines),
            Column("site", label("返回网点", "To"), lambda r: str(r.site or r.county), "site_id", nowrap),
            Column("earliest", label("最早可返", "Can come"), lambda r: r.earliest, "earliest", unbroken_day),
            Column("code", label("工号", "Number"), lambda r: r.worker.code, "worker__code", nowrap),
        ),
        default_sort="day",
        empty=label("没有符合条件的返岗登记。", "No such returns."),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """A day of an area's arrivals."""

    day: dt.date
    room: Room | None

    @property
    def free(self) -> int | None:
        """Arrivals left; None: not limited."""
        return None if self.room is None or self.room.arrivals is None else self.room.arrivals - self.room.arriving


def limit(value: int | None) -> str:
    """A limit, or that none is set."""
    return str(NOT_SET) if value is None else str(value)


def arrivals_table() -> Table:
    """An area's days: what is ordered, what is taken."""
    return Table(
        "arrivals",
        label("到达安排", "Arrivals"),
        (
            Column("day", label("日期", "Day"), lambda d: d.day),
            Column("booked", label("已预约到达", "Booked"), lambda d: d.room.arriving if d.room else 0, is_number=True),
            Column(
                "arrivals", label("到达上限", "Limit"), lambda d: d.room.arrivals if d.room else None, show=limit,
                is_number=True,
            ),
            Column("free", label("尚余", "Left"), lambda d: d.free, is_number=True),
            Column(
                "isolated", label("占用床位", "Places taken"), lambda d: d.room.isolated if d.room else 0,
                is_number=True,
            ),
            Column(
                "places", label("隔离床位", "Places"), lambda d: d.room.places if d.room else None, show=limit,
                is_number=True,
            ),
            Column("document", label("依据", "Document"), lambda d: d.room.document if d.room else ""),
        ),
        page_size=31,
    )  # fmt: skip


def gaps_table(*, day: dt.date) -> Table:
    """Sites by gap."""

    def away(tier: Tier) -> Column:
        name = TIERS[tier][1]
        title = label(f"在外·{name.zh}", f"Away, {name.en.lower()}")
        return Column(tier.value, title, lambda s: s.tiers[tier], tier.value, is_number=True)

    def address(row: SiteStaffing) -> str:
        return f"{reverse('people:returns')}?site={row.site.pk}" if row.site else ""

    return Table(
        "gaps",
        label("用工缺口", "Staff gaps"),
        (
            Column("site", label("网点", "Site"), lambda s: s.site.name, link=address),
            Column("gap", label("缺口", "Gap"), lambda s: s.gap, "gap", is_number=True),
            Column("wanted", label("需要", "Wanted"), lambda s: s.wanted, "wanted", is_number=True),
            Column("present", label("在岗在册", "There"), lambda s: s.present, "present", is_number=True),
            away(Tier.HIGH),
            away(Tier.MEDIUM),
            away(Tier.LOW),
            away(Tier.UNKNOWN),
            Column("booked", label("已预约", "Booked"), lambda s: s.booked, "booked", is_number=True),
            Column("isolated", label("到达未解除", "Not cleared"), lambda s: s.isolated, "isolated", is_number=True),
            Column("recruits", label("本地招聘", "Recruits"), lambda s: s.recruits, "recruits", is_number=True),
        ),
        empty=label("本地没有用工登记。", "No staff is on record here."),
    )
