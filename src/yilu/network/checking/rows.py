"""One row of an upload against what is registered: what it would do, and every sentence that stands against it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, Reason
from yilu.network import rules
from yilu.network.access import BY_DECISION, NOT_YOURS, is_regulator
from yilu.network.checking import sentences
from yilu.network.checking.places import Places
from yilu.network.checking.registry import Registry
from yilu.network.checking.verdicts import PERSONAL, Checked, Row, SiteChange
from yilu.network.facts import NewSite
from yilu.network.models import Site
from yilu.network.rules import SiteStatus
from yilu.network.searching import folded
from yilu.network.sheet import cells as read
from yilu.network.sheet.columns import EXAMPLE_MARKS, KINDS, STATUSES
from yilu.network.sheet.reading import OpenedSheet

CHUNK = 2000
MOST_M2, MOST_PEOPLE, MOST_PIECES = 10_000_000, 100_000, 100_000_000
KIND_BY_NAME = {folded(n): k for k, t in KINDS.items() for n in (k, t.zh, t.en)}
STATUS_BY_NAME = {folded(n): s for s, t in STATUSES.items() for n in (s, t.zh, t.en)}
COMPARED = (
    "name", "kind", "enterprise_id", "county_id", "address", "longitude", "latitude", "floor_area_m2",
    "normal_headcount", "capacity_per_day", "park_id",
)  # fmt: skip


SiteRow = Row[NewSite, SiteChange]
SiteChecked = Checked[NewSite, SiteChange]


class Checker:
    """Checks rows for one actor on one day. Reads only; `check` yields in the order of the file."""

    def __init__(self, *, by: Actor, now: dt.datetime) -> None:
        self.by, self.today = by, now.astimezone(clock.ZONE).date()
        self.registry, self.places = Registry(by=by), Places(today=self.today)
        self._editing = by.jurisdiction.having(Permission.SITE_EDIT)
        brands = {g.brand for g in self._editing.grants}
        self._only_brand = brands.pop() if len(brands) == 1 else None
        self._known: dict[tuple[str, object, str], Any] = {}
        self._seen: dict[tuple[int, str], int] = {}
        self._permitted: dict[tuple[Permission, str, int, int, int | None], bool] = {}

    def check(self, opened: OpenedSheet) -> Iterator[SiteChecked]:
        """Every row that holds anything, checked."""
        rows = opened.rows()
        while chunk := list(islice(rows, CHUNK)):
            yield from self._check_chunk(opened, chunk)

    def _check_chunk(self, opened: OpenedSheet, chunk: Sequence[tuple[int, Sequence[Any]]]) -> Iterator[SiteChecked]:
        read_rows = [SiteRow(number, cells, opened.columns) for number, cells in chunk]
        keyed: list[tuple[SiteRow, int | None, str]] = []
        for row in read_rows:
            brand, code = self._brand(row), row.get("code", read.code, "")
            row.checked.code = code
            if code.lower().startswith(EXAMPLE_MARKS):
                continue
            if merged := [p for p in opened.merged.get(row.checked.row, ()) if p in opened.columns.values()]:
                of = {p: c for c, p in opened.columns.items()}
                for position in merged:
                    row.refuse(of[position], sentences.MERGED)
            if not code and not row.is_refused:
                row.refuse("code", sentences.MISSING)
            keyed.append((row, brand, code))
        existing = self._existing({(b, c) for _, b, c in keyed if b is not None and c}, opened)
        for row, brand, code in keyed:
            if brand is not None and code:
                first = self._seen.setdefault((brand, code), row.checked.row)
                if first != row.checked.row:
                    row.refuse("code", sentences.twice(first))
                self._facts(row, brand, code, existing.get((brand, code)))
            yield self._judged(row)

    @staticmethod
    def _judged(row: SiteRow) -> SiteChecked:
        checked = row.checked
        if row.is_refused:
            checked.verdict, checked.new, checked.change = "refused", None, None
        return checked

    def _existing(self, keys: Iterable[tuple[int, str]], opened: OpenedSheet) -> dict[tuple[int, str], Site]:
        by_brand: dict[int, list[str]] = {}
        for brand, code in keys:
            by_brand.setdefault(brand, []).append(code)
        hidden = [p for p in PERSONAL if p not in opened.columns]  # costly to decrypt: only where compared
        found: dict[tuple[int, str], Site] = {}
        for brand, codes in by_brand.items():
            for site in Site.objects.filter(brand_id=brand, code__in=codes).defer(
                "search_text", "search_pieces", *hidden
            ):
                found[brand, site.code] = site
        return found

    def _look_up(self, kind: str, scope: object, cell: str, find: Callable[[], Any]) -> Any:
        """`find()`, remembered with its refusal: files repeat their names, and suggestions cost."""
        key = (kind, scope, cell)
        if key not in self._known:
            try:
                self._known[key] = find()
            except Invalid as refused:
                self._known[key] = refused
        found = self._known[key]
        if isinstance(found, Invalid):
            raise found
        return found

    def _brand(self, row: SiteRow) -> int | None:
        cell = row.get("brand", lambda v: read.text(v, 60), "")
        if not cell:
            if self._only_brand is None:
                row.refuse("brand", sentences.MISSING)
            return self._only_brand
        try:
            brand: int = self._look_up("brand", None, cell, lambda: self.registry.brand(cell))
        except Invalid as refused:
            row.refuse("brand", *refused.reasons)
            return None
        if not any(g.brand in (None, brand) for g in self._editing.grants):
            row.refuse("brand", sentences.BRAND_NOT_YOURS)
            return None
        return brand

    def _may(self, permission: Permission, county: str, brand: int, enterprise: int, site: int | None) -> bool:
        key = (permission, county, brand, enterprise, site)
        if key not in self._permitted:
            if len(self._permitted) > 50_000:
                self._permitted.clear()
            self._permitted[key] = self.by.jurisdiction.may(
                permission, area=county, brand=brand, branch=enterprise, site=site
            )
        return self._permitted[key]

    def _facts(self, row: SiteRow, brand: int, code: str, site: Site | None) -> None:
        if site is not None and not self._may(
            Permission.SITE_EDIT, site.county_id, brand, site.enterprise_id, self._site_key(site)
        ):
            row.refuse("code", NOT_YOURS)
            return
        given = self._given(row, brand, site)
        row.checked.name = given.get("name") or (site.name if site else "")
        county = given.get("county_id") or (site.county_id if site else None)
        enterprise = given.get("enterprise_id") or (site.enterprise_id if site else None)
        if (
            county
            and enterprise
            and not self._may(Permission.SITE_EDIT, county, brand, enterprise, self._site_key(site))
        ):
            row.refuse("county", NOT_YOURS)
        status = self._status(row, site, county or "", brand, enterprise or 0)
        if row.is_refused:
            return
        if site is None:
            row.checked.new = NewSite(brand_id=brand, code=code, **given, **status)
            return
        self._compare(row.checked, site, given, status)

    def _site_key(self, site: Site | None) -> int | None:
        # Only a grant narrowed to one site asks which; else the answer is the same for a whole branch.
        return site.pk if site is not None and any(g.site is not None for g in self._editing.grants) else None

    def _given(self, row: SiteRow, brand: int, site: Site | None) -> dict[str, Any]:
        """The facts the row states, by attribute of `Site`; an empty cell states nothing."""
        given: dict[str, Any] = {
            "name": row.get("name", lambda v: read.text(v, 100), ""),
            "kind": self._choice(row, "kind", KIND_BY_NAME, sentences.bad_kind),
            "county_id": self._named(row, "county", None, self.places.county),
            "enterprise_id": self._named(row, "enterprise", brand, lambda c: self.registry.enterprise(brand, c)),
            "address": row.get("address", lambda v: read.text(v, 200), ""),
            "longitude": row.get("longitude", read.degrees),
            "latitude": row.get("latitude", read.degrees),
            "floor_area_m2": row.get("floor_area_m2", lambda v: read.number(v, most=MOST_M2)),
            "normal_headcount": row.get("normal_headcount", lambda v: _whole(v, MOST_PEOPLE)),
            "capacity_per_day": row.get("capacity_per_day", lambda v: _whole(v, MOST_PIECES)),
            "contact_name": row.get("contact_name", lambda v: read.text(v, 40), ""),
            "contact_phone": row.get("contact_phone", read.phone, ""),
        }
        county = given["county_id"] or (site.county_id if site else None)
        if county:
            given["park_id"] = self._named(row, "park", county, lambda c: self.registry.park(county, c))
        if why_not := rules.why_not_coordinates(given["longitude"], given["latitude"]):
            row.refuse("longitude", *why_not)
        elif given["longitude"] is not None and county:
            self._nearness(row, county, given["longitude"], given["latitude"])
        if site is None:
            for column, attribute in (("name", "name"), ("kind", "kind"), ("county", "county_id")):
                if not given[attribute] and not any(n.column == column for n in row.checked.notes):
                    row.refuse(column, sentences.MISSING)
            if not given["enterprise_id"]:
                given["enterprise_id"] = self._headquarters(row, brand)
        return {k: v for k, v in given.items() if v not in (None, "")}

    def _headquarters(self, row: SiteRow, brand: int) -> int | None:
        if any(n.column == "enterprise" for n in row.checked.notes):
            return None
        branches = {b for g in self._editing.grants for b in g.branches or ()}
        if len(branches) == 1 and all(g.branches for g in self._editing.grants):
            return next(iter(branches))
        found = self.registry.headquarters.get(brand)
        if found is None:
            row.refuse("enterprise", sentences.NO_HEADQUARTERS)
        else:
            row.warn("enterprise", sentences.BY_HEADQUARTERS)
        return found

    def _named(self, row: SiteRow, column: str, scope: object, find: Callable[[str], Any]) -> Any:
        cell = row.get(column, lambda v: read.text(v, 100), "")
        if not cell:
            return None
        try:
            return self._look_up(column, scope, cell, lambda: find(cell))
        except Invalid as refused:
            row.refuse(column, *refused.reasons)
            return None

    def _choice(self, row: SiteRow, column: str, names: Mapping[str, str], bad: Callable[[str], Reason]) -> str:
        cell = row.get(column, lambda v: read.text(v, 60), "")
        if not cell:
            return ""
        found = names.get(folded(cell))
        if found is None:
            row.refuse(column, bad(cell))
        return found or ""

    def _nearness(self, row: SiteRow, county: str, longitude: float, latitude: float) -> None:
        area = self.places.areas[county]
        if area.longitude is None or area.latitude is None:
            return
        away = rules.kilometres((longitude, latitude), (area.longitude, area.latitude))
        if away > self.places.reach_km(county):
            row.warn("longitude", sentences.far_away(area.name_zh, area.name_en, away))

    def _status(self, row: SiteRow, site: Site | None, county: str, brand: int, enterprise: int) -> dict[str, Any]:
        status = self._choice(row, "status", STATUS_BY_NAME, sentences.bad_status)
        since = row.get("since", lambda v: read.day(v, today=self.today))
        cause = row.get("cause", lambda v: read.text(v, 300), "")
        document = row.get("document", lambda v: read.text(v, 120), "")
        if not status or (site is not None and status == site.status):
            return {}
        if status == SiteStatus.OPEN:
            row.warn("status", sentences.STAYS_SHUT)
            return {}
        moves = {SiteStatus.SUSPENDED, SiteStatus.CLOSED}
        if site is not None:
            row_reasons = (
                rules.why_not_suspend(site.status, cause=cause)
                if status == SiteStatus.SUSPENDED
                else rules.why_not_become(site.status, status)
            )
            for why in row_reasons:
                row.refuse("cause" if why is rules.NEEDS_CAUSE else "status", why)
            if since is not None and clock.start_of(since) < site.status_since:
                row.refuse("since", rules.EARLIER)
            if status in moves and is_regulator(self.by, county):
                row.refuse("status", BY_DECISION)
            elif status in moves and not self._may(
                Permission.SITE_SUSPEND, county, brand, enterprise, self._site_key(site)
            ):
                row.refuse("status", sentences.MAY_NOT_SUSPEND)
        elif status in moves and not cause:
            row.warn("cause", rules.NEEDS_CAUSE)
        return {
            "status": status,
            "since": clock.start_of(since) if since else None,
            "cause": cause,
            "document": document,
        }

    @staticmethod
    def _compare(checked: SiteChecked, site: Site, given: dict[str, Any], status: dict[str, Any]) -> None:
        values = {k: v for k, v in given.items() if getattr(site, k) != v}
        if not values and not status:
            checked.verdict = "unchanged"
            return
        checked.verdict = "changed"
        before = {k: getattr(site, k) for k in values}
        if status:
            before["status"] = site.status
        checked.change = SiteChange(
            site_id=site.pk, version=site.version, code=site.code, name=given.get("name", site.name),
            values=values, before=before, county_id=given.get("county_id", site.county_id), **status,
        )  # fmt: skip


def _whole(value: Any, most: int) -> int | None:
    found = read.number(value, most=most, whole=True)
    return None if found is None else int(found)
