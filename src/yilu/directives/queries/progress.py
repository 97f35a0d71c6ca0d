"""How far a directive got: who was sent it, who signed, what of its tasks is done or late, by level and by area."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION, covers
from yilu.core.permissions import Permission
from yilu.core.scope import ScopedQuerySet
from yilu.directives.models import Directive, Measure, Receipt
from yilu.directives.parsing.themes import Audience
from yilu.directives.queries.tree import tree_of
from yilu.directives.queries.units import AREA_LEVELS, level_of
from yilu.directives.rules import POSTS
from yilu.tasks.models import Task, TaskQuerySet

KIND = "directives.measure"
_AUDIENCE_OF_POST = {post: audience for audience, post in POSTS.items()}


@dataclass(slots=True)
class Progress:
    """How far one group got. `key`: an audience, or the code of an area."""

    key: str
    sent: int = 0
    signed: int = 0
    tasks: int = 0  # not counting cancelled ones
    done: int = 0
    late: int = 0

    def add(self, other: "Progress") -> None:
        """Count another's in."""
        for name in ("sent", "signed", "tasks", "done", "late"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def measures_in(directive: Directive) -> list[int]:
    """The confirmed measures of a directive and of what was passed down from it."""
    rows = Measure.objects.filter(directive__in=tree_of(directive), state=Measure.State.CONFIRMED)
    return list(rows.order_by().values_list("pk", flat=True))


def tasks_of(measures: Iterable[int], *, actor: Actor) -> TaskQuerySet:
    """The tasks that arose from these measures, as far as the actor may see them."""
    return Task.objects.seen_by(actor).filter(origin__in=[f"{KIND}:{pk}" for pk in measures])


def receipts_of(directive: Directive, *, actor: Actor) -> ScopedQuerySet[Receipt]:
    """Whom it, and what was passed down from it, was sent to, as far as the actor may see them."""
    seen: ScopedQuerySet[Receipt] = Receipt.objects.within(actor.jurisdiction, Permission.DIRECTIVE_READ)
    return seen.filter(directive__in=tree_of(directive))


def tasks_at(rows: TaskQuerySet, level: str) -> TaskQuerySet:
    """Those of one level."""
    if level in POSTS:
        return rows.filter(post=POSTS[level])
    return rows.filter(area__level=AREA_LEVELS[level]).exclude(post__in=POSTS.values())


def receipts_at(rows: ScopedQuerySet[Receipt], level: str) -> ScopedQuerySet[Receipt]:
    """Those of one level; what a unit sent to itself counts where it stands."""
    if level in POSTS:
        return rows.filter(audience=level)
    return rows.filter(area__level=AREA_LEVELS[level]).exclude(audience__in=POSTS)


@dataclass(slots=True)
class Cell:
    """What a level has of one area."""

    level: str
    area: str
    counts: Progress


def counted(directive: Directive, *, actor: Actor, now: dt.datetime) -> list[Cell]:
    """The whole of it by level and area, as far as the actor may see it; counted from indexes alone."""
    found: dict[tuple[str, str], Cell] = {}

    def at(level: str, area: str) -> Progress:
        return found.setdefault((level, area), Cell(level, area, Progress(area))).counts

    sent = receipts_of(directive, actor=actor).values_list("audience", "area_id")
    for level, area, total, signed in sent.annotate(total=Count("pk"), signed=Count("read_at")).order_by():
        counts = at(level_of(area) if level == Audience.OWN else level, area)
        counts.sent += total
        counts.signed += signed
    tasks = tasks_of(measures_in(directive), actor=actor).exclude(state=Task.State.CANCELLED)
    grouped = (
        tasks.order_by()
        .values_list("post", "area_id")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(state=Task.State.CLOSED)),
            late=Count("pk", filter=Q(state__in=Task.STANDING, due__lt=now)),
        )
    )
    for post, area, total, done, late in grouped:
        counts = at(_AUDIENCE_OF_POST.get(post) or level_of(area), area)
        counts.tasks += total
        counts.done += done
        counts.late += late
    return list(found.values())


def by_level(cells: Iterable[Cell]) -> list[Progress]:
    """Summed by level, from the top down."""
    sums = {level.value: Progress(level.value) for level in Audience}
    for cell in cells:
        sums[cell.level].add(cell.counts)
    return [p for p in sums.values() if p.sent or p.tasks]


def by_area(cells: Iterable[Cell], areas: Iterable[str]) -> list[Progress]:
    """Summed over each of these areas and what lies in it."""
    sums = {code: Progress(code) for code in areas}
    chains: dict[str, str | None] = {}
    for cell in cells:
        if cell.area not in chains:
            chains[cell.area] = next((c for c in sums if c != NATION and covers(c, cell.area)), None)
        if (code := chains[cell.area]) is not None:
            sums[code].add(cell.counts)
    return list(sums.values())


def total(cells: Iterable[Cell]) -> Progress:
    """All of it."""
    whole = Progress("")
    for cell in cells:
        whole.add(cell.counts)
    return whole
