"""A workbook of receipts checked row by row: taken or refused, warned of where it looks wrong, and why. Reads only."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Never

from yilu.core.actor import Actor
from yilu.core.clock import ZONE, start_of
from yilu.core.permissions import Permission
from yilu.core.reasons import reason
from yilu.core.text import Text
from yilu.network.checking import Checked, Found, Progress, Row, Seen, found_in
from yilu.network.models import Brand, Site
from yilu.network.searching import folded
from yilu.network.sheet import cells
from yilu.network.sheet.columns import EXAMPLE_MARKS
from yilu.network.sheet.reading import OpenedSheet
from yilu.supplies.access import why_not, why_not_at
from yilu.supplies.facts import Receipt
from yilu.supplies.models import Item, Movement, Place
from yilu.supplies.queries.stock import depots
from yilu.supplies.rules.amounts import doubts
from yilu.supplies.rules.movements import CHANNELS, CLOSED, MOST_PIECES, NO_EXPIRY, Kind, why_not_receive
from yilu.supplies.sheet import UNITS

AT_ONCE = 500
FARTHEST = dt.date(2099, 12, 31)  # no lot is good for longer
LATEST = 20

NO_PLACE = reason(
    "supplies.import.place", "没有这个网点编码或仓库，或不在您的权限范围内。", "No such site or depot, or not yours."
)
NO_ITEM = reason("supplies.import.item", "没有这种物资，请从下拉列表选择。", "No such item; choose from the list.")
NO_UNIT = reason("supplies.import.unit", "单位填“件”或“整包装”。", "The unit is “pieces” or “packs”.")
SAME = reason(
    "supplies.import.same",
    "当天已有同一批物资的同数入库，可能重复导入。",
    "The same receipt stands in the ledger for that day: is it imported twice?",
)


ReceiptRow = Row[Receipt, Never]
FoundReceipts = Found[Receipt, Never]


class Checker:
    """Checks rows for one actor on one day."""

    def __init__(self, *, by: Actor, now: dt.datetime) -> None:
        self.by, self.now, self.today = by, now, now.astimezone(ZONE).date()
        self._sites = Site.objects.within(by.jurisdiction, Permission.SUPPLY_KEEP).exclude(status=Site.Status.CLOSED)
        self._depots = {folded(d.name): d for d in depots(by)}
        self._brands = {folded(n): b.pk for b in Brand.objects.all() for n in (b.code, b.name_zh, b.name_en) if n}
        self._items = {folded(n): i for i in Item.objects.all() for n in (i.code, i.name_zh, i.name_en)}
        self._channels, self._units = _words(CHANNELS), _words(UNITS)

    def check(self, opened: OpenedSheet) -> Iterator[Checked[Receipt, Never]]:
        """Every row that holds anything, in the order of the file."""
        rows = opened.rows()
        while chunk := list(islice(rows, AT_ONCE)):
            read = [self._read(ReceiptRow(number, given, opened.columns)) for number, given in chunk]
            yield from self._placed([r for r in read if r is not None])

    def _read(self, row: ReceiptRow) -> tuple[ReceiptRow, dict[str, Any]] | None:
        values: dict[str, Any] = {
            name: row.get(name, cells.text, "") for name in ("brand", "code", "item", "unit", "channel", "lot", "cause")
        }
        row.checked.code, row.checked.name = values["code"][:60], values["item"][:100]
        if folded(values["code"]).startswith(EXAMPLE_MARKS):
            return None
        values["amount"] = row.get("amount", lambda v: cells.number(v, most=MOST_PIECES, whole=True), 0) or 0
        values["expires_on"] = row.get("expires_on", lambda v: cells.day(v, today=FARTHEST)) or NO_EXPIRY
        values["at"] = row.get("at", lambda v: cells.day(v, today=self.today)) or self.today
        values["item"] = self._items.get(folded(values["item"]))
        if values["item"] is None:
            row.refuse("item", NO_ITEM)
        unit = folded(values["unit"])
        values["unit"] = self._units.get(unit, "") if unit else "pieces"
        if not values["unit"]:
            row.refuse("unit", NO_UNIT)
        values["channel"] = self._channels.get(folded(values["channel"]), "")
        return row, values

    def _placed(self, read: Sequence[tuple[ReceiptRow, dict[str, Any]]]) -> Iterator[Checked[Receipt, Never]]:
        by_code: dict[str, list[Site]] = {}
        for site in self._sites.filter(code__in={v["code"] for _, v in read}):
            by_code.setdefault(site.code, []).append(site)
        places = {
            p.site_id: p for p in Place.objects.filter(site__in=[s.pk for some in by_code.values() for s in some])
        }
        usual = self._usual([*places.values(), *self._depots.values()])
        for row, values in read:
            where = self._where(row, values, by_code)
            if where is not None and values["item"] is not None:
                place = places.get(where.pk) if isinstance(where, Site) else where
                self._judge(row, values, where, usual.get((place.pk, values["item"].pk), []) if place else [])
            if row.is_refused:
                row.checked.verdict, row.checked.new = "refused", None
            yield row.checked

    def _where(self, row: ReceiptRow, values: dict[str, Any], by_code: Mapping[str, list[Site]]) -> Site | Place | None:
        brand = self._brands.get(folded(values["brand"]))
        sites = [s for s in by_code.get(values["code"], ()) if brand in (None, s.brand_id)]
        depot = self._depots.get(folded(values["code"]))
        if (values["brand"] and brand is None) or len(sites) > 1 or not (sites or depot):
            row.refuse("code", NO_PLACE)
            return None
        if sites:
            row.refuse("code", *why_not_at(self.by, Permission.SUPPLY_KEEP, sites[0]))
            return sites[0]
        assert depot is not None
        row.refuse("code", *why_not(self.by, Permission.SUPPLY_KEEP, depot), *([CLOSED] if depot.closed_at else []))
        return depot

    @staticmethod
    def _usual(places: Sequence[Place]) -> dict[tuple[int, int], list[tuple[int, str, dt.datetime]]]:
        """The latest receipts of each place and item: pieces, lot, moment."""
        found: dict[tuple[int, int], list[tuple[int, str, dt.datetime]]] = {}
        rows = Movement.objects.filter(place__in=places, kind__in=(Kind.RECEIVED, Kind.ARRIVED)).order_by("-pk")
        for place, item, pieces, lot, at in rows.values_list("place_id", "item_id", "pieces", "lot", "at"):
            seen = found.setdefault((place, item), [])
            if len(seen) < LATEST:
                seen.append((pieces, lot, at))
        return found

    def _judge(
        self, row: ReceiptRow, values: dict[str, Any], where: Site | Place, before: list[tuple[int, str, dt.datetime]]
    ) -> None:
        item: Item = values["item"]
        pieces = int(values["amount"]) * (item.pack if values["unit"] == "packs" else 1)
        why = why_not_receive(
            pieces=pieces, channel=values["channel"], expires_on=values["expires_on"], today=self.today
        )
        columns = {"supplies.amount": "amount", "supplies.channel": "channel", "supplies.expired": "expires_on"}
        for r in why:
            row.refuse(columns[r.code], r)
        for r in doubts(pieces, pack=item.pack, usual=[n for n, _, _ in before]):
            row.warn("amount", r)
        day = values["at"]
        if any((n, lot, at.astimezone(ZONE).date()) == (pieces, values["lot"], day) for n, lot, at in before):
            row.warn("amount", SAME)
        at = self.now if day == self.today else start_of(day) + dt.timedelta(hours=12)
        of_site = isinstance(where, Site)
        row.checked.new = Receipt(
            item_id=item.pk, pieces=pieces, channel=values["channel"], at=at, site_id=where.pk if of_site else None,
            depot_id=None if of_site else where.pk, lot=values["lot"][:40], expires_on=values["expires_on"],
            cause=values["cause"],
        )  # fmt: skip


def _words(names: Mapping[str, Text]) -> dict[str, str]:
    """Folded words in both languages, and the code itself, to the code."""
    return {folded(word): code for code, text in names.items() for word in (code, text.zh, text.en)}


def check_receipts(
    *, opened: OpenedSheet, by: Actor, now: dt.datetime, seen: Seen | None = None, progress: Progress | None = None
) -> FoundReceipts:
    """Check every row for the actor."""
    return found_in(Checker(by=by, now=now).check(opened), opened, seen=seen, progress=progress)
