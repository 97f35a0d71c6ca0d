"""Morning checks: one from a phone or the gate, a thousand from a headquarters; and which of two stands."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.jurisdiction import common_area
from yilu.core.many import many
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Denied, Invalid, Reason, reason
from yilu.people.access import check_can_send, check_holds
from yilu.people.actions._storing import insert_new
from yilu.people.actions._taking import ANSWERS, Placed, Sent, Standing, Taken, placed, take
from yilu.people.actions.cases import open_cases
from yilu.people.models import DifferingCheck, MorningCheck, PlacesStayed, Source, Worker
from yilu.people.rules.answers import Check

NAMED = 20  # how many refused rows a refusal of a whole bulk names
SETTLED = reason("people.check.settled", "已有人核实过。", "Somebody settled this already.")
MAY_NOT = reason("people.check.may_not", "您的岗位不能报送晨检。", "Your role does not send checks.")


def send_check(*, worker: Worker, check: Check, source: Source, by: Actor, now: datetime) -> Taken:
    """Take one check: the same again is answered the same and stored once, one that differs waits for a person."""
    with acting("people.check.send", by=by, now=now, on=worker, area=worker.county_id, brand_id=worker.brand_id) as act:
        check_can_send(by, worker)
        places = placed([worker.pk])
        taken = take([Sent(worker.pk, check)], places, source=source, now=now)[0]
        if not isinstance(taken, Taken):
            raise Invalid(*taken)
        keep_places([(taken, check)])
        follow([taken], places, now)
        act.changed(None, {"day": taken.day.isoformat(), "standing": taken.standing.value, "source": source.name})
    return taken


@dataclass(slots=True)
class Bulk:
    """What became of many checks."""

    taken: int = 0
    abnormal: int = 0
    differing: int = 0
    refused: list[tuple[int, list[Reason]]] = field(default_factory=list)


def send_checks(
    *, rows: Sequence[Sent], source: Source, by: Actor, now: datetime, partial: bool = False, digest: str = ""
) -> Bulk:
    """Take many checks in one act with one audit row. Unless `partial`, one bad row refuses all.

    `digest`: the SHA-256 of what came in, if it came in as one; otherwise one of the rows is made.
    """
    places = _sendable({r.worker_id for r in rows}, by)
    area = common_area({p.county_id for p in places.values()}) or ""
    with acting("people.check.send_many", by=by, now=now, area=area) as act:
        if not by.jurisdiction.may(Permission.CHECK_WRITE):
            raise Denied(MAY_NOT)
        outcome = take(rows, places, source=source, now=now)
        bulk = Bulk(refused=[(at, o) for at, o in enumerate(outcome) if isinstance(o, list)])
        if bulk.refused and not partial:
            raise Invalid(*_named(bulk.refused))
        taken = [(o, row.check) for o, row in zip(outcome, rows, strict=True) if isinstance(o, Taken)]
        bulk.taken = len(taken)
        bulk.abnormal = sum(bool(t.why) for t, _ in taken)
        bulk.differing = sum(t.standing is Standing.DIFFERS for t, _ in taken)
        keep_places(taken)
        follow([t for t, _ in taken], places, now)
        act.changed(
            None,
            {
                "taken": bulk.taken,
                "abnormal": bulk.abnormal,
                "differing": bulk.differing,
                "refused": len(bulk.refused),
                "source": source.name,
                "digest": digest or digest_of(repr((r.worker_id, *r.check)).encode() for r in rows),
            },
        )
    return bulk


def settle_difference(*, differing: DifferingCheck, second_stands: bool, by: Actor, now: datetime) -> None:
    """Say which of two checks stands. Both stay on record: if it is the second, the two change places."""
    worker = differing.worker
    with acting(
        "people.check.settle", by=by, now=now, on=worker, area=worker.county_id, brand_id=worker.brand_id
    ) as act:
        check_holds(by, Permission.CHECK_WRITE, worker)
        open_still = DifferingCheck.objects.filter(pk=differing.pk, settled_at=None)
        if not open_still.update(settled_at=now, settled_by=by.name[:80]):
            raise Conflict(SETTLED)
        if second_stands:
            standing = MorningCheck.objects.filter(worker=worker, day=differing.day)
            first = standing.values(*ANSWERS).get()
            second = DifferingCheck.objects.filter(pk=differing.pk).values(*ANSWERS).get()
            standing.update(**second)
            DifferingCheck.objects.filter(pk=differing.pk).update(**first)
        act.changed(None, {"day": differing.day.isoformat(), "stands": "second" if second_stands else "first"})


def digest_of(rows: Iterable[bytes]) -> str:
    """SHA-256 over what was sent, row by row."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(row)
    return digest.hexdigest()


def _sendable(workers: set[int], by: Actor) -> dict[int, Placed]:
    """The workers the actor may report for, and where they are placed."""
    rows = Worker.objects.within(by.jurisdiction, Permission.CHECK_WRITE).at_work().filter(pk__in=many(workers))
    return {pk: Placed(*where) for pk, *where in rows.values_list("pk", *Placed._fields)}


def follow(taken: Sequence[Taken], places: dict[int, Placed], now: datetime) -> None:
    """Who is not well has a case from this moment."""
    if abnormal := [t for t in taken if t.why and t.standing is not Standing.REPEATED]:
        open_cases(abnormal, places, now=now)


def keep_places(taken: Sequence[tuple[Taken, Check]]) -> None:
    """Keep where people say they stayed, of those who said."""
    told = [(t.worker_id, t.day, c.places.strip()) for t, c in taken if c.places.strip()]
    if told:
        insert_new(PlacesStayed, ("worker_id", "day", "places"), told, key=("worker_id", "day"))


def _named(refused: Sequence[tuple[int, list[Reason]]]) -> list[Reason]:
    named = []
    for at, why in refused[:NAMED]:
        zh, en = "；".join(w.text.zh for w in why), " ".join(w.text.en for w in why)
        named.append(reason(why[0].code, f"第{at + 1}行：{zh}", f"Row {at + 1}: {en}"))
    return named
