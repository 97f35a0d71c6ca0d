"""An area orders how many may arrive a day and how many isolation places there are; bookings past it are given back."""

import datetime as dt

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Invalid, reason
from yilu.core.text import Text
from yilu.messages.actions import send
from yilu.people.actions._room import give_room_back, held_days
from yilu.people.actions.cases import BY_ITSELF
from yilu.people.models import ArrivalDay, ArrivalOrder, Return
from yilu.people.rules.returns import State, why_not_limit
from yilu.tasks.queries import holder
from yilu.territory.models import Area

NOT_YOURS = reason("people.limit.not_yours", "您不能为该地区设定返岗限额。", "You do not order limits for this area.")
LOWERED = "限额调整，退回预约 · the limit was lowered"
TOLD = Text("返岗预约被退回，请另约日期", "Bookings of returns were given back: book other days")
DETAIL = Text("{document} 调整了到达限额或隔离床位。", "{document} changed the arrivals or the places.")


def order_arrivals(
    *,
    area: Area,
    first_day: dt.date,
    last_day: dt.date,
    arrivals: int | None,
    places: int | None,
    document: str,
    by: Actor,
    now: dt.datetime,
    demonstration: bool = False,
) -> ArrivalOrder:
    """The limits hold from the first to the last day, in place of earlier ones; what is None stays as it was.

    Where more is booked than may come, the latest bookings are given back, and those who made them are told.
    """
    with acting("people.arrivals.order", by=by, now=now, area=area.pk) as act:
        if not by.jurisdiction.may(Permission.ARRIVALS_ORDER, area=area.pk):
            raise Denied(NOT_YOURS)
        if why := why_not_limit(first=first_day, last=last_day, arrivals=arrivals, places=places, document=document):
            raise Invalid(*why)
        days = [first_day + dt.timedelta(days=n) for n in range((last_day - first_day).days + 1)]
        # Whoever books holds the return first and the days then: the same order here.
        list(Return.objects.in_area(area.pk).filter(state=State.BOOKED).order_by("pk").select_for_update())
        rows = held_days([area.pk], days)
        given_back = _make_room(area.pk, rows, arrivals, places)
        values = {"arrivals": arrivals, "places": places}
        ordered = {k: v for k, v in values.items() if v is not None}
        ArrivalDay.objects.filter(pk__in=[r.pk for r in rows]).update(document=document.strip()[:200], **ordered)
        order = ArrivalOrder.objects.create(
            area=area, first_day=first_day, last_day=last_day, document=document.strip()[:200], recorded_at=now,
            by=by.name[:80], demonstration=demonstration, **values,
        )  # fmt: skip
        _tell(given_back, order, now=now)
        act.on(order, area=area.pk)
        span = {"first": first_day.isoformat(), "last": last_day.isoformat()}
        act.changed(None, {**values, **span, "document": order.document, "given_back": len(given_back)})
    return order


def _make_room(area: str, rows: list[ArrivalDay], arrivals: int | None, places: int | None) -> list[Return]:
    """Give bookings back, the latest made first, until each day keeps to its limit."""
    given_back: list[Return] = []
    for row in rows:
        booked = Return.objects.in_area(area).filter(state=State.BOOKED).order_by("-pk")
        if arrivals is not None:
            given_back += _give_back(list(booked.filter(day=row.day)), _arriving(row) - arrivals)
        if places is not None:
            holding = [b for b in booked.filter(day__lte=row.day, isolation_days__gt=0) if _holds(b, row.day)]
            given_back += _give_back(holding, _isolated(row) - places)
    return given_back


def _arriving(row: ArrivalDay) -> int:
    row.refresh_from_db(fields=["arriving"])
    return row.arriving


def _isolated(row: ArrivalDay) -> int:
    row.refresh_from_db(fields=["isolated"])
    return row.isolated


def _holds(back: Return, day: dt.date) -> bool:
    return back.day is not None and back.day <= day < back.day + dt.timedelta(days=back.isolation_days)


TOO_MANY_HERE = reason(
    "people.limit.people_there",
    "低于已到达或在途人数，无法退回；请核对后重新设定。",
    "Fewer than have arrived or are on the way, who cannot be given back; order another number.",
)


def _give_back(candidates: list[Return], number: int) -> list[Return]:
    if number > len(candidates):
        raise Invalid(TOO_MANY_HERE)
    chosen = candidates[: max(0, number)]
    for back in chosen:
        give_room_back(back, since=dt.date.min)
        back.state, back.day, back.isolation_days, back.unbooked_because = State.PLANNED, None, 0, LOWERED
        back.version += 1
    Return.objects.bulk_update(chosen, ["state", "day", "isolation_days", "unbooked_because", "version"])
    return chosen


def _tell(given_back: list[Return], order: ArrivalOrder, *, now: dt.datetime) -> None:
    """The managers of the sites concerned."""
    sites = {b.site_id: b for b in given_back if b.site_id is not None}
    for back in sites.values():
        manager = holder("site_manager", area=back.county_id, site=back.site, brand=back.brand_id, on=now.date())
        if manager is not None:
            send(
                to=[manager.pk], title=TOLD, body=DETAIL.filled(document=order.document), link="/people/returns/",
                urgent=True, key=f"people.arrivals:{order.pk}:{back.site_id}", by=BY_ITSELF, now=now,
            )  # fmt: skip
