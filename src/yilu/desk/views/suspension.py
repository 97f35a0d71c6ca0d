"""A proposed suspension before the officer who decides: why it is proposed, and what would stop."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.text import Text
from yilu.desk.views.board import actor_of
from yilu.filings.actions import decide_proposal
from yilu.filings.forms import citing_of
from yilu.filings.models import Filing
from yilu.filings.rules.states import State, Verb
from yilu.filings.views.citing import rows_to_cite
from yilu.network.access import is_regulator
from yilu.network.models import Site
from yilu.network.queries import area_path
from yilu.operations.queries.stopping import what_stops
from yilu.people.actions import NOT_THE_OFFICER
from yilu.people.case_forms import DecisionForm
from yilu.people.queries.cases import seen
from yilu.people.queries.suspension import proposals

DECIDED = Text("已记录您的决定。", "Your decision is recorded.")


@require_http_methods(["GET", "POST"])
@requires(Permission.SITE_SUSPEND)
def suspension(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposal with what it would stop by class; the named officer decides here, of a regulator citing norms."""
    actor, now = actor_of(request), clock.now()
    shown = get_object_or_404(proposals(actor), pk=pk)
    form, status = DecisionForm(request.POST or None), 200
    cites = is_regulator(actor, shown.site.county_id) and shown.site.status == Site.Status.OPEN
    if cites:
        del form.fields["document"]
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data: dict[str, Any] = form.cleaned_data
            try:
                decide_proposal(
                    proposal=shown, agreed=data["agreed"] == "yes", ground=data["ground"],
                    document=data.get("document", ""), citing=citing_of(request.POST), by=actor, now=now,
                )  # fmt: skip
            except Denied as refused:
                form.add_error(None, [str(r) for r in refused.reasons])
            else:
                messages.success(request, str(DECIDED))
                return redirect("desk:suspension", pk=pk)
    context = {
        "proposal": shown,
        "form": form,
        "path": area_path(shown.site.county),
        "cites": cites,
        "rows": rows_to_cite(Verb.SUSPEND, shown.site, _filing(shown.site), request.POST, now=now) if cites else (),
        "stop": what_stops(shown.site, day=clock.today()),
        "why_not": [] if actor.user_id == shown.officer_id else [NOT_THE_OFFICER],
        "may_case": seen(actor).filter(pk=shown.case_id).exists(),
    }
    return render(request, "desk/suspension.html", context, status=status)


def _filing(site: Site) -> Filing | None:
    rows = Filing.objects.filter(site=site).exclude(state=State.CLOSED)
    return rows.select_related("site", "dossier").first()
