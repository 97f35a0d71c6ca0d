"""The matrix: an area by what lies below it, by firm, by requirement, or requirement by requirement; one site's row."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import covers
from yilu.core.permissions import Permission
from yilu.core.tables import respond
from yilu.core.text import label
from yilu.coverage.models import SiteRow
from yilu.coverage.queries import reading
from yilu.coverage.queries.reading import Grain, Line
from yilu.coverage.rules import FORMULA, LETTERS, Share
from yilu.coverage.tables import lines_table, requirements_table, shade
from yilu.network.models import Brand, Enterprise, Site
from yilu.network.views.areas import area_choices
from yilu.network.views.asking import Request
from yilu.norms.models import Requirement
from yilu.norms.queries import facts_of, freshness
from yilu.norms.rules.kinds import NAMES, State
from yilu.norms.tables import STATE_SIGNS, cells_table
from yilu.norms.views.ledger import ORDER
from yilu.territory.models import Area
from yilu.territory.views.asking import actor_of, area_of

WAYS = {
    "areas": label("按地区", "By area"),
    "firms": label("按企业", "By enterprise"),
    "requirements": label("按要求", "By requirement"),
    "matrix": label("逐项矩阵", "Cell by cell"),
}
SITES_SHOWN = 100
_SIGNS = {LETTERS[state]: (state, STATE_SIGNS[state][1]) for state in State}


def number(request: Request, name: str) -> int:
    """An id out of the address; 0: none. What is no id is nowhere."""
    text = request.GET.get(name, "")
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)


def area_seen(request: HttpRequest) -> Area:
    """The area asked for, of one's own places; what lies above or beside them is not there."""
    area = area_of(request, on=clock.today())
    if not any(covers(top, area.code) for top in actor_of(request).jurisdiction.having(Permission.EVIDENCE_READ).areas):
        raise Http404
    return area


@require_safe
@requires(Permission.EVIDENCE_READ)
def home(request: Request) -> HttpResponseBase:
    """What is proven and what is not, in an area, for a brand or an enterprise."""
    may, today = request.actor.jurisdiction, clock.today()
    own = [g.site for g in may.having(Permission.EVIDENCE_READ).grants]
    if own and all(own) and "area" not in request.GET:
        return redirect("coverage:site", own[0])
    area = area_seen(request)
    way = request.GET.get("by", "") if request.GET.get("by") in WAYS else "areas"
    grain = reading.grain_of(may, brand=number(request, "brand"), enterprise=number(request, "enterprise"))
    total = reading.total(may, area.code, grain, on=today)
    context = {
        "area": area,
        "areas": area_choices(request.actor, area.code),
        "total": total,
        "way": way,
        "ways": WAYS,
        "grain": grain,
        "of": _named(grain),
        "narrowed": "".join(f"&{k}={v}" for k, v in (("brand", grain.brand), ("enterprise", grain.enterprise)) if v),
        "duties": [(NAMES[duty], share, shade(share.value)) for duty, share in total.duties.items()],
        "worst": (worst := reading.worst_duty(total)) and NAMES[worst],
        "formula": FORMULA,
    }
    if way == "requirements":
        table = requirements_table(lambda r: _address("coverage:gaps", area.code, grain, requirement=r[0].code))
        return respond(request, "coverage/home.html", table, reading.by_requirement(total), context)
    if way == "firms":
        firms = [] if grain.enterprise else reading.firms(may, area.code, grain)
        table = lines_table(
            str(label("企业", "Enterprise")),
            str(WAYS[way]),
            lambda r: _address("coverage:home", area.code, _in(r, grain)),
        )
        return respond(request, "coverage/home.html", table, firms, context)
    lines = reading.below(may, area.code, grain, on=today)
    is_lowest = not lines
    if is_lowest:
        lines = reading.sites(may, area.code, grain)
    if way == "matrix":
        context["matrix"] = _matrix(
            total, lines, link=_site if is_lowest else lambda r: _address("coverage:home", r.key, grain, by="matrix")
        )
        context["is_cut"] = len(lines) > SITES_SHOWN
    title, what = (
        (label("按网点", "By site"), label("网点", "Site")) if is_lowest else (WAYS["areas"], label("地区", "Area"))
    )
    table = lines_table(
        str(what), str(title), _site if is_lowest else lambda r: _address("coverage:home", r.key, grain)
    )
    return respond(request, "coverage/home.html", table, lines, context)


