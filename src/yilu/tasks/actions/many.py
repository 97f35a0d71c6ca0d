"""The same matter given to many at once, and taken back from them all: one audit row for each set of rows."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Denied, Invalid
from yilu.core.rows import insert_rows, reserve_ids
from yilu.core.text import Text
from yilu.tasks.access import why_not_open
from yilu.tasks.models import Step, Task
from yilu.tasks.rules import ladder, next_rung, rungs_passed, why_not_reason

_TASK = (
    "id", "key", "kind", "origin", "title_zh", "title_en", "detail_zh", "detail_en", "wanted_zh", "wanted_en",
    "area_id", "brand_id", "enterprise_id", "site_id", "post", "owner_id", "due", "state", "version", "opened_at",
    "opened_by", "steps_made", "next_step_at",
)  # fmt: skip
_STEP = ("task_id", "at", "verb", "by", "to_id", "post", "due", "note")
AT_ONCE = 5000
_PARAMETERS = 900  # of one statement


@dataclass(frozen=True, slots=True)
class Order:
    """To whom the matter goes: the place, the post and whoever holds it (None: nobody does, a blind spot)."""

    key: str  # of the task: the same is given once
    area: str
    post: str
    owner: int | None = None
    brand: int | None = None
    enterprise: int | None = None
    site: int | None = None


def open_many(
    *,
    kind: str,
    title: Text,
    detail: Text,
    due: datetime,
    origin: str,
    orders: Sequence[Order],
    wanted: Text,
    area: str,
    brand_id: int | None = None,
    by: Actor,
    now: datetime,
) -> int:
    """Open one task for each order whose key has none yet; how many. Telling people is the caller's."""
    with acting("tasks.task.open_many", by=by, now=now, area=area, brand_id=brand_id) as act:
        if found := why_not_open(kind, by=by, area=area, brand=brand_id, branch=None, site=None):
            raise Denied(*found)
        keys = [o.key for o in orders]
        parts = (keys[n : n + _PARAMETERS] for n in range(0, len(keys), _PARAMETERS))
        there = {k for part in parts for k in Task.objects.filter(key__in=part).values_list("key", flat=True)}
        new = [o for o in orders if o.key not in there]
        climbs = {is_in: _climb(kind, is_in, due=due, now=now) for is_in in (True, False)}
        ids = list(reserve_ids(Task, len(new)))
        insert_rows(
            Task,
            _TASK,
            (
                (
                    pk, o.key, kind, origin, title.zh[:160], title.en[:240], "", "", wanted.zh,
                    wanted.en, o.area, o.brand, o.enterprise, o.site, o.post, o.owner, due, Task.State.OPEN.value, 1,
                    now, by.name[:80],
                    *climbs[o.brand is not None],
                )
                for pk, o in zip(ids, new, strict=True)
            ),
        )  # fmt: skip
        if new and detail.zh:
            # Encrypted once for them all; row by row that takes longer than everything else together.
            given = Task.objects.filter(origin=origin, pk__range=(ids[0], ids[-1]))
            given.update(detail_zh=detail.zh, detail_en=detail.en)
        steps = (
            (pk, now, Step.Verb.OPENED.value, by.name[:80], o.owner, "", due, "")
            for pk, o in zip(ids, new, strict=True)
        )
        insert_rows(Step, _STEP, steps)
        digest = hashlib.sha256("\n".join(f"{o.key} {o.owner}" for o in new).encode()).hexdigest()
        act.changed(None, {"kind": kind, "origin": origin, "tasks": len(new), "due": due.isoformat(), "sha256": digest})
    return len(new)


def _climb(kind: str, in_enterprise: bool, *, due: datetime, now: datetime) -> tuple[int, datetime | None]:
    rungs = ladder(kind, in_enterprise=in_enterprise)
    made = rungs_passed(rungs, due=due, now=now)
    return made, next_rung(rungs, made, due)


def cancel_many(*, origins: Sequence[str], reason: str, area: str, by: Actor, now: datetime) -> int:
    """Cancel what still stands of everything that arose from these; how many. What is done stays done."""
    cancelled = 0
    for origin in origins:
        while some := _cancel_some(origin, reason, area=area, by=by, now=now):
            cancelled += some
    return cancelled


def _cancel_some(origin: str, reason: str, *, area: str, by: Actor, now: datetime) -> int:
    with acting("tasks.task.cancel_many", by=by, now=now, area=area) as act:
        if found := why_not_reason(reason):
            raise Invalid(*found)
        standing = Task.objects.select_for_update().filter(origin=origin, state__in=Task.STANDING)
        ids = list(standing.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        for part in (ids[n : n + _PARAMETERS] for n in range(0, len(ids), _PARAMETERS)):
            Task.objects.filter(pk__in=part).update(
                state=Task.State.CANCELLED, closed_at=now, next_step_at=None, version=F("version") + 1
            )
        verb = Step.Verb.CANCELLED.value
        insert_rows(Step, _STEP, ((pk, now, verb, by.name[:80], None, "", None, reason.strip()[:1000]) for pk in ids))
        act.changed(None, {"origin": origin, "tasks": len(ids)})
    return len(ids)
