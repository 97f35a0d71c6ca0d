"""Registering and changing sites, and opening the contact person's data for a stated reason."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Invalid, Reason, reason
from yilu.core.rows import insert_rows, reserve_ids
from yilu.network import access, rules
from yilu.network.facts import NewSite
from yilu.network.models import Enterprise, Park, Site, SiteStatusChange
from yilu.network.searching import search_pieces, search_text
from yilu.territory.models import Area

PERSONAL = Site.privacy.personal
EDITABLE = (
    "name", "kind", "enterprise_id", "county_id", "address", "longitude", "latitude", "floor_area_m2",
    "normal_headcount", "capacity_per_day", "park_id", *PERSONAL,
)  # fmt: skip
NEW_FIELDS = (
    "id", "brand_id", "enterprise_id", "code", "name", "kind", "county_id", "address", "longitude", "latitude",
    "floor_area_m2", "normal_headcount", "capacity_per_day", "park_id", "contact_name", "contact_phone",
    "status", "status_since", "version", "search_text", "changed_at", "search_pieces",
)  # fmt: skip
STATUS_FIELDS = ("site_id", "since", "status", "cause", "document", "by")

CHANGED_MEANWHILE = reason(
    "network.site_changed",
    "您打开之后，别人已修改了这个网点。您填写的内容没有丢失：请对照下面的改动，核对后再保存。",
    "Somebody changed this site after you opened it. What you typed is kept: compare, then save again.",
)
CODE_TAKEN = reason(
    "network.site_code_taken",
    "同一品牌下已有这个网点编码（可能是别人刚刚登记的）；没有写入任何一行，请重新核对。",
    "The brand already has a site of that code (perhaps registered a moment ago); nothing was written, check again.",
)
NEVER_OPEN = reason(
    "network.registered_as_open",
    "登记或导入不能使网点开业；网点凭复工报备营业。",
    "Registering or importing does not open a site; it opens on its resumption filing.",
)
WHY_OPEN_CONTACT = reason(
    "network.contact_needs_reason",
    "查看联系人须写明事由（不少于4个字）；查看会留下记录。",
    "State why you need the contact person's data (at least 4 characters); the opening is recorded.",
)


def digest_of(rows: Iterable[NewSite]) -> str:
    """SHA-256 over the rows without what tells of a person: what the audit keeps of a bulk act."""
    sha = hashlib.sha256()
    for r in rows:
        sha.update(
            repr((r.brand_id, r.enterprise_id, r.code, r.name, r.kind, r.county_id, r.address, r.longitude, r.latitude,
                  r.floor_area_m2, r.normal_headcount, r.capacity_per_day, r.park_id, r.status)).encode()
        )  # fmt: skip
    return sha.hexdigest()


def write_new_sites(rows: Sequence[NewSite], *, by: Actor, now: datetime) -> list[int]:
    """Insert sites and the first line of their history inside the caller's act; their keys, in order of the rows."""
    if any(r.status == rules.SiteStatus.OPEN for r in rows):
        raise Invalid(NEVER_OPEN)
    ids = list(reserve_ids(Site, len(rows)))
    texts = (search_text(r.code, r.name) for r in rows)
    try:
        insert_rows(
            Site,
            NEW_FIELDS,
            (
                (
                    i, r.brand_id, r.enterprise_id, r.code, r.name, r.kind, r.county_id, r.address, r.longitude,
                    r.latitude, r.floor_area_m2, r.normal_headcount, r.capacity_per_day, r.park_id, r.contact_name,
                    r.contact_phone, r.status, r.since or now, 1, text, now, search_pieces(text),
                )
                for i, r, text in zip(ids, rows, texts, strict=True)
            ),
        )  # fmt: skip
    except IntegrityError as error:
        raise Conflict(CODE_TAKEN) from error
    insert_rows(
        SiteStatusChange,
        STATUS_FIELDS,
        (
            (i, r.since or now, r.status, r.cause, r.document, by.name[:80])
            for i, r in zip(ids, rows, strict=True)
        ),
    )  # fmt: skip
    return ids


