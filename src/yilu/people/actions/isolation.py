"""Record an isolation that a health authority ordered, how the person is day by day, and the clearance that ends it."""

import datetime as dt

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid
from yilu.people.access import check_holds
from yilu.people.actions._returning import cleared_on_return, isolated_on_return
from yilu.people.models import FollowUp, HealthCase, Isolation, Worker
from yilu.people.rules.isolation import why_not_follow_up, why_not_isolate, why_not_release


def record_isolation(
    *,
    worker: Worker,
    case: HealthCase | None,
    authority: str,
    document: str,
    place: str,
    first_day: dt.date,
    last_day: dt.date | None,
    by: Actor,
    now: dt.datetime,
) -> Isolation:
    """Put on record that this authority ordered it by this document: where, from when, until when if it says so."""
    with acting("people.isolation.record", by=by, now=now, on=worker) as act:
        act.on(worker, area=worker.county_id, brand_id=worker.brand_id)
        check_holds(by, Permission.CASE_HANDLE, worker)
        Worker.objects.select_for_update().get(pk=worker.pk)
        stands = Isolation.objects.filter(worker=worker, released_at=None).exists()
        if wrong := why_not_isolate(
            authority=authority, document=document, place=place, first=first_day, last=last_day, stands=stands
        ):
            raise Invalid(*wrong)
        isolation = Isolation.objects.create(
            worker=worker, case=case, authority=authority.strip()[:100], document=document.strip()[:200],
            place=place.strip()[:200], first_day=first_day, last_day=last_day, recorded_at=now,
        )  # fmt: skip
        isolated_on_return(isolation)
        act.on(isolation, area=worker.county_id, brand_id=worker.brand_id)
        act.changed(None, {"document": isolation.document, "first_day": first_day.isoformat(), "place": "＊"})
    return isolation


def follow_up(
    *,
    isolation: Isolation,
    day: dt.date,
    temperature: int | None,
    symptoms: int = 0,
    note: str = "",
    by: Actor,
    now: dt.datetime,
) -> FollowUp:
    """Record how the person is on a day of the isolation; said again, the later word stands."""
    worker = isolation.worker
    with acting("people.isolation.follow_up", by=by, now=now, on=isolation) as act:
        act.on(isolation, area=worker.county_id, brand_id=worker.brand_id)
        check_holds(by, Permission.CASE_HANDLE, worker)
        released = isolation.released_at
        if wrong := why_not_follow_up(
            first=isolation.first_day,
            released=released.astimezone(ZONE).date() if released else None,
            day=day,
            today=now.astimezone(ZONE).date(),
            temperature=temperature,
            symptoms=symptoms,
        ):
            raise Invalid(*wrong)
        values = {
            "temperature": temperature, "symptoms": symptoms, "note": note.strip()[:1000], "recorded_at": now,
            "by": by.name[:80],
        }  # fmt: skip
        kept, _ = FollowUp.objects.update_or_create(isolation=isolation, day=day, defaults=values)
        act.changed(None, {"day": day.isoformat()})
    return kept


def release(*, isolation: Isolation, document: str, by: Actor, now: dt.datetime) -> Isolation:
    """Put on record that the health authority cleared the person, by this document."""
    worker = isolation.worker
    with acting("people.isolation.release", by=by, now=now, on=isolation) as act:
        act.on(isolation, area=worker.county_id, brand_id=worker.brand_id)
        check_holds(by, Permission.CASE_HANDLE, worker)
        kept = Isolation.objects.select_for_update().get(pk=isolation.pk)
        if wrong := why_not_release(is_released=kept.released_at is not None, document=document):
            raise Invalid(*wrong)
        kept.released_at, kept.released_by = now, by.name[:80]
        kept.clearance_document = document.strip()[:200]
        kept.save(update_fields=["released_at", "released_by", "clearance_document"])
        cleared_on_return(kept, now=now)
        act.changed(None, {"clearance_document": kept.clearance_document})
    return kept
