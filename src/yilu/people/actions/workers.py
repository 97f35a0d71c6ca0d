"""Workers are registered, changed, transferred, and leave; where they were stays on record."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError

from yilu.audit.recording import Recording, acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.jurisdiction import common_area
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Invalid, reason
from yilu.core.rows import insert_rows, reserve_ids
from yilu.network.models import Office, Site
from yilu.people.access import check_can_place, check_holds
from yilu.people.actions.grouping import keep_former
from yilu.people.blinding import identity_index, name_index, phone_index
from yilu.people.models import Placement, Worker
from yilu.people.rules.workers import Details, why_not_details

EDITABLE = ("name", "identity", "phone", "post", "shift_group", "employment", "agency")
WORKER_FIELDS = (
    "id", "brand_id", "enterprise_id", "site_id", "office_id", "county_id", "code", "employment", "agency", "post",
    "shift_group", "name", "identity", "phone", "name_index", "identity_index", "phone_index", "joined_on",
    "leaving_cause", "version", "changed_at",
)  # fmt: skip
PLACEMENT_FIELDS = (
    "worker_id", "first_day", "brand_id", "enterprise_id", "site_id", "office_id", "county_id", "employment",
    "agency", "post", "cause", "by",
)  # fmt: skip

CHANGED_MEANWHILE = reason(
    "people.worker.changed",
    "您打开之后，别人已修改了这名员工的资料，请重新打开核对。",
    "Somebody changed this worker after you opened the page; open it again.",
)
CODE_TAKEN = reason(
    "people.worker.code_taken",
    "同一单位已有这个工号；没有写入任何一行。",
    "The employer already has this staff number; nothing was written.",
)
NO_PLACE = reason("people.worker.no_place", "没有这个网点或机关。", "There is no such site or office.")
LEFT = reason("people.worker.left", "该员工已离岗。", "This worker has left.")
BEFORE = reason("people.worker.before", "日期不能早于到岗日期。", "The day lies before the present placement began.")


def add_worker(*, details: Details, by: Actor, now: dt.datetime) -> Worker:
    """Register one worker."""
    return Worker.objects.get(pk=add_workers(rows=[details], by=by, now=now)[0])


def add_workers(*, rows: Sequence[Details], by: Actor, now: dt.datetime) -> list[int]:
    """Register workers, all or none; their keys in the order given. One audit row with counts and a digest."""
    with acting("people.worker.add", by=by, now=now) as act:
        wrong = [w for r in rows for w in why_not_details(r)]
        if wrong:
            raise Invalid(*dict.fromkeys(wrong))
        sites = Site.objects.in_bulk({r.site for r in rows if r.site is not None})
        offices = Office.objects.prefetch_related("areas").in_bulk({r.office for r in rows if r.office is not None})
        for site in sites.values():
            check_can_place(by, site=site, office=None)
        for office in offices.values():
            check_can_place(by, site=None, office=office)
        ids = _write(rows, sites, offices, by=by, now=now)
        if len(rows) == 1:
            act.on(Worker(pk=ids[0]))
        act.area = common_area({s.county_id for s in sites.values()}) or act.area
        brands = {s.brand_id for s in sites.values()}
        act.brand_id = brands.pop() if len(brands) == 1 and not offices else None
        act.changed(
            None, {"workers": len(rows), "by_post": dict(Counter(r.post for r in rows)), "sha256": _digest(rows)}
        )
    return ids


def _write(
    rows: Sequence[Details], sites: Mapping[int, Site], offices: Mapping[int, Office], *, by: Actor, now: dt.datetime
) -> list[int]:
    today = now.astimezone(ZONE).date()
    ids = list(reserve_ids(Worker, len(rows)))
    wheres = [_where(sites.get(r.site or 0), offices.get(r.office or 0)) for r in rows]
    try:
        insert_rows(
            Worker,
            WORKER_FIELDS,
            (
                (
                    i, *where, r.code.strip(), r.employment, r.agency.strip(), r.post, r.shift_group.strip(),
                    r.name.strip(), r.identity, r.phone, name_index(r.name), identity_index(r.identity),
                    phone_index(r.phone), r.joined_on or today, "", 1, now,
                )
                for i, where, r in zip(ids, wheres, rows, strict=True)
            ),
        )  # fmt: skip
    except IntegrityError as error:
        raise Conflict(CODE_TAKEN) from error
    insert_rows(
        Placement,
        PLACEMENT_FIELDS,
        (
            (i, r.joined_on or today, *where, r.employment, r.agency.strip(), r.post, "", by.name[:80])
            for i, where, r in zip(ids, wheres, rows, strict=True)
        ),
    )
    return ids


def _where(site: Site | None, office: Office | None) -> tuple[int | None, int | None, int | None, int | None, str]:
    """Brand, enterprise, site, office, county."""
    if site is not None:
        return site.brand_id, site.enterprise_id, site.pk, None, site.county_id
    if office is None:
        raise Invalid(NO_PLACE)
    return None, None, None, office.pk, common_area([a.code for a in office.areas.all()]) or ""


def _digest(rows: Iterable[Details]) -> str:
    """SHA-256 without what tells of a person."""
    sha = hashlib.sha256()
    for r in rows:
        sha.update(
            repr((r.code, r.site, r.office, r.post, r.employment, r.agency, r.shift_group, r.joined_on)).encode()
        )
    return sha.hexdigest()


def _held(act: Recording, worker: Worker, version: int, by: Actor) -> Worker:
    """The worker as it stands, held until the act ends. Raises if it moved on, left, or is not the actor's."""
    kept = Worker.objects.select_for_update().get(pk=worker.pk)
    act.on(kept, area=kept.county_id, brand_id=kept.brand_id)
    check_holds(by, Permission.WORKER_EDIT, kept)
    if kept.version != version:
        raise Conflict(CHANGED_MEANWHILE)
    if kept.left_on is not None or kept.merged_into_id is not None:
        raise Conflict(LEFT)
    return kept


