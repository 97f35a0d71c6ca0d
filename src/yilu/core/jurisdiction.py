"""Who may do what where: a set of grants over places, brands, branches, sites. Defined here, built only by `accounts`.

The GB/T 2260 code is itself the path down the tree (ADR 0002): 430104 lies in 4301 lies in 43. An area is a range of
codes, digits only, so that a range scan means the same under every database collation.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from yilu.core.permissions import Permission

NATION = "100000"


# GB/T 2260 (6 digits), GB/T 10114 townships (9), statistical villages (12).
CODE = re.compile(r"[1-9]\d{5}(\d{3}){0,2}", re.ASCII)


def is_code(code: str) -> bool:
    """Has it the form of a division code (6, 9 or 12 digits)?"""
    return CODE.fullmatch(code) is not None


def stem(code: str) -> str:
    """The part of a division code its descendants share: '' for the nation, '43', '4301', '430104', '430104001'.

    Raises `ValueError` on what is no code: an empty stem would mean the whole nation.
    """
    if not is_code(code):
        raise ValueError(f"not a division code: {code!r}")
    if code == NATION:
        return ""
    while code.endswith("000") and len(code) > 6:
        code = code[:-3]
    if len(code) > 6:
        return code
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def span(code: str) -> tuple[str, str]:
    """The lowest and highest code at or below `code` (deeper codes than six digits included)."""
    return stem(code) or "0", stem(code).ljust(12, "9")


def covers(above: str, below: str) -> bool:
    """Is `below` the area `above` or inside it? What lies nowhere (an empty code) lies in the nation alone."""
    return below.startswith(stem(above)) and (below != NATION or above == NATION)


def common_area(codes: Iterable[str]) -> str | None:
    """The smallest area that covers all of them; None of none."""
    given = list(codes)
    if not given:
        return None
    first = given[0]
    chain = [first, first[:6], first[:4] + "00", first[:2] + "0000"]
    return next((c for c in chain if all(covers(c, code) for code in given)), NATION)


@dataclass(frozen=True, slots=True)
class Grant:
    """Permissions over one area, narrowed to a brand, branches of it, one site, or oneself; None = not narrowed."""

    permissions: frozenset[Permission]
    area: str
    brand: int | None = None
    branches: frozenset[int] | None = None
    site: int | None = None
    person: int | None = None

    def __post_init__(self) -> None:
        stem(self.area)  # refuses an area that is none: its empty stem would reach over the nation

    def includes(self, other: "Grant") -> bool:
        """Does this grant give everything that `other` gives?"""
        return (
            other.permissions <= self.permissions
            and covers(self.area, other.area)
            and self.brand in (None, other.brand)
            and (self.branches is None or (other.branches is not None and other.branches <= self.branches))
            and self.site in (None, other.site)
            and self.person in (None, other.person)
        )


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Everything one person may see and do. Empty sees nothing."""

    grants: tuple[Grant, ...] = field(default=())

    def having(self, permission: Permission) -> "Jurisdiction":
        """The part of it that carries `permission`."""
        return Jurisdiction(tuple(g for g in self.grants if permission in g.permissions))

    def narrowed(self, permissions: frozenset[Permission]) -> "Jurisdiction":
        """The same places, with no more than these permissions."""
        return Jurisdiction(tuple(replace(g, permissions=g.permissions & permissions) for g in self.grants))

    def may(
        self,
        permission: Permission,
        *,
        area: str | None = None,
        brand: int | None = None,
        branch: int | None = None,
        site: int | None = None,
        person: int | None = None,
    ) -> bool:
        """Is `permission` held over the thing described? What is not given is not inside a grant narrowed by it.

        Without an area it asks whether the permission is held anywhere at all; then nothing else can be described.
        """
        if area is None and (brand, branch, site, person) != (None, None, None, None):
            raise ValueError("say in which area")
        return any(
            permission in g.permissions
            and (
                area is None
                or (
                    covers(g.area, area)
                    and (g.brand is None or g.brand == brand)
                    and (g.branches is None or branch in g.branches)
                    and (g.site is None or g.site == site)
                    and (g.person is None or g.person == person)
                )
            )
            for g in self.grants
        )

    def covers(self, wanted: Iterable[Grant]) -> bool:
        """Does one grant of this jurisdiction, each time, give all that each wanted grant gives?"""
        return all(any(mine.includes(g) for mine in self.grants) for g in wanted)

    def sees_sector(self, area: str) -> bool:
        """Does it see all brands there (a regulator), so that totals need no withholding?"""
        return self.may(Permission.SECTOR_READ, area=area)

    @property
    def areas(self) -> tuple[str, ...]:
        """The topmost areas it reaches, in order, without repeats."""
        codes = dict.fromkeys(g.area for g in self.grants)
        return tuple(c for c in codes if not any(o != c and covers(o, c) for o in codes))


NOWHERE = Jurisdiction()
EVERYWHERE = Jurisdiction((Grant(frozenset(Permission), NATION),))
