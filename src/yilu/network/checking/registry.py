"""Finding the brand, enterprise and park that a cell names among those registered."""

import difflib
from collections import defaultdict

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, reason
from yilu.network.models import Brand, Enterprise, Park
from yilu.network.searching import folded

HINTS = 300  # distinct bad names a file gets close matches for


class Registry:
    """All brands, enterprises and parks, indexed by code and name. A few thousand rows."""

    def __init__(self, *, by: Actor) -> None:
        self._hinted = 0
        self.brands: dict[str, int] = {}
        self.brand_names: dict[int, str] = {}
        for brand in Brand.objects.all():
            self.brand_names[brand.pk] = brand.name_zh
            for key in (brand.code, brand.name_zh, brand.name_en):
                self.brands.setdefault(folded(key), brand.pk)
        self.enterprises: dict[tuple[int, str], int] = {}
        self.headquarters: dict[int, int] = {}
        self.names_of: defaultdict[int, list[str]] = defaultdict(list)
        # What somebody may not see is not suggested either.
        for brand_id, name in Enterprise.objects.within(by.jurisdiction, Permission.ENTERPRISE_READ).values_list(
            "brand_id", "name_zh"
        ):
            self.names_of[brand_id].append(name)
        rows = Enterprise.objects.order_by("kind", "pk").values_list(
            "pk", "brand_id", "code", "credit_code", "name_zh", "kind"
        )
        # Codes win over credit codes, and those over names, where two enterprises could be meant.
        for pk, brand_id, code, _, _, kind in rows:
            self.enterprises[brand_id, folded(code)] = pk
            if kind == Enterprise.Kind.HEADQUARTERS:
                self.headquarters.setdefault(brand_id, pk)
        for pk, brand_id, _, credit_code, name, _ in rows:
            for key in (credit_code, name):
                if key:
                    self.enterprises.setdefault((brand_id, folded(key)), pk)
        self.parks: dict[tuple[str, str], int] = {}
        for pk, county, zh, en in Park.objects.values_list("pk", "county_id", "name_zh", "name_en"):
            self.parks[county, folded(zh)] = pk
            if en:
                self.parks.setdefault((county, folded(en)), pk)

    def brand(self, cell: str) -> int:
        """The brand named. Raises `Invalid` with those that may be meant."""
        found = self.brands.get(folded(cell))
        if found is None:
            raise Invalid(
                reason(
                    "network.brand.unknown",
                    "没有登记名为“{cell}”的品牌{hint_zh}。",
                    "No brand “{cell}” is registered{hint_en}.",
                    cell=cell[:30],
                    **self._hints(cell, list(self.brand_names.values())),
                )
            )
        return found

    def enterprise(self, brand_id: int, cell: str) -> int:
        """The brand's enterprise of that code, credit code or name. Raises `Invalid`."""
        found = self.enterprises.get((brand_id, folded(cell)))
        if found is None:
            raise Invalid(
                reason(
                    "network.enterprise.unknown",
                    "{brand}没有登记“{cell}”这家企业{hint_zh}。",
                    "{brand} has no enterprise “{cell}”{hint_en}.",
                    brand=self.brand_names[brand_id],
                    cell=cell[:30],
                    **self._hints(cell, self.names_of[brand_id][:3000]),
                )
            )
        return found

    def park(self, county: str, cell: str) -> int:
        """The county's park of that name. Raises `Invalid`."""
        found = self.parks.get((county, folded(cell)))
        if found is None:
            names = [name for (where, name) in self.parks if where == county]
            raise Invalid(
                reason(
                    "network.park.unknown",
                    "该区县没有登记名为“{cell}”的园区{hint_zh}。",
                    "The county has no park “{cell}”{hint_en}.",
                    cell=cell[:30],
                    **self._hints(cell, names),
                )
            )
        return found

    def _hints(self, cell: str, names: list[str]) -> dict[str, str]:
        self._hinted += 1
        close = difflib.get_close_matches(cell, names, n=3, cutoff=0.4) if self._hinted <= HINTS else []
        if close:
            return {"hint_zh": f"，是否指：{'、'.join(close)}？", "hint_en": f"; perhaps {', '.join(close)}?"}
        if 0 < len(names) <= 12:
            return {"hint_zh": f"（已登记：{'、'.join(names)}）", "hint_en": f" (registered: {', '.join(names)})"}
        return {"hint_zh": "", "hint_en": ""}
