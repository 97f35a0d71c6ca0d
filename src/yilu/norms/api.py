"""Norms, settings and the ledger over the API."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status

from yilu.core import clock
from yilu.core.gate import requires, signed_in
from yilu.core.permissions import Permission
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.norms import actions
from yilu.norms.models import Provision, Setting
from yilu.norms.queries import Force, facts_of, freshness, parameters
from yilu.norms.rules.kinds import Proof
from yilu.norms.rules.parameters import PARAMETERS
from yilu.territory.models import Area
from yilu.territory.views.asking import actor_of, area_or_404

router = Router(tags=["norms"])

Day = Annotated[dt.date, Field(ge=dt.date(2019, 12, 1), le=dt.date(2100, 12, 31))]
SiteId = Annotated[int, Field(ge=1, lt=2**31)]
MOST_LINES = 20_000  # of one request


class ProvisionOut(Schema):
    """A provision in force."""

    requirement: str
    name_zh: str
    name_en: str
    text_zh: str
    text_en: str
    effect: str
    kinds: list[str]
    tiers: list[str]
    posts: list[str]
    proofs: list[str]
    every_hours: int | None
    times_a_day: int | None
    days_ahead: int | None
    norm: str
    document: str
    clause: str
    area: str
    confidence: str
    source: str
    valid_from: dt.date
    valid_until: dt.date | None

    @classmethod
    def of(cls, p: Provision) -> "ProvisionOut":
        """As the table has it."""
        told: dict[str, Any] = {
            "requirement": p.requirement.code,
            "name_zh": p.requirement.name_zh,
            "name_en": p.requirement.name_en,
            "norm": p.norm.code,
            "document": p.norm.document,
            "source": p.norm.source,
            "area": p.area_id,
        }
        return cls(**{name: told[name] if name in told else getattr(p, name) for name in cls.model_fields})


class SettingOut(Schema):
    """A number as ordered over an area; `value` null: not set, and nothing may be computed from it."""

    key: str
    name_zh: str
    name_en: str
    unit: str
    value: Decimal | None
    area: str | None
    document: str | None
    valid_from: dt.date | None
    demonstration: bool

    @classmethod
    def of(cls, key: str, s: Setting | None) -> "SettingOut":
        """What is in force of one parameter."""
        p = PARAMETERS[key]
        return cls(
            key=key, name_zh=p.name.zh, name_en=p.name.en, unit=p.unit.en, value=s.value if s else None,
            area=s.area_id if s else None, document=s.document if s else None, valid_from=s.valid_from if s else None,
            demonstration=bool(s and s.demonstration),
        )  # fmt: skip


class SettingIn(Schema):
    """A number to order."""

    area: str
    key: str
    value: Decimal = Field(max_digits=10, decimal_places=2)
    document: str = Field(min_length=1, max_length=200)
    valid_from: Day
    valid_until: Day | None = None


class CellOut(Schema):
    """One requirement at one site."""

    requirement: str
    state: str
    at: dt.datetime | None
    due: dt.datetime | None
    clause: str | None


class LineIn(Schema):
    """A line for the ledger. No person is named in it."""

    site: SiteId
    requirement: str = Field(max_length=12)
    kind: Proof
    at: dt.datetime
    met: bool = True
    summary_zh: str = Field("", max_length=120)
    summary_en: str = Field("", max_length=160)
    digest: str = Field("", pattern="^([0-9a-f]{64})?$")


class LinesIn(Schema):
    """Lines for the ledger, of one's own sites."""

    lines: list[LineIn] = Field(max_length=MOST_LINES)


@router.get("/provisions", response=list[ProvisionOut], summary="What is in force in an area on a day")
@signed_in
def provisions(
    request: HttpRequest, area: str, day: Day | None = None, kind: str = "", tier: str = ""
) -> list[ProvisionOut]:
    """One for each requirement and case; kind and tier narrow it."""
    on = day or clock.today()
    place = area_or_404(area, on=on)
    force = Force(on).within(place.code, kinds=[kind] if kind else (), tiers=[tier] if tier else ())
    return [ProvisionOut.of(p) for p in force]


@router.get("/settings", response=list[SettingOut], summary="Numbers areas order, set or not")
@signed_in
def settings(request: HttpRequest, area: str, day: Day | None = None) -> list[SettingOut]:
    """Every parameter there is."""
    on = day or clock.today()
    in_force = parameters(area_or_404(area, on=on).code, on=on)
    return [SettingOut.of(key, in_force.get(key)) for key in PARAMETERS]


@router.post("/settings", response={201: SettingOut}, summary="Order a number for an area")
@requires(Permission.SETTING_SET)
def order(request: HttpRequest, told: SettingIn) -> Status[SettingOut]:
    """Under its document, from a day."""
    data = told.dict()
    area = get_object_or_404(Area, code=data.pop("area"))
    made = actions.set_parameter(area=area, **data, by=actor_of(request), now=clock.now())
    return Status(201, SettingOut.of(made.key, made))


@router.get("/sites/{site}", response=list[CellOut], summary="A site's evidence against what is in force there")
@requires(Permission.EVIDENCE_READ)
def site(request: HttpRequest, site: SiteId) -> list[CellOut]:
    """Fresh, stale, none, unmet or not applicable."""
    found = get_object_or_404(Site.objects.within(actor_of(request).jurisdiction, Permission.EVIDENCE_READ), pk=site)
    now = clock.now()
    return [
        CellOut(
            requirement=c.requirement.code, state=c.state, at=c.latest.at if c.latest else None, due=c.due,
            clause=c.provision.citation if c.provision else None,
        )
        for c in freshness(facts_of([found], on=now.date()), now=now)[found.pk]
    ]  # fmt: skip


@router.post("/evidence", response={201: dict[str, int]}, summary="Write lines in the ledger, all or none")
@requires(Permission.EVIDENCE_WRITE)
def record(request: HttpRequest, told: LinesIn) -> Status[dict[str, int]]:
    """A moment without a zone is China time."""
    rows = [
        actions.EvidenceRow(
            line.requirement, line.site, line.kind, line.at if line.at.tzinfo else line.at.replace(tzinfo=clock.ZONE),
            actions.BY_HAND, met=line.met, summary=Text(line.summary_zh, line.summary_en), digest=line.digest,
        )
        for line in told.lines
    ]  # fmt: skip
    return Status(201, {"recorded": actions.record_many(rows=rows, by=actor_of(request), now=clock.now())})
