"""Classes, product mappings, added fields, deadlines, rosters."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires, signed_in
from yilu.core.permissions import Permission
from yilu.core.text import Text
from yilu.network.models import Brand
from yilu.operations import actions, queries
from yilu.operations.models import ProductMapping, ReportField, Roster

router = Router()


class WordingOut(Schema):
    """How one issuing body words and places a class."""

    issuer: str
    position: int
    words: str
    document: str


class ClassOut(Schema):
    """A service class; decrees are a status, not a volume."""

    code: str
    tier: int
    position: int
    name_zh: str
    name_en: str
    is_volume: bool
    wordings: list[WordingOut]


class MappingOut(Schema):
    """A product's class; null is unmapped."""

    product: str
    service_class: str | None
    precedence: int
    area: str
    valid_from: dt.date


class MappingIn(Schema):
    """A product into a class from a day on."""

    brand: str = Field(description="the brand's code")
    product: str
    service_class: str | None = None
    precedence: int
    valid_from: dt.date
    area: str = "100000"


class FieldOut(Schema):
    """A field an authority added to the daily report."""

    area: str
    code: str
    name_zh: str
    name_en: str
    kind: str
    document: str
    valid_from: dt.date
    valid_until: dt.date | None


class FieldIn(FieldOut):
    """The same, to add."""

    valid_until: dt.date | None = None


class DeadlineIn(Schema):
    """When a day's report is due: hours after 0:00 of the day reported on."""

    area: str
    hours: int
    document: str = Field(max_length=200)
    valid_from: dt.date


class RosterOut(Schema):
    """A version of the roster."""

    code: str
    valid_from: dt.date
    basis_zh: str
    basis_en: str
    document: str
    made_at: dt.datetime
    synthetic: bool


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # the gate puts it there
    return actor


@router.get("/classes", response=list[ClassOut], summary="寄递类别 The eight service classes")
@signed_in
def classes(request: HttpRequest) -> list[dict[str, Any]]:
    """With each issuing body's wording and order."""
    return [
        {
            "code": c.code, "tier": c.tier, "position": c.position, "name_zh": c.name.zh, "name_en": c.name.en,
            "is_volume": c.is_volume, "wordings": list(c.wordings),
        }
        for c in queries.classes()
    ]  # fmt: skip


@router.get("/mappings/{brand}", response=list[MappingOut], summary="产品归类 A brand's products and classes")
@requires(Permission.REPORT_READ)
def mappings(request: HttpRequest, brand: str) -> list[dict[str, Any]]:
    """By precedence: the lowest that matches decides a parcel's class."""
    found = get_object_or_404(Brand, code=brand)
    own = ProductMapping.objects.within(_actor(request).jurisdiction, Permission.REPORT_READ)
    seen = set(own.filter(brand=found).values_list("pk", flat=True))
    return [_mapping(m) for m in queries.mappings(found.pk, on=clock.today()) if m.pk in seen]


@router.post("/mappings", response={201: MappingOut}, summary="归类产品 Map a product to a class")
@requires(Permission.MAPPING_EDIT)
def map_product(request: HttpRequest, sent: MappingIn) -> Status[dict[str, Any]]:
    """Only a brand's headquarters maps its products."""
    facts = sent.dict()
    brand = get_object_or_404(Brand, code=facts.pop("brand"))
    return Status(201, _mapping(actions.map_product(brand=brand, **facts, by=_actor(request), now=clock.now())))


@router.get("/fields", response=list[FieldOut], summary="填报项 Fields added to the daily report")
@signed_in
def fields(request: HttpRequest) -> list[dict[str, Any]]:
    """Everywhere, by area."""
    return [_field(f) for f in ReportField.objects.order_by("area_id", "code")]


@router.post("/fields", response={201: FieldOut}, summary="增设填报项 Add a field")
@requires(Permission.REPORT_FIELD_EDIT)
def add_field(request: HttpRequest, sent: FieldIn) -> Status[dict[str, Any]]:
    """It appears at once in the form, here and in exports."""
    facts = sent.dict()
    name = Text(facts.pop("name_zh"), facts.pop("name_en"))
    return Status(201, _field(actions.add_report_field(**facts, name=name, by=_actor(request), now=clock.now())))


@router.post("/deadlines", response={201: int}, summary="规定时限 Set when reports are due")
@requires(Permission.REPORT_FIELD_EDIT)
def set_deadline(request: HttpRequest, sent: DeadlineIn) -> Status[int]:
    """Its id."""
    return Status(201, actions.set_report_deadline(**sent.dict(), by=_actor(request), now=clock.now()).pk)


@router.get("/rosters", response=list[RosterOut], summary="在册名录 Versions of the roster")
@requires(Permission.BOARD_READ)
def rosters(request: HttpRequest) -> list[dict[str, Any]]:
    """Every version; each rate names the one it uses."""
    names = [n for n in RosterOut.model_fields if n != "code"]
    return [{**{n: getattr(r, n) for n in names}, "code": str(r)} for r in Roster.objects.order_by("-valid_from")]


def _mapping(m: ProductMapping) -> dict[str, Any]:
    return {"product": m.product, "service_class": m.service_class_id, "precedence": m.precedence, "area": m.area_id,
            "valid_from": m.valid_from}  # fmt: skip


def _field(f: ReportField) -> dict[str, Any]:
    names = [n for n in FieldOut.model_fields if n != "area"]
    return {**{n: getattr(f, n) for n in names}, "area": f.area_id}
