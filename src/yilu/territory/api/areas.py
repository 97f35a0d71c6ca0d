"""Areas over the API."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.territory import queries
from yilu.territory.api.shapes import AreaOut, ChangeOut, Day
from yilu.territory.models import Area

router = Router()


class TilesOut(Schema):
    """A tile (column, row from the north-west) for each area."""

    tiles: dict[str, tuple[int, int]]


class OutlinesOut(Schema):
    """A GeoJSON FeatureCollection, and the note that must stand beside the map."""

    note_zh: str
    note_en: str
    collection: dict[str, Any]


def area_or_404(code: str, on: dt.date) -> Area:
    """The area of the code, whether it exists on the day or not."""
    found = queries.area(code, on=on)
    if found is None:
        raise Http404
    return found


@router.get("/{code}", response=AreaOut, summary="One area, under its name of the day")
@requires(Permission.BOARD_READ)
def one_area(request: HttpRequest, code: str, day: Day | None = None) -> AreaOut:
    """A division by its GB/T 2260 code."""
    return AreaOut.of(area_or_404(code, day or clock.today()))


@router.get("/{code}/children", response=list[AreaOut], summary="The areas directly below, as on the day")
@requires(Permission.BOARD_READ)
def below(request: HttpRequest, code: str, day: Day | None = None) -> list[AreaOut]:
    """Counties of no prefecture stand beside prefectures."""
    on = day or clock.today()
    area_or_404(code, on)
    return [AreaOut.of(a) for a in queries.children(code, on=on)]


@router.get("/{code}/changes", response=list[ChangeOut], summary="Dated changes of it and below it")
@requires(Permission.BOARD_READ)
def changes(request: HttpRequest, code: str) -> list[ChangeOut]:
    """Since the end of 2019, latest first."""
    area_or_404(code, clock.today())
    return [ChangeOut.of(c) for c in queries.changes_of(code)]


@router.get("/{code}/tiles", response=TilesOut, summary="A tile grid of the areas below")
@requires(Permission.BOARD_READ)
def tiles(request: HttpRequest, code: str, day: Day | None = None) -> TilesOut:
    """Laid out as they lie on the map."""
    on = day or clock.today()
    area_or_404(code, on)
    return TilesOut(tiles=queries.tile_layout([a.code for a in queries.children(code, on=on)]))


@router.get("/{code}/outlines", response=OutlinesOut, summary="Outlines of the areas below")
@requires(Permission.BOARD_READ)
def outlines(request: HttpRequest, code: str, day: Day | None = None) -> OutlinesOut:
    """Where outlines are loaded; the note tells whether the map was officially reviewed."""
    on = day or clock.today()
    area_or_404(code, on)
    collection, note = queries.outlines([a.code for a in queries.children(code, on=on)])
    return OutlinesOut(note_zh=note.zh, note_en=note.en, collection=collection)
