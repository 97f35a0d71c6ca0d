"""Lists: filings by state, sites to file for, what waits for review, decisions per officer, and what is open."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from yilu.core import clock
from yilu.core.gate import public, requires
from yilu.core.jurisdiction import NATION, is_code
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond, shown
from yilu.core.text import Text
from yilu.filings import actions, queries
from yilu.filings.queries.lists import SHOWN
from yilu.filings.rules.states import STATES, State
from yilu.filings.tables import decisions_table, filings_table, officers_table
from yilu.network.models import Brand, Enterprise, Park, Site
from yilu.network.queries import found_sites
from yilu.network.tables import named
from yilu.network.views.areas import area_choices
from yilu.network.views.asking import Request
from yilu.territory.queries import area as find_area
from yilu.territory.queries import children

OFFERED = 500  # sites to tick on one page


def _area(request: Request) -> str:
    given = request.GET.get("area", "")
    return given if is_code(given) else NATION


@require_safe
@requires(Permission.FILING_READ)
def filings(request: Request) -> HttpResponseBase:
    """The filings in sight, by state, area and a piece of the site's name."""
    asked = {k: request.GET.get(k, "") for k in ("state", "area", "q")}
    rows = queries.filings(request.actor).in_area(_area(request))
    if asked["q"].strip():
        rows = rows.filter(site__in=found_sites(Site.objects.all(), asked["q"]))
    counts = queries.counted(rows, key=f"{request.actor.appointment_id}:{asked['area']}:{asked['q']}")
    total = sum(counts.values())
    if asked["state"] in STATES:
        rows, total = rows.filter(state=asked["state"]), counts[asked["state"]]
    rows = rows.select_related(*SHOWN).order_by("-pk").listed(known=total)
    may = request.actor.jurisdiction.may
    context = {
        "asked": asked,
        "counts": counts,
        "tabs": [(s.value, STATES[s], counts[s]) for s in State],
        "total": sum(counts.values()),
        "areas": area_choices(request.actor, asked["area"]),
        "may_write": may(Permission.FILING_WRITE),
        "may_decide": may(Permission.FILING_DECIDE),
        "may_oversee": may(Permission.FILING_OVERSEE),
    }
    return respond(request, "filings/filings.html", filings_table(), rows, context)


