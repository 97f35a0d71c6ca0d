"""The API of supplies: stock and protection, every act on a stock, transfers. Same queries, same actions."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Reason
from yilu.core.shapes import ReasonOut
from yilu.network.models import Site
from yilu.operations.queries import lens_of
from yilu.supplies import actions, queries
from yilu.supplies.models import Item, Place, Transfer
from yilu.supplies.queries.area import stock_of
from yilu.supplies.rules.movements import NO_EXPIRY
from yilu.territory.queries import area as area_of

router = Router(tags=["supplies"])
Code = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,20}$", description="code of an item")]
Words = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=200)]
Lot = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=40)]
Pieces = Annotated[int, Field(ge=0, le=100_000_000)]
Number = Annotated[int, Field(ge=1, lt=2**62)]
Kind = Literal["sites", "depots"]


class ItemOut(Schema):
    """An item; amounts are in pieces throughout."""

    code: str
    line: str = Field(description="the line of the daily report it is counted under")
    name_zh: str
    name_en: str
    unit_zh: str
    unit_en: str
    pack: int = Field(description="pieces in a pack")


class ItemStockOut(Schema):
    """One item in an area, or at a place."""

    item: str
    at_sites: int
    in_depots: int
    expired: int
    coming: int


class ProtectionOut(Schema):
    """How far masks reach; `days` is null where no number a person and day is ordered."""

    sites: int
    short_sites: int
    people: int
    unprotected: int
    masks: int
    coming: int
    days: float | None
    reckoned_at: dt.datetime | None


class AreaOut(Schema):
    """An area's stock and protection as the caller may see it."""

    area: str
    protection: ProtectionOut | None
    why_unknown: ReasonOut | None
    stock: list[ItemStockOut]


class ShortOut(Schema):
    """A site short of protection."""

    site_id: int
    area: str = Field(alias="county_id")
    people: int
    unprotected: int
    masks: int
    coming: int
    days: float | None


class LotOut(Schema):
    """What lies at a place of one lot."""

    item: str = Field(alias="item.code")
    lot: str
    expires_on: dt.date | None = Field(alias="expiry")
    pieces: int


class TransferOut(Schema):
    """A transfer between two places of stock."""

    id: int
    state: str
    item: str = Field(alias="item.code")
    pieces: int
    source: str = Field(alias="source.name")
    target: str = Field(alias="target.name")
    target_site_id: int | None = Field(alias="target.site_id")
    due: dt.datetime | None
    received: int | None
    cause: str


class Receipt(Schema):
    """Pieces that came in; `sure` once what looks like packs taken for pieces was checked."""

    item: Code
    pieces: Pieces
    channel: Literal["headquarters", "purchase", "government", "donation"]
    lot: Lot = ""
    expires_on: dt.date | None = None
    cause: Words = ""
    sure: bool = False


class Issue(Schema):
    """So many to each of these workers of the site."""

    item: Code
    each: Pieces
    workers: Annotated[list[Number], Field(max_length=5000)]


class Used(Schema):
    """Pieces used up."""

    item: Code
    pieces: Pieces
    cause: Words = ""


class Counted(Schema):
    """A count of all lots of an item; a difference needs its cause, or was used up."""

    item: Code
    counted: Pieces
    cause: Words = ""
    used_up: bool = False
    sure: bool = False


class NewTransfer(Schema):
    """What to send where: to a site or a depot."""

    item: Code
    pieces: Pieces
    to: Kind
    target: Number


class Sent(Schema):
    """Transfers to send on their way, and by when they should arrive."""

    transfers: Annotated[list[Number], Field(min_length=1, max_length=20_000)]
    due: dt.datetime


class Arrived(Schema):
    """What arrived of a transfer."""

    received: Pieces
    cause: Words = ""


class Cause(Schema):
    """Why."""

    cause: Words


class Done(Schema):
    """What an act changed, in pieces."""

    pieces: int


