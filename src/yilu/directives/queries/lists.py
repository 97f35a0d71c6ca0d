"""The lists of a unit: what it was sent, what it issued, its drafts; and the people who can follow a measure there."""

from django.db.models import Count, Q, QuerySet

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.directives.facts import Unit
from yilu.directives.models import Directive, DirectiveQuerySet, Measure, Receipt
from yilu.directives.queries.units import units_of

LISTED = ("area", "brand", "enterprise")


def received(actor: Actor) -> QuerySet[Receipt]:
    """What the actor's own organisation was sent, the latest first."""
    rows = Receipt.objects.within(actor.jurisdiction, Permission.DIRECTIVE_READ).filter(unit__in=units_of(actor))
    shown = ("directive__area", "directive__brand", "directive__enterprise", "holder")
    return rows.select_related(*shown).defer("directive__text").order_by("-sent_at", "-pk")


def issued(actor: Actor) -> DirectiveQuerySet:
    """What went out from within the actor's jurisdiction, the latest first."""
    rows = Directive.objects.within(actor.jurisdiction, Permission.DIRECTIVE_READ)
    rows = rows.exclude(state=Directive.State.DRAFT)
    return rows.select_related(*LISTED).defer("text").order_by("-issued_at", "-pk")


def drafts(actor: Actor) -> DirectiveQuerySet:
    """What the actor's unit has still to confirm."""
    rows = Directive.objects.of_unit(actor).filter(state=Directive.State.DRAFT).select_related(*LISTED).defer("text")
    left = Count("measures", filter=Q(measures__state=Measure.State.PROPOSED))
    return rows.annotate(left=left, all_measures=Count("measures")).order_by("-made_at", "-pk")


def passed_down(directive: Directive, unit: Unit) -> Directive | None:
    """What the unit made of it, if anything."""
    same = Directive.objects.filter(above=directive, area=unit.area, brand=unit.brand, enterprise=unit.enterprise)
    return same.exclude(state=Directive.State.WITHDRAWN).first()


def own_receipt(directive: Directive, *, actor: Actor) -> Receipt | None:
    """By which the actor's organisation was sent it; one sent to the person himself or herself first."""
    rows = Receipt.objects.within(actor.jurisdiction, Permission.DIRECTIVE_READ).filter(directive=directive)
    mine = rows.filter(Q(unit__in=units_of(actor)) | Q(holder_id=actor.user_id or 0)).select_related("holder")
    return mine.order_by("pk").first()
