"""Shifts are made and people put on them: by whatever path, nobody whom a reason keeps off, nobody too many."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Q

from yilu.audit.recording import Recording, acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.reasons import Invalid, Reason
from yilu.network.models import Site
from yilu.people.models import DifferingCheck, MorningCheck
from yilu.rosters.access import check_can_edit, check_is_system
from yilu.rosters.models import Assignment, Shift
from yilu.rosters.queries import facts_for, floor_of, most_at_a_time, overlapping, people_of, shifts_of, site_day
from yilu.rosters.rules.shifts import NOT_HERE, NOT_TODAY, OVER, SAME, too_dense, why_not_on_shift, why_not_shift

State = Assignment.State
Refused = dict[int, list[Reason]]


def make_shift(
    *, site: Site, day: dt.date, name: str, starts: dt.time, ends: dt.time, by: Actor, now: dt.datetime
) -> Shift:
    """Make a shift of the day; one that ends no later than it starts ends on the next day."""
    with acting("rosters.shift.make", by=by, now=now, area=site.county_id, brand_id=site.brand_id) as act:
        check_can_edit(by, site)
        starts_at = dt.datetime.combine(day, starts, ZONE)
        ends_at = dt.datetime.combine(day if ends > starts else day + dt.timedelta(days=1), ends, ZONE)
        if why := why_not_shift(
            name=name,
            day=day,
            starts=starts_at,
            ends=ends_at,
            today=now.astimezone(ZONE).date(),
            names=frozenset(s.name for s in shifts_of(site, day=day)),
        ):
            raise Invalid(*why)
        try:
            with transaction.atomic():
                shift = Shift.objects.create(
                    site=site, day=day, name=name.strip(), starts_at=starts_at, ends_at=ends_at, made_at=now,
                    by=by.name[:80],
                )  # fmt: skip
        except IntegrityError as error:  # somebody else made it at the same moment
            raise Invalid(SAME) from error
        act.on(shift, area=site.county_id, brand_id=site.brand_id)
        act.changed(None, {"day": day.isoformat(), "name": shift.name})
    return shift


def drop_shift(*, shift: Shift, by: Actor, now: dt.datetime) -> None:
    """Drop a shift that is to come; one on which somebody stood stays on record."""
    with acting("rosters.shift.drop", by=by, now=now, on=shift) as act:
        kept = _held(act, shift, by)
        if kept.day < now.astimezone(ZONE).date() or kept.assignments.exclude(state=State.PLANNED).exists():
            raise Invalid(OVER)
        act.changed({"day": kept.day.isoformat(), "name": kept.name}, None)
        kept.delete()


def put_on(*, shift: Shift, workers: Sequence[int], by: Actor, now: dt.datetime) -> Refused:
    """Put people on a shift, each whom nothing keeps off; of the others why not.

    Of a day to come they are planned; that morning `confirm` puts on post those who may.
    """
    with acting("rosters.shift.put_on", by=by, now=now, on=shift) as act:
        kept = _held(act, shift, by)
        today = now.astimezone(ZONE).date()
        if kept.day < today:
            raise Invalid(OVER)
        refused, fit = _judged(kept, workers, today=today)
        fit, too_many = _fitting(kept, fit)
        refused |= too_many
        state = State.ON if kept.day == today else State.PLANNED
        Assignment.objects.bulk_create(
            (Assignment(shift=kept, worker_id=pk, state=state, changed_at=now) for pk in fit),
            update_conflicts=True,
            unique_fields=["shift", "worker"],
            update_fields=["state", "reasons", "changed_at"],
        )
        act.changed(None, {"put_on": len(fit), "refused": len(refused), "state": state, "sha256": _digest(fit)})
    return refused


def confirm(*, shift: Shift, by: Actor, now: dt.datetime) -> Refused:
    """Put on post, this morning, everybody planned whom nothing keeps off; of the others why not."""
    with acting("rosters.shift.confirm", by=by, now=now, on=shift) as act:
        kept = _held(act, shift, by)
        today = now.astimezone(ZONE).date()
        if kept.day != today:
            raise Invalid(NOT_TODAY)
        waiting = kept.assignments.filter(state=State.PLANNED)
        refused, fit = _judged(kept, list(waiting.values_list("worker_id", flat=True)), today=today)
        waiting.filter(worker__in=fit).update(state=State.ON, reasons=[], changed_at=now)
        act.changed(None, {"put_on": len(fit), "refused": len(refused), "sha256": _digest(fit)})
    return refused


def take_off(*, assignment: Assignment, by: Actor, now: dt.datetime) -> None:
    """Take somebody off a shift."""
    with acting("rosters.shift.take_off", by=by, now=now, on=assignment) as act:
        kept = _held(act, assignment.shift, by)
        act.on(assignment, area=kept.site.county_id, brand_id=kept.site.brand_id)
        act.changed({"state": assignment.state}, {"state": State.OFF})
        Assignment.objects.filter(pk=assignment.pk).update(state=State.OFF, changed_at=now)


def take_off_blocked(*, day: dt.date, by: Actor, now: dt.datetime) -> int:
    """Take off everybody who stands on a shift of the day and may no longer: a case since, a differing check."""
    with acting("rosters.shift.review", by=by, now=now) as act:
        check_is_system(by)
        taken = 0
        for site in Site.objects.filter(pk__in=_suspect(day)):
            for row in site_day(site, day=day, today=day):
                health = [r.code for r in row.day.why_not]
                on = [a.pk for a in row.assignments if a.state == State.ON]
                if health and on:
                    taken += Assignment.objects.filter(pk__in=on).update(
                        state=State.OFF, reasons=health, changed_at=now
                    )
        act.changed(None, {"day": day.isoformat(), "taken_off": taken})
    return taken


def _suspect(day: dt.date) -> set[int]:
    """The sites with somebody on post of whom something is told today: few, so that only they are looked at."""
    on = Assignment.objects.filter(shift__day=day, state=State.ON).order_by()
    unwell = MorningCheck.objects.filter(day=day, is_normal=False).values("worker_id")
    differing = DifferingCheck.objects.filter(day=day, settled_at=None).values("worker_id")
    told = (
        Q(worker__in=unwell)
        | Q(worker__in=differing)
        | Q(worker__cases__closed_at=None, worker__cases__isnull=False)
        | Q(worker__isolations__released_at=None, worker__isolations__isnull=False)
        | Q(worker__left_on__isnull=False)
        | Q(worker__returns__state__in=("planned", "booked", "travelling", "arrived", "isolated"))
    )
    return set(on.filter(told).values_list("shift__site_id", flat=True).distinct())


def _held(act: Recording, shift: Shift, by: Actor) -> Shift:
    """The shift with all others of its site and day held, so that the floor is counted by one at a time."""
    list(Shift.objects.filter(site_id=shift.site_id, day=shift.day).order_by("pk").select_for_update())
    kept = Shift.objects.select_related("site").get(pk=shift.pk)
    act.on(kept, area=kept.site.county_id, brand_id=kept.site.brand_id)
    check_can_edit(by, kept.site)
    return kept


def _judged(shift: Shift, workers: Sequence[int], *, today: dt.date) -> tuple[Refused, list[int]]:
    """Who may not be on the shift and why, and who may, in the order asked for.

    Those who stand on a shift of the day already have the first call on the site's masks.
    """
    on = Assignment.objects.filter(shift__site=shift.site, shift__day=shift.day, state=State.ON)
    first = list(on.exclude(worker__in=workers).values_list("worker_id", flat=True).distinct())
    people = {w.pk: w for w in people_of(shift.site).filter(pk__in={*first, *workers})}
    refused: Refused = {pk: [NOT_HERE] for pk in workers if pk not in people}
    busy = overlapping(shift, workers)
    asked = [people[pk] for pk in dict.fromkeys((*first, *workers)) if pk in people]
    wanted, fit = set(workers), []
    for worker, (_, facts) in facts_for(shift.site, asked, day=shift.day, today=today).items():
        if worker.pk not in wanted:
            continue
        why = why_not_on_shift(facts.with_overlap(worker.pk in busy))
        if why:
            refused[worker.pk] = why
        else:
            fit.append(worker.pk)
    return refused, fit


def _fitting(shift: Shift, fit: list[int]) -> tuple[list[int], Refused]:
    """Those the floor still bears, and those who would be too many."""
    floor = floor_of(shift.site, on=shift.day)
    standing = set(shift.assignments.exclude(state=State.OFF).values_list("worker_id", flat=True))
    new = [pk for pk in fit if pk not in standing]
    if floor.most is None:
        return fit, {}
    room = max(0, floor.most - most_at_a_time(shift))
    out = set(new[room:])
    return [pk for pk in fit if pk not in out], {pk: [too_dense(floor)] for pk in new[room:]}


def _digest(workers: Sequence[int]) -> str:
    return hashlib.sha256(repr(sorted(workers)).encode()).hexdigest()