def _at(request: HttpRequest, kind: str, pk: int) -> Place | Site:
    """The site or depot, if the caller may see it."""
    actor = request.actor  # type: ignore[attr-defined]
    if kind == "depots":
        return get_object_or_404(queries.depots(actor), pk=pk)
    return get_object_or_404(Site.objects.within(actor.jurisdiction, Permission.SUPPLY_READ), pk=pk)


def _place(request: HttpRequest, kind: str, pk: int) -> Place:
    """The same as a place of stock; 404 where nothing was ever kept."""
    found = _at(request, kind, pk)
    return get_object_or_404(Place, site=found) if isinstance(found, Site) else found


def _item(code: str) -> Item:
    return get_object_or_404(Item, code=code)


@router.get("/items", response=list[ItemOut], summary="The list of items")
@requires(Permission.SUPPLY_READ)
def items(request: HttpRequest) -> Any:
    """Every item, in its order."""
    return Item.objects.all()


@router.get("/areas/{str:code}", response=AreaOut, summary="An area's stock and protection")
@requires(Permission.SUPPLY_READ)
def area(request: HttpRequest, code: str) -> Any:
    """As the caller may see it: the sector, the own brand, own branches, the own site."""
    if area_of(code) is None:
        raise Http404
    actor, today = request.actor, clock.today()  # type: ignore[attr-defined]
    told = queries.protection_of(actor, [code])[code]
    why = told if isinstance(told, Reason) else None
    stock = stock_of(lens_of(actor, code), code, on=today)
    return {
        "area": code,
        "protection": None if why else told,
        "why_unknown": ReasonOut.of(why) if why else None,
        "stock": [{**_columns(s), "item": s.item.code} for s in stock],
    }


def _columns(row: Any) -> dict[str, int]:
    return {name: getattr(row, name) for name in ("at_sites", "in_depots", "expired", "coming")}


@router.get("/short", response=list[ShortOut], summary="Sites short of protection, the worst first")
@requires(Permission.SUPPLY_READ)
@paginate
def short(request: HttpRequest) -> Any:
    """Somebody unprotected, or fewer days than ordered."""
    return queries.short_sites(request.actor)  # type: ignore[attr-defined]


@router.post("/short/{int:site}/task", response=Done, summary="Give a short site's manager the task")
@requires(Permission.TASK_ASSIGN)
def ask(request: HttpRequest, site: int) -> Any:
    """Once a day."""
    sites = Site.objects.within(request.actor.jurisdiction, Permission.SUPPLY_READ)  # type: ignore[attr-defined]
    found = get_object_or_404(sites.select_related("enterprise"), pk=site)
    actions.ask_for_protection(site=found, by=request.actor, now=clock.now())  # type: ignore[attr-defined]
    return {"pieces": 0}


@router.get("/transfers", response=list[TransferOut], summary="Transfers from and to where the caller looks")
@requires(Permission.SUPPLY_READ)
@paginate
def transfers(request: HttpRequest, state: Literal["planned", "sent", "received", "cancelled", ""] = "") -> Any:
    """Latest first."""
    rows = queries.transfers(request.actor)  # type: ignore[attr-defined]
    return rows.filter(state=state) if state else rows


@router.post("/transfers/{int:pk}/receive", response=TransferOut, summary="Receive a transfer")
@requires(Permission.SUPPLY_KEEP)
def arrive(request: HttpRequest, pk: int, given: Arrived) -> Transfer:
    """Once; what did not arrive needs its cause."""
    by = request.actor  # type: ignore[attr-defined]
    found = get_object_or_404(queries.transfers(by), pk=pk)
    return actions.receive_transfer(transfer=found, **given.dict(), by=by, now=clock.now())


