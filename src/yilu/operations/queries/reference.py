"""Questions about what is fixed: classes and their wordings, product mappings, added fields, the roster in force."""

import datetime as dt
from dataclasses import dataclass

from yilu.core.text import Text
from yilu.operations.models import ClassWording, ProductMapping, ReportField, Roster


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
    raise NotImplementedError


def mappings(brand_id: int, *, on: dt.date) -> list[ProductMapping]:
    """The brand's product mappings in force on the day, by precedence."""
    raise NotImplementedError


def class_of_products(brand_id: int, products: list[str], *, county: str, on: dt.date) -> str | None:
    """The class of a parcel that bears these products in the county; None is unmapped."""
    raise NotImplementedError


def fields_for(county: str, *, on: dt.date) -> list[ReportField]:
    """The fields authorities above the county added to the daily report, in force on the day."""
    raise NotImplementedError


def roster_in_force(*, on: dt.date, known_at: dt.datetime | None = None) -> Roster | None:
    """The roster that counts on the day, as far as it was made by `known_at`."""
    raise NotImplementedError
