"""What a worker's own phone may ask: the day, and everything that is held on him or her."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models

from yilu.core.reasons import Reason
from yilu.people.models import (
    Contact,
    DevicePass,
    DifferingCheck,
    HealthCase,
    Isolation,
    Measurement,
    MorningCheck,
    Placement,
    PlacesStayed,
    RecordOpening,
    Stay,
    Worker,
)
from yilu.people.queries.days import days_of

CHECK = (
    "day", "temperature", "symptoms", "family_unwell", "case_contact", "returnee_contact", "is_normal", "source",
    "reported_at", "received_at", "clock_off",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One's own day."""

    name: str
    place: str
    checked_at: dt.datetime | None
    why_not: tuple[Reason, ...]


def place_of(worker: Worker) -> str:
    """Where the worker is placed, by name."""
    return str(worker.site or worker.office)


def own_day(worker: Worker, *, day: dt.date) -> OwnDay:
    """Who it is, where, whether the check came in, and what keeps him or her off post."""
    [today] = days_of([worker], day=day)
    return OwnDay(worker.name, place_of(worker), today.check.received_at if today.check else None, today.why_not)


def own_isolation(worker: Worker) -> Isolation | None:
    """The isolation that stands, none if there is none."""
    return Isolation.objects.filter(worker=worker, released_at=None).first()


def ids_of(worker: Worker) -> list[int]:
    """The worker's own key and those of records merged into it."""
    return [worker.pk, *worker.merged.values_list("pk", flat=True)]


def held_on(worker: Worker) -> dict[str, Any]:
    """Everything held on a person, in plain values."""
    ids = ids_of(worker)
    own = ("name", "identity", "phone", "code", "post", "employment", "agency", "shift_group", "joined_on", "left_on")

    def rows(model: type[models.Model], order: str, *fields: str) -> list[dict[str, Any]]:
        return list(model._default_manager.filter(worker_id__in=ids).order_by(order).values(*fields))

    return {
        "worker": {**{f: getattr(worker, f) for f in own}, "place": place_of(worker)},
        "placements": rows(Placement, "first_day", "first_day", "last_day", "site__name", "post"),
        "checks": rows(MorningCheck, "day", *CHECK),
        "differing_checks": rows(DifferingCheck, "day", *CHECK),
        "measurements": rows(Measurement, "taken_at", "day", "kind", "temperature", "taken_at"),
        "places_stayed": rows(PlacesStayed, "day", "day", "places"),
        "cases": rows(HealthCase, "opened_at", "day", "cause", "state", "opened_at", "closed_at"),
        "isolations": rows(Isolation, "first_day", "authority", "document", "place", "first_day", "released_at"),
        "contacts": rows(Contact, "first_day", "degree", "via", "first_day", "last_day", "days"),
        "stays": rows(Stay, "since", "place__kind", "place__name", "since", "until"),
        "phones": rows(DevicePass, "issued_at", "device", "issued_at", "revoked_at"),
        "opened_by_others": rows(RecordOpening, "opened_at", "reason", "opened_at"),
    }
