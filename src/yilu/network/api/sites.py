"""Sites as JSON: list and search, one, change, suspend, close, and the contact person for a stated reason."""

import datetime as dt
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import NATION
from yilu.core.permissions import Permission
from yilu.core.privacy import masked_name, masked_phone
from yilu.network import actions, queries
from yilu.network.models import Site
from yilu.network.views.asking import Request

router = Router()
LIMIT = 500


class SiteOut(Schema):
    """A site. The contact person is masked; `version` is what a change must name."""

    id: int
    brand: str = Field(description="code of the brand")
    enterprise: str = Field(description="the brand's code of the enterprise")
    code: str
    name: str
    kind: str
    county: str = Field(description="GB/T 2260")
    address: str
    longitude: float | None
    latitude: float | None
    floor_area_m2: float | None
    normal_headcount: int
    capacity_per_day: int = Field(description="pieces")
    park_id: int | None
    status: str
    status_since: dt.datetime
    contact_name: str
    contact_phone: str
    version: int


class StatusOut(Schema):
    """A step of a site's history."""

    since: dt.datetime
    status: str
    cause: str
    document: str
    by: str


class SiteWithHistory(SiteOut):
    """A site with the steps it went through, latest first."""

    history: list[StatusOut]


class SitesOut(Schema):
    """A page of sites; `total` counts all that match."""

    total: int
    more: bool = Field(description="true: more than `total` hold the text asked for, and were not counted")
    items: list[SiteOut]


class SitesAsked(Schema):
    """What to list."""

    area: str = Field(NATION, pattern=r"^[1-9]\d{5}$", description="GB/T 2260 code; sites at or below it")
    brand: str = Field("", description="code of the brand")
    kind: str = ""
    status: str = ""
    q: str = Field("", max_length=60, description="any piece of code or name; several words must all be there")
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=LIMIT)


class SiteChanges(Schema):
    """What to change; what is not given stays. `version`: the one read, 409 if the site moved on."""

    version: int
    name: str | None = Field(None, min_length=1, max_length=100)
    kind: Site.Kind | None = None
    enterprise_id: int | None = Field(None, ge=1, le=2**62)
    county: str | None = Field(None, pattern=r"^[1-9]\d{5}$")
    address: str | None = Field(None, max_length=200)
    longitude: float | None = Field(None, ge=-180, le=180)
    latitude: float | None = Field(None, ge=-90, le=90)
    floor_area_m2: float | None = Field(None, ge=0, le=10_000_000)
    normal_headcount: int | None = Field(None, ge=0, le=100_000)
    capacity_per_day: int | None = Field(None, ge=0, le=100_000_000)
    park_id: int | None = Field(None, ge=1, le=2**62)
    contact_name: str | None = Field(None, max_length=40)
    contact_phone: str | None = Field(None, max_length=40)


class SuspensionIn(Schema):
    """Why a site stops, on what document, since when (now if not given)."""

    cause: str = Field(min_length=1, max_length=300)
    document: str = Field("", max_length=120)
    since: dt.datetime | None = None


class WhyIn(Schema):
    """Why the contact person's data is needed."""

    why: str = Field(min_length=4, max_length=300)


class ContactOut(Schema):
    """The contact person; the opening is in the audit."""

    name: str
    phone: str


def site_values(site: Site) -> dict[str, Any]:
    """A site as plain values, its contact person masked."""
    plain = {f: getattr(site, f) for f in SiteOut.model_fields if f not in ("brand", "enterprise", "county")}
    plain |= {"brand": site.brand.code, "enterprise": site.enterprise.code, "county": site.county_id}
    plain |= {"contact_name": masked_name(site.contact_name), "contact_phone": masked_phone(site.contact_phone)}
    return plain


def _site(request: Request, site_id: int, permission: Permission) -> Site:
    within = Site.objects.within(request.actor.jurisdiction, permission)
    return get_object_or_404(within.select_related("brand", "enterprise"), pk=site_id)


@router.get("", response=SitesOut)
@requires(Permission.SITE_READ)
def list_sites(request: Request, asked: Query[SitesAsked]) -> dict[str, Any]:
    """Sites the caller may see, by area, brand, kind, status and a piece of text, in order of county and id."""
    rows = queries.sites(request.actor).in_area(asked.area)
    for lookup, value in (("brand__code", asked.brand), ("kind", asked.kind), ("status", asked.status)):
        if value:
            rows = rows.filter(**{lookup: value})
    rows = queries.found_sites(rows, asked.q)
    total = len(rows.order_by().values_list("pk")[: queries.MOST + 1]) if asked.q.strip() else rows.count()
    more = bool(asked.q.strip()) and total > queries.MOST
    page = rows.select_related("brand", "enterprise").order_by("county_id", "pk").listed()
    items = [site_values(s) for s in page[asked.offset : asked.offset + asked.limit]]
    return {"total": queries.MOST if more else total, "more": more, "items": items}


@router.get("/{int:site_id}", response=SiteWithHistory)
@requires(Permission.SITE_READ)
def one_site(request: Request, site_id: int) -> dict[str, Any]:
    """One site with its history."""
    site = _site(request, site_id, Permission.SITE_READ)
    steps = site.status_changes.order_by("-since", "-pk")[:100]
    return {**site_values(site), "history": list(steps)}


@router.patch("/{int:site_id}", response=SiteOut)
@requires(Permission.SITE_EDIT)
def change_site(request: Request, site_id: int, changes: SiteChanges) -> dict[str, Any]:
    """Change facts of a site."""
    site = _site(request, site_id, Permission.SITE_EDIT)
    given = changes.dict(exclude_unset=True, exclude={"version"})
    if "county" in given:
        given["county_id"] = given.pop("county")
    nullable = {"longitude", "latitude", "floor_area_m2", "park_id"}
    given = {k: v for k, v in given.items() if v is not None or k in nullable}
    actions.change_site(site=site, version=changes.version, changes=given, by=request.actor, now=clock.now())
    return site_values(_site(request, site_id, Permission.SITE_READ))


@router.post("/{int:site_id}/suspension", response=SiteOut)
@requires(Permission.SITE_SUSPEND)
def suspend_site(request: Request, site_id: int, given: SuspensionIn) -> dict[str, Any]:
    """Suspend a site of one's own enterprise; a regulator suspends under filings, citing norms."""
    return _moved(request, site_id, given, actions.suspend_site)


@router.post("/{int:site_id}/closure", response=SiteOut)
@requires(Permission.SITE_SUSPEND)
def close_site(request: Request, site_id: int, given: SuspensionIn) -> dict[str, Any]:
    """Close a site of one's own enterprise for good."""
    return _moved(request, site_id, given, actions.close_site)


def _moved(request: Request, site_id: int, given: SuspensionIn, move: Any) -> dict[str, Any]:
    site = _site(request, site_id, Permission.SITE_SUSPEND)
    since = given.since.replace(tzinfo=clock.ZONE) if given.since and given.since.tzinfo is None else given.since
    move(site=site, cause=given.cause, document=given.document, since=since, by=request.actor, now=clock.now())
    return site_values(_site(request, site_id, Permission.SITE_READ))


@router.post("/{int:site_id}/contact", response=ContactOut)
@requires(Permission.SITE_PERSON_READ)
def open_contact(request: Request, site_id: int, given: WhyIn) -> dict[str, str]:
    """The contact person's name and phone, for a stated reason that the audit keeps."""
    site = _site(request, site_id, Permission.SITE_PERSON_READ)
    name, phone = actions.open_contact(site=site, why=given.why, by=request.actor, now=clock.now())
    return {"name": name, "phone": phone}
