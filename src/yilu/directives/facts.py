"""Plain facts that actions take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yilu.accounts.models import User
from yilu.network.models import Brand, Enterprise


@dataclass(frozen=True, slots=True)
class Unit:
    """Who holds a directive: the regulator of an area, a brand's headquarters, a branch."""

    area: str
    brand: Brand | None = None
    enterprise: Enterprise | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A measure as a person confirms it. `area`, `brand`: narrowed to these; `owner`: of the own unit."""

    theme: str
    audiences: Sequence[str]
    post: str
    due: datetime | None = None
    area: str = ""
    brand: Brand | None = None
    owner: User | None = None
    wanted: str = ""
