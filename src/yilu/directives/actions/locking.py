"""What every verb on a draft does first: lock it as it stands, so that two people never overwrite each other."""

from yilu.audit.recording import Recording
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Denied, Reason
from yilu.directives.access import check_can_handle
from yilu.directives.models import Directive, Measure
from yilu.directives.rules import CHANGED_MEANWHILE, why_not_become


def locked(directive: Directive, act: Recording, *, by: Actor) -> Directive:
    """The draft as it stands, locked. Raises `Denied` if it is none any more or not the actor's to handle."""
    kept = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    act.on(kept, area=kept.area_id, brand_id=kept.brand_id)
    check_can_handle(kept, by=by)
    if found := why_not_become(kept.state, Directive.State.ISSUED):
        raise Denied(*found)
    return kept


def locked_measure(measure: Measure, act: Recording, *, version: int, by: Actor) -> Measure:
    """The measure of a draft, locked. Raises `Conflict` if it is no longer the `version` that `by` saw."""
    draft = locked(measure.directive, act, by=by)
    kept = Measure.objects.filter(pk=measure.pk).select_related("above", "directive").first()
    if kept is None or kept.version != version:
        raise Conflict(_by_whom(kept))
    act.on(kept, area=draft.area_id, brand_id=draft.brand_id)
    return kept


def _by_whom(kept: Measure | None) -> Reason:
    who = kept.changed_by if kept is not None and kept.changed_by else "—"
    return Reason(CHANGED_MEANWHILE.code, CHANGED_MEANWHILE.text.filled(who=who))
