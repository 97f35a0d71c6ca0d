"""The lists of this room."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yilu.core.reasons import Reason
from yilu.core.tables import Column, Table, Value
from yilu.core.templatetags.yilu import UNKNOWN, day
from yilu.core.text import label
from yilu.network.tables import badge, named, unbroken
from yilu.supplies.models import Transfer
from yilu.supplies.queries.area import Protection
from yilu.supplies.rules.protection import runs_out_on
from yilu.territory.models import Area

COLOURS = {"planned": "yellow", "sent": "blue", "received": "green", "cancelled": "secondary"}
Row = tuple[Area, Protection | Reason]


def one_decimal(value: float | None) -> str:
    """Days to one decimal; unknown is a dash."""
    return UNKNOWN if value is None else f"{value:.1f}"


def count(code: str, title: str, value: Value, sort: str = "", link: Value | None = None) -> Column:
    """A column of whole numbers."""
    return Column(code, title, value, sort, is_number=True, link=link)


def areas_table() -> Table:
    """The areas below one: people, who is unprotected, days."""

    def of(name: str) -> Value:
        return lambda row: getattr(row[1], name) if isinstance(row[1], Protection) else None

    return Table(
        "areas",
        label("下级地区", "Areas below"),
        (
            Column("area", label("地区", "Area"), lambda r: named(r[0]), "area", unbroken, area_url),
            count("people", label("在岗人员", "On post"), of("people"), "people"),
            count("unprotected", label("缺防护人员", "Unprotected"), of("unprotected"), "unprotected", short_url),
            count("short", label("不足网点", "Sites short"), of("short_sites"), "short", short_url),
            count("masks", label("可用口罩", "Masks"), of("masks"), "masks"),
            count("coming", label("在途", "In transit"), of("coming"), "coming"),
            Column("days", label("可用天数", "Days"), of("days"), "days", one_decimal, is_number=True),
        ),
        default_sort="days",
        page_size=100,
        empty=label("没有下级地区。", "No area below."),
    )


def area_url(row: Row) -> str:
    """An area's own page."""
    return reverse("supplies:area", args=[row[0].code])


def short_url(row: Row) -> str:
    """The list of its short sites, if there are any."""
    told = row[1]
    some = isinstance(told, Protection) and told.short_sites
    return f"{reverse('supplies:short')}?area={row[0].code}" if some else ""


def short_table(*, may_ask: bool) -> Table:
    """The sites whose protection is short; a button on each where a task may be given."""
    columns = [
        Column("site", label("网点", "Site"), lambda p: p.site.name, "site__name", link=site_url),
        count("unprotected", label("缺防护", "Unprotected"), lambda p: p.unprotected, "unprotected"),
        count("people", label("在岗", "On post"), lambda p: p.people, "people"),
        count("masks", label("可用口罩", "Masks"), lambda p: p.masks, "masks"),
        count("coming", label("在途", "In transit"), lambda p: p.coming, "coming"),
        Column("days", label("可用天数", "Days"), lambda p: p.days, "days", one_decimal, is_number=True),
        Column(
            "until", label("预计用尽", "Runs out"), lambda p: runs_out_on(p.days, on=p.reckoned_at.date()), show=_until
        ),
        Column("county", label("区县", "County"), lambda p: named(p.site.county), "county_id", unbroken),
        Column("brand", label("品牌", "Brand"), lambda p: named(p.site.brand), "brand_id", unbroken),
    ]
    if may_ask:
        columns.append(Column("ask", label("办理", "Act"), lambda p: p.site_id, show=_ask))
    return Table(
        "short",
        label("防护不足的网点", "Sites short of protection"),
        columns,
        default_sort="-unprotected",
        empty=label("没有防护不足的网点。", "No site is short of protection."),
    )


def _until(value: Any) -> SafeString | str:
    return UNKNOWN if value is None else unbroken(day(value))


def _ask(site: int) -> SafeString:
    return format_html(
        '<button class="btn btn-sm" type="submit" name="site" value="{}">{}</button>',
        site,
        label("下达任务", "Give a task"),
    )


def site_url(row: Any) -> str:
    """The supplies page of the row's site."""
    return reverse("supplies:site", args=[row.site_id])


def transfer_url(transfer: Transfer) -> str:
    """A transfer's own page."""
    return reverse("supplies:transfer", args=[transfer.pk])


