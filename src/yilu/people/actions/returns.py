"""Returns from plan to clearance: registered, booked within the limits, on the way, checked on arrival, cleared."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from yilu.audit.recording import Recording, acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Invalid, Reason
from yilu.people.access import check_holds
from yilu.people.actions._returning import end
from yilu.people.actions._room import give_room_back, take_room
from yilu.people.actions.measuring import Reading, measure
from yilu.people.actions.workers import CHANGED_MEANWHILE, LEFT
from yilu.people.models import Isolation, Return, Source, Worker
from yilu.people.queries.returns import ordered_isolation, origin_tiers
from yilu.people.rules.returns import (
    BOOKED_ELSEWHERE,
    GROUND,
    NO_ORIGIN,
    NOT_CHANGED,
    STANDS,
    TRANSITIONS,
    State,
    Verb,
    tier_changed,
    why_not_clear,
    why_not_day,
    why_not_verb,
)
from yilu.territory.models import Area
from yilu.territory.words import TIERS, Tier

MOVED = ("state", "day", "isolation_days", "tier", "unbooked_because", "departed_on", "arrived_on", "was_booked",
         "version", "decision")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is away where, and from which day he or she can come (None: not known)."""

    worker: int
    origin: str
    earliest: dt.date | None = None
    quarters: Return.Quarters = Return.Quarters.CENTRAL
    conveyance: str = ""


def plan_return(*, plan: Plan, by: Actor, now: dt.datetime) -> Return:
    """Register one worker as away."""
    return Return.objects.get(pk=plan_returns(rows=[plan], by=by, now=now)[0])


def plan_returns(*, rows: Sequence[Plan], by: Actor, now: dt.datetime) -> list[int]:
    """Register workers as away, all or none; from now on they are on no shift. Their keys in the order given."""
    with acting("people.return.plan", by=by, now=now) as act:
        workers = Worker.objects.in_bulk({r.worker for r in rows})
        if wrong := _why_not_planned(rows, workers, by):
            raise Invalid(*dict.fromkeys(wrong))
        tiers = origin_tiers({r.origin for r in rows}, on=now.astimezone(ZONE).date())
        try:
            with transaction.atomic():
                made = Return.objects.bulk_create(_planned(r, workers[r.worker], tiers[r.origin], now) for r in rows)
        except IntegrityError as error:
            raise Invalid(*_why_twice(workers.values())) from error
        if len(made) == 1:
            act.on(made[0], area=made[0].county_id, brand_id=made[0].brand_id)
        act.changed(None, {"returns": len(made), "sha256": _digest(made)})
    return [r.pk for r in made]


def _why_not_planned(rows: Sequence[Plan], workers: dict[int, Worker], by: Actor) -> list[Reason]:
    known = set(Area.objects.filter(pk__in={r.origin for r in rows}).values_list("pk", flat=True))
    why = [NO_ORIGIN for r in rows if r.origin not in known]
    for r in rows:
        worker = workers.get(r.worker)
        if worker is None or worker.left_on is not None or worker.merged_into_id is not None:
            why.append(LEFT)
        else:
            check_holds(by, Permission.RETURN_BOOK, worker)
    return why


def _planned(plan: Plan, worker: Worker, tier: Tier, now: dt.datetime) -> Return:
    return Return(
        worker=worker, person_index=worker.identity_index, brand_id=worker.brand_id,
        enterprise_id=worker.enterprise_id, site_id=worker.site_id, county_id=worker.county_id, origin_id=plan.origin,
        earliest=plan.earliest, quarters=plan.quarters, conveyance=plan.conveyance.strip()[:60], tier=tier.value,
        planned_at=now,
    )  # fmt: skip


def _why_twice(workers: Iterable[Worker]) -> list[Reason]:
    """Of workers one of whom is returning already: the same record, or another record of the same person."""
    same = Return.objects.open().filter(worker__in=list(workers)).exists()
    return [STANDS if same else BOOKED_ELSEWHERE]


def _digest(rows: Sequence[Return]) -> str:
    """SHA-256 over who returns from where, without what tells of a person."""
    told = (repr((r.worker_id, r.origin_id, r.day)) for r in rows)
    return hashlib.sha256("".join(told).encode()).hexdigest()


