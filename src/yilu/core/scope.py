"""Default deny on rows: every model says how it lies in the world, and `within` narrows a query to a jurisdiction.

A model declares `access: ClassVar = Scoped(...)`, `Reference()` or `Internal()`; a contract test refuses one without.
"""

from dataclasses import dataclass
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from yilu.core.jurisdiction import NATION, Grant, Jurisdiction, is_code, span
from yilu.core.permissions import Permission


@dataclass(frozen=True, slots=True)
class Scoped:
    """Rows belong to a place: lookups that lead to its area code, brand, branch, site, person.

    A grant narrowed by something the model has no lookup for sees none of its rows.
    """

    area: str
    brand: str | None = None
    branch: str | None = None
    site: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Everybody signed in may read every row (places, service classes, published tiers)."""


@dataclass(frozen=True, slots=True)
class Internal:
    """Nobody reads rows directly; the product itself does (rollups, queues, seals), behind its own checks."""


Access = Scoped | Reference | Internal

M = TypeVar("M", bound=models.Model)

# Matches no row. An empty Q() would match every row, so a person with no grant would see everything.
NOTHING = Q(pk__in=[])


def _grant_q(grant: Grant, scope: Scoped) -> Q:
    q = Q()
    narrowed = (
        (grant.brand, scope.brand, ""),
        (grant.branches, scope.branch, "__in"),
        (grant.site, scope.site, ""),
        (grant.person, scope.person, ""),
    )
    for value, lookup, how in narrowed:
        if value is None:
            continue
        if lookup is None:
            return NOTHING
        q &= Q(**{lookup + how: value})
    if grant.area == NATION:
        return q if q else ~NOTHING
    low, high = span(grant.area)
    return q & Q(**{f"{scope.area}__gte": low, f"{scope.area}__lte": high})


def scope_q(jurisdiction: Jurisdiction, scope: Scoped) -> Q:
    """The rows of a scoped model that lie within the jurisdiction."""
    q = NOTHING
    for grant in jurisdiction.grants:
        q |= _grant_q(grant, scope)
    return q


class ScopedQuerySet(models.QuerySet[M]):
    """Query words every scoped model has."""

    def within(self, jurisdiction: Jurisdiction, permission: Permission) -> Self:
        """Only rows over which the jurisdiction holds `permission`."""
        access: Access = self.model.access  # type: ignore[attr-defined]
        if not isinstance(access, Scoped):
            raise TypeError(f"{self.model.__name__} is not bound to places")
        return self.filter(scope_q(jurisdiction.having(permission), access))

    def in_area(self, code: str) -> Self:
        """Only rows at or below the area."""
        access: Access = self.model.access  # type: ignore[attr-defined]
        if not isinstance(access, Scoped):
            raise TypeError(f"{self.model.__name__} is not bound to places")
        if code == NATION:
            return self
        if not is_code(code):
            return self.none()
        low, high = span(code)
        return self.filter(**{f"{access.area}__gte": low, f"{access.area}__lte": high})
