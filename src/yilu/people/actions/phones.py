"""Checks of many phones that arrive in the same moment share one act and one commit."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Reason, reason
from yilu.core.statements import among, ask
from yilu.people.actions._taking import Placed, Sent, Standing, Taken, take
from yilu.people.actions.checks import digest_of, follow, keep_places
from yilu.people.models import DevicePass, Source, Worker
from yilu.people.rules.answers import Check

NOT_GOOD = reason(
    "people.pass.not_good",
    "本机登记已失效，请联系网点负责人重新登记。",
    "This phone is no longer enrolled; ask your site manager for a new card.",
)


class Own(NamedTuple):
    """A check sent by its person's own phone."""

    pass_id: int
    worker_id: int
    check: Check
    body: bytes  # as it was sent


def send_own_checks(*, rows: Sequence[Own], by: Actor, now: datetime) -> list[Taken | list[Reason]]:
    """Take checks of phones whose tokens were read already, each worker once; answers in the order of the rows.

    `by` is the intake itself: whose check it is stands in each row, and the act holds the digest of them all.
    """
    with acting("people.check.send_own", by=by, now=now) as act:
        places = _held({r.pass_id: r.worker_id for r in rows})
        outcome = take([Sent(r.worker_id, r.check) for r in rows], places, source=Source.PHONE, now=now)
        answers = [[NOT_GOOD] if r.worker_id not in places else o for r, o in zip(rows, outcome, strict=True)]
        taken = [(o, r.check) for o, r in zip(answers, rows, strict=True) if isinstance(o, Taken)]
        keep_places(taken)
        follow([t for t, _ in taken], places, now)
        act.changed(
            None,
            {
                "taken": len(taken),
                "abnormal": sum(bool(t.why) for t, _ in taken),
                "differing": sum(t.standing is Standing.DIFFERS for t, _ in taken),
                "refused": len(rows) - len(taken),
                "digest": digest_of(b"%d %b" % (r.worker_id, r.body) for r in rows),
            },
        )
    return answers


def _held(workers: dict[int, int]) -> dict[int, Placed]:
    """Of the workers by pass, those whose pass stands and who still work here, and where they are placed."""
    condition, passes = among("p.id", workers)
    rows = ask(f"{HELD} AND {condition}", [passes])
    return {worker: Placed(*where) for pk, worker, *where in rows if workers[pk] == worker}


HELD = f"""
SELECT p.id, w.id, {", ".join(f"w.{name}" for name in Placed._fields)}
FROM {DevicePass._meta.db_table} p JOIN {Worker._meta.db_table} w ON w.id = p.worker_id
WHERE p.revoked_at IS NULL AND w.left_on IS NULL AND w.merged_into_id IS NULL
"""
