"""Questions about what is fixed: classes and their wordings, product mappings, added fields, the roster in force."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from yilu.core.jurisdiction import covers
from yilu.core.text import Text
from yilu.operations.loading import roster_at
from yilu.operations.mapping import Mapper
from yilu.operations.models import ClassWording, ProductMapping, ReportField, Roster, ServiceClass
from yilu.operations.rules.reports import FieldFact


@dataclass(frozen=True, slots=True)
class ClassView:
    """A service class with every issuing body's wording."""

    code: str
    tier: int
    position: int
    name: Text
    is_volume: bool
    wordings: tuple[ClassWording, ...]


def classes() -> list[ClassView]:
    """The eight classes in the national order."""
    return [
        ClassView(
            c.code,
            c.guarantee_tier,
            c.position,
            Text(c.name_zh, c.name_en),
            c.is_volume,
            tuple(c.wordings.all()),
        )
        for c in ServiceClass.objects.prefetch_related("wordings")
    ]


def mappings(brand_id: int, *, on: dt.date) -> list[ProductMapping]:
    """The brand's product mappings in force on the day, by precedence: for each area and product the latest."""
    rows = ProductMapping.objects.filter(brand_id=brand_id, valid_from__lte=on).select_related("service_class", "area")
    latest = {(m.area_id, m.product): m for m in rows.order_by("valid_from")}
    return sorted(latest.values(), key=lambda m: (m.precedence, m.product, m.area_id))


def class_of_products(brand_id: int, products: list[str], *, county: str, on: dt.date) -> str | None:
    """The class of a parcel that bears these products in the county; None is unmapped."""
    return Mapper(by=on).class_of(brand_id, county, "+".join(products))


def fields_for(county: str, *, on: dt.date) -> list[ReportField]:
    """The fields authorities above the county added to the daily report, in force on the day."""
    return [f for f in _fields(on) if covers(f.area_id, county)]


def field_facts(counties: Iterable[str], *, on: dt.date) -> dict[str, dict[str, FieldFact]]:
    """For each county the added fields by code, as the rules need them; the nearer authority's field prevails."""
    counties = set(counties)
    rows = _fields(on) if counties else []
    return {
        county: {f.code: FieldFact(f.code, f.kind, f.name_zh, f.name_en) for f in rows if covers(f.area_id, county)}
        for county in counties
    }


def _fields(on: dt.date) -> list[ReportField]:
    rows = ReportField.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on)
    return list(rows.order_by("area__level", "code"))


def roster_in_force(*, on: dt.date, known_at: dt.datetime | None = None) -> Roster | None:
    """The roster that counts on the day, as far as it was made by `known_at`."""
    rosters = Roster.objects.filter(valid_from__lte=on)
    return roster_at(rosters, day=on, epoch=known_at.timestamp() if known_at else float("inf"))
