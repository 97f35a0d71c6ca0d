"""A text becomes a draft: read and split, every measure still to be confirmed by a person."""

from dataclasses import asdict
from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Invalid
from yilu.directives import parsing
from yilu.directives.access import check_can_handle
from yilu.directives.actions.locking import locked
from yilu.directives.facts import Unit
from yilu.directives.models import Directive, Measure
from yilu.directives.parsing.deadlines import due_of
from yilu.directives.parsing.themes import Audience
from yilu.directives.queries.lists import passed_down
from yilu.directives.queries.units import level_of
from yilu.directives.reading import Opened
from yilu.directives.rules import MOST_MEASURES, NOT_ISSUED, TOO_MANY

UNTITLED = 60  # characters that stand for a title where the text has none


def take_in(*, source: Opened, unit: Unit, title: str = "", by: Actor, now: datetime) -> Directive:
    """Keep a text as a draft of the unit, split into measures as proposed."""
    with acting("directives.directive.take_in", by=by, now=now) as act:
        notice = parsing.parse(source.text)
        names = list(dict.fromkeys(i.name for i in notice.issuers if i.name))
        directive = Directive(
            title=(title.strip() or notice.title or _opening(source.text))[:200],
            number=notice.number[:60], issuer="、".join(names)[:80], day=notice.day, text=source.text, kind=source.kind,
            digest=source.digest, area_id=unit.area, brand=unit.brand, enterprise=unit.enterprise, made_at=now,
            made_by=by.name[:80],
        )  # fmt: skip
        check_can_handle(directive, by=by)
        if len(notice.measures) > MOST_MEASURES:
            raise Invalid(TOO_MANY)
        directive.save(force_insert=True)
        act.on(directive, area=directive.area_id, brand_id=directive.brand_id)
        found = [(issuer.name, m) for issuer in notice.issuers for m in issuer.measures]
        Measure.objects.bulk_create(
            (proposed(directive, m, issuer=name, position=n, now=now) for n, (name, m) in enumerate(found, start=1)),
            batch_size=500,
        )
        act.changed(
            None, {"kind": source.kind, "sha256": source.digest, "measures": len(found), "title": directive.title}
        )
    return directive


def _opening(text: str) -> str:
    return " ".join(text.strip().split("\n", 1)[0].split("。", 1)[0].split())[:UNTITLED]


def proposed(directive: Directive, read: parsing.Measure, *, issuer: str, position: float, now: datetime) -> Measure:
    """A measure as the text proposes it. A time that lies behind is left to the person."""
    due = due_of(read.deadline, since=now) if read.deadline is not None else None
    return Measure(
        directive=directive, position=position, issuer=issuer[:80], number=(read.number or "")[:40], start=read.start,
        end=read.end, text=read.text, theme=read.theme, deadline=asdict(read.deadline) if read.deadline else None,
        cites=[[c.name, c.number] for c in read.cites], phrases=[[p.term, p.is_known] for p in read.phrases],
        audiences=list(read.audiences), post=read.post, due=due if due is not None and due > now else None,
    )  # fmt: skip


# To whom a unit that was sent something passes it: the level beneath, in the regulator's line or the enterprise's.
_NEXT: dict[str, Audience] = {
    Audience.OWN: Audience.PROVINCES,
    Audience.PROVINCES: Audience.PREFECTURES,
    Audience.PREFECTURES: Audience.SITES,
    Audience.COUNTIES: Audience.SITES,
    Audience.HEADQUARTERS: Audience.BRANCHES,
    Audience.BRANCHES: Audience.SITES,
}


def pass_down(*, directive: Directive, unit: Unit, by: Actor, now: datetime) -> Directive:
    """Draft what the unit passes on of a directive it was sent: the measures for it, to which it adds its own."""
    with acting("directives.directive.pass_down", by=by, now=now, on=directive, area=unit.area) as act:
        directive = Directive.objects.get(pk=directive.pk)
        own = Directive(
            title=directive.title, number=directive.number, issuer=directive.issuer, day=directive.day,
            text=directive.text, kind=directive.kind, digest=directive.digest, area_id=unit.area, brand=unit.brand,
            enterprise=unit.enterprise, above=directive, made_at=now, made_by=by.name[:80],
        )  # fmt: skip
        check_can_handle(own, by=by)
        if directive.state != Directive.State.ISSUED:
            raise Invalid(NOT_ISSUED)
        if (there := passed_down(directive, unit)) is not None:
            return there
        own.save(force_insert=True)
        act.on(own, area=own.area_id, brand_id=own.brand_id)
        stands_as = _audience_of(unit)
        asked = list(directive.measures.filter(state=Measure.State.CONFIRMED))
        taken = [m for m in asked if stands_as in m.audiences] or asked
        Measure.objects.bulk_create((_inherited(m, own, stands_as) for m in taken), batch_size=500)
        act.changed(None, {"above": directive.pk, "measures": len(taken)})
    return own


def _audience_of(unit: Unit) -> str:
    if unit.enterprise is not None:
        return Audience.BRANCHES
    return Audience.HEADQUARTERS if unit.brand is not None else level_of(unit.area)


def _inherited(measure: Measure, own: Directive, stands_as: str) -> Measure:
    copied = ("position", "issuer", "number", "start", "end", "text", "theme", "deadline", "cites", "phrases", "post",
              "due", "wanted")  # fmt: skip
    values = {name: getattr(measure, name) for name in copied}
    return Measure(directive=own, above=measure, audiences=[_NEXT[stands_as]], **values)


def discard(*, directive: Directive, by: Actor, now: datetime) -> None:
    """Throw a draft away."""
    with acting("directives.directive.discard", by=by, now=now) as act:
        kept = locked(directive, act, by=by)
        act.changed({"title": kept.title, "sha256": kept.digest}, None)
        kept.delete()
