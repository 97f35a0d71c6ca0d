"""Who of Changsha is away and how far each has come back, the limits ordered for it, and two shifts of a hub."""

import datetime as dt
import uuid

from django.db.models import Case, When

from yilu.accounts.models import Appointment
from yilu.core.actor import Actor
from yilu.desk.demo.people import PREFECTURE, PROVINCE
from yilu.desk.demo.progress import bar
from yilu.desk.demo.writing.health import AUTHORITY, ORDER, at
from yilu.desk.demo.writing.norms import DOCUMENT
from yilu.network.models import Site
from yilu.people import actions as people
from yilu.people.models import Measurement, MorningCheck, Return, Worker
from yilu.rosters import actions as rosters
from yilu.territory.models import Area

# Wuhan and Xiangyang, Shenzhen, Wenzhou, Nanchang, Yongzhou, Guiyang, Nanyang.
ORIGINS = ("420100", "420600", "440300", "330300", "360100", "431100", "520100", "411300")
ARRIVALS, PLACES = 8, 60  # a day, in this world
AHEAD = dt.timedelta(days=20)
# How many of them came, have a day since before their origin's tier was published, are on the way, have or want a day.
CLEARED, ISOLATED, ARRIVED, RISEN, TRAVELLING, BOOKED, WAITING = 4, 5, 4, 2, 4, 12, 13
CLEARANCE = "返岗健康查验合格证明（演示）第{n}号"
SHIFTS = (("早班", dt.time(6), dt.time(14)), ("晚班", dt.time(14, 30), dt.time(22, 30)))


def write_staffing(*, day: dt.date, by: Actor, now: dt.datetime) -> None:
    """Returns in every state, the hub's shifts of the day and of the next, the sums a board reads."""
    with bar("返岗和排班", "returns and shifts", 3) as moved:
        _order_limits(day, by=by, now=at(day - AHEAD, 9))
        _write_returns(day, by=by)
        moved.update()
        for hub in _hubs():
            _write_shifts(hub, day, by=by, now=now)
        moved.update()
        people.count_staff(day=day, by=by, now=now)


def _order_limits(day: dt.date, *, by: Actor, now: dt.datetime) -> None:
    people.order_arrivals(
        area=Area.objects.get(pk=PREFECTURE), first_day=day - AHEAD, last_day=day + AHEAD, arrivals=ARRIVALS,
        places=PLACES, document=DOCUMENT, demonstration=True, by=by, now=now,
    )  # fmt: skip


def _write_returns(day: dt.date, *, by: Actor) -> None:
    """Of those who have not checked in for days: they are away; in a small world some from outside the city."""
    seen = MorningCheck.objects.filter(day__gt=day - dt.timedelta(days=2)).values("worker_id")
    wanted = CLEARED + ISOLATED + ARRIVED + RISEN + TRAVELLING + BOOKED + WAITING
    free = Worker.objects.at_work().exclude(pk__in=seen).filter(cases=None, isolations=None)
    here, near = (When(county__code__startswith=c, then=n) for n, c in enumerate((PREFECTURE[:4], PROVINCE[:2])))
    elsewhere = Case(here, near, default=2)
    away = list(free.order_by(elsewhere, "pk").values_list("pk", flat=True)[:wanted])
    rows = [
        people.Plan(
            pk, ORIGINS[n % len(ORIGINS)], day + dt.timedelta(days=1 + n % 5) if n >= wanted - WAITING else None,
            Return.Quarters.HOME if n % 4 == 3 else Return.Quarters.CENTRAL, ("火车", "客车", "自驾")[n % 3],
        )
        for n, pk in enumerate(away)
    ]  # fmt: skip
    made = Return.objects.in_bulk(people.plan_returns(rows=rows, by=by, now=at(day - AHEAD, 10)))
    turn = iter(made.values())

    def next_ones(number: int, first: int, days: int) -> list[tuple[Return, dt.date]]:
        """The next so many, spread over `days` days from the day plus `first`."""
        some = [back for _, back in zip(range(number), turn, strict=False)]
        return [(back, day + dt.timedelta(days=first + n % days)) for n, back in enumerate(some)]

    early = next_ones(CLEARED, -16, 2)
    people.book_returns(days=early, by=by, now=at(day - AHEAD, 11))
    isolated, arrived = next_ones(ISOLATED, -3, 2), next_ones(ARRIVED, -1, 2)
    risen = next_ones(RISEN, 2, 2)
    people.book_returns(days=[*isolated, *arrived, *risen], by=by, now=at(day - dt.timedelta(days=4), 11))
    travelling = next_ones(TRAVELLING, 1, 1)
    people.book_returns(days=[*travelling, *next_ones(BOOKED, 1, 6)], by=by, now=at(day, 6))
    for n, (back, comes) in enumerate([*early, *isolated, *arrived], start=1):
        reading = people.Reading(Measurement.Kind.ARRIVAL, 362 + n % 6, uuid.UUID(int=n, version=4))
        people.check_arrival(back=back, version=2, reading=reading, by=by, now=at(comes, 8))
    for n, (back, comes) in enumerate(isolated, start=11):
        people.record_isolation(
            worker=back.worker, case=None, authority=AUTHORITY, document=ORDER.format(n=n),
            place="演示集中隔离点丙楼", first_day=comes,
            last_day=comes + dt.timedelta(days=13), by=by, now=at(comes, 12),
        )  # fmt: skip
    for n, (back, _) in enumerate(early, start=1):
        people.clear_return(back=back, version=3, document=CLEARANCE.format(n=n), by=by, now=at(day, 7))
    for back, _ in travelling:
        people.note_departure(back=back, version=2, by=by, now=at(day, 7))


def _hubs() -> list[Site]:
    """The outlet of the demo's people, and the largest open place of their brand in the city."""
    desk = Appointment.objects.filter(user__username="site").select_related("site").first()
    if desk is None or desk.site is None:
        return []
    there = Site.objects.in_area(PREFECTURE).filter(brand=desk.site.brand_id, status=Site.Status.OPEN)
    hub = there.exclude(pk=desk.site.pk).order_by("-normal_headcount", "pk").first()
    return [s for s in (hub, desk.site) if s is not None]


def _write_shifts(site: Site, day: dt.date, *, by: Actor, now: dt.datetime) -> None:
    """Two shifts today and tomorrow, one for each group; whoever may not is on none."""
    groups = [
        list(Worker.objects.at_work().filter(site=site, shift_group=g).order_by("pk").values_list("pk", flat=True))
        for g in ("A班", "B班")
    ]
    for on in (day, day + dt.timedelta(days=1)):
        for (name, starts, ends), workers in zip(SHIFTS, groups, strict=True):
            shift = rosters.make_shift(site=site, day=on, name=name, starts=starts, ends=ends, by=by, now=now)
            rosters.put_on(shift=shift, workers=workers, by=by, now=now)
