"""The public list of open sites: what is on the door anyway, nothing of a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from yilu.core.jurisdiction import NATION
from yilu.core.remembered import remembered
from yilu.network.models import Site
from yilu.network.queries import found_sites

PAGE = 50
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class OpenSite:
    """A site that works, as anybody may see it."""

    id: int
    name: str
    brand_zh: str
    brand_en: str
    kind: str
    county: str
    county_zh: str
    county_en: str
    address: str
    since: str  # day


@dataclass(frozen=True, slots=True)
class OpenSites:
    """A page of them, and how many there are in all."""

    total: int
    page: int
    sites: Sequence[OpenSite]

    @property
    def has_next(self) -> bool:
        """Are there more?"""
        return self.page * PAGE < self.total


def open_sites(*, area: str = NATION, brand: str = "", text: str = "", page: int = 1) -> OpenSites:
    """Open sites by area, brand (code) and a piece of the name; remembered for half a minute."""
    page = min(max(page, 1), MOST_PAGES)
    where = f"{area}:{brand}:{text.strip().lower()[:60]}"
    key = f"filings.open:{where.encode().hex()}"
    total = remembered(f"{key}:n", lambda: _rows(area, brand, text).count())
    found = remembered(f"{key}:{page}", lambda: _page(area, brand, text, page))
    return OpenSites(total, page, found)


def _rows(area: str, brand: str, text: str):  # type: ignore[no-untyped-def]  # a queryset with our words
    rows = Site.objects.filter(status=Site.Status.OPEN).in_area(area)
    if brand:
        rows = rows.filter(brand__code=brand)
    return found_sites(rows, text)


def _page(area: str, brand: str, text: str, page: int) -> list[OpenSite]:
    rows = _rows(area, brand, text).order_by("county_id", "brand_id", "kind", "pk")
    keys = list(rows.values_list("pk", flat=True)[(page - 1) * PAGE : page * PAGE])
    named = Site.objects.filter(pk__in=keys).select_related("brand", "county").defer("contact_name", "contact_phone")
    by_key = {s.pk: s for s in named}
    return [
        OpenSite(
            s.pk, s.name, s.brand.name_zh, s.brand.name_en, s.kind, s.county_id, s.county.name_zh, s.county.name_en,
            s.address, s.status_since.date().isoformat(),
        )
        for s in (by_key[k] for k in keys)
    ]  # fmt: skip
