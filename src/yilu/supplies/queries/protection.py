"""Who is protected on a day: masks of one's own, or the day's from the site's stock."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db.models import Sum

from yilu.core.reasons import Reason
from yilu.network.models import Site
from yilu.norms.queries import Force, clauses, facts_of, parameter
from yilu.norms.rules.parameters import MASKS_A_DAY
from yilu.supplies.models import Holding, Stock
from yilu.supplies.rules.items import MASKS
from yilu.supplies.rules.protection import shared_out

NO_MASK_NO_POST = "Y2"


def why_not_protected(site: Site, workers: Sequence[int], *, on: dt.date) -> dict[int, list[Reason]]:
    """Of each of these workers of one site: why he or she would stand unprotected on the day; empty: protected.

    Whoever holds masks of his own is protected by them; the others share the site's usable masks, the first named
    first: so ask for a whole day's people at once. Where no number a day is ordered each needs one.
    """
    own = covered(workers, on=on)
    waiting = [w for w in workers if w not in own]
    served, why = shared_out(usable_masks(site, on=on), waiting, masks_a_day(site.county_id, on=on))
    if len(served) < len(waiting):
        rule = clauses(Force(on, requirements=[NO_MASK_NO_POST]).over(facts_of([site], on=on)[site.pk]))
        why = Reason(why.code, why.text, rule[NO_MASK_NO_POST].citation if NO_MASK_NO_POST in rule else "")
    return {w: [] if w in own or w in served else [why] for w in workers}


def protected(site: Site, workers: Sequence[int], *, on: dt.date) -> set[int]:
    """Those of these workers of one site who are protected on the day, when all of them are on post."""
    return {worker for worker, why in why_not_protected(site, workers, on=on).items() if not why}


def covered(workers: Collection[int], *, on: dt.date) -> set[int]:
    """Those whose own masks last to the day or beyond."""
    rows = Holding.objects.filter(worker_id__in=workers, until__gte=on)
    return set(rows.values_list("worker_id", flat=True))


def usable_masks(site: Site, *, on: dt.date) -> int:
    """Masks of every kind in the site's stock that have not expired."""
    rows = Stock.objects.filter(place__site=site, item__line=MASKS, expires_on__gte=on)
    return rows.aggregate(n=Sum("pieces"))["n"] or 0


def masks_a_day(area: str, *, on: dt.date) -> int | None:
    """The masks a person needs a day as ordered for the area; None: not set."""
    ordered = parameter(area, MASKS_A_DAY, on=on)
    return int(ordered.value) if ordered is not None else None
