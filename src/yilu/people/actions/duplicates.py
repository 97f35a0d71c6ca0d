"""Two records of one person are found, and a person says whether they are merged or different people."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from django.db.models import Count, QuerySet

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, reason
from yilu.people.access import check_holds
from yilu.people.models import DuplicatePair, Worker
from yilu.people.rules.workers import are_similar

MANY = 50  # more records than this under one digest are no people but a placeholder somebody typed
DECIDED = reason("people.duplicate.decided", "已有人核实过这一对。", "Somebody decided about this pair already.")
Found = tuple[int, int, str]


def find_duplicates(*, by: Actor, now: dt.datetime, among: Iterable[int] | None = None) -> int:
    """Look for records that may be one person; how many new pairs. `among`: only pairs with one of these workers."""
    with acting("people.duplicate.find", by=by, now=now) as act:
        workers = Worker.objects.at_work().within(by.jurisdiction, Permission.WORKER_EDIT)
        wanted = None if among is None else set(among)
        pairs: dict[tuple[int, int], str] = {}
        for one, other, ground in (*_same_identity(workers, wanted), *_similar(workers, wanted)):
            pairs.setdefault((min(one, other), max(one, other)), ground)
        known = set(DuplicatePair.objects.filter(first__in={a for a, _ in pairs}).values_list("first_id", "second_id"))
        new = [DuplicatePair(first_id=a, second_id=b, ground=g, found_at=now) for (a, b), g in pairs.items()
               if (a, b) not in known]  # fmt: skip
        DuplicatePair.objects.bulk_create(new, ignore_conflicts=True)
        act.changed(None, {"found": len(new)})
    return len(new)


def _groups(workers: QuerySet[Worker], field: str, wanted: set[int] | None) -> Iterator[list[Worker]]:
    """Workers that share a digest."""
    shared = workers.exclude(**{field: None}).order_by()
    if wanted is not None:
        shared = workers.filter(**{f"{field}__in": workers.filter(pk__in=wanted).values(field)}).order_by()
    values = shared.values(field).annotate(n=Count("pk")).filter(n__gt=1, n__lte=MANY).values_list(field, flat=True)
    found: defaultdict[int, list[Worker]] = defaultdict(list)
    for worker in workers.filter(**{f"{field}__in": list(values)}):
        found[getattr(worker, field)].append(worker)
    yield from found.values()


def _same_identity(workers: QuerySet[Worker], wanted: set[int] | None) -> Iterator[Found]:
    for group in _groups(workers, "identity_index", wanted):
        for one, other in combinations(group, 2):
            if one.identity == other.identity:
                yield one.pk, other.pk, DuplicatePair.Ground.IDENTITY


def _similar(workers: QuerySet[Worker], wanted: set[int] | None) -> Iterator[Found]:
    for field in ("phone_index", "name_index"):
        for group in _groups(workers, field, wanted):
            for one, other in combinations(group, 2):
                different = one.identity and other.identity and one.identity != other.identity
                if not different and are_similar(one.name, one.phone, other.name, other.phone):
                    yield one.pk, other.pk, DuplicatePair.Ground.NAME_AND_PHONE


def merge_workers(*, pair: DuplicatePair, keep: Worker, by: Actor, now: dt.datetime) -> Worker:
    """Say that both are one person: the other record goes into the kept one, with its history."""
    gone = pair.second if keep.pk == pair.first_id else pair.first
    with acting("people.worker.merge", by=by, now=now, on=keep, area=keep.county_id, brand_id=keep.brand_id) as act:
        for worker in (keep, gone):
            check_holds(by, Permission.WORKER_EDIT, worker)
        _decide(pair, DuplicatePair.Verdict.MERGED, by, now)
        today, login = now.date(), keep.user_id or gone.user_id
        Worker.objects.filter(pk=gone.pk).update(
            merged_into=keep, user=None, left_on=today, leaving_cause="merged", version=gone.version + 1, changed_at=now
        )
        Worker.objects.filter(pk=keep.pk).update(user_id=login)
        gone.placements.filter(last_day=None).update(last_day=today)
        gone.passes.filter(revoked_at=None).update(revoked_at=now, revoked_cause="merged")
        gone.cards.filter(used_at=None, revoked_at=None).update(revoked_at=now)
        Worker.objects.filter(merged_into=gone).update(merged_into=keep)
        act.changed(None, {"merged": gone.pk})
    return keep


def tell_apart(*, pair: DuplicatePair, by: Actor, now: dt.datetime) -> None:
    """Say that they are different people: the pair is not shown again."""
    with acting("people.duplicate.apart", by=by, now=now, on=pair, area=pair.first.county_id):
        for worker in (pair.first, pair.second):
            check_holds(by, Permission.WORKER_EDIT, worker)
        _decide(pair, DuplicatePair.Verdict.DIFFERENT, by, now)


def _decide(pair: DuplicatePair, verdict: DuplicatePair.Verdict, by: Actor, now: dt.datetime) -> None:
    open_still = DuplicatePair.objects.filter(pk=pair.pk, verdict=DuplicatePair.Verdict.OPEN)
    if not open_still.update(verdict=verdict, decided_at=now, decided_by=by.name[:80]):
        raise Conflict(DECIDED)
