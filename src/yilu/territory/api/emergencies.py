"""Emergencies over the API."""

import datetime as dt

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.territory.actions import declare_emergency, end_emergency
from yilu.territory.api.areas import area_or_404
from yilu.territory.api.shapes import Day, EmergencyOut
from yilu.territory.models import Emergency
from yilu.territory.queries import emergencies_over, retention_clock
from yilu.territory.views.asking import actor_of

router = Router()


class DeclareIn(Schema):
    """An emergency to put in force."""

    area: str
    name_zh: str = Field(min_length=1, max_length=100)
    name_en: str = Field(min_length=1, max_length=100)
    began: Day
    response_level: str = Field(min_length=1, max_length=20)
    document: str = Field(min_length=1, max_length=200)


class EndIn(Schema):
    """The last day in force."""

    ended: Day


class ClockOut(Schema):
    """Whether collecting is open over an area, and since when the purge clock runs."""

    area: str
    collecting_open: bool
    in_force: EmergencyOut | None
    ended: dt.date | None
    days_since_end: int | None


@router.get("", response=list[EmergencyOut], summary="Emergencies over an area and those above it")
@requires(Permission.BOARD_READ)
def over(request: HttpRequest, area: str) -> list[EmergencyOut]:
    """In force and over, nearest first."""
    area_or_404(area, clock.today())
    return [EmergencyOut.of(e) for e in emergencies_over(area)]


@router.get("/clock/{area}", response=ClockOut, summary="What may be collected there, and the purge clock")
@requires(Permission.BOARD_READ)
def retention(request: HttpRequest, area: str, day: Day | None = None) -> ClockOut:
    """On a day, today if none is given."""
    on = day or clock.today()
    area_or_404(area, on)
    held = retention_clock(area, on=on)
    return ClockOut(
        area=area,
        collecting_open=held.collecting_open,
        in_force=EmergencyOut.of(held.in_force) if held.in_force else None,
        ended=held.ended,
        days_since_end=held.days_since_end(on=on),
    )


@router.post("", response=EmergencyOut, summary="Declare an emergency")
@requires(Permission.EMERGENCY_DECLARE)
def declare(request: HttpRequest, body: DeclareIn) -> EmergencyOut:
    """It opens what may be collected from its first day."""
    return EmergencyOut.of(declare_emergency(by=actor_of(request), now=clock.now(), **body.dict()))


@router.post("/{emergency_id}/end", response=EmergencyOut, summary="End an emergency")
@requires(Permission.EMERGENCY_DECLARE)
def end(request: HttpRequest, emergency_id: int, body: EndIn) -> EmergencyOut:
    """Its last day closes collecting and starts the purge clock."""
    found = get_object_or_404(Emergency, pk=emergency_id)
    ended = end_emergency(emergency=found, ended=body.ended, by=actor_of(request), now=clock.now())
    return EmergencyOut.of(ended)
