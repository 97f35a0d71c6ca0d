"""Enterprises, brands, parks and offices as JSON."""

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, reason
from yilu.network import actions, queries
from yilu.network.models import Brand, Enterprise, Office, Park
from yilu.network.views.asking import Request
from yilu.territory.models import Area

router = Router()
LIMIT = 5000
NO_AREA = reason("network.no_such_area", "没有这个行政区划。", "There is no such division.")

NO_ENTERPRISE = reason("network.no_such_enterprise", "没有这家企业。", "There is no such enterprise.")


class BrandOut(Schema):
    """A brand."""

    id: int
    code: str
    name_zh: str
    name_en: str
    synthetic: bool


class EnterpriseOut(Schema):
    """An enterprise, with its sites and how many are open as far as the caller's jurisdiction reaches over it."""

    id: int
    brand: str
    code: str
    name_zh: str
    name_en: str
    kind: str
    ownership: str
    credit_code: str
    area: str
    parent_id: int | None
    version: int
    sites: int
    open: int


class EnterpriseIn(Schema):
    """An enterprise to be registered."""

    brand_id: int = Field(ge=1, le=2**62)
    kind: Enterprise.Kind
    ownership: Enterprise.Ownership = Enterprise.Ownership.OWN
    code: str = Field(min_length=1, max_length=30)
    name_zh: str = Field(min_length=1, max_length=80)
    name_en: str = Field("", max_length=120)
    credit_code: str = Field("", max_length=18)
    area: str = Field(pattern=r"^[1-9]\d{5}$")
    parent_id: int | None = Field(None, ge=1, le=2**62)


class EnterpriseChanges(Schema):
    """What to change; what is not given stays. `version`: the one read, 409 if the enterprise moved on."""

    version: int
    ownership: Enterprise.Ownership | None = None
    name_zh: str | None = Field(None, min_length=1, max_length=80)
    name_en: str | None = Field(None, max_length=120)
    credit_code: str | None = Field(None, max_length=18)
    parent_id: int | None = Field(None, ge=1, le=2**62)


class IdOut(Schema):
    """The key of what was registered."""

    id: int


class ParkOut(Schema):
    """A park."""

    id: int
    name_zh: str
    name_en: str
    county: str
    address: str


class OfficeOut(Schema):
    """A regulator's office and the areas it covers."""

    id: int
    name_zh: str
    name_en: str
    parent_id: int | None
    areas: list[str]


@router.get("/brands", response=list[BrandOut])
@requires(Permission.SITE_READ)
def brands(request: Request) -> Any:
    """All brands."""
    return Brand.objects.order_by("code")


@router.get("/enterprises", response=list[EnterpriseOut])
@requires(Permission.ENTERPRISE_READ)
def enterprises(request: Request, brand: str = "", offset: int = 0, limit: int = LIMIT) -> list[dict[str, Any]]:
    """Enterprises the caller may see, by brand."""
    rows = queries.enterprises(request.actor)
    if brand:
        rows = rows.filter(brand__code=brand)
    first = min(max(offset, 0), 10_000_000)
    return [_values(e) for e in rows.order_by("brand_id", "pk")[first : first + min(max(limit, 1), LIMIT)]]


@router.get("/enterprises/{int:enterprise_id}", response=EnterpriseOut)
@requires(Permission.ENTERPRISE_READ)
def enterprise(request: Request, enterprise_id: int) -> dict[str, Any]:
    """One enterprise."""
    return _values(get_object_or_404(queries.enterprises(request.actor), pk=enterprise_id))


def _values(found: Any) -> dict[str, Any]:
    plain = {f: getattr(found, f) for f in ("id", "code", "name_zh", "name_en", "kind", "ownership", "credit_code")}
    return plain | {
        "brand": found.brand.code, "area": found.area_id, "parent_id": found.parent_id, "version": found.version,
        "sites": found.site_count, "open": found.open_count,
    }  # fmt: skip


@router.post("/enterprises", response={201: IdOut})
@requires(Permission.ENTERPRISE_EDIT)
def add_enterprise(request: Request, given: EnterpriseIn) -> Status[dict[str, int]]:
    """Register a headquarters or a branch."""
    brand = get_object_or_404(Brand, pk=given.brand_id)
    parent = Enterprise.objects.filter(pk=given.parent_id).first() if given.parent_id else None
    if not Area.objects.filter(pk=given.area).exists():
        raise Invalid(NO_AREA)
    fields = given.dict(exclude={"brand_id", "parent_id"})
    added = actions.add_enterprise(brand=brand, parent=parent, **fields, by=request.actor, now=clock.now())
    return Status(201, {"id": added.pk})


@router.patch("/enterprises/{int:enterprise_id}", response=EnterpriseOut)
@requires(Permission.ENTERPRISE_EDIT)
def change_enterprise(request: Request, enterprise_id: int, changes: EnterpriseChanges) -> dict[str, Any]:
    """Change facts of an enterprise."""
    within = Enterprise.objects.within(request.actor.jurisdiction, Permission.ENTERPRISE_EDIT)
    found = get_object_or_404(within, pk=enterprise_id)
    given = changes.dict(exclude_unset=True, exclude={"version"})
    given = {k: v for k, v in given.items() if v is not None or k == "parent_id"}
    if given.get("parent_id") and not Enterprise.objects.filter(pk=given["parent_id"]).exists():
        raise Invalid(NO_ENTERPRISE)
    actions.change_enterprise(
        enterprise=found, version=changes.version, changes=given, by=request.actor, now=clock.now()
    )
    return _values(get_object_or_404(queries.enterprises(request.actor), pk=enterprise_id))


@router.get("/parks", response=list[ParkOut])
@requires(Permission.SITE_READ)
def parks(request: Request, offset: int = 0) -> list[dict[str, Any]]:
    """Parks, in order of county."""
    first = min(max(offset, 0), 10_000_000)
    rows = Park.objects.order_by("county_id", "pk")[first : first + LIMIT]
    return [
        {"id": p.pk, "name_zh": p.name_zh, "name_en": p.name_en, "county": p.county_id, "address": p.address}
        for p in rows
    ]


@router.get("/offices", response=list[OfficeOut])
@requires(Permission.SITE_READ)
def offices(request: Request) -> list[dict[str, Any]]:
    """The regulator's offices."""
    return [
        {
            "id": o.pk,
            "name_zh": o.name_zh,
            "name_en": o.name_en,
            "parent_id": o.parent_id,
            "areas": sorted(a.code for a in o.areas.all()),
        }
        for o in Office.objects.prefetch_related("areas").order_by("pk")
    ]
