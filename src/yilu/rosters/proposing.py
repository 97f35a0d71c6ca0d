"""The proposal for a site: its people into several shifts under the floor's limit, and what that does."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from yilu.core.reasons import Reason
from yilu.network.models import Site
from yilu.people.models import Return, Worker
from yilu.rosters.models import Shift
from yilu.rosters.queries import STANDING, floor_of
from yilu.rosters.rules.shifts import Floor
from yilu.rosters.rules.splitting import Asked, Person, Split, split, why_not_split


@dataclass(frozen=True, slots=True)
class Proposal:
    """The split, or why there is none."""

    asked: Asked
    floor: Floor
    people: int
    split: Split | None
    why_not: tuple[Reason, ...] = ()


def propose(site: Site, asked: Asked, *, day: dt.date) -> Proposal:
    """Split the site's people as of the day; who is away or not cleared is left out. Reads only.

    What is now is counted from the day's shifts, or as one crowd where there are none.
    """
    rows = Worker.objects.at_work().filter(site=site)
    rows = rows.exclude(pk__in=Return.objects.open().filter(site=site).values("worker_id"))
    people = [Person(*row) for row in rows.order_by("pk").values_list("pk", "post", "shift_group")]
    floor = floor_of(site, on=day)
    why = why_not_split(asked, len(people), most=floor.most)
    if why:
        return Proposal(asked, floor, len(people), None, tuple(why))
    shifts = Shift.objects.filter(site=site, day=day).annotate(
        n=Count("assignments", filter=Q(assignments__state__in=STANDING))
    )
    before = [s.n for s in shifts if s.n]
    return Proposal(asked, floor, len(people), split(people, asked, before=before))
