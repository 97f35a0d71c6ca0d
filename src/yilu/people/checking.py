"""A workbook of workers checked row by row: new, changed, unchanged or refused, and why. Reads only."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils.translation import override

from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, Reason, reason
from yilu.core.text import LANGUAGES
from yilu.network.models import Brand, Site
from yilu.network.searching import folded
from yilu.network.sheet import cells
from yilu.network.sheet.columns import EXAMPLE_MARKS
from yilu.network.sheet.reading import OpenedSheet
from yilu.people.models import Worker
from yilu.people.rules.workers import Details, clean_identity, clean_phone, why_not_details
from yilu.people.sheet import EMPLOYMENTS, WORKERS

AT_ONCE = 500
COMPARED = ("name", "post", "shift_group", "employment", "agency", "identity", "phone")

NO_BRAND = reason("people.import.brand", "没有这个品牌，或不在您的权限范围内。", "No such brand, or not yours.")
NO_SITE = reason("people.import.site", "没有这个网点编码，或不在您的权限范围内。", "No such site, or not yours.")
NO_POST = reason("people.import.post", "没有这个岗位，请从下拉列表选择。", "No such post; choose from the list.")
NO_EMPLOYMENT = reason(
    "people.import.employment", "用工性质填“本单位”或“外包”。", "Employment is “own” or “outsourced”."
)
TWICE = reason("people.import.twice", "同一工号在表中出现两次。", "The staff number stands here twice.")
LEFT = reason(
    "people.import.left", "这个工号的员工已离岗，请换用新工号。", "Whoever had this number has left; take a new one."
)


@dataclass(frozen=True, slots=True)
class Change:
    """A registered worker whose facts or site the row changes."""

    worker: Worker
    values: dict[str, Any]
    site: Site | None


@dataclass(slots=True)
class Found:
    """What the check of a whole file found; `refused` by the row's number in the file."""

    counts: Counter[str] = field(default_factory=Counter)  # new, changed, unchanged, refused
    new: list[Details] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    refused: list[tuple[int, str, tuple[Reason, ...]]] = field(default_factory=list)

    @property
    def plain(self) -> dict[str, int]:
        """The counts, zeros included."""
        return {k: self.counts[k] for k in ("new", "changed", "unchanged", "refused")}


class Checker:
    """Checks rows for one actor on one day."""

    def __init__(self, *, by: Actor, now: dt.datetime) -> None:
        self.by, self.today, self.found = by, now.astimezone(ZONE).date(), Found()
        self._sites = Site.objects.within(by.jurisdiction, Permission.WORKER_EDIT).exclude(status=Site.Status.CLOSED)
        self._brands = {folded(n): b.pk for b in Brand.objects.all() for n in (b.code, b.name_zh, b.name_en) if n}
        self._posts = _words({p.value: p.label for p in Worker.Post})
        self._employments = {folded(w): code for code, t in EMPLOYMENTS.items() for w in (code, t.zh, t.en)}
        self._seen: set[tuple[int, str]] = set()

    def check(self, opened: OpenedSheet) -> Found:
        """Every row that holds anything."""
        rows = opened.rows()
        while chunk := list(islice(rows, AT_ONCE)):
            read = [r for number, given in chunk if (r := self._read(number, given, opened.columns)) is not None]
            self._place(read)
        return self.found

    def _refuse(self, number: int, code: str, *why: Reason) -> None:
        self.found.counts["refused"] += 1
        self.found.refused.append((number, code, why))

    def _read(self, number: int, given: Any, columns: dict[str, int]) -> tuple[int, dict[str, Any]] | None:
        """The row's cells as values; None for an example row and for one that cannot be read."""

        def cell(name: str) -> Any:
            at = columns.get(name)
            return given[at] if at is not None and at < len(given) else None

        wrong: list[Reason] = []
        values: dict[str, Any] = {}
        for name in WORKERS.by_code:
            try:
                values[name] = (
                    cells.day(cell(name), today=self.today) if name == "joined_on" else cells.text(cell(name))
                )
            except Invalid as refused:
                values[name] = ""
                wrong += refused.reasons
        if folded(values["code"]).startswith(EXAMPLE_MARKS):
            return None
        values["identity"], values["phone"] = clean_identity(values["identity"]), clean_phone(values["phone"])
        values["post"] = self._posts.get(folded(values["post"]), "")
        employment = folded(values["employment"])
        values["employment"] = self._employments.get(employment, "") if employment else "own"
        wrong += [NO_POST] * (not values["post"]) + [NO_EMPLOYMENT] * (not values["employment"])
        if wrong:
            self._refuse(number, values["code"], *wrong)
            return None
        return number, values

    def _place(self, read: list[tuple[int, dict[str, Any]]]) -> None:
        """Find each row's site and the worker who has the number already."""
        sites: dict[tuple[int, str], Site] = {}
        by_code: dict[str, list[Site]] = {}
        for site in self._sites.filter(code__in={v["site"] for _, v in read}):
            sites[site.brand_id, site.code] = site
            by_code.setdefault(site.code, []).append(site)
        known = {
            (w.brand_id, w.code): w
            for w in Worker.objects.filter(
                brand_id__in={s.brand_id for s in sites.values()}, code__in={v["code"] for _, v in read}
            )
        }
        for number, values in read:
            named = self._brands.get(folded(values["brand"]))
            if values["brand"] and named is None:
                self._refuse(number, values["code"], NO_BRAND)
                continue
            candidates = [s for s in by_code.get(values["site"], ()) if named in (None, s.brand_id)]
            if len(candidates) != 1:
                self._refuse(number, values["code"], NO_SITE)
                continue
            self._judge(number, values, candidates[0], known.get((candidates[0].brand_id, values["code"])))

    def _judge(self, number: int, values: dict[str, Any], site: Site, worker: Worker | None) -> None:
        facts = {f: values[f] for f in COMPARED}
        details = Details(code=values["code"], site=site.pk, joined_on=values["joined_on"] or self.today, **facts)
        why = why_not_details(details)
        if (site.brand_id, values["code"]) in self._seen:
            why.append(TWICE)
        if worker is not None and (worker.left_on or worker.merged_into_id):
            why.append(LEFT)
        if why:
            self._refuse(number, values["code"], *why)
            return
        self._seen.add((site.brand_id, values["code"]))
        if worker is None:
            self.found.counts["new"] += 1
            self.found.new.append(details)
            return
        # An identity or phone left empty stays as it is.
        changed = {f: v for f, v in facts.items() if v != getattr(worker, f) and (v or f not in ("identity", "phone"))}
        moved = site if site.pk != worker.site_id else None
        self.found.counts["changed" if changed or moved else "unchanged"] += 1
        if changed or moved:
            self.found.changes.append(Change(worker, changed, moved))


def _words(names: Mapping[str, object]) -> dict[str, str]:
    """Folded words in every language, and the code itself, to the code."""
    found = {folded(code): code for code in names}
    for language in LANGUAGES:
        with override(language):
            found |= {folded(str(word)): code for code, word in names.items()}
    return found


def check_workers(*, opened: OpenedSheet, by: Actor, now: dt.datetime) -> Found:
    """Check every row for the actor."""
    return Checker(by=by, now=now).check(opened)
