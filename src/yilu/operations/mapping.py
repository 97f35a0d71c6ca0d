"""A headquarters' feed by product becomes volumes by class: a parcel has one class, by a stated order of precedence."""

import datetime as dt
from collections.abc import Mapping

from yilu.core.jurisdiction import covers
from yilu.operations.models import ProductMapping
from yilu.operations.reporting import SiteFigures
from yilu.operations.rules.classes import MappingFact, class_of

TOGETHER = "+"  # a parcel that bears several products: "fresh+government"


class Mapper:
    """The mappings in force on a day, asked once for each brand and remembered by brand, county and products."""

    def __init__(self, *, by: dt.date) -> None:
        self.day = by
        self.facts: dict[int, list[ProductMapping]] = {}
        self.local: dict[tuple[int, str], dict[str, MappingFact]] = {}
        self.known: dict[tuple[int, str, str], str | None] = {}
        self.unmapped: set[str] = set()

    def class_of(self, brand: int, county: str, products: str) -> str | None:
        """The class of a parcel that bears these products; None is unmapped."""
        key = (brand, county, products)
        if key not in self.known:
            self.known[key] = class_of(products.split(TOGETHER), self._local(brand, county))
            if self.known[key] is None:
                self.unmapped.add(products)
        return self.known[key]

    def classes(self, brand: int, county: str, figures: SiteFigures) -> Mapping[str, tuple[int, int, int]]:
        """The figures' products added up by class, over the classes told outright. What has none stays unmapped."""
        found = {code: list(pieces) for code, pieces in (figures.classes or {}).items()}
        for products, pieces in (figures.products or {}).items():
            code = self.class_of(brand, county, products)
            if code is not None:
                sums = found.setdefault(code, [0, 0, 0])
                found[code] = [a + b for a, b in zip(sums, pieces, strict=True)]
        return {code: (c[0], c[1], c[2]) for code, c in found.items()}

    def _local(self, brand: int, county: str) -> dict[str, MappingFact]:
        if (brand, county) not in self.local:
            if brand not in self.facts:
                rows = ProductMapping.objects.filter(brand_id=brand, valid_from__lte=self.day)
                # The nearer area and the later day come last and so prevail.
                self.facts[brand] = list(rows.order_by("area__level", "valid_from"))
            self.local[brand, county] = {
                m.product: MappingFact(m.product, m.service_class_id, m.precedence, m.area_id)
                for m in self.facts[brand]
                if covers(m.area_id, county)
            }
        return self.local[brand, county]
