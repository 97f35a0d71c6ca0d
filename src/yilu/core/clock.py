"""The only place that asks what time it is; everything else is told (`today`, `now` are arguments)."""

import datetime as dt
import zoneinfo

from django.conf import settings
from django.utils import timezone

# The postal network of China works on one time zone.
ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")


def now() -> dt.datetime:
    """The current moment; on the day of `YILU_TODAY` if that is set, at the present time of day."""
    actual = timezone.now().astimezone(ZONE)
    pretended: dt.date | None = settings.YILU_TODAY
    if pretended is None:
        return actual
    return dt.datetime.combine(pretended, actual.timetz())


def today() -> dt.date:
    """The current day in China, or `YILU_TODAY`."""
    return now().date()


def start_of(day: dt.date) -> dt.datetime:
    """Midnight at which `day` begins, in China."""
    return dt.datetime.combine(day, dt.time.min, ZONE)


def end_of(day: dt.date) -> dt.datetime:
    """24:00 of `day`, in China."""
    return start_of(day) + dt.timedelta(days=1)
