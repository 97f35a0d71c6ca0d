"""Who may do what where: a set of grants over places, brands, branches, sites. Defined here, built only by `accounts`.

The GB/T 2260 code is itself the path down the tree (ADR 0002): 430104 lies in 4301 lies in 43. An area is a range of
codes, digits only, so that a range scan means the same under every database collation.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from yilu.core.permissions import Permission

NATION = "100000"


def stem(code: str) -> str:
    """The part of a division code its descendants share: '' for the nation, '43', '4301', '430104'."""
    if code == NATION:
        return ""
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def span(code: str) -> tuple[str, str]:
    """The lowest and highest code at or below `code` (deeper codes than six digits included)."""
    return stem(code) or "0", stem(code).ljust(12, "9")


def covers(above: str, below: str) -> bool:
    """Is `below` the area `above` or inside it?"""
    return below.startswith(stem(above)) and (below != NATION or above == NATION)


@dataclass(frozen=True, slots=True)
class Grant:
    """Permissions over one area, narrowed to a brand, branches of it, one site, or oneself; None = not narrowed."""

    permissions: frozenset[Permission]
    area: str
    brand: int | None = None
    branches: frozenset[int] | None = None
    site: int | None = None
    person: int | None = None

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

        Without an area it asks whether the permission is held anywhere at all.
        """
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

    @property
    def whole_sector(self) -> bool:
        """Does it hold any grant over all brands (a regulator's), so that sector totals need no withholding there?"""
        return any(
            g.brand is None and g.person is None and Permission.SECTOR_READ in g.permissions for g in self.grants
        )

    @property
    def areas(self) -> tuple[str, ...]:
        """The topmost areas it reaches, in order, without repeats."""
        codes = dict.fromkeys(g.area for g in self.grants)
        return tuple(c for c in codes if not any(o != c and covers(o, c) for o in codes))


NOWHERE = Jurisdiction()
EVERYWHERE = Jurisdiction((Grant(frozenset(Permission), NATION),))
