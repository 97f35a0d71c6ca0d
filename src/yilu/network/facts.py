"""What the actions of this room are given: plain rows, without the database."""

from dataclasses import dataclass
from datetime import datetime

from yilu.network.rules import SiteStatus


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site to be registered. It is never registered as open: that is for filings (or `seed_states`)."""

    brand_id: int
    enterprise_id: int
    code: str
    name: str
    kind: str  # Site.Kind
    county_id: str
    address: str = ""
    longitude: float | None = None  # degrees, CGCS2000
    latitude: float | None = None
    floor_area_m2: float | None = None
    normal_headcount: int = 0
    capacity_per_day: int = 0  # pieces
    park_id: int | None = None
    contact_name: str = ""
    contact_phone: str = ""
    status: str = SiteStatus.NOT_OPENED
    since: datetime | None = None  # of the status; None: the moment of registration
    cause: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class SeededState:
    """A step of a made-up history: the site is in `status` from `since`."""

    site_id: int
    status: str
    since: datetime
    cause: str = ""
    document: str = ""