def _held(
    act: Recording, back: Return, version: int, verb: Verb, by: Actor, permission: Permission = Permission.RETURN_BOOK
) -> Return:
    """The return as it stands, held until the act ends. Raises if it moved on, is not the actor's, or may not."""
    kept = Return.objects.select_for_update(of=("self",)).select_related("worker").get(pk=back.pk)
    act.on(kept, area=kept.county_id, brand_id=kept.brand_id)
    check_holds(by, permission, kept.worker)
    if kept.version != version:
        raise Conflict(CHANGED_MEANWHILE)
    if why := why_not_verb(verb, kept.state):
        raise Invalid(*why)
    return kept


def _move(act: Recording, kept: Return, verb: Verb, **values: object) -> Return:
    before = {"state": kept.state, "day": kept.day.isoformat() if kept.day else None}
    kept.state = TRANSITIONS[State(kept.state), verb].value
    for name, value in values.items():
        setattr(kept, name, value)
    kept.version += 1
    kept.save(update_fields=MOVED)
    act.changed(before, {"state": kept.state, "day": kept.day.isoformat() if kept.day else None})
    return kept


def book_return(*, back: Return, version: int, day: dt.date, by: Actor, now: dt.datetime) -> Return:
    """Book the day of arrival, within every limit the county, the prefecture and the province ordered."""
    with acting("people.return.book", by=by, now=now, on=back) as act:
        kept = _held(act, back, version, Verb.BOOK, by)
        today = now.astimezone(ZONE).date()
        if why := _book(kept, day, today=today):
            raise Invalid(*why)
        tier = origin_tiers([kept.origin_id], on=today)[kept.origin_id].value
        return _move(act, kept, Verb.BOOK, tier=tier, unbooked_because="")


def _book(kept: Return, day: dt.date, *, today: dt.date) -> list[Reason]:
    """Take room on the day in place of an earlier booking; why not, and then nothing is changed."""
    if why := why_not_day(day, today=today, earliest=kept.earliest):
        return why
    ordered = ordered_isolation(kept.county_id, on=day)
    days = ordered[0] if ordered is not None and kept.quarters == Return.Quarters.CENTRAL else 0
    with transaction.atomic():
        give_room_back(kept, since=dt.date.min)
        if why := take_room(kept.county_id, day, isolation_days=days):
            transaction.set_rollback(True)
            return why
    kept.day, kept.isolation_days = day, days
    return []


def book_returns(*, days: Sequence[tuple[Return, dt.date]], by: Actor, now: dt.datetime) -> list[list[Reason]]:
    """Book many, each as far as the limits go: for each why not (empty: booked). One audit row."""
    with acting("people.return.book_many", by=by, now=now) as act:
        today = now.astimezone(ZONE).date()
        tiers = origin_tiers({r.origin_id for r, _ in days}, on=today)
        rows = Return.objects.select_for_update(of=("self",)).select_related("worker").order_by("pk")
        held = rows.in_bulk([r.pk for r, _ in days])
        outcome, booked = [], []
        for asked, day in days:
            kept = held[asked.pk]
            check_holds(by, Permission.RETURN_BOOK, kept.worker)
            why = why_not_verb(Verb.BOOK, kept.state) or _book(kept, day, today=today)
            outcome.append(why)
            if not why:
                kept.state, kept.tier, kept.unbooked_because = State.BOOKED, tiers[kept.origin_id].value, ""
                kept.version += 1
                booked.append(kept)
        Return.objects.bulk_update(booked, MOVED, batch_size=500)
        act.changed(None, {"asked": len(days), "booked": len(booked), "sha256": _digest(booked)})
    return outcome


def unbook_return(*, back: Return, version: int, because: str, by: Actor, now: dt.datetime) -> Return:
    """Give the day back."""
    with acting("people.return.unbook", by=by, now=now, on=back) as act:
        kept = _held(act, back, version, Verb.UNBOOK, by)
        give_room_back(kept, since=dt.date.min)
        told = because.strip()[:200]
        return _move(act, kept, Verb.UNBOOK, day=None, isolation_days=0, unbooked_because=told)


