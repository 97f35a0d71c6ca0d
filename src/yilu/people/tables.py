"""The lists of this room: their columns, the same on the page, in the export and in the address."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from yilu.core.clock import ZONE
from yilu.core.privacy import masked_name, masked_phone
from yilu.core.reasons import Reason
from yilu.core.tables import Column, Table
from yilu.core.text import Text, label
from yilu.people.models import DuplicatePair, Worker
from yilu.people.queries import WorkerDay, place_of
from yilu.people.rules.posts import CASE_OPEN, ISOLATED

MISSING, BLOCKED, FIT = (
    Text("未检", "not checked"),
    Text("不得上岗", "not on post"),
    Text("可上岗", "may work"),
)


def name_of(worker: Worker, clear: bool) -> str:
    """The name as the reader may see it."""
    return worker.name if clear else masked_name(worker.name)


def phone_of(worker: Worker, clear: bool) -> str:
    """The phone as the reader may see it."""
    return worker.phone if clear else masked_phone(worker.phone)


def worker_url(worker: Worker) -> str:
    """The worker's page."""
    return reverse("people:worker", args=[worker.pk])


def workers_table(*, clear: bool) -> Table:
    """Workers. `clear`: may the reader see whole names?"""
    return Table(
        "workers",
        label("员工", "Workers"),
        (
            Column("code", label("工号", "Number"), lambda w: w.code, "code", link=worker_url),
            Column("name", label("姓名", "Name"), lambda w: name_of(w, clear), link=worker_url),
            Column("place", label("网点或机关", "Site or office"), place_of, "site_id", nowrap),
            Column("post", label("岗位", "Post"), lambda w: str(w.get_post_display()), "post", nowrap),
            Column("group", label("班组", "Group"), lambda w: w.shift_group, "shift_group"),
            Column("employment", label("用工", "Employment"), employment_of, "employment"),
            Column("joined", label("到岗", "Joined"), lambda w: w.joined_on, "joined_on"),
            Column("left", label("离岗", "Left"), lambda w: w.left_on, "left_on"),
        ),
        default_sort="code",
        empty=label("没有符合条件的员工。可登记或导入。", "No such workers. Register them, or import a workbook."),
    )


def employment_of(worker: Worker) -> str:
    """Own, or the agency that sends."""
    return worker.agency or str(worker.get_employment_display())


def nowrap(value: str) -> SafeString:
    """A name that a narrow screen does not break up."""
    return format_html('<span class="nowrap">{}</span>', value)


def state_of(row: WorkerDay) -> Text:
    """Not checked, not on post, or may work."""
    if row.check is None:
        return MISSING
    return BLOCKED if row.why_not else FIT


def state_badge(word: str) -> SafeString:
    """The state as a badge."""
    colours = {str(MISSING): "yellow", str(BLOCKED): "red", str(FIT): "green"}
    return format_html('<span class="badge bg-{}-lt">{}</span>', colours[word], word)


HEALTH = Text("健康原因（详情由健康员查看）", "for health reasons (the health officer sees which)")


def why_of(row: WorkerDay, health: bool) -> str:
    """What keeps the person off post; what tells of his or her health only to those who may see it."""
    told = [str(w) if health or not tells_of_health(w) else str(HEALTH) for w in row.why_not]
    return "\n".join(dict.fromkeys(told))


def tells_of_health(why: Reason) -> bool:
    """Does the sentence tell more than that a duty was not done?"""
    return why.code.startswith(("people.check.", "norms.y5")) or why.code in (CASE_OPEN.code, ISOLATED.code)


def lines(value: str) -> SafeString:
    """Sentences, one a line."""
    each = format_html_join(mark_safe("<br>"), "{}", ([v] for v in value.splitlines()))
    return format_html('<div class="roomy">{}</div>', each) if value else mark_safe("")


def temperatures_of(row: WorkerDay) -> str:
    """Every temperature of the day, in order."""
    told = [] if row.check is None or row.check.temperature is None else [row.check.temperature]
    return " · ".join(f"{t / 10:.1f}" for t in (*told, *(m.temperature for m in row.measurements)))


def morning_table(*, clear: bool, health: bool, may_write: bool) -> Table:
    """A site's morning. `health`: may the reader see temperatures and what is not normal?"""
    record = Column(
        "record", label("登记", "Record"), lambda _: str(label("登记", "record")),
        link=lambda r: reverse("people:record", args=[r.worker.pk]),
    )  # fmt: skip
    columns = (
        Column("name", label("姓名", "Name"), lambda r: name_of(r.worker, clear), link=lambda r: worker_url(r.worker)),
        Column("state", label("状态", "State"), lambda r: str(state_of(r)), "state", state_badge),
        Column("why", label("原因", "Why"), lambda r: why_of(r, health), show=lines),
        Column("code", label("工号", "Number"), lambda r: r.worker.code, "code"),
        Column("at", label("时间", "At"), time_of, "at"),
        Column("source", label("方式", "Through"), lambda r: str(r.check.get_source_display()) if r.check else ""),
        Column("temperature", label("体温（℃）", "°C"), temperatures_of, hidden=lambda r: not health and r.screened),
        Column("post", label("岗位", "Post"), lambda r: str(r.worker.get_post_display()), "post"),
        Column("group", label("班组", "Group"), lambda r: r.worker.shift_group, "group"),
    )
    return Table(
        "morning", label("晨检", "Morning check"), (*columns[:2], record, *columns[2:]) if may_write else columns,
        page_size=300,
        empty=label("没有员工在册。请先登记员工。", "No workers here. Register them first."),
    )  # fmt: skip


def time_of(row: WorkerDay) -> str:
    """When the check came in."""
    return f"{row.check.received_at.astimezone(ZONE):%H:%M}" if row.check else ""


def duplicates_table() -> Table:
    """Pairs that may be one person."""
    return Table(
        "duplicates",
        label("疑似重复", "Possible duplicates"),
        (
            Column(
                "first", label("一", "One"), lambda p: told(p.first), show=nowrap, link=lambda p: worker_url(p.first)
            ),
            Column(
                "second",
                label("二", "Other"),
                lambda p: told(p.second),
                show=nowrap,
                link=lambda p: worker_url(p.second),
            ),
            Column("ground", label("依据", "Ground"), lambda p: str(p.get_ground_display()), "ground"),
            Column("found", label("发现于", "Found"), lambda p: p.found_at, "found_at"),
            Column(
                "verdict", label("结论", "Verdict"), lambda p: str(p.get_verdict_display()), "verdict", link=pair_url
            ),
        ),
        default_sort="verdict",
        empty=label("没有疑似重复的记录。", "No possible duplicates."),
    )


def told(worker: Worker) -> str:
    """A worker in a few words."""
    return f"{masked_name(worker.name)} {worker.code} · {place_of(worker)}"


def pair_url(pair: DuplicatePair) -> str:
    """The page on which a pair is decided."""
    return reverse("people:duplicate", args=[pair.pk])
