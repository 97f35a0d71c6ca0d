"""Reading the matrix: by area, brand, enterprise, site and requirement, each as far as the reader sees it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from yilu.core.jurisdiction import Jurisdiction
from yilu.core.permissions import Permission
from yilu.core.text import Text
from yilu.coverage.counting import Counts, added, counted, unpacked
from yilu.coverage.models import SiteRow, Sum
from yilu.coverage.rules import COUNTED, DUTIES, LETTERS, Share, duties
from yilu.network.models import Brand, Enterprise, Site
from yilu.norms.models import Requirement
from yilu.norms.rules.kinds import Theme
from yilu.territory.queries import children

MAY = Permission.EVIDENCE_READ


@dataclass(slots=True)
class Line:
    """One line of the matrix: an area, brand, enterprise or site; `kept`: its sums, packed, or a site's letters."""

    key: str
    name: Text
    sites: int
    fresh: int
    stale: int
    none: int
    unmet: int
    kept: bytes | str
    themes: Mapping[int, str] = field(repr=False)

    @property
    def gaps(self) -> int:
        """What is wanted and not fresh."""
        return self.stale + self.none + self.unmet

    @property
    def share(self) -> Share:
        """What is fresh of what is wanted."""
        return Share(self.fresh, self.fresh + self.gaps)

    @property
    def counts(self) -> Counts:
        """Requirement by requirement."""
        return counted([self.kept]) if isinstance(self.kept, str) else unpacked(self.kept)

    @property
    def by_id(self) -> dict[int, list[int]]:
        """The same by requirement id, only what binds something."""
        return {pk: told for pk, told in enumerate(self.counts.tolist(), start=1) if any(told)}

    @property
    def duties(self) -> dict[Theme, Share]:
        """The five scores."""
        return duties(self.by_id, self.themes)


@dataclass(frozen=True, slots=True)
class Grain:
    """Whose sums are read: all brands (0), one brand, one enterprise of it (None: every one the reader sees)."""

    brand: int = 0
    enterprise: int | None = 0

    def of(self, rows: QuerySet[Sum]) -> QuerySet[Sum]:
        """Only these."""
        rows = rows.filter(brand_id=self.brand)
        return (
            rows.filter(enterprise_id__gt=0) if self.enterprise is None else rows.filter(enterprise_id=self.enterprise)
        )


def grain_of(jurisdiction: Jurisdiction, *, brand: int = 0, enterprise: int = 0) -> Grain:
    """What is asked for, or else the widest that the reader sees."""
    grants = jurisdiction.having(MAY).grants
    if enterprise:
        return Grain(brand, enterprise)
    if not any(g.brand is None for g in grants):
        brand = brand or next((g.brand for g in grants if g.brand), 0)
        if all(g.branches is not None for g in grants if g.brand == brand):
            return Grain(brand, None)
    return Grain(brand)


def total(jurisdiction: Jurisdiction, area: str, grain: Grain, *, on: dt.date) -> Line:
    """The area as a whole; of an area seen only in parts, those parts."""
    themes = _themes()
    rows = list(grain.of(_sums(jurisdiction)).filter(area_id=area))
    if not rows:
        rows = list(grain.of(_sums(jurisdiction)).filter(area_id__in=[a.code for a in children(area, on=on)]))
    return _added(area, Text(area, area), rows, themes)


def below(jurisdiction: Jurisdiction, area: str, grain: Grain, *, on: dt.date) -> list[Line]:
    """The areas one level below."""
    areas = {a.code: a for a in children(area, on=on)}
    told: dict[str, list[Sum]] = {}
    for row in grain.of(_sums(jurisdiction)).filter(area_id__in=list(areas)):
        told.setdefault(row.area_id, []).append(row)
    themes = _themes()
    return [_added(a.code, Text(a.name_zh, a.name_en), told[a.code], themes) for a in areas.values() if a.code in told]


def firms(jurisdiction: Jurisdiction, area: str, grain: Grain) -> list[Line]:
    """The brands, or of one brand its enterprises."""
    rows = _sums(jurisdiction).filter(area_id=area)
    names: Mapping[int, Brand | Enterprise]
    if grain.brand:
        found = {r.enterprise_id: r for r in rows.filter(brand_id=grain.brand, enterprise_id__gt=0)}
        names = Enterprise.objects.only("name_zh", "name_en").filter(brand_id=grain.brand).in_bulk()
    else:
        found = {r.brand_id: r for r in rows.filter(brand_id__gt=0, enterprise_id=0)}
        names = Brand.objects.only("name_zh", "name_en").in_bulk()
    themes = _themes()
    return [
        _added(str(pk), Text(names[pk].name_zh, names[pk].name_en or names[pk].name_zh), [row], themes)
        for pk, row in found.items()
        if pk in names
    ]


def sites(jurisdiction: Jurisdiction, area: str, grain: Grain) -> list[Line]:
    """The open sites of an area, for an area small enough to be listed."""
    rows = site_rows(jurisdiction, area, grain)
    names, themes = dict(Site.objects.filter(pk__in=rows.values("site_id")).values_list("pk", "name")), _themes()
    return [site_line(row, names[row.site_id], themes) for row in rows]


def site_rows(jurisdiction: Jurisdiction, area: str, grain: Grain) -> QuerySet[SiteRow]:
    """Their rows."""
    rows = SiteRow.objects.within(jurisdiction, MAY).in_area(area)
    rows = rows.filter(brand_id=grain.brand) if grain.brand else rows
    return rows.filter(enterprise_id=grain.enterprise) if grain.enterprise else rows


def site_line(row: SiteRow, name: str, themes: Mapping[int, str] | None = None) -> Line:
    """One site's row as a line."""
    fresh, stale, none, unmet = (row.cells.count(LETTERS[state]) for state in COUNTED)
    known = themes if themes is not None else _themes()
    return Line(str(row.site_id), Text(name, name), 1, fresh, stale, none, unmet, row.cells, known)


def by_requirement(line: Line) -> list[tuple[Requirement, list[int]]]:
    """Each requirement that binds something here, with its counts in the order of `rules.COUNTED`."""
    counts = line.by_id
    return [(r, counts[r.pk]) for r in Requirement.objects.filter(pk__in=list(counts)).order_by("order")]


def worst_duty(line: Line) -> Theme | None:
    """The duty least proven."""
    scores = {d: s.value for d, s in line.duties.items() if s.value is not None}
    return min(DUTIES, key=lambda d: scores.get(d, 2.0)) if scores else None


def _sums(jurisdiction: Jurisdiction) -> QuerySet[Sum]:
    return Sum.objects.within(jurisdiction, MAY)


def _themes() -> dict[int, str]:
    return dict(Requirement.objects.values_list("pk", "theme"))


def _added(key: str, name: Text, rows: Sequence[Sum] | Iterable[Sum], themes: Mapping[int, str]) -> Line:
    rows = list(rows)
    kept = bytes(rows[0].counts) if rows else b""
    for row in rows[1:]:
        kept = added(unpacked(kept), unpacked(row.counts)).astype("<i4").tobytes()
    return Line(
        key, name, sum(r.sites for r in rows), sum(r.fresh for r in rows), sum(r.stale for r in rows),
        sum(r.none for r in rows), sum(r.unmet for r in rows), kept, themes,
    )  # fmt: skip
