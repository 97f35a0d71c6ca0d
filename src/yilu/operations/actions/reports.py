"""Report a site's day, one by one or by the hundred thousand; a correction is a new version."""

import datetime as dt
from collections.abc import Iterable

from yilu.core.actor import Actor
from yilu.network.models import Site
from yilu.operations.models import SiteReport
from yilu.operations.reporting import SiteDay, SiteFigures, Taken


def report_site_day(
    *,
    site: Site,
    day: dt.date,
    figures: SiteFigures,
    source: str,
    by: Actor,
    now: dt.datetime,
    expected_version: int | None = None,
) -> SiteReport:
    """Take the day's report as the next version. `expected_version`: the one the writer saw (0: none)."""
    raise NotImplementedError


def report_many(*, rows: Iterable[SiteDay], source: str, by: Actor, now: dt.datetime, partial: bool = False) -> Taken:
    """Take many days of many sites in one act. Unless `partial`, one bad row refuses all."""
    raise NotImplementedError
