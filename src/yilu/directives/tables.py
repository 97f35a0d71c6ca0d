"""The lists of this room."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yilu.core.tables import Column, Table
from yilu.core.templatetags.yilu import moment
from yilu.core.text import label
from yilu.directives.models import Directive, Receipt
from yilu.directives.words import AUDIENCES
from yilu.network.tables import named, unbroken

# The lists of receipts and of tasks, and where a key itself leads (None: nowhere).
Pages = tuple[str, str, Callable[[Any], str] | None]
COLOURS = {"draft": "yellow", "issued": "green", "withdrawn": "secondary", "superseded": "secondary"}


def unit_name(directive: Directive) -> str:
    """The unit that holds it."""
    return named(directive.enterprise or directive.brand or directive.area)


def recipient_name(receipt: Receipt) -> str:
    """The organisation it was sent to."""
    if receipt.site is not None:
        return receipt.site.name
    return named(receipt.enterprise or receipt.brand or receipt.area)


def state_badge(code: str) -> SafeString:
    """A state as a word on its colour."""
    return format_html('<span class="badge bg-{}-lt">{}</span>', COLOURS[code], Directive.State(code).label)


def signed_shown(at: Any) -> SafeString | str:
    """When it was signed for; that it was not stands out."""
    return (
        unbroken(moment(at))
        if at
        else format_html('<span class="badge bg-red-lt">{}</span>', label("未签收", "not signed"))
    )


def directive_url(directive: Directive) -> str:
    """A directive's own page."""
    return reverse("directives:directive", args=[directive.pk])


def review_url(directive: Directive) -> str:
    """Where its measures are confirmed."""
    return reverse("directives:review", args=[directive.pk])


def received_table() -> Table:
    """What was sent to one's own organisation."""
    return Table(
        "received",
        label("收文", "Received"),
        (
            Column(
                "title",
                label("文件", "Directive"),
                lambda r: r.directive.title,
                link=lambda r: directive_url(r.directive),
                show=_wide,
            ),
            Column("from", label("来自", "From"), lambda r: unit_name(r.directive), show=unbroken),
            Column("number", label("文号", "Number"), lambda r: r.directive.number or "—", show=unbroken),
            Column("sent", label("下发时间", "Sent"), lambda r: r.sent_at, "sent_at", lambda at: unbroken(moment(at))),
            Column("signed", label("签收", "Signed"), lambda r: r.read_at, "read_at", signed_shown),
            Column("state", label("状态", "State"), lambda r: r.directive.state, "directive__state", state_badge),
        ),
        default_sort="-sent",
        empty=label("还没有收到文件。", "Nothing was received yet."),
    )


def issued_table() -> Table:
    """What went out."""
    return Table(
        "issued",
        label("发文", "Issued"),
        (
            Column("title", label("文件", "Directive"), lambda d: d.title, link=directive_url, show=_wide),
            Column("unit", label("发文单位", "Unit"), unit_name, show=unbroken),
            Column("number", label("文号", "Number"), lambda d: d.number or "—", "number", unbroken),
            Column(
                "issued",
                label("下发时间", "Issued"),
                lambda d: d.issued_at,
                "issued_at",
                lambda at: unbroken(moment(at)),
            ),
            Column("state", label("状态", "State"), lambda d: d.state, "state", state_badge),
        ),
        default_sort="-issued",
        empty=label("还没有下发过文件。", "Nothing was issued yet."),
    )


def drafts_table() -> Table:
    """What is still to be confirmed."""
    return Table(
        "drafts",
        label("草稿", "Drafts"),
        (
            Column("title", label("文件", "Directive"), lambda d: d.title, link=review_url, show=_wide),
            Column("unit", label("单位", "Unit"), unit_name, show=unbroken),
            Column("left", label("待确认", "To confirm"), lambda d: d.left, "left", is_number=True),
            Column("all", label("措施", "Measures"), lambda d: d.all_measures, "all_measures", is_number=True),
            Column(
                "made", label("收录时间", "Taken in"), lambda d: d.made_at, "made_at", lambda at: unbroken(moment(at))
            ),
        ),
        default_sort="-made",
        empty=label("没有待核对的文件。", "Nothing waits to be confirmed."),
    )


def receipts_table() -> Table:
    """Whom it was sent to, and who signed."""
    return Table(
        "receipts",
        label("签收情况", "Receipts"),
        (
            Column("unit", label("单位", "Organisation"), recipient_name),
            Column("audience", label("类别", "Kind"), lambda r: r.get_audience_display(), "audience", unbroken),
            Column("area", label("地区", "Area"), lambda r: named(r.area), "area_id", unbroken),
            Column(
                "holder", label("责任人", "Named person"), lambda r: r.holder.name if r.holder else "", show=_nobody
            ),
            Column("sent", label("下发时间", "Sent"), lambda r: r.sent_at, "sent_at", lambda at: unbroken(moment(at))),
            Column("signed", label("签收", "Signed"), lambda r: r.read_at, "read_at", signed_shown),
            Column("by", label("签收人", "Signed by"), lambda r: r.read_by or "—"),
        ),
        default_sort="area",
        empty=label("没有发给任何单位。", "It was sent to nobody."),
    )


def progress_table(code: str, title: str, first: str, names: dict[str, str], asks: str, pages: Pages) -> Table:
    """Progress by level or by area. `names`: of the keys; `asks`: how the lists beneath are told a key."""
    receipts, tasks, key = pages

    def beneath(page: str, more: str = "") -> Callable[[Any], str]:
        return lambda p: f"{page}?{asks}={p.key}{more}"

    return Table(
        code,
        title,
        (
            Column("key", first, lambda p: names.get(p.key, p.key), link=key),
            _count("sent", label("应收单位", "Sent to"), beneath(receipts)),
            _count("signed", label("已签收", "Signed"), beneath(receipts, "&signed=1")),
            _count("tasks", label("任务", "Tasks"), beneath(tasks)),
            _count("done", label("已办结", "Done"), beneath(tasks, "&state=closed")),
            _count("late", label("逾期", "Overdue"), beneath(tasks, "&late=1")),
        ),
        page_size=100,
    )


def level_names() -> dict[str, str]:
    """Audiences in the reader's language."""
    return {str(code): str(name) for code, name in AUDIENCES.items()}


def _count(code: str, title: str, link: Callable[[Any], str]) -> Column:
    return Column(code, title, lambda p: getattr(p, code), code, is_number=True, link=link)


def _wide(title: str) -> SafeString:
    return format_html('<span class="directive-title">{}</span>', title)


def _nobody(name: str) -> SafeString | str:
    return name or format_html('<span class="badge bg-red-lt">{}</span>', label("无责任人", "nobody"))
