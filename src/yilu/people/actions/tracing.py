"""Keep what a trace needs and what it found: who stayed where beside the posts, and the contacts of a case."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, Reason, reason
from yilu.core.text import Text
from yilu.messages.actions import send
from yilu.network.models import Park, Site
from yilu.people.access import check_handles, check_holds
from yilu.people.actions.cases import BY_ITSELF, step_done
from yilu.people.models import Contact, HealthCase, Place, Stay, Worker
from yilu.people.queries.presence import presence_near
from yilu.people.queries.tracing import Met, all_met, people_of
from yilu.tasks.queries import holder

MOST_DAYS = 60
WINDOW = reason("people.trace.days", "追溯天数须为 1 至 {most} 天。", "Look back for 1 to {most} days.", most=MOST_DAYS)
NOWHERE = reason(
    "people.stay.place",
    "请写明房间号或车牌号，或选定网点、园区。",
    "Name the room or the number plate, or choose the site or park.",
)
BACKWARDS = reason("people.stay.order", "结束时间须晚于开始时间。", "It ends after it begins.")
TO_COME = reason("people.stay.ahead", "时间晚于现在。", "That moment lies ahead.")
TOLD = Text("密切接触者名单有更新", "A list of contacts concerns your people")
DETAIL = Text("请登录查看涉及本单位的人员。", "Sign in to see which of your people are on it.")


@dataclass(frozen=True, slots=True)
class Staying:
    """A worker somewhere from a moment until a moment (None: still there).

    `name`: the room, the number plate; `county`: where the room is, if not where the worker works.
    """

    worker: Worker
    kind: Place.Kind
    since: dt.datetime
    until: dt.datetime | None = None
    name: str = ""
    county: str = ""
    site: Site | None = None
    park: Park | None = None


def record_stays(*, rows: Sequence[Staying], by: Actor, now: dt.datetime) -> int:
    """Record rooms shared, rides and visits; one that is on record already is not recorded again."""
    with acting("people.stay.record", by=by, now=now) as act:
        for row in rows:
            check_holds(by, Permission.CASE_HANDLE, row.worker)
            if wrong := _why_not(row, now):
                raise Invalid(*wrong)
        stays = [
            Stay(place=_place(r), worker=r.worker, since=r.since, until=r.until, recorded_at=now, by=by.name[:80])
            for r in rows
        ]
        kept = Stay.objects.bulk_create(stays, ignore_conflicts=True)
        if rows:
            act.on(rows[0].worker, area=rows[0].worker.county_id, brand_id=rows[0].worker.brand_id)
        act.changed(None, {"stays": len(kept), "kinds": sorted({str(r.kind) for r in rows})})
    return len(kept)


def _why_not(row: Staying, now: dt.datetime) -> list[Reason]:
    named = {Place.Kind.SITE: row.site, Place.Kind.PARK: row.park}.get(row.kind, row.name.strip() or None)
    why = [] if named is not None else [NOWHERE]
    if row.until is not None and row.until <= row.since:
        why.append(BACKWARDS)
    return why + ([TO_COME] if max(row.since, row.until or row.since) > now else [])


def _place(row: Staying) -> Place:
    county = {"county_id": row.county or row.worker.county_id}
    if row.kind == Place.Kind.SITE:
        return Place.objects.get_or_create(kind=row.kind, site=row.site, defaults=county)[0]
    if row.kind == Place.Kind.PARK:
        return Place.objects.get_or_create(kind=row.kind, park=row.park, defaults=county)[0]
    name = "".join(row.name.split()).upper()[:60]
    if row.kind == Place.Kind.VEHICLE:
        return Place.objects.get_or_create(kind=row.kind, name=name, defaults=county)[0]
    return Place.objects.get_or_create(kind=row.kind, name=name, county_id=county["county_id"])[0]


def keep_contacts(*, case: HealthCase, days: int, by: Actor, now: dt.datetime) -> int:
    """Trace the case's person over `days` up to today and keep the list, in place of an earlier one; how many.

    The list holds everybody. Each reader sees his own of it; the people of every site on it are told that there is one.
    """
    with acting("people.case.trace", by=by, now=now, on=case) as act:
        act.on(case, area=case.county_id, brand_id=case.brand_id)
        check_handles(by, case)
        if not 1 <= days <= MOST_DAYS:
            raise Invalid(WINDOW)
        last = now.astimezone(ZONE).date()
        first = last - dt.timedelta(days=days - 1)
        presence = presence_near(case.worker_id, first=first, last=last)
        people = people_of({case.worker_id, *presence.people})
        met = all_met(case.worker_id, presence, people, first=first, last=last)
        Contact.objects.filter(case=case).delete()
        Contact.objects.bulk_create(_contact(case, m, now) for m in met)
        for code in ("trace", "screen"):
            step_done(case, code, by=by, now=now)
        _tell(case, met, now=now)
        act.changed(None, {"days": days, "first": sum(m.degree == 1 for m in met), "contacts": len(met)})
    return len(met)


def _contact(case: HealthCase, met: Met, now: dt.datetime) -> Contact:
    kind, number = met.where
    return Contact(
        case=case, worker_id=met.person, degree=met.degree, through_id=met.through, via=met.via,
        site_id=number if kind == "site" else None, first_day=met.first_day, last_day=met.last_day, days=met.days,
        minutes=met.minutes, found_at=now,
    )  # fmt: skip


def _tell(case: HealthCase, met: Sequence[Met], *, now: dt.datetime) -> None:
    """The manager and the health officer of every site whose people are on the list."""
    on = now.astimezone(ZONE).date()
    sites = Site.objects.filter(workers__in=[m.person for m in met]).distinct().select_related("enterprise")
    for site in sites.exclude(pk=case.site_id or 0):
        posts = ("site_manager", "site_health_officer")
        held = (holder(p, area=site.county_id, site=site, brand=site.brand_id, on=on) for p in posts)
        send(
            to={u.pk for u in held if u is not None}, title=TOLD, body=DETAIL, link="/people/contacts/", urgent=True,
            key=f"people.contacts:{case.pk}:{on}", by=BY_ITSELF, now=now,
        )  # fmt: skip
