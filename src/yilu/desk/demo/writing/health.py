"""A handful of health cases around the demo accounts, in different states; every document is a demonstration."""

import datetime as dt

from yilu.accounts.models import Appointment
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.desk.demo.people import PREFECTURE
from yilu.network import actions as network
from yilu.network.models import Park, Site
from yilu.people import actions as people
from yilu.people.models import HealthCase, Isolation, MorningCheck, Place, Worker
from yilu.people.queries.suspension import deciders

Cause, State, Kind = HealthCase.Cause, HealthCase.State, Place.Kind
AUTHORITY = "演示区卫生健康局（演示）"
ORDER, CLEARANCE = "医学观察告知书（演示）第{n}号", "解除医学观察通知书（演示）第{n}号"
RIVALS = 6  # enough that their number may be told
TRACED_DAYS = 14


def write_health(*, day: dt.date, by: Actor, now: dt.datetime) -> None:
    """One case that crosses two brands at a park gate, one in isolation, one ruled out, one just reported."""
    desk = Appointment.objects.filter(user__username="site").select_related("site__enterprise").first()
    site = desk.site if desk is not None else None
    if site is None or Worker.objects.filter(site=site).count() < 3:
        return
    first, mate, *_ = Worker.objects.filter(site=site).order_by("pk")
    _at_the_gate(site, first, mate, day=day, by=by, now=now)
    others = Site.objects.in_area(PREFECTURE).filter(brand=site.brand, status=Site.Status.OPEN)
    ill = [w for s in others.exclude(pk=site.pk).order_by("pk")[:3] if (w := s.workers.order_by("pk").first())]
    for worker, write in zip(ill, (_isolated, _ruled_out, _just_reported), strict=False):
        write(worker, day=day, by=by, now=now)


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of the day in China."""
    return dt.datetime.combine(day, dt.time(hour, minute), ZONE)


def _at_the_gate(site: Site, first: Worker, mate: Worker, *, day: dt.date, by: Actor, now: dt.datetime) -> None:
    """Told by telephone; met drivers of another brand at a park's gate and shares a room; traced, one isolated."""
    park = Park.objects.filter(county_id=site.county_id).order_by("pk").first() or network.add_park(
        name_zh="演示物流园", county=site.county_id, by=by, now=now
    )
    yesterday = day - dt.timedelta(days=1)
    seen = MorningCheck.objects.in_area(PREFECTURE).filter(day=yesterday).exclude(worker__brand=site.brand)
    rivals = [c.worker for c in seen.select_related("worker").order_by("site_id", "worker_id")[:RIVALS]]
    met = [first, *rivals]
    rows = [people.Staying(w, Kind.PARK, at(yesterday, 9), at(yesterday, 9, 50), park=park) for w in met]
    room = "演示公寓2栋301"
    rows += [people.Staying(w, Kind.ROOM, at(yesterday, 20), at(day, 6), name=room) for w in (first, mate)]
    people.record_stays(rows=rows, by=by, now=at(day, 7))
    case = people.report_case(
        worker=first,
        cause=Cause.CONTACT,
        day=day,
        note="来电告知：昨日接触者确诊（演示）",
        by=by,
        now=at(day, 7),
    )
    people.keep_contacts(case=case, days=TRACED_DAYS, by=by, now=at(day, 7, 30))
    _isolate(mate, case, 1, day, by=by, now=at(day, 8))
    officer = next((u for u in deciders(site, on=day)), None)
    if officer is not None:
        people.propose_suspension(
            case=case, officer=officer, cause="多人同班接触，建议停业消毒（演示）", by=by, now=at(day, 8, 10)
        )


def _isolated(worker: Worker, *, day: dt.date, by: Actor, now: dt.datetime) -> None:
    """Unwell at home two days ago: the norm suspended the outlet; isolated since, today's follow-up still missing."""
    began = day - dt.timedelta(days=2)
    case = people.report_case(
        worker=worker, cause=Cause.FAMILY, day=began, note="家属发热已就诊（演示）", by=by, now=at(began, 8)
    )
    isolation = people.record_isolation(
        worker=worker, case=case, authority=AUTHORITY, document=ORDER.format(n=2), place="演示集中隔离点甲楼",
        first_day=began, last_day=began + dt.timedelta(days=13), by=by, now=at(began, 15),
    )  # fmt: skip
    for n, temperature in enumerate((366, 368)):
        on = began + dt.timedelta(days=n)
        people.follow_up(isolation=isolation, day=on, temperature=temperature, by=by, now=at(on, 17))


def _ruled_out(worker: Worker, *, day: dt.date, by: Actor, now: dt.datetime) -> None:
    """Coughed a week ago, isolated, cleared, back at work."""
    began, ended = day - dt.timedelta(days=7), day - dt.timedelta(days=3)
    case = people.report_case(
        worker=worker, cause=Cause.RETURNEE, day=began, note="返回人员同住，自觉乏力（演示）", by=by, now=at(began, 8)
    )
    isolation = _isolate(worker, case, 3, began, by=by, now=at(began, 14))
    people.release(isolation=isolation, document=CLEARANCE.format(n=3), by=by, now=at(ended, 10))
    people.close_case(
        case=case,
        version=case.version,
        outcome=State.CLEARED,
        document="排查意见（演示）第3号",
        by=by,
        now=at(ended, 11),
    )


def _just_reported(worker: Worker, *, day: dt.date, by: Actor, now: dt.datetime) -> None:
    people.report_case(
        worker=worker, cause=Cause.RETURNEE, day=day, note="来电告知接触返回人员（演示）", by=by, now=at(day, 7, 40)
    )


def _isolate(worker: Worker, case: HealthCase, n: int, first_day: dt.date, *, by: Actor, now: dt.datetime) -> Isolation:
    return people.record_isolation(
        worker=worker, case=case, authority=AUTHORITY, document=ORDER.format(n=n), place="演示集中隔离点乙楼",
        first_day=first_day, last_day=None, by=by, now=now,
    )  # fmt: skip