@require_http_methods(["GET", "POST"])
@requires(Permission.FILING_WRITE)
def start(request: Request) -> HttpResponse:
    """Choose the sites: one, a branch's, a park's, or any of one's own; then begin to file for them."""
    asked = {k: request.GET.get(k, "") for k in ("site", "enterprise", "park", "q")}
    rows = queries.may_start(request.actor)
    for name in ("site", "enterprise", "park"):
        if asked[name].isdigit() and len(asked[name]) < 18:
            rows = rows.filter(**{"pk" if name == "site" else f"{name}_id": int(asked[name])})
    rows, refused = found_sites(rows, asked["q"]), []
    if request.method == "POST":
        if "all" in request.POST:
            chosen = list(rows.values_list("pk", flat=True)[: actions.MOST_SITES + 1])
        else:
            chosen = [int(pk) for pk in request.POST.getlist("site") if pk.isdigit() and len(pk) < 18]
        try:
            begun = actions.start(sites=chosen, by=request.actor, now=clock.now())
        except Denied as denied:
            refused = list(denied.reasons)
        else:
            if len(begun.filings) == 1:
                return redirect("filings:filing", pk=begun.filings[0].pk)
            return redirect("filings:dossier", pk=begun.dossier.pk)
    offered = list(rows.select_related("brand", "county", "enterprise").order_by("county_id", "pk")[: OFFERED + 1])
    total = len(offered) if len(offered) <= OFFERED else rows.count()
    mine = Enterprise.objects.within(request.actor.jurisdiction, Permission.ENTERPRISE_READ)
    context = {
        "asked": asked,
        "sites": offered[:OFFERED],
        "total": total,
        "refused": refused,
        "most": OFFERED,
        "enterprises": [(str(e.pk), named(e)) for e in mine.filter(kind="branch").order_by("area_id", "pk")[:300]],
        "parks": [(str(p.pk), named(p)) for p in Park.objects.order_by("county_id")[:300]],
    }
    return render(request, "filings/start.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.FILING_DECIDE)
def reviews(request: Request) -> HttpResponse:
    """What waits for a decision, the soonest to run out first; several are passed in one step."""
    rows = queries.under_review(request.actor)
    if request.method == "POST":
        chosen = [int(pk) for pk in request.POST.getlist("filing") if pk.isdigit() and len(pk) < 18][:200]
        passed, kept = 0, 0
        for waiting in rows.filter(pk__in=chosen):
            seen = request.POST.get(f"version-{waiting.pk}", "")
            try:
                version = int(seen) if seen.isdigit() else None
                actions.pass_review(filing=waiting, version=version, by=request.actor, now=clock.now())
                passed += 1
            except Denied:
                kept += 1
        done = Text("已通过 {n} 件。", "{n} passed.").filled(n=passed)
        left = Text(" {n} 件已由他人办理，请看最新情况。", " {n} were acted on by others meanwhile.").filled(n=kept)
        messages.success(request, str(done) + (str(left) if kept else ""))
        return redirect("filings:reviews")
    waiting_rows = list(rows[:200])
    context = {"rows": waiting_rows, "total": rows.count() if len(waiting_rows) == 200 else len(waiting_rows)}
    return render(request, "filings/reviews.html", context)


@require_safe
@requires(Permission.FILING_OVERSEE)
def decisions(request: Request) -> HttpResponseBase:
    """Decisions per officer and area over a span of days, and which conditions are cited most."""
    today, area = clock.today(), _area(request)
    first, last = today - dt.timedelta(days=29), today
    for name in ("first", "last"):
        try:
            given = dt.date.fromisoformat(request.GET.get(name, ""))
        except ValueError:
            continue
        first, last = (given, last) if name == "first" else (first, given)
    span = clock.start_of(first), clock.end_of(last)
    officers, often = queries.by_officer(request.actor, area=area, first=span[0], until=span[1])
    rows = queries.decisions(request.actor).in_area(area).filter(at__gte=span[0], at__lt=span[1])
    if request.GET.get("table") == "decisions":
        return respond(request, "filings/decisions.html", decisions_table(), rows)
    context = {
        "first": first,
        "last": last,
        "areas": area_choices(request.actor, area),
        "often": often[:12],
        "decided": sum(o.passed + o.returned for o in officers),
        "returned": sum(o.returned for o in officers),
        "ran_out": sum(o.ran_out for o in officers),
        "again": sum(o.again for o in officers),
        "list": shown(request, decisions_table(), rows),
    }
    return respond(request, "filings/decisions.html", officers_table(), officers, context)


@require_safe
@public
def open_list(request: HttpRequest) -> HttpResponse:
    """For anybody: the sites that are open, by area, brand and a piece of the name."""
    code, brand, text = (request.GET.get(k, "") for k in ("area", "brand", "q"))
    page = request.GET.get("page", "1")
    here = find_area(code) if is_code(code) else find_area(NATION)
    area = here.code if here else NATION
    brands = list(Brand.objects.order_by("code"))
    brand = brand if any(b.code == brand for b in brands) else ""
    found = queries.open_sites(
        area=area, brand=brand, text=text[:60], page=int(page) if page.isdigit() and len(page) < 7 else 1
    )
    kinds = dict(Site.Kind.choices)
    context = {
        "found": found,
        "rows": [(s, kinds[s.kind]) for s in found.sites],
        "here": here,
        "above": here.parent if here and here.parent_id else None,
        "below": children(area, on=clock.today()),
        "brands": brands,
        "asked": {"area": area, "brand": brand, "q": text[:60]},
    }
    return render(request, "filings/open.html", context)
