"""The morning on a board: how many of those due have checked in, how many are not well, how many cases are open."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.db.models.functions import Substr

from yilu.core.actor import Actor
from yilu.core.clock import end_of
from yilu.core.jurisdiction import NATION, Jurisdiction, stem
from yilu.core.permissions import Permission
from yilu.core.remembered import remembered
from yilu.people.models import CoverageCell, HealthCase, MorningCheck, Worker
from yilu.people.queries.coverage import SMALL


@dataclass(frozen=True, slots=True)
class Morning:
    """One area's morning, as far as the reader sees it. The denominator is the register of workers of that day."""

    day: dt.date
    due: int
    reported: int
    abnormal: int
    open_cases: int | None  # None: not this reader's to know

    @property
    def missing(self) -> int:
        """Who has not checked in."""
        return max(0, self.due - self.reported)

    @property
    def rate(self) -> float | None:
        """The share of those due that has checked in; None where nobody is due."""
        return min(1.0, self.reported / self.due) if self.due else None

    @property
    def told_abnormal(self) -> int | None:
        """How many are not well; None where so few would give away who."""
        return None if 0 < self.abnormal < SMALL else self.abnormal


Sums = tuple[int, ...]  # due, reported, not well


def mornings(actor: Actor, area: str, below: Sequence[str], *, day: dt.date) -> dict[str, Morning]:
    """The area's morning and that of each area below it, by code; where nobody of the reader's is due, absent.

    Asked of the database once in half a minute for each kind of reader: two small questions.
    """
    may = actor.jurisdiction
    if not may.may(Permission.CHECK_READ):
        return {}
    return remembered(f"mornings:{_reader(may)}:{area}:{day}", lambda: _read(may, area, below, day))


def _reader(may: Jurisdiction) -> str:
    """Equal for readers who see the same."""
    asked = (Permission.CHECK_READ, Permission.CASE_READ)
    seen = [(*(p in g.permissions for p in asked), g.area, g.brand, g.branches and sorted(g.branches), g.site, g.person)
            for g in may.grants]  # fmt: skip
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def _read(may: Jurisdiction, area: str, below: Sequence[str], day: dt.date) -> dict[str, Morning]:
    """Nobody's row lies in two of the areas below."""
    one_site = all(g.site is not None for g in may.having(Permission.CHECK_READ).grants)
    sums = _of_site(may, area, day) if one_site else _of_cells(may, area, day)
    if not sums:
        return {}
    holder = {stem(code): code for code in below}
    grouped: dict[str, list[Sums]] = {area: list(sums.values())}
    for key, told in sums.items():
        code = holder.get(key) or holder.get(key[:4]) or holder.get(key[:2])
        if code is not None:
            grouped.setdefault(code, []).append(told)
    cases = _open_cases(may, area, day) if may.may(Permission.CASE_READ) else None
    found = {}
    for code, parts in grouped.items():
        due, reported, abnormal = (sum(column) for column in zip(*parts, strict=True))
        found[code] = Morning(day, due, reported, abnormal, cases if code == area else None)
    return found


def _of_cells(may: Jurisdiction, area: str, day: dt.date) -> dict[str, Sums]:
    """By province under the nation, else by county: municipalities' counties have no prefecture between."""
    cells = CoverageCell.objects.within(may, Permission.CHECK_READ).in_area(area).filter(day=day).order_by()
    rows = cells.annotate(key=Substr("county_id", 1, 2 if area == NATION else 6)).values_list("key")
    return {key: tuple(told) for key, *told in rows.annotate(Sum("due"), Sum("reported"), Sum("abnormal"))}


def _of_site(may: Jurisdiction, area: str, day: dt.date) -> dict[str, Sums]:
    """Of who reads one site: counters hold no sites, so its people are counted."""
    people = Worker.objects.due_on(day).within(may, Permission.CHECK_READ).in_area(area).order_by()
    checks = MorningCheck.objects.filter(day=day, worker_id__in=people.values("pk")).order_by()
    told = checks.aggregate(n=Count("worker_id"), bad=Count("worker_id", filter=Q(is_normal=False)))
    due = people.values_list("county_id").annotate(n=Count("pk"))
    return {county: (n, told["n"], told["bad"]) for county, n in due}


def _open_cases(may: Jurisdiction, area: str, day: dt.date) -> int:
    """Cases open at the end of the day, or now."""
    over = end_of(day)
    standing = HealthCase.objects.filter(Q(closed_at=None) | Q(closed_at__gte=over), opened_at__lt=over)
    return standing.within(may, Permission.CASE_READ).in_area(area).count()