@router.post("/transfers/{int:pk}/cancel", response=TransferOut, summary="Cancel a transfer")
@requires(Permission.SUPPLY_SHIP)
def cancel(request: HttpRequest, pk: int, given: Cause) -> Transfer:
    """What was sent comes back."""
    by = request.actor  # type: ignore[attr-defined]
    found = get_object_or_404(queries.transfers(by), pk=pk)
    return actions.cancel_transfer(transfer=found, cause=given.cause, by=by, now=clock.now())


@router.get("/{kind}/{int:pk}", response=list[LotOut], summary="What lies at a site or in a depot, lot by lot")
@requires(Permission.SUPPLY_READ)
def stock(request: HttpRequest, kind: Kind, pk: int) -> Any:
    """Lots with something left."""
    rows = _place(request, kind, pk).stock.filter(pieces__gt=0)
    return rows.select_related("item").order_by("item__order", "expires_on")


@router.post("/{kind}/{int:pk}/receipts", response=Done, summary="Receive supplies")
@requires(Permission.SUPPLY_KEEP)
def receive(request: HttpRequest, kind: Kind, pk: int, given: Receipt) -> Any:
    """By one of the four channels."""
    values = given.dict() | {"item": _item(given.item), "expires_on": given.expires_on or NO_EXPIRY}
    by = request.actor  # type: ignore[attr-defined]
    actions.receive(place=_at(request, kind, pk), **values, by=by, now=clock.now())
    return {"pieces": given.pieces}


@router.post("/sites/{int:pk}/issues", response=Done, summary="Issue supplies to people")
@requires(Permission.SUPPLY_KEEP)
def issue(request: HttpRequest, pk: int, given: Issue) -> Any:
    """To workers of the site."""
    place, by = _place(request, "sites", pk), request.actor  # type: ignore[attr-defined]
    total = actions.issue(
        place=place, item=_item(given.item), workers=given.workers, each=given.each, by=by, now=clock.now()
    )
    return {"pieces": -total}


@router.post("/{kind}/{int:pk}/uses", response=Done, summary="Record supplies as used")
@requires(Permission.SUPPLY_KEEP)
def use(request: HttpRequest, kind: Kind, pk: int, given: Used) -> Any:
    """What expires first is used first."""
    place, by = _place(request, kind, pk), request.actor  # type: ignore[attr-defined]
    actions.use(place=place, item=_item(given.item), pieces=given.pieces, cause=given.cause, by=by, now=clock.now())
    return {"pieces": -given.pieces}


@router.post("/{kind}/{int:pk}/counts", response=Done, summary="Count an item")
@requires(Permission.SUPPLY_KEEP)
def count(request: HttpRequest, kind: Kind, pk: int, given: Counted) -> Any:
    """The difference becomes a line of the ledger."""
    values = given.dict() | {"item": _item(given.item)}
    by = request.actor  # type: ignore[attr-defined]
    return {"pieces": actions.count(place=_at(request, kind, pk), **values, by=by, now=clock.now())}


@router.post("/{kind}/{int:pk}/transfers", response=TransferOut, summary="Plan a transfer")
@requires(Permission.SUPPLY_SHIP)
def plan(request: HttpRequest, kind: Kind, pk: int, given: NewTransfer) -> Transfer:
    """To be sent next."""
    source, target = _place(request, kind, pk), _at(request, given.to, given.target)
    by, item = request.actor, _item(given.item)  # type: ignore[attr-defined]
    return actions.plan_transfer(source=source, target=target, item=item, pieces=given.pieces, by=by, now=clock.now())


@router.post("/{kind}/{int:pk}/sent", response=Done, summary="Send planned transfers on their way")
@requires(Permission.SUPPLY_SHIP)
def send(request: HttpRequest, kind: Kind, pk: int, given: Sent) -> Any:
    """All or none."""
    if given.due.tzinfo is None:
        given.due = given.due.replace(tzinfo=clock.ZONE)
    source, by = _place(request, kind, pk), request.actor  # type: ignore[attr-defined]
    return {"pieces": actions.send(source=source, transfers=given.transfers, due=given.due, by=by, now=clock.now())}
