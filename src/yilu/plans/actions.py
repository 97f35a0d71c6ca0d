"""Run the planner, adjust what it proposed, adopt or withdraw it. Nothing is kept that breaks a limit."""

from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Invalid, reason
from yilu.core.text import Text
from yilu.network.models import Brand, Enterprise
from yilu.plans.access import check_can
from yilu.plans.documents import Plain, canonical, digest, packed
from yilu.plans.kinds import KINDS, Kind
from yilu.plans.models import Run
from yilu.territory.models import Area
from yilu_planner import VERSION

CHANGED = reason(
    "plans.changed",
    "方案在您查看后已有变动，请按最新情况再作调整。",
    "The plan has changed since you saw it; look again.",
)
SETTLED = reason("plans.settled", "方案已采用或作废。", "The plan was adopted or withdrawn already.")


def propose(
    *,
    kind: str,
    problem: Plain,
    area: Area,
    by: Actor,
    now: datetime,
    brand: Brand | None = None,
    enterprise: Enterprise | None = None,
    subject: str = "",
) -> Run:
    """Ask the planner and keep the run: inputs, their digest, the answer as checked, and its explanation."""
    if enterprise is not None:
        brand = enterprise.brand
    planner = KINDS[kind]
    with acting("plans.run.propose", by=by, now=now, area=area.pk, brand_id=brand.pk if brand else None) as act:
        branch = enterprise.pk if enterprise else None
        check_can(by, area=area.pk, brand=brand.pk if brand else None, branch=branch)
        inputs = canonical(problem)
        result = planner.solve(problem)
        note = _told(planner, problem, result)
        run = Run.objects.create(
            kind=kind, subject=subject, area=area, brand=brand, enterprise=enterprise, inputs=packed(inputs),
            digest=digest(inputs), planner=VERSION, result=packed(canonical(result)), note_zh=note.zh, note_en=note.en,
            proposed_at=now, proposed_by=by.name[:80],
        )  # fmt: skip
        act.on(run)
        act.changed(None, {"kind": kind, "subject": subject, "inputs": run.digest, "planner": VERSION})
    return run


def adjust(*, run: Run, version: int, change: Plain, by: Actor, now: datetime) -> Run:
    """Change the plan by hand; its effects are recomputed, and a change that breaks a limit is refused."""
    with acting("plans.run.adjust", by=by, now=now, on=run, area=run.area_id, brand_id=run.brand_id) as act:
        kept = _locked(run, version, by)
        planner, inputs = KINDS[kept.kind], kept.asked
        result = planner.adjusted(inputs, kept.standing, change)
        note = _told(planner, inputs, result)
        document = canonical(result)
        kept.adjusted, kept.note_zh, kept.note_en = packed(document), note.zh, note.en
        kept.state, kept.version = Run.State.ADJUSTED, version + 1
        kept.save(update_fields=["adjusted", "note_zh", "note_en", "state", "version"])
        act.changed({"version": version}, {"version": kept.version, "result": digest(document)})
    return kept


def adopt(*, run: Run, version: int, by: Actor, now: datetime) -> Run:
    """Make the plan real: shipments, bookings; what the room below refuses, adopts nothing."""
    with acting("plans.run.adopt", by=by, now=now, on=run, area=run.area_id, brand_id=run.brand_id) as act:
        kept = _locked(run, version, by)
        KINDS[kept.kind].adopt(kept, kept.standing, by=by, now=now)
        _settle(kept, Run.State.ADOPTED, by, now)
        act.changed({"version": version}, {"version": kept.version, "state": str(kept.state)})
    return kept


def withdraw(*, run: Run, version: int, by: Actor, now: datetime) -> Run:
    """Set the plan aside; it stays on record."""
    with acting("plans.run.withdraw", by=by, now=now, on=run, area=run.area_id, brand_id=run.brand_id) as act:
        kept = _locked(run, version, by)
        _settle(kept, Run.State.WITHDRAWN, by, now)
        act.changed({"version": version}, {"version": kept.version, "state": str(kept.state)})
    return kept


def _told(planner: Kind, inputs: Plain, result: Plain) -> Text:
    if broken := planner.faults(inputs, result):
        raise Invalid(*broken)
    return planner.explain(inputs, result)


def _locked(run: Run, version: int, by: Actor) -> Run:
    kept = Run.objects.select_for_update().get(pk=run.pk)
    check_can(by, area=kept.area_id, brand=kept.brand_id, branch=kept.enterprise_id)
    if not kept.is_open:
        raise Conflict(SETTLED)
    if kept.version != version:
        raise Conflict(CHANGED)
    return kept


def _settle(run: Run, state: str, by: Actor, now: datetime) -> None:
    run.state, run.version, run.settled_at, run.settled_by = state, run.version + 1, now, by.name[:80]
    run.save(update_fields=["state", "version", "settled_at", "settled_by"])
