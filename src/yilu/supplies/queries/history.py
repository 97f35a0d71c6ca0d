"""What is usual: the amounts that came before."""

from yilu.supplies.models import Item, Movement, Place
from yilu.supplies.rules.amounts import LEAST_HISTORY
from yilu.supplies.rules.movements import Kind

LATEST = 20


def usual_receipts(place: Place, item: Item) -> list[int]:
    """The latest amounts of the item that came in here; with too few of them, those of the owner's other places."""
    rows = Movement.objects.filter(item=item, kind__in=(Kind.RECEIVED, Kind.ARRIVED)).order_by("-pk")
    here = list(rows.filter(place=place).values_list("pieces", flat=True)[:LATEST])
    if len(here) >= LEAST_HISTORY or place.enterprise_id is None or place.is_depot:
        return here
    like = Place.objects.filter(enterprise_id=place.enterprise_id, site__isnull=False)
    return list(rows.filter(place__in=like).values_list("pieces", flat=True)[:LATEST])
