"""Temperatures taken on arrival and on return to the site (outlet norm O9), by whom, and who looked on."""

import datetime as dt
import uuid
from dataclasses import dataclass

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, reason
from yilu.people.access import check_holds
from yilu.people.actions._storing import insert_new
from yilu.people.actions._taking import Placed, Standing, Taken
from yilu.people.actions.cases import open_cases
from yilu.people.models import Measurement, Source, Worker
from yilu.people.queries.fever import fever_line, fever_lines
from yilu.people.rules.answers import Answers, why_not_normal, why_not_readable

FIELDS = (
    "worker_id", "day", "client_id", "site_id", "kind", "temperature", "taken_at", "received_at", "measured_by_id",
    "witness_id", "source",
)  # fmt: skip
OTHER_PERSON = reason(
    "people.measure.witness",
    "双人复核须由本网点另一名在岗员工担任。",
    "The second person is another worker of the same site.",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One temperature in tenths of a degree; `client_id` made by whoever sends it."""

    kind: Measurement.Kind
    temperature: int
    client_id: uuid.UUID
    witness: Worker | None = None


def measure(*, worker: Worker, reading: Reading, source: Source, by: Actor, now: dt.datetime) -> Taken:
    """Record a temperature of today. The same one again is stored once; a fever by the area's line opens a case."""
    with acting(
        "people.measurement.record", by=by, now=now, on=worker, area=worker.county_id, brand_id=worker.brand_id
    ) as act:
        check_holds(by, Permission.CHECK_WRITE, worker)
        day = now.astimezone(ZONE).date()
        told = Answers(reading.temperature)
        if wrong := why_not_readable(told):
            raise Invalid(*wrong)
        witness = reading.witness
        if witness is not None and (witness.pk == worker.pk or witness.site_id != worker.site_id):
            raise Invalid(OTHER_PERSON)
        row = (
            worker.pk, day, reading.client_id, worker.site_id, reading.kind.value, reading.temperature, now, now,
            by.user_id, witness.pk if witness else None, source.value,
        )  # fmt: skip
        new = insert_new(Measurement, FIELDS, [row], key=("worker_id", "day", "client_id"))
        why = tuple(why_not_normal(told, fever_line=fever_line(fever_lines(on=day), worker.county_id)))
        taken = Taken(worker.pk, day, Standing.STORED if new else Standing.REPEATED, why, None)
        if new and why:
            place = Placed(worker.county_id, worker.brand_id, worker.enterprise_id, worker.site_id)
            open_cases([taken], {worker.pk: place}, now=now)
        act.changed(None, {"day": day.isoformat(), "kind": reading.kind.name, "witness": witness is not None})
    return taken