def transfers_table(title: str = "") -> Table:
    """Transfers: what, from where, to where, how far it got."""
    return Table(
        "transfers",
        title or label("调拨", "Transfers"),
        (
            Column("number", label("编号", "No."), lambda t: t.pk, "pk", link=transfer_url),
            Column("state", label("状态", "State"), lambda t: t.state, "state", _state),
            Column("item", label("物资", "Item"), lambda t: str(t.item), "item__order", unbroken),
            count("pieces", label("数量", "Pieces"), lambda t: t.pieces, "pieces"),
            Column("source", label("调出", "From"), lambda t: t.source.name, "source__name", unbroken),
            Column("target", label("调入", "To"), lambda t: t.target.name, "target__name", unbroken),
            Column("due", label("应到", "Due"), lambda t: t.due, "due"),
            Column("planned", label("下达", "Planned"), lambda t: t.planned_at, "planned_at"),
        ),
        default_sort="-number",
        empty=label("没有调拨。", "No transfer."),
    )


def _state(code: str) -> SafeString:
    return badge(Transfer.State(code).label, COLOURS[code])


def depots_table() -> Table:
    """Depots: whose, where, still open."""
    return Table(
        "depots",
        label("仓库", "Depots"),
        (
            Column("name", label("名称", "Name"), lambda d: d.name, "name", link=depot_url),
            Column("owner", label("所属", "Whose"), lambda d: owner(d), "enterprise_id", unbroken),
            Column("area", label("地区", "Area"), lambda d: named(d.area), "area_id", unbroken),
            Column(
                "closed", label("状态", "State"), lambda d: d.closed_at is not None, "closed_at",
                lambda c: badge(label("已停用", "closed"), "secondary") if c else badge(label("在用", "open"), "green"),
            ),
        ),
        default_sort="name",
        empty=label("还没有登记仓库。", "No depot is registered yet."),
    )  # fmt: skip


def owner(depot: Any) -> str:
    """Whose depot it is."""
    return named(depot.enterprise) if depot.enterprise is not None else str(label("政府", "the government"))


def depot_url(depot: Any) -> str:
    """A depot's own page."""
    return reverse("supplies:depot", args=[depot.pk])


def ledger_table(people: Mapping[int, str]) -> Table:
    """The ledger of a place; `people`: names of workers as the reader may see them."""
    return Table(
        "ledger",
        label("收发台账", "Ledger"),
        (
            Column("at", label("时间", "When"), lambda m: m.at),
            Column("kind", label("事项", "What"), lambda m: m.get_kind_display(), show=unbroken),
            Column("pieces", label("数量", "Pieces"), lambda m: m.pieces, show=lambda n: f"{n:+,d}", is_number=True),
            Column("item", label("物资", "Item"), lambda m: str(m.item), show=unbroken),
            Column("lot", label("批次", "Lot"), lambda m: m.lot or None),
            Column("expires", label("有效期至", "Expires"), lambda m: m.expiry),
            Column("channel", label("渠道", "Channel"), lambda m: m.get_channel_display() or None),
            Column("worker", label("领用人", "Given to"), lambda m: people.get(m.worker_id or 0)),
            Column("cause", label("说明", "Cause"), lambda m: m.cause or None),
            Column("by", label("经办", "By"), lambda m: m.by, show=unbroken),
        ),
        page_size=20,
        empty=label("还没有收发记录。", "Nothing has moved yet."),
    )


def receipts_table() -> Table:
    """What came in: where, what, how much, by which channel."""
    return Table(
        "receipts",
        label("入库记录", "Receipts"),
        (
            Column("at", label("时间", "When"), lambda m: m.at, "at"),
            Column("item", label("物资", "Item"), lambda m: str(m.item), "item__order", unbroken),
            count("pieces", label("数量", "Pieces"), lambda m: m.pieces, "pieces"),
            Column("place", label("地点", "Where"), lambda m: m.place.name, "place__name", unbroken, place_url),
            Column("channel", label("渠道", "Came by"), lambda m: m.get_channel_display(), "channel", unbroken),
            Column("lot", label("批次", "Lot"), lambda m: m.lot or None, "lot"),
            Column("expires", label("有效期至", "Expires"), lambda m: m.expiry, "expires_on"),
            Column("cause", label("说明", "Note"), lambda m: m.cause or None),
            Column("by", label("经办", "By"), lambda m: m.by, show=unbroken),
        ),
        empty=label("还没有入库记录。", "Nothing has come in yet."),
    )


def place_url(movement: Any) -> str:
    """The page of where it lies."""
    place = movement.place
    return reverse("supplies:site", args=[place.site_id]) if place.site_id else depot_url(place)
