"""Searching the record within a jurisdiction, and how the chain stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from yilu.audit.actions import CHECK
from yilu.audit.models import Act, Seal
from yilu.audit.verification import head
from yilu.audit.words import verbs_like
from yilu.core.clock import end_of, start_of
from yilu.core.jurisdiction import Jurisdiction, is_code, stem
from yilu.core.permissions import Permission
from yilu.core.scope import ScopedQuerySet, scope_q

# What a search may name, all as texts; days as YYYY-MM-DD, a subject as `kind`, `number` or `kind:number`.
ASKED = ("who", "what", "subject", "area", "first", "last", "outcome")

PROVINCE = 2  # digits of a province's stem; the nation has none


@dataclass(frozen=True, slots=True)
class ChainStanding:
    """The last seal, how many acts wait for the next, and the last check on record."""

    head: Seal | None
    unsealed: int
    checked: Act | None

    @property
    def was_intact(self) -> bool | None:
        """What the last check found; None if there was none."""
        if self.checked is None:
            return None
        return not (self.checked.after or {}).get("findings")


def chain_standing() -> ChainStanding:
    """How the chain stands now."""
    checked = Act.objects.filter(verb=CHECK, outcome=Act.Outcome.DONE).order_by("-id").first()
    return ChainStanding(head(), Act.objects.filter(seal_id=None).count(), checked)


def _within(jurisdiction: Jurisdiction) -> ScopedQuerySet[Act]:
    """The acts one may read. Wide jurisdictions walk the index of time, narrow ones the index of areas.

    SQLite keeps no statistics of ranges: it would take the area's index even for a whole province, and sort it all.
    """
    mine = jurisdiction.having(Permission.AUDIT_READ)
    wide = any(len(stem(g.area)) <= PROVINCE for g in mine.grants)
    if not wide or connection.vendor != "sqlite":
        return Act.objects.within(jurisdiction, Permission.AUDIT_READ)
    place = Concat(F("area"), Value(""))  # the same text, but no index answers it
    rows: Any = Act.objects.alias(place=place)  # an alias changes the type only in the stubs
    found: ScopedQuerySet[Act] = rows.filter(scope_q(mine, replace(Act.access, area="place")))
    return found


def acts(jurisdiction: Jurisdiction, asked: Mapping[str, str]) -> QuerySet[Act]:
    """The acts one may read, narrowed by what is `ASKED`. What cannot be understood finds nothing."""
    rows = _within(jurisdiction)
    wanted = {k: v for k in ASKED if (v := asked.get(k, "").replace("\x00", "").strip())}
    try:
        first = start_of(date.fromisoformat(wanted["first"])) if "first" in wanted else None
        last = end_of(date.fromisoformat(wanted["last"])) if "last" in wanted else None
    except (ValueError, OverflowError):
        return rows.none()
    if "area" in wanted:
        rows = rows.in_area(wanted["area"]) if is_code(wanted["area"]) else rows.none()
    if "who" in wanted:
        rows = rows.filter(actor__icontains=wanted["who"])
    if "what" in wanted:
        rows = rows.filter(Q(verb__in=verbs_like(wanted["what"])) | Q(verb__icontains=wanted["what"]))
    if "subject" in wanted:
        kind, _, key = wanted["subject"].partition(":")
        about = Q(subject_type__icontains=kind)
        rows = rows.filter(about & Q(subject_id=key) if key else about | Q(subject_id=kind))
    if "outcome" in wanted:
        rows = rows.filter(outcome=wanted["outcome"])
    if first is not None:
        rows = rows.filter(at__gte=first)
    if last is not None:
        rows = rows.filter(at__lt=last)
    return rows


def refused_on(day: date, jurisdiction: Jurisdiction) -> int:
    """How many acts were refused on the day, of those one may read."""
    wanted = {"first": day.isoformat(), "last": day.isoformat(), "outcome": Act.Outcome.REFUSED.value}
    return acts(jurisdiction, wanted).count()
