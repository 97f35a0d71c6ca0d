"""What the system knows of a site already, so that nobody types it again."""

import datetime as dt
from dataclasses import dataclass

from yilu.core.clock import ZONE
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.norms.models import Evidence
from yilu.operations.models import SiteReport
from yilu.operations.queries.disinfection import disinfections
from yilu.people.models import MorningCheck, Worker

PROTECTION = "Y2"


@dataclass(frozen=True, slots=True)
class Known:
    """A site's people, checks, protection, disinfection and last report. None, or an empty text: nobody has told."""

    workers: int
    checked_today: int
    protection: Text | None
    protection_at: dt.datetime | None
    disinfected_at: dt.datetime | None
    reported_on: dt.date | None


def known(site: Site, *, now: dt.datetime) -> Known:
    """Of one site, by now."""
    today = now.astimezone(ZONE).date()
    counted = Evidence.objects.filter(site=site, requirement__code=PROTECTION, at__lte=now).order_by("-at").first()
    cleaned = disinfections(site).first()
    report = SiteReport.objects.filter(site=site, current=True, day__lte=today).order_by("-day")
    return Known(
        workers=Worker.objects.filter(site=site).due_on(today).count(),
        checked_today=MorningCheck.objects.filter(site=site, day=today).count(),
        protection=counted.summary if counted else None,
        protection_at=counted.at if counted else None,
        disinfected_at=cleaned.at if cleaned else None,
        reported_on=report.values_list("day", flat=True).first(),
    )
