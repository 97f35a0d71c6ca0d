"""Record disinfections, each with its evidence in the ledger; keep a day half filled in."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.jurisdiction import NATION
from yilu.core.photos import plain_photo
from yilu.core.reasons import Denied, Invalid, Reason, reason
from yilu.core.text import Text
from yilu.core.uploads import media_type_of
from yilu.network.models import Site
from yilu.norms import actions as norms
from yilu.norms.actions import EvidenceRow
from yilu.norms.rules.kinds import Proof
from yilu.operations.access import OUTSIDE, check_can_report, may_report
from yilu.operations.models import DayDraft, Disinfection, Photo
from yilu.operations.queries.disinfection import proven_by
from yilu.operations.rules.disinfection import why_not_log

PHOTO_ONLY = reason("operations.photo.kind", "照片须为 JPEG、PNG 或 WebP。", "A photo is a JPEG, PNG or WebP.")
TOO_LONG = reason("operations.draft.too_long", "草稿过长。", "The draft is too long.")
LONGEST_DRAFT = 20_000  # characters
NAMED_ROWS = 20


class DisinfectionRow(NamedTuple):
    """One disinfection of one site, as a headquarters sends many."""

    site: int
    at: dt.datetime
    place: str
    agent: str
    person: str = ""


def log_disinfection(
    *,
    site: Site,
    at: dt.datetime,
    place: str,
    agent: str,
    by: Actor,
    now: dt.datetime,
    person: str = "",
    photo: bytes | None = None,
) -> Disinfection:
    """Record one, with its photo if there is one."""
    with acting(
        "operations.disinfection.log", by=by, now=now, on=site, area=site.county_id, brand_id=site.brand_id
    ) as act:
        check_can_report(by, site)
        if why := why_not_log(at=at, place=place, agent=agent, now=now):
            raise Invalid(*why)
        kept = _kept(photo, site, now) if photo else None
        row = DisinfectionRow(site.pk, at, place, agent, person)
        [logged] = _write([row], {site.pk: site}, by, now, kept)
        act.changed(None, {"disinfection": logged.pk, "at": at.isoformat(), "photo": kept.digest if kept else ""})
    return logged


def log_disinfections(*, rows: Iterable[DisinfectionRow], by: Actor, now: dt.datetime) -> int:
    """Record many in one act, all or none; how many."""
    rows = list(rows)
    with acting("operations.disinfection.log_many", by=by, now=now, area=NATION) as act:
        sites = Site.objects.in_bulk({r.site for r in rows})
        why: list[Reason] = []
        for number, row in enumerate(rows, start=1):
            site = sites.get(row.site)
            if site is None or not may_report(
                by, county=site.county_id, brand=site.brand_id, branch=site.enterprise_id, site=site.pk
            ):
                raise Denied(OUTSIDE)
            why += [
                reason(w.code, f"第{number}行：{w.text.zh}", f"Row {number}: {w.text.en}")
                for w in why_not_log(at=row.at, place=row.place, agent=row.agent, now=now)
            ]
        if why:
            raise Invalid(*why[:NAMED_ROWS])
        digest = hashlib.sha256(repr([tuple(r) for r in rows]).encode()).hexdigest()
        _write(rows, sites, by, now, None)
        act.changed(None, {"disinfections": len(rows), "digest": digest})
    return len(rows)


def _kept(photo: bytes, site: Site, now: dt.datetime) -> Photo:
    media_type = media_type_of(photo)
    if not media_type.startswith("image/"):
        raise Invalid(PHOTO_ONLY)
    plain = plain_photo(photo, media_type)
    return Photo.objects.create(
        site=site, received_at=now, media_type=media_type, digest=hashlib.sha256(plain).hexdigest(), content=plain
    )


def _write(
    rows: list[DisinfectionRow], sites: Mapping[int, Site], by: Actor, now: dt.datetime, photo: Photo | None
) -> list[Disinfection]:
    logged = Disinfection.objects.bulk_create(
        Disinfection(
            site_id=r.site, at=r.at, place=r.place.strip()[:60], agent=r.agent.strip()[:60], person=r.person.strip(),
            photo=photo, recorded_at=now,
        )
        for r in rows
    )  # fmt: skip
    proven = proven_by(sites.values(), on=now.astimezone(ZONE).date())
    norms.record_many(
        rows=[
            EvidenceRow(
                code, d.site_id, Proof.PHOTO if photo else Proof.LOG, d.at, "operations", d.pk,
                summary=Text(f"{d.place}，{d.agent}", f"{d.place}, {d.agent}"), digest=photo.digest if photo else "",
            )
            for d in logged
            for code in proven[d.site_id]
        ],
        by=by, now=now, area=next(iter(sites.values())).county_id if len(sites) == 1 else NATION,
    )  # fmt: skip
    return logged


def save_draft(*, site: Site, day: dt.date, typed: Mapping[str, str], by: Actor, now: dt.datetime) -> DayDraft:
    """Keep what was typed so far, for this person alone."""
    with acting("operations.draft.save", by=by, now=now, on=site, area=site.county_id, brand_id=site.brand_id) as act:
        check_can_report(by, site)
        text = json.dumps(dict(typed), ensure_ascii=False)
        if len(text) > LONGEST_DRAFT:
            raise Invalid(TOO_LONG)
        draft, _ = DayDraft.objects.update_or_create(
            site=site, day=day, user_id=by.user_id or 0, defaults={"typed": text, "saved_at": now}
        )
        act.changed(None, {"day": day.isoformat()})
    return draft