def add_sites(*, rows: Iterable[NewSite], by: Actor, now: datetime) -> list[int]:
    """Register sites, all or none; their primary keys in the order given. One audit row with counts and a digest."""
    rows = list(rows)
    with acting("network.site.add", by=by, now=now) as act:
        access.check_can_place_sites(by, {(r.county_id, r.brand_id, r.enterprise_id) for r in rows})
        _check_brands(rows)
        ids = write_new_sites(rows, by=by, now=now)
        brands = {r.brand_id for r in rows}
        if len(rows) == 1:
            act.on(Site(pk=ids[0]), area=rows[0].county_id, brand_id=rows[0].brand_id)
        elif len(brands) == 1:
            act.brand_id = brands.pop()
        act.changed(
            None, {"sites": len(rows), "by_kind": dict(Counter(r.kind for r in rows)), "sha256": digest_of(rows)}
        )
    return ids


def _check_brands(rows: Sequence[NewSite]) -> None:
    pairs = {(r.enterprise_id, r.brand_id) for r in rows}
    brand_of = dict(Enterprise.objects.filter(pk__in={e for e, _ in pairs}).values_list("pk", "brand_id"))
    if any(brand_of.get(e) != b for e, b in pairs):
        raise Invalid(WRONG_BRAND)


WRONG_BRAND = reason("network.wrong_brand", "企业不属于该品牌。", "The enterprise does not belong to that brand.")


def change_site(*, site: Site, version: int, changes: Mapping[str, Any], by: Actor, now: datetime) -> Site:
    """Change facts of a site (names in `EDITABLE`). `version`: the one the editor saw; `Conflict` if it moved on."""
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {sorted(unknown)}")
    with acting("network.site.change", by=by, now=now, on=site) as act:
        kept = Site.objects.select_for_update().get(pk=site.pk)
        act.on(kept, area=kept.county_id, brand_id=kept.brand_id)
        access.check_can(by, Permission.SITE_EDIT, site=kept)
        if kept.version != version:
            raise Conflict(CHANGED_MEANWHILE)
        before = {f: getattr(kept, f) for f in changes}
        for field, value in changes.items():
            setattr(kept, field, value)
        changed = [f for f in changes if before[f] != getattr(kept, f)]
        if not changed:
            return kept
        access.check_can(by, Permission.SITE_EDIT, site=kept)
        if why_not := why_not_facts(kept):
            raise Invalid(*why_not)
        kept.version = version + 1
        kept.search_text = search_text(kept.code, kept.name)
        kept.search_pieces = search_pieces(kept.search_text)
        kept.changed_at = now
        kept.save()
        act.changed(audited(before, changed, version), audited(vars(kept), changed, kept.version))
    return kept


def why_not_facts(site: Site) -> list[Reason]:
    """What is wrong with the site as it would be stored: brand, park, place, coordinates."""
    found = list(rules.why_not_coordinates(site.longitude, site.latitude))
    if not Enterprise.objects.filter(pk=site.enterprise_id, brand_id=site.brand_id).exists():
        found.append(WRONG_BRAND)
    if site.park_id is not None and not Park.objects.filter(pk=site.park_id, county_id=site.county_id).exists():
        found.append(
            reason("network.park_elsewhere", "所选园区不在网点所在的区县。", "The park lies in another county.")
        )
    if not Area.objects.filter(pk=site.county_id).exists():
        found.append(reason("network.no_such_area", "没有这个行政区划。", "There is no such division."))
    return found


def audited(values: Mapping[str, Any], fields: Iterable[str], version: int) -> dict[str, Any]:
    """The fields as the audit keeps them: of personal ones only that they changed."""
    shown = {f: "＊" if f in PERSONAL else values[f] for f in fields}
    return {**shown, "version": version}


def open_contact(*, site: Site, why: str, by: Actor, now: datetime) -> tuple[str, str]:
    """The contact person's name and phone, for a stated reason; the opening itself is the act recorded."""
    with acting("network.contact.open", by=by, now=now, on=site) as act:
        act.on(site, area=site.county_id, brand_id=site.brand_id)
        access.check_can(by, Permission.SITE_PERSON_READ, site=site)
        if len(why.strip()) < 4:
            raise Invalid(WHY_OPEN_CONTACT)
        act.changed(None, {"why": why.strip()[:300]})
    return site.contact_name, site.contact_phone
