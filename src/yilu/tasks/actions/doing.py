"""What whoever has a task does with it: take it on, hand it on, prove it, close it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from yilu.accounts.models import User
from yilu.audit.recording import Recording, acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.reasons import Invalid, reason
from yilu.core.text import Text
from yilu.core.uploads import media_type_of
from yilu.tasks.access import check_can
from yilu.tasks.actions.chain import changed, locked, noted, tell
from yilu.tasks.facts import Proof
from yilu.tasks.models import Evidence, EvidencePart, Step, Task
from yilu.tasks.queries import delegates
from yilu.tasks.rules import NOTHING_SHOWN, Verb, why_not_close, why_not_link

PIECE = 1 << 20
State = Task.State
NOT_WITHIN_REACH = reason(
    "tasks.not_within_reach",
    "只能转办给您管辖范围内、与该网点同一品牌（或管理部门）的在任人员。",
    "It can be handed only to people in office within your reach, of the same brand or of the regulator.",
)
HANDED = Text("转来任务", "Task handed to you")
DONE = Text("任务已销号", "Task closed")


def take(*, task: Task, version: int | None = None, by: Actor, now: datetime) -> Task:
    """Take a task on: it becomes one's own."""
    with acting("tasks.task.take", by=by, now=now, on=task) as act:
        kept = locked(task, act, version=version)
        check_can(Verb.TAKE, kept, by=by)
        changed(kept, act, state=State.TAKEN, owner_id=by.user_id or kept.owner_id)
        noted(kept, Step.Verb.TAKEN, by=by, now=now, to=kept.owner_id)
    return kept


def delegate(*, task: Task, to: User, note: str = "", version: int | None = None, by: Actor, now: datetime) -> Task:
    """Hand a task to somebody else; the chain keeps who had it, the due time stays."""
    with acting("tasks.task.delegate", by=by, now=now, on=task) as act:
        kept = locked(task, act, version=version)
        check_can(Verb.DELEGATE, kept, by=by)
        if not delegates(kept, by=by, on=now.astimezone(ZONE).date()).filter(pk=to.pk).exists():
            raise Invalid(NOT_WITHIN_REACH)
        changed(kept, act, owner_id=to.pk, state=State.OPEN)
        noted(kept, Step.Verb.DELEGATED, by=by, now=now, to=to.pk, note=note)
        tell(kept, [to.pk], what=HANDED, occasion="delegated", by=by, now=now)
    return kept


def add_evidence(
    *, task: Task, proofs: Sequence[Proof], version: int | None = None, by: Actor, now: datetime
) -> list[Evidence]:
    """Add evidence to a task that is still being worked on."""
    with acting("tasks.task.prove", by=by, now=now, on=task) as act:
        kept = locked(task, act, version=version)
        check_can(Verb.PROVE, kept, by=by)
        added = _kept(kept, proofs, by=by, now=now)
        if not added:
            raise Invalid(NOTHING_SHOWN)
        changed(kept, act)
        _told(act, added)
        noted(kept, Step.Verb.PROVED, by=by, now=now)
    return added


def close_task(
    *,
    task: Task,
    version: int | None,
    evidence: Sequence[Proof] = (),
    reason: str = "",
    by: Actor,
    now: datetime,
) -> Task:
    """Close a task on evidence (given now or before) or a stated reason; without either it stays."""
    with acting("tasks.task.close", by=by, now=now, on=task) as act:
        kept = locked(task, act, version=version)
        check_can(Verb.CLOSE, kept, by=by)
        added = _kept(kept, evidence, by=by, now=now)
        if found := why_not_close(is_proved=bool(added) or kept.evidence.exists(), given=reason):
            raise Invalid(*found)
        changed(kept, act, state=State.CLOSED, closed_at=now, next_step_at=None)
        _told(act, added)
        noted(kept, Step.Verb.CLOSED, by=by, now=now, note=reason)
        tell(kept, [kept.owner_id, kept.escalated_to_id], what=DONE, occasion="closed", by=by, now=now)
    return kept


def _kept(task: Task, proofs: Sequence[Proof], *, by: Actor, now: datetime) -> list[Evidence]:
    """Store the proofs that show anything; files in encrypted pieces, of a kind recognised by their own first bytes."""
    added = []
    for proof in (p for p in proofs if p):
        if found := why_not_link(proof.link.strip()):
            raise Invalid(*found)
        media_type = media_type_of(proof.content) if proof.content else ""
        row = Evidence.objects.create(
            task=task, at=now, by=by.name[:80], text=proof.text.strip()[:2000], link=proof.link.strip()[:200],
            file_name=proof.file_name[-200:] if proof.content else "", media_type=media_type, size=len(proof.content),
            digest=hashlib.sha256(proof.content).hexdigest() if proof.content else "",
        )  # fmt: skip
        pieces = (proof.content[n : n + PIECE] for n in range(0, len(proof.content), PIECE))
        EvidencePart.objects.bulk_create(
            EvidencePart(evidence=row, number=n, content=piece) for n, piece in enumerate(pieces)
        )
        added.append(row)
    return added


def _told(act: Recording, added: Sequence[Evidence]) -> None:
    act.after = {**(act.after or {}), "evidence": [e.digest or e.link or "text" for e in added]}
