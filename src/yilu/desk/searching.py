"""What one box finds: areas by name or code, sites by any piece of code or name, enterprises by name or code."""

from dataclasses import dataclass

from django.db.models import Q

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.network.models import Enterprise, Site
from yilu.network.queries import found_sites, sites
from yilu.network.searching import folded
from yilu.territory.models import Area

MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """The first hits of each kind; `more_sites`: there are others, on the full list."""

    areas: list[Area]
    sites: list[Site]
    more_sites: bool
    enterprises: list[Enterprise]

    def __bool__(self) -> bool:
        return bool(self.areas or self.sites or self.enterprises)


def find(words: str, *, actor: Actor) -> Found:
    """The hits the actor may see; the areas are everybody's."""
    text = folded(words)
    areas = Area.objects.filter(
        Q(code=text) | Q(name_zh__contains=words.strip()) | Q(name_en__istartswith=text)
    ).order_by("level", "code")
    by_name = found_sites(sites(actor), words).select_related("brand", "county").order_by("name", "pk")
    hits = list(by_name.listed()[: MOST + 1])
    firms = (
        Enterprise.objects.within(actor.jurisdiction, Permission.ENTERPRISE_READ)
        .filter(Q(name_zh__contains=words.strip()) | Q(name_en__icontains=text) | Q(code__iexact=text))
        .select_related("brand", "area")
        .order_by("name_zh", "pk")
    )
    return Found(list(areas[:MOST]), hits[:MOST], len(hits) > MOST, list(firms[:MOST]))
