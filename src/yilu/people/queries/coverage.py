"""Who should have checked in and has: read from counters by area and brand; within a county site by site."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Substr

from yilu.core.jurisdiction import NATION, Jurisdiction, common_area, covers, stem
from yilu.core.permissions import Permission
from yilu.core.scope import ScopedQuerySet
from yilu.network.models import Brand, Enterprise, Office, Site
from yilu.people.models import CoverageCell, MorningCheck, Worker
from yilu.territory.models import Area
from yilu.territory.queries import children

UNWELL = Q(is_normal=False)
SMALL = 5  # fewer people than this are not counted out to who does not see their health


@dataclass(frozen=True, slots=True)
class Covered:
    """One row: an area, a brand or a site, and what came in of it."""

    key: str
    name_zh: str
    name_en: str
    due: int
    reported: int
    abnormal: int

    @property
    def missing(self) -> int:
        """Who has not checked in; nobody while more came in than were due (somebody joined today)."""
        return max(0, self.due - self.reported)

    @property
    def told_abnormal(self) -> int | None:
        """How many are not well; None where so few would give away who."""
        return None if 0 < self.abnormal < SMALL else self.abnormal


def by_area(jurisdiction: Jurisdiction, area: str, *, day: dt.date) -> list[Covered]:
    """The areas one level below, as far as the reader sees them; staff of offices that span several of them apart."""
    below = {stem(a.code): a for a in children(area, on=day)} or {stem(area): Area.objects.get(pk=area)}
    key = Substr("county_id", 1, 2 if area == NATION else 6)
    sums: dict[str, Counter[str]] = {}
    for row in _cells(jurisdiction, area, day).annotate(key=key).values("key").annotate(**_SUMS):
        # A municipality's counties stand directly below it, where elsewhere prefectures do.
        at = next((k for k in (row["key"], row["key"][:4], row["key"][:2]) if k in below), None)
        if at is None and area.endswith("00") and area.startswith(row["key"]):
            at = ""
        if at is not None:
            sums.setdefault(at, Counter()).update({name: told for name, told in row.items() if name in _SUMS})
    return [_covered(below[k].code if k else area, below.get(k), told) for k, told in sorted(sums.items())]


def by_brand(jurisdiction: Jurisdiction, area: str, *, day: dt.date) -> list[Covered]:
    """The brands the reader sees; key 0 are the regulator's own staff."""
    return _by(Brand, "brand_id", _cells(jurisdiction, area, day))


def by_enterprise(jurisdiction: Jurisdiction, area: str, *, day: dt.date) -> list[Covered]:
    """The enterprises the reader sees: of one brand its headquarters and branches."""
    return _by(Enterprise, "enterprise_id", _cells(jurisdiction, area, day))


def _by(model: type[Brand | Enterprise], column: str, cells: ScopedQuerySet[CoverageCell]) -> list[Covered]:
    sums = {r[column]: r for r in cells.values(column).annotate(**_SUMS)}
    names = model._default_manager.in_bulk(list(sums))
    return [_covered(str(k), names.get(k), r) for k, r in sorted(sums.items())]


def by_site(jurisdiction: Jurisdiction, area: str, *, day: dt.date) -> list[Covered]:
    """The sites of a county: whom to call."""
    people = Worker.objects.within(jurisdiction, Permission.CHECK_READ).in_area(area).exclude(site=None)
    due = dict(people.at_work().order_by().values_list("site_id").annotate(n=Count("pk")))
    told = MorningCheck.objects.filter(day=day, site_id__in=list(due)).order_by().values_list("site_id")
    counted = told.annotate(n=Count("worker_id"), bad=Count("worker_id", filter=UNWELL))
    sums = {site: (n, bad) for site, n, bad in counted}
    names = Site.objects.in_bulk(list(due))
    found = [Covered(str(s), names[s].name, names[s].name, n, *sums.get(s, (0, 0))) for s, n in due.items()]
    return sorted(found, key=lambda c: (-c.missing, c.key))


def by_office(jurisdiction: Jurisdiction, area: str, *, day: dt.date) -> list[Covered]:
    """The regulator's offices in the area whose own staff the reader sees, those with nobody registered too."""
    people = Worker.objects.due_on(day).within(jurisdiction, Permission.CHECK_READ).in_area(area).exclude(office=None)
    due = dict(people.order_by().values_list("office_id").annotate(n=Count("pk")))
    told = MorningCheck.objects.filter(day=day, worker__in=people.values("pk")).order_by()
    counted = told.values_list("worker__office_id").annotate(
        n=Count("worker_id"), bad=Count("worker_id", filter=UNWELL)
    )
    sums = {office: (n, bad) for office, n, bad in counted}
    found = []
    for o in Office.objects.prefetch_related("areas"):
        at = common_area(a.code for a in o.areas.all())
        if at is not None and covers(area, at) and jurisdiction.may(Permission.CHECK_READ, area=at):
            found.append(Covered(str(o.pk), o.name_zh, o.name_en, due.get(o.pk, 0), *sums.get(o.pk, (0, 0))))
    return sorted(found, key=lambda c: (-c.missing, c.key))


_SUMS = {"expected": Sum("due"), "told": Sum("reported"), "unwell": Sum("abnormal")}


def _cells(jurisdiction: Jurisdiction, area: str, day: dt.date) -> ScopedQuerySet[CoverageCell]:
    return CoverageCell.objects.within(jurisdiction, Permission.CHECK_READ).in_area(area).filter(day=day).order_by()


def _covered(key: str, named: Area | Brand | Enterprise | None, sums: Mapping[str, Any]) -> Covered:
    zh, en = (named.name_zh, named.name_en) if named else ("邮政管理部门", "postal administration")
    return Covered(key, zh, en or zh, sums["expected"], sums["told"], sums["unwell"])
