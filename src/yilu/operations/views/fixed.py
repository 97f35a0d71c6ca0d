"""What is fixed: classes and how issuing bodies word them, mappings, added fields, rosters; figures from outside."""

from django.contrib import messages
from django.db.models import Count, F, Sum
from django.forms import Form
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from yilu.core import clock
from yilu.core.gate import requires, signed_in
from yilu.core.jurisdiction import NATION
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import Table, respond
from yilu.core.text import Text, label
from yilu.network.models import Brand
from yilu.network.tables import named
from yilu.network.views.areas import area_choices
from yilu.operations import actions, queries
from yilu.operations.forms import DeadlineForm, FieldForm, FigureForm, MappingForm
from yilu.operations.models import AreaFigure, ReportDeadline, ReportField, Roster
from yilu.operations.queries.outside import with_flags
from yilu.operations.rules.classes import CONFIDENTIAL_NOTE, TIERS, WORDINGS
from yilu.operations.tables import fields_table, mappings_table, outside_table, rosters_table
from yilu.operations.views.asking import Request, asked_area
from yilu.territory.models import Area

DONE = Text("已保存。", "Saved.")


@signed_in
def classes(request: Request) -> HttpResponseBase:
    """The eight classes in three tiers, each issuing body's wording beside the other's."""
    found = queries.classes()
    # The national wording first, then the others in the order they were made known.
    told = {w.issuer for c in found for w in c.wordings}
    issuers = [i for i in dict.fromkeys(w.issuer for w in WORDINGS) if i in told]
    issuers += sorted(told - set(issuers))
    rows = [(c, TIERS[c.tier], [next((w for w in c.wordings if w.issuer == i), None) for i in issuers]) for c in found]
    context = {"rows": rows, "issuers": issuers, "confidential": CONFIDENTIAL_NOTE}
    return respond(request, "operations/classes.html", _NO_TABLE, [], context)


@requires(Permission.REPORT_READ)
def mappings(request: Request) -> HttpResponseBase:
    """A brand's products and the class of each."""
    grants = request.actor.jurisdiction.having(Permission.REPORT_READ).grants
    own = {g.brand for g in grants if g.brand is not None}
    brands = (
        Brand.objects.order_by("code")
        if any(g.brand is None for g in grants)
        else Brand.objects.filter(pk__in=own).order_by("code")
    )
    choices = [(str(b.pk), named(b)) for b in brands]
    asked = request.POST.get("brand") or request.GET.get("brand", "")
    brand = next((b for b in brands if str(b.pk) == asked), brands[0] if brands else None)
    may_edit = brand is not None and request.actor.jurisdiction.may(
        Permission.MAPPING_EDIT, area=NATION, brand=brand.pk
    )
    form = MappingForm(request.POST or None, brands=choices, initial={"valid_from": clock.today(), "precedence": 10})
    if request.method == "POST" and brand is not None and form.is_valid():
        data = form.cleaned_data
        try:
            actions.map_product(
                brand=brand, product=data["product"], service_class=data["service_class"] or None,
                precedence=data["precedence"], valid_from=data["valid_from"], by=request.actor, now=clock.now(),
            )  # fmt: skip
        except Denied as denied:
            _refused(form, denied)
        else:
            messages.success(request, str(DONE))
            return redirect(f"{request.path}?brand={brand.pk}")
    rows = queries.mappings(brand.pk, on=clock.today()) if brand else []
    context = {"brand": brand, "brands": choices, "form": form, "may_edit": may_edit}
    return respond(request, "operations/mappings.html", mappings_table(), rows, context)


@requires(Permission.REPORT_READ)
def fields(request: Request) -> HttpResponseBase:
    """Fields and deadlines authorities set for the daily report."""
    may_edit = request.actor.jurisdiction.may(Permission.REPORT_FIELD_EDIT)
    area = asked_area(request, Permission.REPORT_READ)
    start = {"area": area, "valid_from": clock.today()}
    asked = request.POST.get("what", "")
    field_form = FieldForm(request.POST if asked == "field" else None, initial=start, prefix="f")
    deadline_form = DeadlineForm(request.POST if asked == "deadline" else None, initial=start, prefix="d")
    form: Form = deadline_form if asked == "deadline" else field_form
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            if asked == "deadline":
                actions.set_report_deadline(**data, by=request.actor, now=clock.now())
            else:
                name = Text(data.pop("name_zh"), data.pop("name_en"))
                actions.add_report_field(**data, name=name, by=request.actor, now=clock.now())
        except Denied as denied:
            _refused(form, denied)
        else:
            messages.success(request, str(DONE))
            return redirect("operations:fields")
    context = {
        "may_edit": may_edit,
        "field_form": field_form,
        "deadline_form": deadline_form,
        "deadlines": ReportDeadline.objects.select_related("area").order_by("area_id", "-valid_from"),
    }
    rows = ReportField.objects.select_related("area").order_by("area_id", "code")
    return respond(request, "operations/fields.html", fields_table(), rows, context)


@requires(Permission.BOARD_READ)
def rosters(request: Request) -> HttpResponseBase:
    """Every version of the roster: who counts, and what counts as normal."""
    rows = Roster.objects.all()
    if queries.lens_of(request.actor, NATION).kind is queries.LensKind.SECTOR:
        # Sums over every company are not for companies.
        rows = rows.annotate(
            sites=Count("lines"),
            staff=Sum(F("lines__staff_own") + F("lines__staff_outsourced")),
            normal_collected=Sum("lines__collected"),
            normal_delivered=Sum("lines__delivered"),
        )
    context = {"in_force": queries.roster_in_force(on=clock.today()), "today": clock.today()}
    return respond(request, "operations/rosters.html", rosters_table(), rows, context)


@requires(Permission.SECTOR_READ)
def outside(request: Request) -> HttpResponseBase:
    """Figures that arrived from outside, with what does not fit in them."""
    area = asked_area(request, Permission.SECTOR_READ)
    may_edit = request.actor.jurisdiction.may(Permission.ROSTER_EDIT)
    form = FigureForm(request.POST or None, initial={"area": area, "as_of": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_outside_figure(**form.cleaned_data, by=request.actor, now=clock.now())
        except Denied as denied:
            _refused(form, denied)
        else:
            messages.success(request, str(DONE))
            return redirect(f"{request.path}?area={form.cleaned_data['area']}")
    figures = list(AreaFigure.objects.filter(area_id=area).select_related("area").order_by("as_of", "pk"))
    rows = [with_flags(f, figures) for f in figures]
    present = Area.objects.filter(code=area).first()
    choices = area_choices(request.actor, area)
    if present is not None and not any(here for _, _, here in choices):
        choices.insert(0, (area, named(present), True))
    context = {
        "area": present,
        "areas": choices,
        "form": form,
        "may_edit": may_edit,
        "total": len(rows),
        "odd": sum(bool(r.flags) for r in rows),
    }
    return respond(request, "operations/outside.html", outside_table(), rows, context)


_NO_TABLE = Table("none", label("无", "none"), ())


def _refused(form: Form, denied: Denied) -> None:
    for why in denied.reasons:
        form.add_error(None, str(why))
