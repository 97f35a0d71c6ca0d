"""What requests ask for, made into what the queries take."""

import datetime as dt
from typing import Annotated

from django.http import Http404
from ninja import Field

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.reasons import Invalid, reason
from yilu.operations.queries import PUBLISHED, Lens, lens_of
from yilu.operations.rules.reports import EARLIEST
from yilu.territory.models import Area

LONGEST = 400  # days of a trend

Day = Annotated[dt.date, Field(ge=EARLIEST, le=dt.date(2100, 12, 31))]
SiteId = Annotated[int, Field(ge=1, lt=2**31)]


def place(code: str) -> Area:
    """The area, or 404."""
    found = Area.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def lens_for(actor: Actor, code: str, wanted: str) -> Lens:
    """The fullest lens of the caller; `published` for the sector as released."""
    return PUBLISHED if wanted == PUBLISHED.kind.value else lens_of(actor, code)


def in_china(moment: dt.datetime | None) -> dt.datetime | None:
    """A moment without a zone is China time."""
    return moment.replace(tzinfo=clock.ZONE) if moment is not None and moment.tzinfo is None else moment


def check_span(first: dt.date, last: dt.date) -> None:
    """A trend has an end after its beginning, and an end."""
    if not 0 <= (last - first).days <= LONGEST:
        raise Invalid(
            reason(
                "operations.api.span",
                f"起止日期颠倒或超过{LONGEST}天。",
                f"The days are reversed or more than {LONGEST}.",
            )
        )
