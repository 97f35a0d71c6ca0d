"""Load reference data; map products; add fields; set deadlines."""

import datetime as dt

from yilu.core.actor import Actor
from yilu.core.text import Text
from yilu.network.models import Brand
from yilu.operations.models import ProductMapping, ReportDeadline, ReportField


def load_reference(*, by: Actor, now: dt.datetime) -> int:
    """Load classes, wordings and stage targets; running it again changes nothing. How many rows changed."""
    raise NotImplementedError


def map_product(
    *,
    brand: Brand,
    product: str,
    service_class: str | None,
    precedence: int,
    valid_from: dt.date,
    by: Actor,
    now: dt.datetime,
    area: str = "100000",
) -> ProductMapping:
    """Put a brand's product into a class from a day on, in an area (None: take it out of all classes)."""
    raise NotImplementedError


def add_report_field(
    *,
    area: str,
    code: str,
    name: Text,
    kind: str,
    document: str,
    valid_from: dt.date,
    by: Actor,
    now: dt.datetime,
    valid_until: dt.date | None = None,
) -> ReportField:
    """Add a field to the daily report of an area, on a document's word."""
    raise NotImplementedError


def set_report_deadline(
    *, area: str, hours: int, document: str, valid_from: dt.date, by: Actor, now: dt.datetime
) -> ReportDeadline:
    """Set when a day's report is due in an area: hours after 0:00 of the day reported on."""
    raise NotImplementedError
