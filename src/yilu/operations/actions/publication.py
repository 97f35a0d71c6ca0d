"""Release a day's sector figures to outsiders, once, as known at the publication hour (ADR 0006)."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Min

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import end_of
from yilu.core.jurisdiction import NATION
from yilu.operations.actions._rows import as_json, insert_stored, stored_day
from yilu.operations.models import AreaDay, Release, ReleasedArea
from yilu.operations.releasing import RELEASED, Desk

PUBLICATION_HOUR = 12  # of the day after
FIELDS = ("release_id", "day", "area_id", "level", *RELEASED, "classes")


def frozen_at(day: dt.date, first_known: dt.datetime) -> dt.datetime:
    """The moment at which a day's sector figures are frozen: noon of the day after, or the first noon at which
    anything was known (a history that came in later)."""
    noon = end_of(day) + dt.timedelta(hours=PUBLICATION_HOUR)
    late = first_known - noon
    return noon if late <= dt.timedelta(0) else noon + dt.timedelta(days=-(-late // dt.timedelta(days=1)))


def release_days(*, by: Actor, now: dt.datetime, days: Iterable[dt.date] | None = None) -> int:
    """Release every day (or those of `days`) whose publication hour has passed and that is not released yet."""
    rolled = AreaDay.objects.filter(area_id=NATION, sites_reported__gt=0)
    if days is not None:
        rolled = rolled.filter(day__in=list(days))
    waiting = dict(rolled.order_by().values("day").annotate(first=Min("known_at")).values_list("day", "first"))
    done = set(Release.objects.values_list("day", flat=True))
    count, desk = 0, Desk()
    for day in sorted(waiting.keys() - done):
        moment = frozen_at(day, waiting[day])
        if moment > now:
            continue
        with acting("operations.sector.release", by=by, now=now, area=NATION) as act:
            roster_id, rows = desk.rows(day, moment)
            release = Release(day=day, known_at=moment, made_at=now, roster_id=roster_id)
            release.save(force_insert=True)
            stored = ((release.pk, stored_day(day), area, level, *values, None if classes is None else as_json(classes))
                      for area, level, values, classes in rows)  # fmt: skip
            insert_stored(ReleasedArea, FIELDS, stored)
            act.on(release, area=NATION)
            act.changed(None, {"day": day.isoformat(), "areas": len(rows)})
        count += 1
    return count