def decide_return(*, back: Return, version: int, ground: str, by: Actor, now: dt.datetime) -> Return:
    """Let a booking stand although its origin's tier changed since, for a stated reason."""
    with acting("people.return.decide", by=by, now=now, on=back) as act:
        kept = _held(act, back, version, Verb.UNBOOK if back.state == State.BOOKED else Verb.TURN_BACK, by)
        tier = origin_tiers([kept.origin_id], on=now.astimezone(ZONE).date())[kept.origin_id].value
        why = [NOT_CHANGED] if tier == kept.tier else []
        if why := why + ([GROUND] if len(ground.strip()) < 4 else []):
            raise Invalid(*why)
        act.changed({"tier": kept.tier}, {"tier": tier, "ground": ground.strip()[:200]})
        kept.tier, kept.decision, kept.version = tier, ground.strip()[:200], kept.version + 1
        kept.save(update_fields=["tier", "decision", "version"])
    return kept


def note_departure(*, back: Return, version: int, by: Actor, now: dt.datetime) -> Return:
    """The worker sets out. Refused while a changed tier waits for a decision."""
    with acting("people.return.depart", by=by, now=now, on=back) as act:
        kept = _held(act, back, version, Verb.DEPART, by)
        today = now.astimezone(ZONE).date()
        tier = origin_tiers([kept.origin_id], on=today)[kept.origin_id]
        if tier.value != kept.tier:
            raise Invalid(tier_changed(TIERS[Tier(kept.tier)][1], TIERS[tier][1]))
        return _move(act, kept, Verb.DEPART, departed_on=today)


def turn_back(*, back: Return, version: int, because: str, by: Actor, now: dt.datetime) -> Return:
    """Turned back on the way: the day is free again, the plan stands."""
    with acting("people.return.turn_back", by=by, now=now, on=back) as act:
        kept = _held(act, back, version, Verb.TURN_BACK, by)
        if len(because.strip()) < 4:
            raise Invalid(GROUND)
        give_room_back(kept, since=dt.date.min)
        told = because.strip()[:200]
        return _move(act, kept, Verb.TURN_BACK, day=None, isolation_days=0, departed_on=None, unbooked_because=told)


def cancel_return(*, back: Return, version: int, by: Actor, now: dt.datetime) -> Return:
    """Not coming back, or registered by mistake: no longer away."""
    with acting("people.return.cancel", by=by, now=now, on=back) as act:
        kept = _held(act, back, version, Verb.CANCEL, by)
        give_room_back(kept, since=dt.date.min)
        return _move(act, kept, Verb.CANCEL, day=None, isolation_days=0)


def check_arrival(*, back: Return, version: int, reading: Reading, by: Actor, now: dt.datetime) -> Return:
    """The worker is here: a temperature is taken (a fever opens a case). Who comes unasked is recorded all the same.

    On a day other than the booked one the booking gives way to the actual days, as far as there is room.
    """
    with acting("people.return.arrive", by=by, now=now, on=back) as act:
        kept = _held(act, back, version, Verb.ARRIVE, by, Permission.CHECK_WRITE)
        today, booked = now.astimezone(ZONE).date(), kept.day is not None
        measure(worker=kept.worker, reading=reading, source=Source.GATE, by=by, now=now)
        if kept.day != today:
            give_room_back(kept, since=dt.date.min)
            kept.day = None
            kept.earliest = min(kept.earliest or today, today)
            if _book(kept, today, today=today):
                kept.isolation_days = 0
        return _move(act, kept, Verb.ARRIVE, arrived_on=today, was_booked=booked)


def clear_return(*, back: Return, version: int, document: str, by: Actor, now: dt.datetime) -> Return:
    """Put on record by which document the person was found fit; an isolation is ended by its own clearance."""
    with acting("people.return.clear", by=by, now=now, on=back) as act:
        kept = _held(act, back, version, Verb.CLEAR, by, Permission.CASE_HANDLE)
        today = now.astimezone(ZONE).date()
        since = kept.arrived_on or today
        isolations = Isolation.objects.filter(worker=kept.worker)
        if why := why_not_clear(
            document=document,
            isolated=isolations.filter(released_at=None).exists(),
            released=isolations.filter(first_day__gte=since, released_at__isnull=False).exists(),
            ordered=ordered_isolation(kept.county_id, on=today),
            days_here=(today - since).days,
        ):
            raise Invalid(*why)
        before = kept.state
        end(kept, document, now=now)
        act.changed({"state": before}, {"state": kept.state, "document": kept.document})
    return kept
