"""The API of messages: one's own, how one is reached, and for the leader whom nobody reached."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires, signed_in
from yilu.core.permissions import Permission
from yilu.messages import actions, queries
from yilu.messages.models import Delivery
from yilu.messages.rules import Channel

router = Router(tags=["messages"])


class MessageOut(Schema):
    """A message of one's own, in both languages."""

    id: int
    title_zh: str
    title_en: str
    body_zh: str
    body_en: str
    link: str
    urgent: bool
    by: str
    sent_at: dt.datetime
    read_at: dt.datetime | None


class Marked(Schema):
    """How many messages were marked as read."""

    marked: int


class ChannelOut(Schema):
    """A channel one is reached by; its address is not told."""

    channel: str
    wanted: bool


class ChannelIn(Schema):
    """Where one is reached. `secret` left out: as it was."""

    wanted: bool = True
    address: str = Field(max_length=500, pattern=r"^[^\x00]*$")
    secret: str | None = Field(None, max_length=200, pattern=r"^[^\x00]*$")


class DeliveryOut(Schema):
    """A delivery that failed or may have."""

    id: int
    recipient: str
    channel: str
    state: str
    answer: str
    attempts: int
    urgent: bool
    changed_at: dt.datetime

    @staticmethod
    def resolve_recipient(row: Delivery) -> str:
        """The user name."""
        return row.message.recipient.username

    @staticmethod
    def resolve_urgent(row: Delivery) -> bool:
        """Was it urgent?"""
        return row.message.urgent


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get("", response=list[MessageOut])
@paginate
@signed_in
def mine(request: HttpRequest, unread: bool = False) -> Any:
    """The caller's messages, unread and urgent ones first."""
    rows = queries.own(_actor(request))
    return rows.filter(read_at=None) if unread else rows


@router.post("/{int:pk}/read", response={204: None})
@signed_in
def read(request: HttpRequest, pk: int) -> Status[None]:
    """Mark one as read."""
    actions.read(message=get_object_or_404(queries.own(_actor(request)), pk=pk), by=_actor(request), now=clock.now())
    return Status(204, None)


@router.post("/read-all", response=Marked)
@signed_in
def read_all(request: HttpRequest) -> dict[str, int]:
    """Mark all as read."""
    return {"marked": actions.read_all(by=_actor(request), now=clock.now())}


@router.get("/channels", response=list[ChannelOut])
@signed_in
def channels(request: HttpRequest) -> Any:
    """By which channels the caller is reached."""
    return list(queries.channels_of(_actor(request).user_id or 0).values())


@router.put("/channels/{channel}", response=ChannelOut)
@signed_in
def choose_channel(request: HttpRequest, channel: Channel, body: ChannelIn) -> Any:
    """Say where one is reached through a channel."""
    return actions.choose_channel(channel=channel, **body.dict(), by=_actor(request), now=clock.now())


@router.delete("/channels/{channel}", response={204: None})
@signed_in
def drop_channel(request: HttpRequest, channel: Channel) -> Status[None]:
    """Be reached through it no longer."""
    actions.drop_channel(channel=channel, by=_actor(request), now=clock.now())
    return Status(204, None)


@router.get("/outbox", response=list[DeliveryOut])
@paginate
@requires(Permission.OUTBOX_READ)
def outbox(request: HttpRequest) -> Any:
    """Deliveries that failed or may have."""
    return queries.not_reached(_actor(request), on=clock.now()).order_by("-changed_at", "-pk")


@router.post("/outbox/{int:pk}/again", response={204: None})
@requires(Permission.OUTBOX_READ)
def try_again(request: HttpRequest, pk: int) -> Status[None]:
    """Send one of them again; an unsure one may arrive twice."""
    found = get_object_or_404(queries.not_reached(_actor(request), on=clock.now()), pk=pk)
    actions.try_again(delivery=found, by=_actor(request), now=clock.now())
    return Status(204, None)
