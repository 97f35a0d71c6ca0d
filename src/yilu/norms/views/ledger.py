"""A site's evidence: which requirement is proven, which is not, and every line of the ledger."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.tables import respond
from yilu.network.models import Site
from yilu.norms.queries import entries, facts_of, freshness
from yilu.norms.rules.kinds import State
from yilu.norms.tables import cells_table, entries_table
from yilu.territory.views.asking import actor_of

# What wants doing first.
ORDER = (State.UNMET, State.NONE, State.STALE, State.FRESH)


def _site(request: HttpRequest, pk: int) -> Site:
    within = Site.objects.within(actor_of(request).jurisdiction, Permission.EVIDENCE_READ)
    return get_object_or_404(within.select_related("brand", "county"), pk=pk)


@require_safe
@requires(Permission.EVIDENCE_READ)
def site(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Each requirement in force at the site, what is missing first."""
    found, now = _site(request, pk), clock.now()
    cells = freshness(facts_of([found], on=now.date()), now=now)[found.pk]
    standing = [c for c in cells if c.state is not State.NOT_APPLICABLE]
    counts = {state: sum(c.state is state for c in standing) for state in ORDER}
    rows = sorted(standing, key=lambda c: (ORDER.index(c.state), c.requirement.order))
    context = {"site": found, "total": len(standing), "counts": {s.value: n for s, n in counts.items()}, "now": now}
    return respond(request, "norms/site.html", cells_table(), rows, context)


@require_safe
@requires(Permission.EVIDENCE_READ)
def lines(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every line of the site's ledger."""
    found = _site(request, pk)
    rows = entries(actor_of(request).jurisdiction, site=found.pk)
    code = request.GET.get("requirement", "")
    if code:
        rows = rows.filter(requirement__code=code)
    context = {"site": found, "code": code, "total": rows.count()}
    return respond(request, "norms/entries.html", entries_table(), rows, context)
