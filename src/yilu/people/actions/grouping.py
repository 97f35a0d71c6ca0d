"""Shift groups change; which one somebody was in before stays on record."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.permissions import Permission
from yilu.people.access import check_holds
from yilu.people.models import FormerGroup, Worker

FEW = 500


def regroup(*, groups: Mapping[int, str], by: Actor, now: dt.datetime) -> int:
    """Put workers into groups, by their keys; how many changed. One audit row."""
    with acting("people.worker.regroup", by=by, now=now) as act:
        rows = list(Worker.objects.filter(pk__in=list(groups)).order_by("pk").select_for_update())
        for worker in rows:
            check_holds(by, Permission.SHIFT_EDIT, worker)
        changed = [w for w in rows if w.shift_group != groups[w.pk][:20]]
        keep_former(changed, by=by, now=now)
        for worker in changed:
            worker.shift_group, worker.version, worker.changed_at = groups[worker.pk][:20], worker.version + 1, now
        Worker.objects.bulk_update(changed, ["shift_group", "version", "changed_at"], batch_size=FEW)
        told = "".join(repr((w.pk, w.shift_group)) for w in changed)
        digest = hashlib.sha256(told.encode()).hexdigest()
        act.changed(None, {"groups": dict(Counter(w.shift_group for w in changed)), "sha256": digest})
        if changed:
            act.area, act.brand_id = changed[0].county_id, changed[0].brand_id
    return len(changed)


def keep_former(workers: Sequence[Worker], *, by: Actor, now: dt.datetime) -> None:
    """Note the group each is in, as one that ended yesterday. Of several changes on a day the first counts."""
    last = now.astimezone(ZONE).date() - dt.timedelta(days=1)
    FormerGroup.objects.bulk_create(
        (FormerGroup(worker=w, name=w.shift_group, last_day=last, by=by.name[:80]) for w in workers),
        ignore_conflicts=True,
        batch_size=FEW,
    )
