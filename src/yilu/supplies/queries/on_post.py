"""How many people are on post at sites: as their last report told, else as the register has them."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Count, QuerySet

from yilu.operations.models import SiteReport
from yilu.people.models import Worker

FRESH_DAYS = 3  # an older report tells nothing of today; the register does
AT_ONCE = 500

OnPost = tuple[int, dt.date | None]  # people, the day of the report that told of them (None: the register)


def people_on_post(
    *, on: dt.date, counties: Collection[str] | None = None, site: int | None = None
) -> dict[int, OnPost]:
    """By site: in these counties, at one site, or everywhere. A site nobody works at is absent."""
    found: dict[int, OnPost] = {}
    for county in [None] if counties is None else _chunks(counties):
        reports = SiteReport.objects.filter(current=True)
        workers = Worker.objects.at_work().filter(site__isnull=False)
        if county is not None:
            reports, workers = reports.filter(county__in=county), workers.filter(county__in=county)
        if site is not None:
            reports, workers = reports.filter(site=site), workers.filter(site=site)
        found |= _told(reports, workers, on)
    return found


def _told(reports: QuerySet[SiteReport], workers: QuerySet[Worker], on: dt.date) -> dict[int, OnPost]:
    counted = workers.order_by().values_list("site_id").annotate(n=Count("pk"))
    found: dict[int, OnPost] = {site: (n, None) for site, n in counted if site is not None}
    for back in reversed(range(FRESH_DAYS)):
        day = on - dt.timedelta(days=back)
        rows = reports.filter(day=day).order_by().values_list("site_id", "on_post_own", "on_post_outsourced")
        found |= {site: (own + outsourced, day) for site, own, outsourced in rows}
    return found


def _chunks(codes: Collection[str]) -> list[list[str]]:
    ordered = sorted(codes)
    return [ordered[i : i + AT_ONCE] for i in range(0, len(ordered), AT_ONCE)]
