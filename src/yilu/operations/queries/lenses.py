"""What a person may see of operations in an area: the sector, a brand, some branches, a site, or what is released."""

from dataclasses import dataclass
from enum import StrEnum

from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION, Grant, covers
from yilu.core.permissions import Permission
from yilu.core.text import Text
from yilu.network.models import Brand, Enterprise, Site

WHOLE_SECTOR = Text("全行业", "whole sector")


class LensKind(StrEnum):
    """How much a lens lets through."""

    SECTOR = "sector"  # a regulator: every brand, every site
    BRAND = "brand"  # a headquarters: its own brand
    BRANCHES = "branches"  # a branch: its own sites and those of branches under it
    SITE = "site"  # a site manager: the one site
    PUBLISHED = "published"  # sector totals as released to outsiders


@dataclass(frozen=True, slots=True)
class Lens:
    """One way of looking, good at or below `reach`; what it is called on the page."""

    kind: LensKind
    reach: str = NATION
    brand: int | None = None
    branches: frozenset[int] = frozenset()
    site: int | None = None
    name: Text = WHOLE_SECTOR

    def reaches(self, area: str) -> bool:
        """May this lens be turned on the area?"""
        return covers(self.reach, area)


PUBLISHED = Lens(LensKind.PUBLISHED, name=Text("全行业（已发布）", "whole sector (as released)"))


def lenses_of(actor: Actor, area: str) -> tuple[Lens, ...]:
    """Every way the actor may look at the area, the fullest first; what is released stands open to everybody."""
    found: dict[tuple[object, ...], Lens] = {}
    for grant in actor.jurisdiction.having(Permission.BOARD_READ).grants:
        lens = _lens(grant, area)
        if lens is not None:
            found.setdefault((lens.kind, lens.brand, lens.branches, lens.site), lens)
    lenses = sorted(found.values(), key=lambda n: list(LensKind).index(n.kind))
    if lenses and lenses[0].kind is LensKind.SECTOR:
        return (lenses[0],)
    return (*lenses, PUBLISHED)


def lens_of(actor: Actor, area: str) -> Lens:
    """The fullest way the actor may look at the area."""
    return lenses_of(actor, area)[0]


def _lens(grant: Grant, area: str) -> Lens | None:
    if grant.person is not None:
        return None
    if grant.site is not None:
        site = Site.objects.filter(pk=grant.site).only("name", "county_id", "brand_id").first()
        if site is None or not (
            covers(area, site.county_id) and (covers(grant.area, area) or covers(area, grant.area))
        ):
            return None
        return Lens(LensKind.SITE, NATION, site.brand_id, site=site.pk, name=Text(site.name, site.name))
    if grant.branches is not None:
        # One's own sites seen from any place that holds them: the sums stay one's own.
        if not (covers(grant.area, area) or covers(area, grant.area)):
            return None
        reach = NATION if covers(area, grant.area) else grant.area
        units = list(Enterprise.objects.filter(pk__in=grant.branches).order_by("pk")[:2])
        name = Text(units[0].name_zh, units[0].name_en or units[0].name_zh) if units else Text("本机构", "own branches")
        return Lens(LensKind.BRANCHES, reach, grant.brand, grant.branches, name=name)
    if not covers(grant.area, area):
        return None
    if grant.brand is not None:
        brand = Brand.objects.filter(pk=grant.brand).first()
        name = Text(brand.name_zh, brand.name_en) if brand else Text("本企业", "own brand")
        return Lens(LensKind.BRAND, grant.area, grant.brand, name=name)
    if Permission.SECTOR_READ in grant.permissions:
        return Lens(LensKind.SECTOR, grant.area)
    return None
