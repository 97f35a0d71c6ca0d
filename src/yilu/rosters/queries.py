"""Questions about shifts: a site's day, why somebody may not be on it, how many a floor bears, who came."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from yilu.core.actor import Actor
from yilu.core.fields import decrypt
from yilu.core.permissions import Permission
from yilu.core.reasons import Reason
from yilu.network.models import Site
from yilu.norms.queries import parameter
from yilu.norms.rules.parameters import PERSON_AREA
from yilu.people.models import MorningCheck, Worker
from yilu.people.queries import WorkerDay, days_of
from yilu.rosters.models import Assignment, Shift
from yilu.rosters.rules.shifts import Floor, ShiftFacts, why_not_on_shift
from yilu.rosters.rules.splitting import Asked
from yilu.supplies.queries import why_not_protected

DEFAULT_SPLIT = Asked(2, dt.time(6), 8)  # what the page shows before anybody says otherwise
MOST_LISTED = 5000
STANDING = (Assignment.State.PLANNED, Assignment.State.ON)


def floor_of(site: Site, *, on: dt.date) -> Floor:
    """The floor and what the area orders of it."""
    ordered = parameter(site.county_id, PERSON_AREA, on=on)
    return Floor(site.floor_area_m2, ordered.value if ordered else None, ordered.document if ordered else "")


def shifts_of(site: Site, *, day: dt.date) -> list[Shift]:
    """The shifts of a day, the first to begin first."""
    return list(Shift.objects.filter(site=site, day=day).order_by("starts_at", "name"))


def shifts(actor: Actor, *, day: dt.date) -> Any:
    """Every shift of the day the actor may see, with how many are on and planned."""
    rows = Shift.objects.within(actor.jurisdiction, Permission.CHECK_READ).filter(day=day)
    on = Count("assignments", filter=Q(assignments__state=Assignment.State.ON))
    planned = Count("assignments", filter=Q(assignments__state=Assignment.State.PLANNED))
    return rows.select_related("site").annotate(on=on, planned=planned)


def with_floors(rows: Any, *, on: dt.date) -> list[Any]:
    """The first so many of the shifts, each with `most`: how many its floor bears; None: not set."""
    listed = list(rows.order_by("site_id", "starts_at")[:MOST_LISTED])
    ordered = {c: parameter(c, PERSON_AREA, on=on) for c in {s.site.county_id for s in listed}}
    for shift in listed:
        setting = ordered[shift.site.county_id]
        floor = Floor(shift.site.floor_area_m2, setting.value if setting else None)
        shift.most = floor.most
    return listed


@dataclass(frozen=True, slots=True)
class Row:
    """One worker of a site on a day: the shifts, and what keeps the person off them."""

    day: WorkerDay
    assignments: tuple[Assignment, ...]
    why_not: tuple[Reason, ...]

    @property
    def worker(self) -> Worker:
        """Whose row it is."""
        return self.day.worker

    @property
    def name(self) -> str:
        """The name, decrypted only when it is shown."""
        return decrypt(self.worker.sealed_name)  # type: ignore[attr-defined]

    @property
    def state(self) -> str:
        """On post, planned, taken off, or nothing."""
        states = [a.state for a in self.assignments]
        return next((s for s in (*reversed(STANDING), Assignment.State.OFF) if s in states), "")

    @property
    def is_fit(self) -> bool:
        """Does nothing keep him or her off post?"""
        return not self.why_not


def people_of(site: Site) -> QuerySet[Worker]:
    """Those at work at the site; names stay sealed, for deciphering thousands takes longer than the page may."""
    rows = Worker.objects.at_work().filter(site=site).annotate(sealed_name=Cast("name", TextField()))
    return rows.defer("name", "identity", "phone").order_by("code")


def site_day(site: Site, *, day: dt.date, today: dt.date) -> list[Row]:
    """Everybody of the site on the day. Of a day to come only what already stands against a shift."""
    people = list(people_of(site))
    given: defaultdict[int, list[Assignment]] = defaultdict(list)
    rows = Assignment.objects.filter(shift__site=site, shift__day=day).select_related("shift")
    for assignment in rows.order_by("shift__starts_at"):
        given[assignment.worker_id].append(assignment)
    ordered = sorted(people, key=lambda w: w.pk not in given)  # those on shifts have the first call on masks
    facts = facts_for(site, ordered, day=day, today=today)
    return [Row(known, tuple(given.get(w.pk, ())), tuple(why_not_on_shift(f))) for w, (known, f) in facts.items()]


def facts_for(
    site: Site, people: Iterable[Worker], *, day: dt.date, today: dt.date
) -> dict[Worker, tuple[WorkerDay, ShiftFacts]]:
    """What is known of each for a shift on the day, overlaps left aside; protection in the order given."""
    people = list(people)
    to_come = day > today
    days = days_of(people, day=day)
    unprotected: Mapping[int, list[Reason]] = {}
    if not to_come:
        # Who is off post for another reason needs no mask of the day's.
        fit = [d.worker.pk for d in days if not d.why_not]
        unprotected = why_not_protected(site, fit, on=day) if fit else {}
    return {
        d.worker: (
            d,
            ShiftFacts(
                post=d.why_not,
                protection=tuple(unprotected.get(d.worker.pk, ())),
                here=d.worker.site_id == site.pk,
                to_come=to_come,
            ),
        )
        for d in days
    }


def overlapping(shift: Shift, workers: Collection[int]) -> set[int]:
    """Those of the workers who stand on another shift at some time of this one."""
    rows = Assignment.objects.filter(worker__in=workers, state__in=STANDING).exclude(shift=shift)
    rows = rows.filter(shift__starts_at__lt=shift.ends_at, shift__ends_at__gt=shift.starts_at)
    return set(rows.values_list("worker_id", flat=True))


def most_at_a_time(shift: Shift) -> int:
    """The most people that stand at the site at any moment of the shift, those of this shift included."""
    rows = Shift.objects.filter(
        site_id=shift.site_id, starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at
    ).annotate(n=Count("assignments", filter=Q(assignments__state__in=STANDING)))
    changes: list[tuple[dt.datetime, int]] = []
    for other in rows:
        changes += [(max(other.starts_at, shift.starts_at), other.n), (other.ends_at, -other.n)]
    most = here = 0
    for _, change in sorted(changes, key=lambda c: (c[0], c[1])):
        here += change
        most = max(most, here)
    return most


def attendance(site: Site, *, first: dt.date, last: dt.date) -> list[dict[str, Any]]:
    """Shift by shift: how many were planned or on, and how many of them came, by their checks of the day."""
    checked = MorningCheck.objects.filter(worker_id=OuterRef("worker_id"), day=OuterRef("shift__day"))
    there = Assignment.objects.filter(shift__site=site, shift__day__gte=first, shift__day__lte=last)
    rows: Any = there.annotate(came=Exists(checked))
    counted = rows.order_by("shift__starts_at").values("shift_id", "shift__day", "shift__name")
    return list(
        counted.annotate(
            day=F("shift__day"),
            name=F("shift__name"),
            assigned=Count("pk", filter=Q(state__in=STANDING)),
            on=Count("pk", filter=Q(state=Assignment.State.ON)),
            present=Count("pk", filter=Q(state=Assignment.State.ON, came=True)),
            off=Count("pk", filter=Q(state=Assignment.State.OFF)),
        ).values("day", "name", "assigned", "on", "present", "off")
    )
