"""Health records are purged when their time is over; a record outside routine is opened for a stated reason."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE, end_of, start_of
from yilu.core.jurisdiction import NATION, span
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Invalid, reason
from yilu.norms.queries import parameter
from yilu.norms.rules.parameters import RETENTION_DAYS
from yilu.people import partitions
from yilu.people.access import check_holds
from yilu.people.actions._operator import NOT_THE_OPERATOR
from yilu.people.models import (
    DifferingCheck,
    HealthCase,
    Isolation,
    Measurement,
    MorningCheck,
    PlacesStayed,
    Purge,
    RecordOpening,
    Stay,
    SuspensionProposal,
    Worker,
)
from yilu.territory.models import Emergency

OPEN_FOR = dt.timedelta(hours=1)
PURGED: Sequence[type[models.Model]] = (MorningCheck, Measurement, DifferingCheck, PlacesStayed)
WHY = reason(
    "people.record.why", "请写明查阅事由（不少于4个字）。", "Say why you open the record (at least 4 characters)."
)


def open_record(*, worker: Worker, why: str, by: Actor, now: dt.datetime) -> RecordOpening:
    """Open a person's health record outside routine: for a stated reason, for an hour, on record."""
    with acting(
        "people.record.open", by=by, now=now, on=worker, area=worker.county_id, brand_id=worker.brand_id
    ) as act:
        check_holds(by, Permission.HEALTH_READ, worker)
        if len(why.strip()) < 4 or by.user_id is None:
            raise Invalid(WHY)
        opening = RecordOpening.objects.create(
            worker=worker, user_id=by.user_id, reason=why.strip()[:200], opened_at=now, expires_at=now + OPEN_FOR
        )
        act.changed(None, {"why": opening.reason, "until": opening.expires_at.isoformat()})
    return opening


def purge_ended(*, by: Actor, now: dt.datetime) -> list[Purge]:
    """Purge what emergencies that are over left behind, once each, as far as an area said how long to keep it.

    A day on which another emergency was or is in force over the same area is kept for that one.
    """
    today = now.astimezone(ZONE).date()
    done = []
    purged = Purge.objects.values("emergency_id")
    for emergency in Emergency.objects.exclude(ended=None).exclude(pk__in=purged).select_related("area"):
        ended = emergency.ended
        kept = parameter(emergency.area_id, RETENTION_DAYS, on=today)
        if ended is None or kept is None or ended + dt.timedelta(days=int(kept.value)) >= today:
            continue
        with acting("people.records.purge", by=by, now=now, on=emergency, area=emergency.area_id) as act:
            if by.user_id is not None or not by.jurisdiction.may(Permission.ACCOUNT_APPOINT):
                raise Denied(NOT_THE_OPERATOR)
            rows = _purge(emergency.area_id, emergency.began, ended)
            rows |= _purge_cases(emergency.area_id, emergency.began, ended)
            done.append(
                Purge.objects.create(
                    emergency=emergency, kept_days=int(kept.value), document=kept.document,
                    first_day=emergency.began, last_day=ended, rows=rows, done_at=now,
                )
            )  # fmt: skip
            act.changed(None, {"rows": rows, "document": kept.document})
    return done


def _purge(area: str, first: dt.date, last: dt.date) -> dict[str, int]:
    rows: dict[str, int] = {}
    for model in PURGED:
        table = model._meta.db_table
        days = _days_to_purge(model, area, first, last)
        whole = partitions.days_with_tables(table) if area == NATION and connection.vendor == "postgresql" else set()
        for day in days:
            found: Any = model._default_manager.filter(day=day)
            if day in whole and table in partitions.PARTITIONED:
                rows[table] = rows.get(table, 0) + found.count()
                partitions.drop_day(table, day)
                continue
            low, high = span(area)
            inside = Worker.objects.filter(county_id__gte=low, county_id__lte=high) if area != NATION else None
            if inside is not None:
                found = found.filter(worker_id__in=inside.values("pk"))
            rows[table] = rows.get(table, 0) + found._raw_delete(found.db)
    return rows


def _purge_cases(area: str, first: dt.date, last: dt.date) -> dict[str, int]:
    """Closed cases with all that belongs to them, isolations that were released, stays that ended. What is not over
    stays until it is."""
    days = _days_to_purge(HealthCase, area, first, last)
    isolated = Isolation.objects.filter(released_at=None).exclude(case=None).values("case")
    cases = HealthCase.objects.in_area(area).filter(day__in=days).exclude(closed_at=None).exclude(pk__in=isolated)
    over = Isolation.objects.in_area(area).exclude(released_at=None)
    gone: Counter[str] = Counter()
    for rows in (
        SuspensionProposal.objects.filter(case__in=cases),
        over.filter(case__in=cases),
        cases,
        over.filter(case=None, first_day__gte=first, first_day__lte=last),
        Stay.objects.in_area(area).filter(since__gte=start_of(first), until__lt=end_of(last)),
    ):
        _, of_each = rows.delete()
        gone.update(of_each)
    return {name.lower().replace(".", "_"): number for name, number in gone.items()}


def _days_to_purge(model: type[models.Model], area: str, first: dt.date, last: dt.date) -> list[dt.date]:
    held = model._default_manager.filter(day__gte=first, day__lte=last)
    days = held.order_by("day").values_list("day", flat=True).distinct()
    low, high = span(area)
    chain = [NATION, area[:2] + "0000", area[:4] + "00", area]
    others = Emergency.objects.filter(
        models.Q(area_id__in=chain) | models.Q(area_id__gte=low, area_id__lte=high), began__lte=last
    )
    spans = [(e.began, e.ended) for e in others if e.ended is None or e.ended > last]
    return [d for d in days if not any(began <= d and (ended is None or d <= ended) for began, ended in spans)]
