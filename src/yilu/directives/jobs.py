"""Jobs of this room: sending a directive to all it reaches, taking back what stands of one withdrawn."""

from datetime import timedelta

from django_tasks import task

from yilu.core import clock
from yilu.core.handover import unpacked
from yilu.directives import actions
from yilu.directives.models import Directive

PATIENCE = timedelta(minutes=10)


@task()
def settle(directive_id: int) -> None:
    """Do for one directive what its state asks for, as whoever issued or withdrew it."""
    directive = Directive.objects.get(pk=directive_id)
    actions.settle(directive=directive, by=unpacked(directive.actor), now=clock.now())


def settle_rest() -> None:
    """Go on with what was broken off: a machine may stop in the midst of it."""
    waiting = Directive.objects.filter(settled_at=None, issued_at__lt=clock.now() - PATIENCE)
    for pk in waiting.exclude(state=Directive.State.DRAFT).values_list("pk", flat=True):
        settle.call(pk)
