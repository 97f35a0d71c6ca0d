"""A health case: opened at once by what is not normal, worked step by step, closed on the health authority's word."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import IntegrityError

from yilu.audit.recording import Recording, acting
from yilu.core.actor import Actor, system
from yilu.core.clock import ZONE
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Invalid, reason
from yilu.norms.actions import record_evidence
from yilu.norms.rules.kinds import Proof
from yilu.people.access import check_handles, check_holds
from yilu.people.actions._taking import Placed, Taken
from yilu.people.actions._telling import close_tasks, tell_of
from yilu.people.models import CaseFinding, CaseStep, HealthCase, Isolation, Worker
from yilu.people.queries.requirements import requirements_at
from yilu.people.rules.cases import STEP_DONE, why_not_close, why_not_confirm, why_not_report
from yilu.people.rules.steps import STEPS, due_of, steps_after

Cause, State = HealthCase.Cause, HealthCase.State
# The most serious first: what a case is filed under.
CAUSES = {
    "people.check.fever": Cause.FEVER,
    "people.check.unwell": Cause.SYMPTOM,
    "people.check.contact": Cause.CONTACT,
    "people.check.family": Cause.FAMILY,
    "people.check.returnee": Cause.RETURNEE,
}
BY_ITSELF: Actor = system("健康异常处置 health cases")
CHANGED_MEANWHILE = reason(
    "people.case.changed",
    "您打开之后，别人已办理了这一个案。请看最新情况后再办。",
    "Somebody acted on this case after you opened it. Look at it as it stands now, then act.",
)


def open_cases(abnormal: Sequence[Taken], places: Mapping[int, Placed], *, now: dt.datetime) -> None:
    """Open a case for each worker who has none open, or note what was found in the one that is. Inside an act only."""
    for taken in abnormal:
        codes = {w.code for w in taken.why}
        causes = [cause for code, cause in CAUSES.items() if code in codes]
        if causes:
            _found(taken.worker_id, places[taken.worker_id], taken.day, causes, now=now)


def report_case(
    *, worker: Worker, cause: HealthCase.Cause, day: dt.date, note: str, by: Actor, now: dt.datetime
) -> HealthCase:
    """Put on record what somebody told otherwise than by a check: by telephone, by the health authority."""
    with acting("people.case.report", by=by, now=now, on=worker) as act:
        check_holds(by, Permission.CASE_HANDLE, worker)
        if wrong := why_not_report(day=day, today=now.astimezone(ZONE).date(), note=note):
            raise Invalid(*wrong)
        place = Placed(worker.county_id, worker.brand_id, worker.enterprise_id, worker.site_id)
        case = _found(worker.pk, place, day, [cause], now=now)
        case.note = f"{case.note}\n{note.strip()}".strip()[:2000]
        case.save(update_fields=["note"])
        act.on(case, area=case.county_id, brand_id=case.brand_id)
        act.changed(None, {"day": day.isoformat(), "case": case.pk})
    return case


def do_step(*, step: CaseStep, note: str = "", by: Actor, now: dt.datetime) -> None:
    """Say that a step is done."""
    with acting("people.case.step", by=by, now=now, on=step.case) as act:
        case = _held(step.case, None, act)
        check_handles(by, case)
        if not step_done(case, step.code, by=by, now=now, note=note):
            raise Conflict(STEP_DONE)
        _prove(case, step.code, now=now)
        act.changed(None, {"step": step.code})


def _prove(case: HealthCase, code: str, *, now: dt.datetime) -> None:
    """What a requirement asks for was done: a line in the ledger of the site, that names nobody."""
    site, rule = case.site, STEPS.get(code)
    if site is None or rule is None or rule.requirement not in requirements_at(site, on=now.astimezone(ZONE).date()):
        return
    record_evidence(
        requirement=rule.requirement, site=site, kind=Proof.REPORT, at=now, origin="people", origin_id=case.pk,
        summary=rule.text, by=BY_ITSELF, now=now,
    )  # fmt: skip


def step_done(case: HealthCase, code: str, *, by: Actor, now: dt.datetime, note: str = "") -> bool:
    """Tick a step that is still to be done; False if there is none. Inside an act only."""
    rows = CaseStep.objects.filter(case=case, code=code, done_at=None)
    step = rows.first()
    if step is None:
        return False
    step.done_at, step.done_by, step.note = now, by.name[:80], note.strip()[:1000]
    step.save(update_fields=["done_at", "done_by", "note"])
    return True


def confirm_case(*, case: HealthCase, version: int, document: str, by: Actor, now: dt.datetime) -> HealthCase:
    """Put on record that the health authority confirmed it: further steps follow."""
    with acting("people.case.confirm", by=by, now=now, on=case) as act:
        kept = _held(case, version, act)
        check_handles(by, kept)
        if wrong := why_not_confirm(kept.state, document=document):
            raise Invalid(*wrong)
        kept.document = document.strip()[:200]
        _move(kept, State.CONFIRMED, act)
        _note(kept, now.astimezone(ZONE).date(), [Cause.CONFIRMED], now=now)
        tell_of(kept, Cause.CONFIRMED, by=BY_ITSELF, now=now)
    return kept


def close_case(
    *, case: HealthCase, version: int, outcome: HealthCase.State, document: str, by: Actor, now: dt.datetime
) -> HealthCase:
    """Close a case (cleared or recovered) on the health authority's document: its worker may be on shift again."""
    with acting("people.case.close", by=by, now=now, on=case) as act:
        kept = _held(case, version, act)
        check_handles(by, kept)
        isolated = Isolation.objects.filter(worker=kept.worker_id, released_at=None).exists()
        if wrong := why_not_close(kept.state, outcome=outcome, document=document, isolated=isolated):
            raise Invalid(*wrong)
        kept.document, kept.closed_at = document.strip()[:200], now
        _move(kept, outcome, act)
        close_tasks(kept, by=BY_ITSELF, now=now)
    return kept