def change_worker(*, worker: Worker, version: int, changes: Mapping[str, Any], by: Actor, now: dt.datetime) -> Worker:
    """Change facts of a worker (names in `EDITABLE`). `version`: the one the editor saw."""
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {sorted(unknown)}")
    with acting("people.worker.change", by=by, now=now, on=worker) as act:
        kept = _held(act, worker, version, by)
        before = {f: getattr(kept, f) for f in changes}
        if changes.get("shift_group", kept.shift_group) != kept.shift_group:
            keep_former([kept], by=by, now=now)
        for field, value in changes.items():
            setattr(kept, field, value)
        if wrong := why_not_details(_details(kept)):
            raise Invalid(*wrong)
        kept.name_index, kept.identity_index = name_index(kept.name), identity_index(kept.identity)
        kept.phone_index, kept.version, kept.changed_at = phone_index(kept.phone), version + 1, now
        kept.save(update_fields=[*changes, "name_index", "identity_index", "phone_index", "version", "changed_at"])
        changed = [f for f in changes if before[f] != getattr(kept, f)]
        act.changed({f: before[f] for f in changed}, {f: getattr(kept, f) for f in changed})
    return kept


def transfer_worker(
    *, worker: Worker, version: int, on: dt.date, cause: str, by: Actor, now: dt.datetime,
    site: Site | None = None, office: Office | None = None,
) -> Worker:  # fmt: skip
    """Place the worker elsewhere from the day on. Whoever transfers keeps the workers of both places."""
    with acting("people.worker.transfer", by=by, now=now, on=worker) as act:
        kept = _held(act, worker, version, by)
        check_can_place(by, site=site, office=office)
        before = {"site": kept.site_id, "office": kept.office_id}
        _end(kept, on)
        kept.brand_id, kept.enterprise_id, kept.site_id, kept.office_id, kept.county_id = _where(site, office)
        kept.version, kept.changed_at = version + 1, now
        try:
            kept.save()
        except IntegrityError as error:
            raise Conflict(CODE_TAKEN) from error
        Placement.objects.create(
            worker=kept, first_day=on, brand_id=kept.brand_id, enterprise_id=kept.enterprise_id, site_id=kept.site_id,
            office_id=kept.office_id, county_id=kept.county_id, employment=kept.employment, agency=kept.agency,
            post=kept.post, cause=cause.strip()[:100], by=by.name[:80],
        )  # fmt: skip
        act.changed(before, {"site": kept.site_id, "office": kept.office_id, "on": on.isoformat()})
    return kept


def note_leaving(*, worker: Worker, version: int, on: dt.date, cause: str, by: Actor, now: dt.datetime) -> Worker:
    """Note that the worker leaves: `on` is the first day no longer here. Phones enrolled stop reporting."""
    with acting("people.worker.leave", by=by, now=now, on=worker) as act:
        kept = _held(act, worker, version, by)
        _end(kept, on)
        kept.left_on, kept.leaving_cause = on, cause.strip()[:100]
        kept.version, kept.changed_at = version + 1, now
        kept.save(update_fields=["left_on", "leaving_cause", "version", "changed_at"])
        kept.passes.filter(revoked_at=None).update(revoked_at=now, revoked_cause="left")
        kept.cards.filter(used_at=None, revoked_at=None).update(revoked_at=now)
        act.changed(None, {"left_on": on.isoformat()})
    return kept


def _end(worker: Worker, on: dt.date) -> None:
    """The present placement ends the day before."""
    present = worker.placements.get(last_day=None)
    if on < present.first_day:
        raise Invalid(BEFORE)
    present.last_day = max(on - dt.timedelta(days=1), present.first_day)
    present.save(update_fields=["last_day"])


def _details(w: Worker) -> Details:
    return Details(
        w.code, w.name, w.post, w.site_id, w.office_id, w.employment, w.agency, w.shift_group, w.identity, w.phone
    )
