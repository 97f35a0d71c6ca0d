"""Mark days for the next refresh of the rollups, in the transaction of what touched them."""

import datetime as dt
from collections.abc import Iterable

from yilu.operations.loading import hour_after
from yilu.operations.models import Touch


def touch(days: Iterable[dt.date], *, now: dt.datetime) -> None:
    """These days changed at `now`."""
    hour = dt.datetime.fromtimestamp(hour_after(int(now.timestamp())), dt.UTC)
    Touch.objects.bulk_create([Touch(day=day, hour=hour) for day in days])
