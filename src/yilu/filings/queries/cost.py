"""What an order that delays resumption costs the enterprise that registered it: sites shut, days, pieces."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Sum

from yilu.filings.models import DelayOrder
from yilu.network.models import Site


@dataclass(frozen=True, slots=True)
class Cost:
    """The enterprise's sites there that are not open, the days since the order, the pieces a day they could handle."""

    sites: int
    of: int
    days: int
    a_day: int

    @property
    def pieces(self) -> int:
        """Over all these days, at most: what stands ready and is not used."""
        return self.days * self.a_day


def cost_of(delay: DelayOrder, *, on: dt.date) -> Cost:
    """By the day, or the order's last day if that came first."""
    sites = Site.objects.filter(brand=delay.brand_id).in_area(delay.area_id).exclude(status=Site.Status.CLOSED)
    shut = sites.exclude(status=Site.Status.OPEN)
    last = min(on, delay.valid_until - dt.timedelta(days=1)) if delay.valid_until else on
    days = max((last - delay.issued).days + 1, 0)
    return Cost(shut.count(), sites.count(), days, shut.aggregate(n=Sum("capacity_per_day"))["n"] or 0)
