"""A person confirms, corrects, splits, joins, sets aside or adds measures of a draft."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from yilu.audit.recording import Recording, acting
from yilu.core.actor import Actor
from yilu.core.jurisdiction import covers
from yilu.core.reasons import Invalid, reason
from yilu.directives.actions.drafting import proposed
from yilu.directives.actions.locking import locked, locked_measure
from yilu.directives.facts import Wording
from yilu.directives.models import Directive, Measure
from yilu.directives.parsing import read_measure
from yilu.directives.rules import NO_SUCH_SPLIT, NOTHING_TO_JOIN, why_not_confirm, why_not_split

State = Measure.State
BEYOND_THE_UNIT = reason(
    "directives.beyond_the_unit",
    "只能发给本单位管辖范围内的单位。",
    "It can go only to organisations within the unit's own area and brand.",
)
NO_WORDS = reason("directives.no_words", "请写明要求做什么。", "Say what is asked for.")


def confirm(*, measure: Measure, version: int, wording: Wording, by: Actor, now: datetime) -> Measure:
    """Confirm a measure as worded; a confirmed one may be corrected until it is issued."""
    with acting("directives.measure.confirm", by=by, now=now) as act:
        kept = locked_measure(measure, act, version=version, by=by)
        draft = kept.directive
        if wording.area and not covers(draft.area_id, wording.area):
            raise Invalid(BEYOND_THE_UNIT)
        if draft.brand_id is not None and wording.brand is not None and wording.brand.pk != draft.brand_id:
            raise Invalid(BEYOND_THE_UNIT)
        kept.theme, kept.audiences, kept.post = wording.theme, list(wording.audiences), wording.post
        kept.area_id, kept.brand, kept.owner = wording.area or None, wording.brand, wording.owner
        kept.due, kept.wanted = wording.due, wording.wanted.strip()[:200]
        _confirmed(kept, act, by=by, now=now)
    return kept


def confirm_many(
    *, directive: Directive, chosen: Mapping[int, int], due: datetime | None = None, by: Actor, now: datetime
) -> int:
    """Confirm measures as they are proposed (`chosen`: key to version); `due` for those without; how many."""
    with acting("directives.measure.confirm_many", by=by, now=now) as act:
        kept = locked(directive, act, by=by)
        for pk, version in chosen.items():
            measure = locked_measure(Measure(pk=pk, directive=kept), act, version=version, by=by)
            measure.due = measure.due or due
            _confirmed(measure, act, by=by, now=now)
        act.on(kept, area=kept.area_id, brand_id=kept.brand_id)
        act.changed(None, {"measures": len(chosen)})
    return len(chosen)


def _confirmed(kept: Measure, act: Recording, *, by: Actor, now: datetime) -> None:
    above = kept.above.due if kept.above is not None else None
    if found := why_not_confirm(audiences=kept.audiences, due=kept.due, above=above, now=now):
        raise Invalid(*found)
    kept.state = State.CONFIRMED
    _kept(kept, act, by=by)


def set_aside(*, measure: Measure, version: int, by: Actor, now: datetime) -> Measure:
    """Say that this sentence asks for nothing to be followed up."""
    with acting("directives.measure.set_aside", by=by, now=now) as act:
        kept = locked_measure(measure, act, version=version, by=by)
        kept.state = State.SET_ASIDE
        _kept(kept, act, by=by)
    return kept


def _kept(kept: Measure, act: Recording, *, by: Actor) -> None:
    kept.version += 1
    kept.changed_by = by.name[:80]
    kept.save()
    due = kept.due.isoformat() if kept.due else None
    act.changed(None, {"state": kept.state, "theme": kept.theme, "audiences": kept.audiences, "due": due,
                       "version": kept.version})  # fmt: skip


def split(*, measure: Measure, version: int, at: Sequence[int], by: Actor, now: datetime) -> list[Measure]:
    """Split a measure before each of these characters of its text; every part is to be confirmed anew."""
    with acting("directives.measure.split", by=by, now=now) as act:
        kept = locked_measure(measure, act, version=version, by=by)
        if found := why_not_split(len(kept.text), at):
            raise Invalid(*found)
        spans = [_trimmed(kept.text, a, b) for a, b in pairwise((0, *at, len(kept.text)))]
        if any(a >= b for a, b in spans):
            raise Invalid(NO_SUCH_SPLIT)
        after = Measure.objects.filter(directive=kept.directive, position__gt=kept.position).first()
        step = ((after.position if after else kept.position + 1) - kept.position) / len(spans)
        parts = [
            _part(kept, *span, position=kept.position + step * n, number=f"{kept.number}-{n + 1}", now=now)
            for n, span in enumerate(spans)
        ]
        _taken_over(kept, parts[0])
        _kept(kept, act, by=by)
        for part in parts[1:]:
            part.changed_by = by.name[:80]
            part.save(force_insert=True)
        act.changed(None, {"number": parts[0].number, "parts": len(parts)})
    return [kept, *parts[1:]]


def join(*, measure: Measure, version: int, by: Actor, now: datetime) -> Measure:
    """Join a measure with the one after it, with whatever of the text stands between."""
    with acting("directives.measure.join", by=by, now=now) as act:
        kept = locked_measure(measure, act, version=version, by=by)
        after = Measure.objects.filter(directive=kept.directive, position__gt=kept.position).first()
        if after is None or kept.start is None or after.end is None or after.issuer != kept.issuer:
            raise Invalid(NOTHING_TO_JOIN)
        _taken_over(kept, _part(kept, 0, after.end - kept.start, position=kept.position, number=kept.number, now=now))
        after.delete()
        _kept(kept, act, by=by)
    return kept


def _part(kept: Measure, start: int, end: int, *, position: float, number: str, now: datetime) -> Measure:
    """A stretch of a measure's source (offsets from its beginning) read anew, addressed as the measure was."""
    source, begin = (kept.text, 0) if kept.start is None else (kept.directive.text, kept.start)
    read = read_measure(source, begin + start, begin + end, number=number if kept.number else None, issuer=kept.issuer)
    part = proposed(kept.directive, read, issuer=kept.issuer, position=position, now=now)
    if kept.start is None:
        part.start = part.end = None
    part.audiences, part.post, part.above = kept.audiences, kept.post, kept.above
    part.area_id, part.brand_id, part.due = kept.area_id, kept.brand_id, part.due or kept.due
    return part


def _taken_over(kept: Measure, part: Measure) -> None:
    for name in ("number", "start", "end", "text", "theme", "deadline", "cites", "phrases", "due", "state"):
        setattr(kept, name, getattr(part, name))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def add_measure(*, directive: Directive, text: str, wording: Wording, by: Actor, now: datetime) -> Measure:
    """Add a measure of the unit's own, in its own words; it is confirmed by being written."""
    with acting("directives.measure.add", by=by, now=now) as act:
        draft = locked(directive, act, by=by)
        if not text.strip():
            raise Invalid(NO_WORDS)
        last = Measure.objects.filter(directive=draft).last()
        position = (last.position if last else 0) + 1
        made = Measure.objects.create(
            directive=draft, position=position, text=text.strip(), theme=wording.theme, post=wording.post,
            audiences=list(wording.audiences),
        )  # fmt: skip
        confirm(measure=made, version=made.version, wording=wording, by=by, now=now)
        act.changed(None, {"measure": made.pk})
    return made
