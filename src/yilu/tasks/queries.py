"""Questions about tasks: lists, who answers for what, counts for boards, whom a post belongs to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from yilu.accounts.models import Appointment, User
from yilu.core.actor import Actor
from yilu.core.clock import ZONE, end_of
from yilu.core.permissions import Permission
from yilu.network.models import Enterprise, Site
from yilu.tasks.models import Evidence, Task, TaskQuerySet, held_by

LISTED = ("owner", "escalated_to", "area", "brand", "site", "enterprise")
SITE_POSTS = ("site_manager", "site_health_officer", "worker")


def by_key(key: str) -> Task | None:
    """The task that arose from this, if there is one."""
    return Task.objects.filter(key=key).first()


def seen(actor: Actor) -> TaskQuerySet:
    """Every task the actor may see, most urgent first, with what a list shows."""
    return Task.objects.seen_by(actor).select_related(*LISTED).order_by("due", "pk")


def mine(actor: Actor) -> TaskQuerySet:
    """What the actor holds and has still to do."""
    return seen(actor).standing().filter(held_by(actor.user_id))


def of_unit(actor: Actor) -> TaskQuerySet:
    """What stands within the actor's jurisdiction, whoever holds it."""
    return seen(actor).standing()


def overdue(actor: Actor, *, now: datetime) -> TaskQuerySet:
    """What should be done by now and is not."""
    return of_unit(actor).filter(due__lt=now)


def blind_spots(actor: Actor) -> TaskQuerySet:
    """What nobody holds: no person is appointed to the post."""
    return of_unit(actor).filter(owner=None)


