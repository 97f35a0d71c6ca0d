"""A finding put right by the site, looked at again, closed or sent back."""

import datetime as dt

from yilu.audit.recording import Recording, acting
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Invalid
from yilu.core.text import Text
from yilu.inspections.access import check_can_inspect, check_can_rectify, in_name_of
from yilu.inspections.models import Finding
from yilu.inspections.rules import NOT_LATER, NOT_OPEN, TOO_SHORT
from yilu.norms.actions import record_evidence
from yilu.norms.rules.kinds import Proof
from yilu.tasks.actions import add_evidence, close_task, extend_due
from yilu.tasks.facts import Proof as Shown
from yilu.tasks.models import Task

State = Finding.State
LOOKED = Text("复查：{result}", "re-checked: {result}")
DONE, NOT_DONE = Text("已整改到位", "put right"), Text("未整改到位", "not put right")
AGAIN = "复查未整改到位"


def rectify(
    *, finding: Finding, what: str, file_name: str = "", content: bytes = b"", version: int, by: Actor, now: dt.datetime
) -> Finding:
    """The site tells what it did, with a photo or document perhaps; somebody looks again."""
    with acting("inspections.finding.rectify", by=by, now=now, on=finding) as act:
        kept = _locked(finding, act, version=version, wanted=State.OPEN)
        check_can_rectify(by, kept.site)
        if len(what.strip()) < 4:
            raise Invalid(TOO_SHORT)
        _moved(kept, act, state=State.RECTIFIED, rectified=what.strip()[:500], rectified_at=now)
        if kept.task is not None and kept.task.is_standing:
            shown = Shown(text=what.strip()[:500], file_name=file_name, content=content)
            add_evidence(task=kept.task, proofs=[shown], by=in_name_of(by), now=now)
    return kept


def look_again(
    *, finding: Finding, is_done: bool, note: str = "", due: dt.datetime | None = None, version: int, by: Actor,
    now: dt.datetime,
) -> Finding:  # fmt: skip
    """The second look: closed, or back to the site until a new time. Either way a line for the ledger."""
    with acting("inspections.finding.look_again", by=by, now=now, on=finding) as act:
        kept = _locked(finding, act, version=version, wanted=State.RECTIFIED)
        check_can_inspect(by, kept.site)
        if is_done:
            _moved(kept, act, state=State.CLOSED, closed_at=now, closed_by=by.name[:80])
        else:
            if len(note.strip()) < 4:
                raise Invalid(TOO_SHORT)
            if due is None or due <= now:
                raise Invalid(NOT_LATER)
            _moved(
                kept, act, state=State.OPEN, due=due, looks=kept.looks + 1, note=f"{kept.note}\n{note.strip()}"[:1000]
            )
        if not kept.code.startswith("item:"):
            record_evidence(
                requirement=kept.code, site=kept.site, kind=Proof.INSPECTION, at=now, origin="inspections", met=is_done,
                origin_id=kept.inspection_id, by=by, now=now,
                summary=LOOKED.filled(result=DONE if is_done else NOT_DONE),
            )  # fmt: skip
        _follow_task(kept, is_done=is_done, due=due, by=in_name_of(by), now=now)
    return kept


def _follow_task(finding: Finding, *, is_done: bool, due: dt.datetime | None, by: Actor, now: dt.datetime) -> None:
    task = Task.objects.filter(pk=finding.task_id or 0).first()
    if task is None or not task.is_standing:
        return
    if is_done:
        shown = Shown(text=DONE.zh, link=f"/inspections/findings/{finding.pk}/")
        close_task(task=task, version=None, evidence=[shown], by=by, now=now)
    elif due is not None:
        extend_due(task=task, due=due, reason=AGAIN, by=by, now=now)


def _locked(finding: Finding, act: Recording, *, version: int, wanted: str) -> Finding:
    kept = Finding.objects.select_for_update(of=("self",)).select_related("site", "task").get(pk=finding.pk)
    act.on(kept, area=kept.site.county_id, brand_id=kept.site.brand_id)
    if kept.version != version or kept.state != wanted:
        raise Conflict(NOT_OPEN)
    return kept


def _moved(kept: Finding, act: Recording, **values: object) -> None:
    before = kept.state
    for name, value in values.items():
        setattr(kept, name, value)
    kept.version += 1
    kept.save()
    act.changed({"state": before}, {"state": kept.state, "version": kept.version})
