"""Where the numbers of a board lead: the records beneath them, filtered the same way."""

import datetime as dt
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from yilu.desk.board.picture import Board


def _address(name: str, **query: object) -> str:
    told = {k: v for k, v in query.items() if v not in (None, "")}
    place = _place(name)
    return f"{place}?{urlencode(told)}" if told else place


@lru_cache(maxsize=32)
def _place(name: str) -> str:
    return reverse(name)


def board(code: str, **query: object) -> str:
    """The board of an area."""
    told = tuple((k, str(v)) for k, v in query.items() if v not in (None, ""))
    return _beginning() + f"{code}/" + _ending(told)


@lru_cache(maxsize=1)
def _beginning() -> str:
    return reverse("desk:board", args=["-"]).removesuffix("-/")


@lru_cache(maxsize=256)
def _ending(told: tuple[tuple[str, str], ...]) -> str:
    """A board holds hundreds of addresses that differ in their place only."""
    return f"?{urlencode(told)}" if told else ""


def reports(area: str, day: dt.date, show: str = "") -> str:
    """The daily reports of an area and day: all, or `reported`, `missing`, `late`, `flagged`, `blocked`."""
    return _address("operations:reports", area=area, day=day.isoformat(), show=show)


def morning(area: str, day: dt.date) -> str:
    """Who of an area has checked in on a day."""
    return _address("people:coverage", area=area, day=day.isoformat())


def site(pk: int) -> str:
    """A site's own page: where drilling down ends."""
    return reverse("network:site", args=[pk])


def same_view(shown: Board, *, day: dt.date | None = None) -> dict[str, str]:
    """What an address must carry so that another area is seen the same way."""
    query = {"day": (day or shown.day).isoformat(), "since": shown.since.isoformat()}
    if shown.known_at is not None:
        query["known_at"] = shown.known_at.strftime("%Y-%m-%dT%H:%M")
    if len(shown.lenses) > 1:
        query["lens"] = shown.lens.kind.value
    return query


def records(shown: Board) -> dict[str, str]:
    """The lists beneath the figures of a board, by what they hold."""
    area, day = shown.area.code, shown.day.isoformat()
    return {
        "list": _address("operations:reports"),
        "expected": reports(area, shown.day),
        **{show: reports(area, shown.day, show) for show in ("reported", "missing", "late", "flagged", "blocked")},
        "sites": _address("network:sites", area=area),
        "open": _address("network:sites", area=area, status="open"),
        "enterprises": _address("network:enterprises", area=area),
        "tiers": _address("territory:tiers", area=area, date=day),
        "cases": _address("territory:cases", area=area, day=day),
        "morning": morning(area, shown.day),
        "health": _address("people:cases", area=area),
        "gaps": _address("people:gaps", area=area),
        "supplies": reverse("supplies:area", args=[area]),
        "unprotected": _address("supplies:short", area=area),
    }
