"""The lists of this room."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from yilu.core.clock import ZONE
from yilu.core.privacy import masked_name
from yilu.core.reasons import Reason
from yilu.core.tables import Column, Table
from yilu.core.text import Text, label
from yilu.people.tables import HEALTH, lines, nowrap, tells_of_health
from yilu.rosters.models import Assignment, Shift
from yilu.rosters.queries import Row

BADGES = {
    "on": ("green", Text("在岗", "on post")),
    "planned": ("blue", Text("已排班", "planned")),
    "off": ("secondary", Text("已撤下", "taken off")),
    "blocked": ("red", Text("不得上岗", "not on post")),
    "": ("yellow", Text("可排班", "may be put on")),
}
UNTOLD = Reason("rosters.health", HEALTH)
ORDER = ["blocked", "planned", "", "on", "off"]


def state_of(row: Row) -> str:
    """What the page says of a person: whoever stands on a shift and may not comes first."""
    return row.state if row.is_fit else "blocked"


def state_badge(state: str) -> SafeString:
    """The state in a word and a colour."""
    colour, word = BADGES[state]
    return format_html('<span class="badge bg-{}-lt">{}</span>', colour, word)


def span(shift: Shift) -> str:
    """06:00–14:00; the next day's end says so."""
    starts, ends = shift.starts_at.astimezone(ZONE), shift.ends_at.astimezone(ZONE)
    later = str(Text("次日", "next day ")) if ends.date() > starts.date() else ""
    return f"{starts:%H:%M}–{later}{ends:%H:%M}"


def why_of(row: Row, health: bool) -> str:
    """What keeps the person off; what tells of his or her health only to those who may see it."""
    return "\n".join(str(w) for w in told_of(row.why_not, health))


def told_of(why: Iterable[Reason], health: bool) -> list[Reason]:
    """The reasons as the reader may know them; what tells of health stands as one that does not."""
    told = [w if health or not tells_of_health(w) else UNTOLD for w in why]
    return list({str(w.text.zh): w for w in told}.values())


def roster_table(*, clear: bool, health: bool, may_edit: bool) -> Table:
    """Everybody of a site on a day."""

    def off(row: Row) -> SafeString | str:
        standing = [a for a in row.assignments if a.state != Assignment.State.OFF]
        return str(label("撤下", "take off")) if may_edit and standing else ""

    def off_url(row: Row) -> str:
        standing = [a for a in row.assignments if a.state != Assignment.State.OFF]
        return reverse("rosters:take_off", args=[standing[0].pk]) if may_edit and standing else ""

    return Table(
        "roster",
        label("人员", "People"),
        (
            Column(
                "name", label("姓名", "Name"), lambda r: r.name if clear else masked_name(r.name),
                link=lambda r: reverse("people:worker", args=[r.worker.pk]),
            ),
            Column("state", label("状态", "State"), state_of, "state", state_badge),
            Column("shift", label("班次", "Shift"), lambda r: "、".join(a.shift.name for a in r.assignments), "shift"),
            Column("why", label("原因", "Why"), lambda r: why_of(r, health), show=lines),
            Column("group", label("班组", "Group"), lambda r: r.worker.shift_group, "group", nowrap),
            Column("post", label("岗位", "Post"), lambda r: str(r.worker.get_post_display()), "post"),
            Column("code", label("工号", "Number"), lambda r: r.worker.code, "code"),
            Column("off", label("调整", "Change"), off, link=off_url),
        ),
        page_size=50,
        empty=label("没有员工在册。", "No workers here."),
    )  # fmt: skip


def shifts_table() -> Table:
    """Shifts of a day over many sites."""

    def density(shift: Shift) -> SafeString:
        most = shift.most  # type: ignore[attr-defined]
        if most is None:
            return format_html('<span class="faint">{}</span>', Text("未规定", "not set"))
        over = shift.on > most  # type: ignore[attr-defined]
        return format_html('<span class="{}">{}</span>', "bad" if over else "", most) if over else mark_safe(str(most))

    return Table(
        "shifts",
        label("班次", "Shifts"),
        (
            Column(
                "site", label("网点", "Site"), lambda s: s.site.name, "site",
                link=lambda s: f"{reverse('rosters:site', args=[s.site_id])}?day={s.day:%Y-%m-%d}",
            ),
            Column("name", label("班次", "Shift"), lambda s: s.name, "name", nowrap),
            Column("span", label("时段", "Hours"), span, "starts_at", nowrap),
            Column("on", label("在岗", "On post"), lambda s: s.on, "on", is_number=True),
            Column("planned", label("已排班", "Planned"), lambda s: s.planned, "planned", is_number=True),
            Column("most", label("密度限额", "Floor bears"), lambda s: s, show=density),
        ),
        default_sort="site",
        empty=label("当日没有班次。", "No shifts on this day."),
    )  # fmt: skip
