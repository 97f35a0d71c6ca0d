"""What a request asks for, fetched within the reader's jurisdiction."""

from django.shortcuts import get_object_or_404

from yilu.directives.facts import Unit
from yilu.directives.models import Directive
from yilu.network.views.asking import Request
from yilu.tasks.queries import unit_of


def directive_of(request: Request, pk: int) -> Directive:
    """A directive the reader may see; else 404."""
    seen = Directive.objects.seen_by(request.actor)
    return get_object_or_404(seen.select_related("area", "brand", "enterprise", "above", "superseded_by"), pk=pk)


def unit_here(request: Request) -> Unit:
    """The unit the reader acts for."""
    mine = unit_of(request.actor)
    return Unit(area=mine["area"], brand=mine.get("brand"), enterprise=mine.get("enterprise"))
