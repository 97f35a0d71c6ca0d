"""In which shift group somebody was on a day."""

import datetime as dt
from collections.abc import Iterable

from yilu.people.models import FormerGroup, Worker

FEW = 500


def groups_on(workers: Iterable[int], *, day: dt.date) -> dict[int, str]:
    """The group of each of the workers on the day: the first that ended on it or later, else the present one."""
    ids, found = sorted(set(workers)), dict[int, str]()
    for start in range(0, len(ids), FEW):
        some = ids[start : start + FEW]
        found |= dict(Worker.objects.filter(pk__in=some).values_list("pk", "shift_group"))
        former = FormerGroup.objects.filter(worker__in=some, last_day__gte=day).order_by("-last_day")
        found |= dict(former.values_list("worker_id", "name"))
    return found