def _site(line: Line) -> str:
    return reverse("coverage:site", args=[line.key])


def _in(line: Line, grain: Grain) -> Grain:
    return Grain(grain.brand, int(line.key)) if grain.brand else Grain(int(line.key))


def _address(name: str, area: str, grain: Grain, **more: str) -> str:
    asked = {"area": area, "brand": grain.brand, "enterprise": grain.enterprise, **more}
    return reverse(name) + "?" + "&".join(f"{k}={v}" for k, v in asked.items() if v)


def _named(grain: Grain) -> str:
    """Whose coverage it is, where it is not everybody's."""
    found: Brand | Enterprise | None = None
    if grain.enterprise:
        found = Enterprise.objects.filter(pk=grain.enterprise, brand_id=grain.brand).first()
    elif grain.brand:
        found = Brand.objects.filter(pk=grain.brand).first()
    return str(label(found.name_zh, found.name_en or found.name_zh)) if found else ""


def _matrix(total: Line, lines: list[Line], *, link: object) -> SafeString:
    """Head and body: a column for each requirement that binds something; a cell its share, of one site its sign."""
    columns = [r for r, _ in reading.by_requirement(total)]
    head = format_html_join(
        "", '<th scope="col"><abbr title="{}">{}</abbr></th>', ((str(r.name), r.code) for r in columns)
    )
    body = format_html_join(
        "",
        '<tr><th scope="row"><a href="{}">{}</a></th>{}</tr>',
        ((link(line), str(line.name), _cells(line, columns)) for line in lines[:SITES_SHOWN]),  # type: ignore[operator]
    )
    name = label("地区或网点", "Area or site")
    return format_html(
        '<table class="table card-table matrix"><thead><tr><th scope="col">{}</th>{}</tr></thead>'
        "<tbody>{}</tbody></table>",
        name, head, body,
    )  # fmt: skip


def _cells(line: Line, columns: list[Requirement]) -> SafeString:
    if isinstance(line.kept, str):
        letters = line.kept
        return SafeString("".join(_SIGN_CELLS[letters[r.pk - 1 : r.pk] or "-"] for r in columns))
    counts = line.by_id
    return SafeString("".join(_share_cell(counts.get(r.pk)) for r in columns))


def _share_cell(counts: list[int] | None) -> str:
    value = Share(counts[0], sum(counts)).value if counts else None
    return f'<td class="share-{shade(value)}">{"—" if value is None else f"{value * 100:.0f}"}</td>'


_SIGN_CELLS = {letter: f'<td class="cell-{state.value}">{sign}</td>' for letter, (state, sign) in _SIGNS.items()}


@require_safe
@requires(Permission.EVIDENCE_READ)
def site(request: Request, pk: int) -> HttpResponseBase:
    """One site's row as the ledger says now, and its five scores."""
    within = Site.objects.within(request.actor.jurisdiction, Permission.EVIDENCE_READ)
    found, now = get_object_or_404(within.select_related("brand", "county"), pk=pk), clock.now()
    cells = [c for c in freshness(facts_of([found], on=now.date()), now=now)[pk] if c.state is not State.NOT_APPLICABLE]
    letters = ["-"] * (max((c.requirement.pk for c in cells), default=0))
    for c in cells:
        letters[c.requirement.pk - 1] = LETTERS[c.state]
    line = reading.site_line(SiteRow(site_id=pk, cells="".join(letters)), found.name)
    context = {
        "site": found,
        "now": now,
        "total": line,
        "duties": [(NAMES[duty], share, shade(share.value)) for duty, share in line.duties.items()],
        "formula": FORMULA,
        "kept": SiteRow.objects.filter(pk=pk).first(),
    }
    rows = sorted(cells, key=lambda c: (ORDER.index(c.state), c.requirement.order))
    return respond(request, "coverage/site.html", cells_table(), rows, context)
