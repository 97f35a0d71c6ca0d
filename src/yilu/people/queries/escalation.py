"""Whose hour to be told of missing checks has come, of whom and how many, and what was told today."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef

from yilu.accounts.models import User
from yilu.core.clock import ZONE
from yilu.core.jurisdiction import covers, span
from yilu.core.text import Text
from yilu.network.models import Brand, Enterprise, Office, Site
from yilu.norms.models import Setting
from yilu.norms.queries import orders, parameters
from yilu.people.models import Escalation, MorningCheck, Worker
from yilu.people.rules.escalation import OFFICE_POST, RUNGS, Rung, told_at
from yilu.tasks.queries import holder
from yilu.territory.models import Area

FEW = 500  # places asked for at once


@dataclass(frozen=True, slots=True)
class Order:
    """That in an area, but for the areas inside it with an hour of their own, somebody is told at a moment."""

    rung: Rung
    area: str
    at: dt.datetime
    unless: tuple[str, ...]


def orders_due(*, now: dt.datetime) -> list[Order]:
    """The orders whose hour of today has come and which nobody has carried out; the lowest rung first."""
    day = now.astimezone(ZONE).date()
    hours = {(s.key, s.area_id): s.value for s in orders(*(r.parameter for r in RUNGS.values()), on=day)}
    if not hours:
        return []
    done = set(Escalation.objects.filter(day=day).values_list("rung", "area_id", "due_at"))
    found = []
    for rung, rule in RUNGS.items():
        ordering = [area for key, area in hours if key == rule.parameter]
        for area in ordering:
            at = told_at(day, hours[rule.parameter, area])
            if at <= now and (rung.value, area, at) not in done:
                unless = tuple(o for o in ordering if o != area and covers(area, o))
                found.append(Order(rung, area, at, unless))
    return found


class Missing(NamedTuple):
    """How many people of one site or office have not checked in."""

    county: str
    brand: int | None
    enterprise: int | None
    site: int | None
    office: int | None
    people: int


def missing(order: Order, *, day: dt.date) -> list[Missing]:
    """Sites and offices with people who should have checked in on the day and have not."""
    checked = MorningCheck.objects.filter(worker_id=OuterRef("pk"), day=day)
    rows = Worker.objects.due_on(day).in_area(order.area).filter(~Exists(checked))
    for area in order.unless:
        low, high = span(area)
        rows = rows.exclude(county_id__gte=low, county_id__lte=high)
    counted = rows.order_by().values_list("county_id", "brand_id", "enterprise_id", "site_id", "office_id")
    return [Missing(*row) for row in counted.annotate(n=Count("pk"))]


def missing_at(places: Iterable[tuple[str, int]], *, day: dt.date) -> set[tuple[str, int]]:
    """Those of the places ("site" or "office" and its number) where somebody has still not checked in."""
    checked = MorningCheck.objects.filter(worker_id=OuterRef("pk"), day=day)
    asked = list(places)
    found = set()
    for kind in ("site", "office"):
        here = [pk for k, pk in asked if k == kind]
        for start in range(0, len(here), FEW):
            rows = Worker.objects.due_on(day).filter(~Exists(checked), **{f"{kind}_id__in": here[start : start + FEW]})
            found |= {(kind, pk) for pk in rows.order_by().values_list(f"{kind}_id", flat=True).distinct()}
    return found


@dataclass(frozen=True, slots=True)
class Unit:
    """What one person is told of: a site, an office, a branch, a brand, or all counties he or she stands over."""

    key: str
    name: Text
    area: str
    people: int
    places: int
    to: User | None = None  # None: nobody is appointed, or (a site, an office) the task finds its owner itself
    site: Site | None = None
    post: str = ""


def units(order: Order, *, day: dt.date) -> list[Unit]:
    """Who is to be told of what."""
    rows = missing(order, day=day)
    if order.rung is Rung.SITE:
        return _places(rows)
    if order.rung is Rung.REGULATOR:
        return _regulators(rows, on=day)
    of_enterprises = [r for r in rows if r.brand is not None]
    return (_branches if order.rung is Rung.BRANCH else _brands)(of_enterprises, on=day)


def _places(rows: Sequence[Missing]) -> list[Unit]:
    sites = Site.objects.select_related("enterprise").in_bulk([r.site for r in rows if r.site is not None])
    offices = Office.objects.in_bulk([r.office for r in rows if r.office is not None])
    found = []
    for r in rows:
        if r.site is not None:
            site = sites[r.site]
            name, post = Text(site.name, site.name), RUNGS[Rung.SITE].post
            found.append(Unit(f"site:{site.pk}", name, r.county, r.people, 1, None, site, post))
        elif r.office is not None:
            office = offices[r.office]
            name = Text(office.name_zh, office.name_en)
            found.append(Unit(f"office:{office.pk}", name, r.county, r.people, 1, None, None, OFFICE_POST))
    return found


def _branches(rows: Sequence[Missing], *, on: dt.date) -> list[Unit]:
    grouped = _by(rows, lambda r: r.enterprise)
    found = []
    for enterprise in Enterprise.objects.filter(pk__in=grouped).select_related("parent").order_by("pk"):
        mine = grouped[enterprise.pk]
        to = holder("branch_manager", area=mine[0].county, enterprise=enterprise, brand=enterprise.brand_id, on=on)
        name = Text(enterprise.name_zh, enterprise.name_en or enterprise.name_zh)
        found.append(_told(f"branch:{enterprise.pk}", name, enterprise.area_id, mine, to))
    return found


def _brands(rows: Sequence[Missing], *, on: dt.date) -> list[Unit]:
    grouped = _by(rows, lambda r: r.brand)
    found = []
    for brand in Brand.objects.filter(pk__in=grouped).order_by("pk"):
        mine = grouped[brand.pk]
        to = holder("headquarters", area=mine[0].county, brand=brand.pk, on=on)
        found.append(_told(f"brand:{brand.pk}", Text(brand.name_zh, brand.name_en), "", mine, to))
    return found


def _regulators(rows: Sequence[Missing], *, on: dt.date) -> list[Unit]:
    """One for each person, over all the counties of which he or she is the nearest duty officer."""
    people: dict[int, User | None] = {}
    nearest: dict[str, int] = {}  # 0: nobody
    for county in {r.county for r in rows}:
        found = holder(RUNGS[Rung.REGULATOR].post, area=county, brand=None, on=on)
        nearest[county] = found.pk if found else 0
        people[nearest[county]] = found
    sector = Text("所辖地区", "your area")
    return [
        _told(f"duty:{user}", sector, "", mine, people[user])
        for user, mine in _by(rows, lambda r: nearest[r.county]).items()
    ]


def _by(rows: Sequence[Missing], key: Callable[[Missing], int | None]) -> dict[int, list[Missing]]:
    grouped: defaultdict[int, list[Missing]] = defaultdict(list)
    for row in rows:
        if (found := key(row)) is not None:
            grouped[found].append(row)
    return grouped


def _told(key: str, name: Text, area: str, rows: Sequence[Missing], to: User | None) -> Unit:
    return Unit(key, name, area, sum(r.people for r in rows), len(rows), to)


@dataclass(frozen=True, slots=True)
class RungView:
    """One rung as it stands in an area today: its hour (None: not set) and what was told (None: not yet)."""

    whom: Text
    setting: Setting | None
    at: dt.datetime | None
    told: Escalation | None


def rungs_of(area: Area, *, day: dt.date) -> list[RungView]:
    """The rungs in the area on the day, the lowest first."""
    settings = parameters(area.code, on=day)
    carried = {(e.rung, e.area_id, e.due_at): e for e in Escalation.objects.filter(day=day)}
    found = []
    for rung, rule in RUNGS.items():
        setting = settings.get(rule.parameter)
        at = told_at(day, setting.value) if setting else None
        told = carried.get((rung.value, setting.area_id, at)) if setting and at else None
        found.append(RungView(rule.whom, setting, at, told))
    return found