def counted(rows: TaskQuerySet, *, now: datetime) -> dict[str, int]:
    """`standing`, `late`, `today` (due by the end of the day), `unowned` of the rows, in one pass."""
    standing = Q(state__in=Task.STANDING)
    return dict(
        rows.order_by().aggregate(
            standing=Count("pk", filter=standing),
            late=Count("pk", filter=standing & Q(due__lt=now)),
            today=Count("pk", filter=standing & Q(due__gte=now, due__lt=end_of(now.astimezone(ZONE).date()))),
            unowned=Count("pk", filter=standing & Q(owner=None)),
        )
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How many tasks stand somewhere, how many are late, how many nobody holds. `key`: an area code or a number."""

    key: str | int
    standing: int
    late: int
    unowned: int


def counts(actor: Actor, *, by: str, now: datetime) -> list[Standing]:
    """Standing tasks by `area`, `brand`, `enterprise` or `kind`, the most late first; for boards."""
    column = {"area": "area_id", "brand": "brand_id", "enterprise": "enterprise_id", "kind": "kind"}[by]
    rows = (
        Task.objects.seen_by(actor)
        .standing()
        .exclude(**{column: None})
        .values(column)
        .annotate(
            standing=Count("pk"), late=Count("pk", filter=Q(due__lt=now)), unowned=Count("pk", filter=Q(owner=None))
        )
        .order_by("-late", column)
    )
    return [Standing(r[column], r["standing"], r["late"], r["unowned"]) for r in rows]


def holder(
    post: str, *, area: str, site: Site | None = None, enterprise: Enterprise | None = None, brand: int | None, on: date
) -> User | None:
    """The person appointed to the post over this place; None if nobody is (a blind spot).

    A site's posts are held at the site alone. A branch's is held at the branch or one above it, a headquarters' by the
    brand's people, a regulator's in the area or the nearest one above that has such a person. Of several, the first
    appointed.
    """
    rows = Appointment.objects.in_force(on).filter(role=post, user__is_active=True).select_related("user")
    if post in SITE_POSTS:
        return _first(rows.filter(site=site)) if site is not None else None
    if post == "branch_manager":
        branch = enterprise
        while branch is not None:
            if found := _first(rows.filter(enterprise=branch, site=None)):
                return found
            branch = branch.parent
        return None
    if post == "headquarters":
        return _first(rows.filter(brand_id=brand)) if brand is not None else None
    codes = list(dict.fromkeys((area, area[:6], area[:4] + "00", area[:2] + "0000", "100000")))
    by_area = dict(reversed(_regulators(rows, codes)))  # the first appointed stays
    return next((by_area[c] for c in codes if c in by_area), None)


def _regulators(rows: QuerySet[Appointment], codes: list[str]) -> list[tuple[str, User]]:
    """Who of the regulator stands over each of the areas: by the area itself, or by an office that has it."""
    here = [(a.area_id, a.user) for a in rows.filter(brand=None, office=None, area_id__in=codes).order_by("pk")]
    by_office = rows.filter(office__areas__in=codes).annotate(code=F("office__areas__code")).order_by("pk")
    return here + [(a.code, a.user) for a in by_office]


def _first(rows: QuerySet[Appointment]) -> User | None:
    found = rows.order_by("pk").first()
    return found.user if found is not None else None


@dataclass(frozen=True, slots=True)
class Holding:
    """What one responsible person holds: standing, late, due today, escalated to him or her."""

    person: User
    standing: int
    late: int
    today: int
    escalated: int


def holdings(actor: Actor, *, now: datetime, people: Iterable[int] | None = None) -> list[Holding]:
    """Each responsible person whose tasks the actor may see (or these `people`), the most late first."""
    rows = Task.objects.seen_by(actor).standing()
    late, today = Q(due__lt=now), Q(due__gte=now, due__lt=end_of(now.astimezone(ZONE).date()))
    sums: dict[int, list[int]] = {}
    for column in ("owner_id", "escalated_to_id"):
        mine = rows.exclude(**{column: None})
        if column == "escalated_to_id":
            mine = mine.exclude(owner_id=F("escalated_to_id"))
        if people is not None:
            mine = mine.filter(**{f"{column}__in": list(people)})
        counted = mine.values(column).annotate(
            standing=Count("pk"), late=Count("pk", filter=late), today=Count("pk", filter=today)
        )
        for r in counted.order_by():
            line = sums.setdefault(r[column], [0, 0, 0, 0])
            escalated = r["standing"] if column == "escalated_to_id" else 0
            for n, value in enumerate((r["standing"], r["late"], r["today"], escalated)):
                line[n] += value
    persons = User.objects.in_bulk(sums)
    found = [Holding(persons[key], *line) for key, line in sums.items()]
    return sorted(found, key=lambda h: (-h.late, -h.standing, h.person.name))


def unit_of(actor: Actor) -> dict[str, Any]:
    """Where a matter lies that names no place: the actor's own site, branch, brand or area (for `open_task`)."""
    related = ("brand", "enterprise", "site__enterprise")
    mine = Appointment.objects.select_related(*related).filter(pk=actor.appointment_id or 0).first()
    if mine is None:
        return {"area": next(iter(actor.jurisdiction.areas), "")}
    return {"area": mine.area_id, "site": mine.site, "enterprise": mine.enterprise, "brand": mine.brand}


def people_seen_by(actor: Actor, *, on: date) -> QuerySet[User]:
    """The people appointed where the actor sees the tasks, and himself or herself."""
    appointed = Appointment.objects.within(actor.jurisdiction, Permission.TASK_READ).in_force(on).values("user_id")
    return User.objects.filter(Q(pk__in=appointed) | Q(pk=actor.user_id or 0), is_active=True)


def delegates(task: Task, *, by: Actor, on: date) -> QuerySet[User]:
    """To whom `by` may hand the task: people appointed within his or her reach, none of another brand."""
    appointed = Appointment.objects.within(by.jurisdiction, Permission.TASK_READ).in_force(on)
    if task.brand_id is not None:
        appointed = appointed.filter(Q(brand=None) | Q(brand_id=task.brand_id))
    people = User.objects.filter(pk__in=appointed.values("user_id"), is_active=True)
    return people.exclude(pk=task.owner_id or 0).order_by("name", "pk")


def pieces(evidence: Evidence) -> Iterator[bytes]:
    """The file of a piece of evidence, decrypted piece by piece."""
    for content in evidence.parts.order_by("number").values_list("content", flat=True).iterator(chunk_size=4):
        yield bytes(content)