def _found(
    worker: int, place: Placed, day: dt.date, causes: Sequence[HealthCase.Cause], *, now: dt.datetime
) -> HealthCase:
    case = HealthCase.objects.filter(worker_id=worker, closed_at=None).first()
    if case is None:
        try:
            return _opened(worker, place, day, causes, now=now)
        except IntegrityError:  # opened by another check at this very moment: theirs is the one
            case = HealthCase.objects.get(worker_id=worker, closed_at=None)
    if _note(case, day, causes, now=now):
        tell_of(case, causes[0], by=BY_ITSELF, now=now)
    return case


def _opened(
    worker: int, place: Placed, day: dt.date, causes: Sequence[HealthCase.Cause], *, now: dt.datetime
) -> HealthCase:
    with acting("people.case.open", by=BY_ITSELF, now=now, area=place.county_id, brand_id=place.brand_id) as act:
        case = HealthCase(worker_id=worker, day=day, opened_at=now, cause=causes[0], **place._asdict())
        case.save(force_insert=True)
        act.on(case, area=place.county_id, brand_id=place.brand_id)
        act.changed(None, {"day": day.isoformat(), "state": str(case.state)})
        _note(case, day, causes, now=now)
        tell_of(case, causes[0], by=BY_ITSELF, now=now)
    return case


def _note(case: HealthCase, day: dt.date, causes: Sequence[HealthCase.Cause], *, now: dt.datetime) -> bool:
    """Keep what was found, and lay out the steps that follow; False if all of it was known."""
    known = set(case.findings.filter(day=day).values_list("cause", flat=True))
    new = [c for c in causes if c not in known]
    CaseFinding.objects.bulk_create(CaseFinding(case=case, day=day, cause=c, found_at=now) for c in new)
    in_force = requirements_at(case.site, on=now.astimezone(ZONE).date())
    laid = set(case.steps.values_list("code", flat=True))
    rules = {rule.code: rule for cause in new for rule in steps_after(cause, in_force=in_force)}
    CaseStep.objects.bulk_create(
        CaseStep(case=case, code=code, due_at=due_of(rule, found_at=now))
        for code, rule in rules.items()
        if code not in laid
    )
    return bool(new)


def _held(case: HealthCase, version: int | None, act: Recording) -> HealthCase:
    kept = HealthCase.objects.select_for_update().get(pk=case.pk)
    act.on(kept, area=kept.county_id, brand_id=kept.brand_id)
    if version is not None and version != kept.version:
        raise Conflict(CHANGED_MEANWHILE)
    return kept


def _move(case: HealthCase, state: HealthCase.State, act: Recording) -> None:
    before = {"state": str(case.state), "version": case.version}
    case.state, case.version = state, case.version + 1
    case.save(update_fields=["state", "version", "document", "closed_at"])
    act.changed(before, {"state": str(state), "version": case.version, "document": case.document})
