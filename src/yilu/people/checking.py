"""A workbook of workers checked row by row: new, changed, unchanged or refused, and why, cell by cell. Reads only."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import override

from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.permissions import Permission
from yilu.core.reasons import reason
from yilu.core.text import LANGUAGES
from yilu.network.checking import Checked, Found, Progress, Row, Seen, found_in
from yilu.network.checking.sentences import MERGED, twice
from yilu.network.models import Brand, Office, Site
from yilu.network.searching import folded
from yilu.network.sheet import cells
from yilu.network.sheet.columns import EXAMPLE_MARKS
from yilu.network.sheet.reading import OpenedSheet
from yilu.people.access import may_place
from yilu.people.models import Worker
from yilu.people.rules.workers import Details, clean_identity, clean_phone, why_not_details
from yilu.people.sheet import EMPLOYMENTS, WORKERS

AT_ONCE = 500
COMPARED = ("name", "post", "shift_group", "employment", "agency", "identity", "phone")
TOLD_IN_CLEAR = ("shift_group", "agency")

NO_BRAND = reason("people.import.brand", "没有这个品牌，或不在您的权限范围内。", "No such brand, or not yours.")
NO_PLACE = reason(
    "people.import.site", "没有这个网点编码或机关名称，或不在您的权限范围内。", "No such site or office, or not yours."
)
NO_POST = reason("people.import.post", "没有这个岗位，请从下拉列表选择。", "No such post; choose from the list.")
NO_EMPLOYMENT = reason(
    "people.import.employment", "用工性质填“本单位”或“外包”。", "Employment is “own” or “outsourced”."
)
LEFT = reason(
    "people.import.left", "这个工号的员工已离岗，请换用新工号。", "Whoever had this number has left; take a new one."
)


@dataclass(frozen=True, slots=True)
class Change:
    """A registered worker whose facts or place the row changes."""

    worker: Worker
    values: dict[str, Any]
    place: Site | Office | None  # None: stays

    def sentences(self) -> Iterator[tuple[str, str, str, None]]:
        """Column and what changes; of what tells of the person only that it does."""
        for field, value in self.values.items():
            title, was = WORKERS.by_code[field].title, getattr(self.worker, field)
            if field in TOLD_IN_CLEAR:
                told = f"{was or '—'} → {value or '—'}"
                yield field, f"{title.zh}：{told}", f"{title.en}: {told}", None
            else:
                yield field, f"{title.zh}有变更", f"{title.en} changes", None
        if self.place is not None:
            yield "site", f"调动到{self.place}", f"transferred to {self.place}", None


WorkerRow = Row[Details, Change]
WorkerChecked = Checked[Details, Change]
FoundWorkers = Found[Details, Change]
Place = Site | Office


class Checker:
    """Checks rows for one actor on one day."""

    def __init__(self, *, by: Actor, now: dt.datetime) -> None:
        self.by, self.today = by, now.astimezone(ZONE).date()
        self._sites = Site.objects.within(by.jurisdiction, Permission.WORKER_EDIT).exclude(status=Site.Status.CLOSED)
        self._brands = {folded(n): b.pk for b in Brand.objects.all() for n in (b.code, b.name_zh, b.name_en) if n}
        offices = [o for o in Office.objects.prefetch_related("areas") if may_place(by, site=None, office=o)]
        self._offices = {folded(n): o for o in offices for n in (o.name_zh, o.name_en) if n}
        self._posts = _words({p.value: p.label for p in Worker.Post})
        self._employments = {folded(w): code for code, t in EMPLOYMENTS.items() for w in (code, t.zh, t.en)}
        self._seen: dict[tuple[str, int, str], int] = {}

    def check(self, opened: OpenedSheet) -> Iterator[WorkerChecked]:
        """Every row that holds anything, in the order of the file."""
        rows = opened.rows()
        while chunk := list(islice(rows, AT_ONCE)):
            read = [self._read(WorkerRow(number, given, opened.columns), opened) for number, given in chunk]
            yield from self._placed([r for r in read if r is not None])

    def _read(self, row: WorkerRow, opened: OpenedSheet) -> tuple[WorkerRow, dict[str, Any]] | None:
        """The row and its cells as values; None for an example row."""
        values: dict[str, Any] = {
            name: row.get(name, cells.text, "") for name in WORKERS.by_code if name != "joined_on"
        }
        row.checked.code = values["code"][:60]
        if folded(values["code"]).startswith(EXAMPLE_MARKS):
            return None
        of = {position: name for name, position in opened.columns.items()}
        for position in opened.merged.get(row.checked.row, ()):
            if position in of:
                row.refuse(of[position], MERGED)
        values["joined_on"] = row.get("joined_on", lambda v: cells.day(v, today=self.today))
        values["identity"], values["phone"] = clean_identity(values["identity"]), clean_phone(values["phone"])
        values["post"] = self._posts.get(folded(values["post"]), "")
        employment = folded(values["employment"])
        values["employment"] = self._employments.get(employment, "") if employment else "own"
        if not values["post"]:
            row.refuse("post", NO_POST)
        if not values["employment"]:
            row.refuse("employment", NO_EMPLOYMENT)
        return row, values

    def _placed(self, read: Sequence[tuple[WorkerRow, dict[str, Any]]]) -> Iterator[WorkerChecked]:
        """Each row with its place and the worker who has the number there already."""
        by_code: dict[str, list[Site]] = {}
        for site in self._sites.filter(code__in={v["site"] for _, v in read}):
            by_code.setdefault(site.code, []).append(site)
        places = [self._place(row, values, by_code) for row, values in read]
        known = self._known([p for p in places if p is not None], {v["code"] for _, v in read})
        for (row, values), place in zip(read, places, strict=True):
            if place is not None:
                employer = _employer(place)
                self._judge(row, values, place, employer, known.get((*employer, values["code"])))
            if row.is_refused:
                row.checked.verdict, row.checked.new, row.checked.change = "refused", None, None
            yield row.checked

    def _place(self, row: WorkerRow, values: dict[str, Any], by_code: Mapping[str, list[Site]]) -> Place | None:
        named = self._brands.get(folded(values["brand"]))
        if values["brand"] and named is None:
            row.refuse("brand", NO_BRAND)
            return None
        candidates = [s for s in by_code.get(values["site"], ()) if named in (None, s.brand_id)]
        office = None if named or candidates else self._offices.get(folded(values["site"]))
        if office is None and len(candidates) != 1:
            row.refuse("site", NO_PLACE)
            return None
        return office or candidates[0]

    @staticmethod
    def _known(places: Sequence[Place], codes: set[str]) -> dict[tuple[str, int, str], Worker]:
        """Registered workers of these employers by (brand or office, its number, staff number)."""
        with_code = Worker.objects.filter(code__in=codes)
        brands = {p.brand_id for p in places if isinstance(p, Site)}
        offices = {p.pk for p in places if isinstance(p, Office)}
        found = {("brand", w.brand_id or 0, w.code): w for w in with_code.filter(brand_id__in=brands)}
        return found | {("office", w.office_id or 0, w.code): w for w in with_code.filter(office_id__in=offices)}

    def _judge(
        self, row: WorkerRow, values: dict[str, Any], place: Place, employer: tuple[str, int], worker: Worker | None
    ) -> None:
        facts = {f: values[f] for f in COMPARED}
        site, office = (place.pk, None) if isinstance(place, Site) else (None, place.pk)
        joined = values["joined_on"] or self.today
        details = Details(code=values["code"], joined_on=joined, site=site, office=office, **facts)
        for why in why_not_details(details):
            column = why.code.rpartition(".")[2]
            row.refuse(column if column in WORKERS.by_code else "", why)
        first = self._seen.setdefault((*employer, values["code"]), row.checked.row)
        if first != row.checked.row:
            row.refuse("code", twice(first))
        if worker is None:
            row.checked.new = details
            return
        if worker.left_on or worker.merged_into_id:
            row.refuse("code", LEFT)
        # An identity or phone left empty stays as it is.
        changed = {f: v for f, v in facts.items() if v != getattr(worker, f) and (v or f not in ("identity", "phone"))}
        there = worker.site_id if isinstance(place, Site) else worker.office_id
        moved = place if place.pk != there else None
        row.checked.verdict = "changed" if changed or moved else "unchanged"
        if changed or moved:
            row.checked.change = Change(worker, changed, moved)


def _employer(place: Place) -> tuple[str, int]:
    """Within what a staff number is one person's."""
    return ("brand", place.brand_id) if isinstance(place, Site) else ("office", place.pk)


def _words(names: Mapping[str, object]) -> dict[str, str]:
    """Folded words in every language, and the code itself, to the code."""
    found = {folded(code): code for code in names}
    for language in LANGUAGES:
        with override(language):
            found |= {folded(str(word)): code for code, word in names.items()}
    return found


def check_workers(
    *, opened: OpenedSheet, by: Actor, now: dt.datetime, seen: Seen | None = None, progress: Progress | None = None
) -> FoundWorkers:
    """Check every row for the actor."""
    return found_in(Checker(by=by, now=now).check(opened), opened, seen=seen, progress=progress)
