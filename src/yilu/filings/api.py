"""Filings over the API: the same queries and actions; the list of open sites is for anybody."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, File, Form, Query, Router, Schema, Status, UploadedFile

from yilu.core import clock
from yilu.core.gate import public, requires
from yilu.core.jurisdiction import NATION
from yilu.core.permissions import Permission
from yilu.core.uploads import MOST_BYTES
from yilu.filings import actions, queries
from yilu.filings.models import Citation, Decision, Dossier, Filing
from yilu.filings.queries.conditions import Subject
from yilu.filings.queries.lists import SHOWN
from yilu.filings.queries.public import PAGE
from yilu.filings.rules.citing import Citing
from yilu.filings.rules.plans import Plan
from yilu.filings.rules.states import State
from yilu.network.models import Site
from yilu.people.models import SuspensionProposal
from yilu.people.queries.suspension import proposals
from yilu.territory.views.asking import actor_of

router = Router(tags=["filings"])
Words = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=2000)]
Key = Annotated[int, Field(ge=1, lt=2**62)]
LIMIT = 500


class ConditionOut(Schema):
    """A condition of opening, how it stands, why not met, what would satisfy it."""

    provision: int
    requirement: str
    effect: str
    text_zh: str
    text_en: str
    citation: str
    standing: str
    why: list[dict[str, str]]
    satisfy_zh: str
    satisfy_en: str


def conditions_out(found: list[queries.Condition]) -> list[dict[str, Any]]:
    """Conditions as plain values."""
    return [
        {
            "provision": c.provision.pk, "requirement": c.requirement.code, "effect": c.provision.effect,
            "text_zh": c.provision.text_zh, "text_en": c.provision.text_en, "citation": c.provision.citation,
            "standing": c.weighed.standing.value, "why": [r.plain for r in c.weighed.why],
            "satisfy_zh": c.weighed.satisfy.zh, "satisfy_en": c.weighed.satisfy.en,
        }
        for c in found
    ]  # fmt: skip


class FilingOut(Schema):
    """A filing; `version` is what a decision must name."""

    id: int
    site_id: int
    site: str
    dossier_id: int
    county: str = Field(description="GB/T 2260, where the site lies now")
    state: str
    version: int
    receipt: str
    filed_at: dt.datetime | None
    review_until: dt.datetime | None
    opened_at: dt.datetime | None
    unmet: int = Field(description="conditions not met when it was last weighed")


class FilingWithConditions(FilingOut):
    """A filing with every condition as it stands now, in the order an inspector would ask."""

    conditions: list[ConditionOut]


class FilingsOut(Schema):
    """A page of filings."""

    total: int
    items: list[FilingOut]


def filing_out(f: Filing) -> dict[str, Any]:
    """A filing as plain values."""
    plain = {n: getattr(f, n) for n in FilingOut.model_fields if n not in ("site", "county")}
    return {**plain, "site": f.site.name, "county": f.site.county_id}


class Asked(Schema):
    """Which filings."""

    area: str = Field(NATION, pattern=r"^[1-9]\d{5}$")
    state: State | None = None
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=LIMIT)


class SitesIn(Schema):
    """The sites to file for, together."""

    sites: Annotated[list[Key], Field(min_length=1, max_length=actions.MOST_SITES)]


class StartedOut(Schema):
    """What was begun."""

    dossier_id: int
    filings: list[int]
    left_out: int


class AnswersIn(Schema):
    """The plans' fields, by code; `version` of the papers as read."""

    version: int
    answers: dict[str, Words]


class Versioned(Schema):
    """The filing as its reader saw it; 409 if somebody was faster."""

    version: int


class CitingIn(Schema):
    """A condition cited: a provision in force for the site today, and what would satisfy it."""

    provision: Key
    satisfy: Words


class ReturnIn(Versioned):
    """A return: nothing but conditions in force can be cited."""

    cites: list[CitingIn]


class OrderIn(Schema):
    """An order to rectify or a suspension. `due` for an order; `version` of the site's filing, if it has one."""

    cites: list[CitingIn]
    due: dt.datetime | None = None
    version: int | None = None


class WordsIn(Schema):
    """Words."""

    words: Words


class VerdictIn(Schema):
    """Uphold or revoke, and why."""

    is_upheld: bool
    answer: Words


class CitationOut(Schema):
    """What is cited."""

    id: int
    requirement: str
    satisfy: str
    again: bool = Field(description="met at an earlier return that did not cite it")
    answered_at: dt.datetime | None


class DecisionOut(Schema):
    """A decision."""

    id: int
    site_id: int
    filing_id: int | None
    verb: str
    at: dt.datetime
    by: str
    minutes: int | None
    due: dt.datetime | None
    ended: str
    ended_at: dt.datetime | None
    citations: list[CitationOut]


def decision_out(d: Decision) -> dict[str, Any]:
    """A decision as plain values."""
    plain = {n: getattr(d, n) for n in DecisionOut.model_fields if n != "citations"}
    rows = d.citations.select_related("provision__requirement").order_by("pk")
    return {
        **plain,
        "citations": [
            {"id": c.pk, "requirement": c.provision.requirement.code, "satisfy": c.satisfy, "again": c.again,
             "answered_at": c.answered_at}
            for c in rows
        ],
    }  # fmt: skip


class OpenSiteOut(Schema):
    """An open site, as anybody may see it."""

    id: int
    name: str
    brand_zh: str
    brand_en: str
    kind: str
    county: str
    county_zh: str
    county_en: str
    address: str
    since: str


class OpenSitesOut(Schema):
    """A page of open sites."""

    total: int
    page: int
    size: int
    items: list[OpenSiteOut]


class OpenAsked(Schema):
    """Which open sites."""

    area: str = Field(NATION, pattern=r"^[1-9]\d{5}$")
    brand: str = Field("", max_length=20, pattern=r"^[^\x00]*$")
    q: str = Field("", max_length=60, pattern=r"^[^\x00]*$")
    page: int = Field(1, ge=1, le=10_000)


def _filing(request: HttpRequest, pk: int) -> Filing:
    return get_object_or_404(queries.filings(actor_of(request)).select_related(*SHOWN), pk=pk)


def _shown(request: HttpRequest, pk: int) -> dict[str, Any]:
    found = _filing(request, pk)
    return {**filing_out(found), "conditions": conditions_out(queries.conditions(found, now=clock.now()))}


def _site(request: HttpRequest, pk: int, permission: Permission) -> Site:
    return get_object_or_404(Site.objects.within(actor_of(request).jurisdiction, permission), pk=pk)


@router.get("/open-sites", response=OpenSitesOut, auth=None)
@public
def open_sites(request: HttpRequest, asked: Query[OpenAsked]) -> dict[str, Any]:
    """Sites that are open, for anybody: by area, brand code and a piece of the name."""
    found = queries.open_sites(area=asked.area, brand=asked.brand, text=asked.q, page=asked.page)
    return {"total": found.total, "page": found.page, "size": PAGE, "items": list(found.sites)}


@router.get("", response=FilingsOut)
@requires(Permission.FILING_READ)
def list_filings(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """The filings in sight, by area and state, the latest first."""
    rows = queries.filings(actor_of(request)).in_area(asked.area)
    if asked.state is not None:
        rows = rows.filter(state=asked.state)
    page = rows.select_related(*SHOWN).order_by("-pk")[asked.offset : asked.offset + asked.limit]
    return {"total": rows.count(), "items": [filing_out(f) for f in page]}


@router.post("", response={201: StartedOut})
@requires(Permission.FILING_WRITE)
def start(request: HttpRequest, body: SitesIn) -> Status[Any]:
    """Begin to file for these sites, with the same papers."""
    begun = actions.start(sites=body.sites, by=actor_of(request), now=clock.now())
    return Status(
        201, {"dossier_id": begun.dossier.pk, "filings": [f.pk for f in begun.filings], "left_out": begun.left_out}
    )


@router.get("/{int:pk}", response=FilingWithConditions)
@requires(Permission.FILING_READ)
def one_filing(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One filing with its conditions."""
    return _shown(request, pk)


@router.post("/{int:pk}/{verb}", response=FilingWithConditions)
@requires(Permission.FILING_READ)
def act(
    request: HttpRequest, pk: int, verb: Literal["file", "settle", "close", "pass"], body: Versioned
) -> dict[str, Any]:
    """File, weigh again, close, or pass a review."""
    found = _filing(request, pk)
    given: dict[str, Any] = {"by": actor_of(request), "now": clock.now()}
    if verb == "settle":
        actions.settle(filing=found, **given)
    else:
        do = {"file": actions.file, "close": actions.close_filing, "pass": actions.pass_review}[verb]
        do(filing=found, version=body.version, **given)
    return _shown(request, pk)


@router.post("/{int:pk}/review/return", response={201: DecisionOut})
@requires(Permission.FILING_DECIDE)
def return_filing(request: HttpRequest, pk: int, body: ReturnIn) -> Status[Any]:
    """Return a filing under review; refused where anything beyond the norm in force is asked."""
    made = actions.return_filing(
        filing=_filing(request, pk), citing=[Citing(c.provision, c.satisfy) for c in body.cites], version=body.version,
        by=actor_of(request), now=clock.now(),
    )  # fmt: skip
    return Status(201, decision_out(made))


@router.get("/sites/{int:site_id}/conditions", response=list[ConditionOut])
@requires(Permission.FILING_READ)
def site_conditions(request: HttpRequest, site_id: int) -> list[dict[str, Any]]:
    """What would be asked of a site today, before anything is filed."""
    site = _site(request, site_id, Permission.FILING_READ)
    return conditions_out(queries.conditions_of([Subject(site, {}, ())], now=clock.now())[site.pk])


@router.post("/sites/{int:site_id}/{verb}", response={201: DecisionOut})
@requires(Permission.FILING_DECIDE)
def order(request: HttpRequest, site_id: int, verb: Literal["rectify", "suspend"], body: OrderIn) -> Status[Any]:
    """Order an open site to rectify, or suspend it, citing norms in force there today."""
    given: dict[str, Any] = {
        "site": _site(request, site_id, Permission.FILING_DECIDE), "version": body.version, "by": actor_of(request),
        "citing": [Citing(c.provision, c.satisfy) for c in body.cites], "now": clock.now(),
    }  # fmt: skip
    if verb == "suspend":
        return Status(201, decision_out(actions.suspend(**given)))
    due = body.due.replace(tzinfo=clock.ZONE) if body.due and body.due.tzinfo is None else body.due
    return Status(201, decision_out(actions.order_rectification(due=due, **given)))


class ProposalOut(Schema):
    """A suspension proposed over a case: put to whom, why, and what was decided."""

    id: int
    site_id: int
    officer: str
    cause: str
    proposed_at: dt.datetime
    decided_at: dt.datetime | None
    is_agreed: bool | None
    ground: str
    document: str


def proposal_out(shown: SuspensionProposal) -> dict[str, Any]:
    """A proposal as plain values."""
    plain = {f: getattr(shown, f) for f in ProposalOut.model_fields if f not in ("id", "officer")}
    return {**plain, "id": shown.pk, "officer": shown.officer.name}


class ProposalDecisionIn(Schema):
    """Agree or decline. A regulator who agrees cites; an enterprise that shuts its own site may name a document."""

    agreed: bool
    ground: Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=200)] = ""
    document: Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=120)] = ""
    cites: list[CitingIn] = []


@router.get("/suspensions", response=list[ProposalOut])
@requires(Permission.SITE_SUSPEND)
def list_proposals(request: HttpRequest) -> list[dict[str, Any]]:
    """Suspensions proposed about sites the caller may suspend, those undecided first."""
    return [proposal_out(p) for p in proposals(actor_of(request))[:LIMIT]]


@router.post("/suspensions/{int:pk}", response=ProposalOut)
@requires(Permission.SITE_SUSPEND)
def decide_proposal(request: HttpRequest, pk: int, body: ProposalDecisionIn) -> dict[str, Any]:
    """The named officer agrees, and the site suspends, or declines."""
    found = get_object_or_404(proposals(actor_of(request)), pk=pk)
    citing = [Citing(c.provision, c.satisfy) for c in body.cites]
    kept = actions.decide_proposal(
        proposal=found, agreed=body.agreed, ground=body.ground, document=body.document, citing=citing,
        by=actor_of(request), now=clock.now(),
    )  # fmt: skip
    return proposal_out(kept)


def _papers(request: HttpRequest, pk: int) -> Dossier:
    found = get_object_or_404(Dossier, pk=pk)
    if not queries.filings(actor_of(request)).filter(dossier=found).exists():
        raise Http404
    return found


@router.put("/dossiers/{int:pk}", response=dict[str, int])
@requires(Permission.FILING_WRITE)
def write_dossier(request: HttpRequest, pk: int, body: AnswersIn) -> dict[str, int]:
    """Write the plans; of papers already filed a next version is made. The papers' number and version."""
    kept = actions.write_dossier(
        dossier=_papers(request, pk), version=body.version, answers=body.answers, by=actor_of(request), now=clock.now()
    )
    return {"id": kept.pk, "number": kept.number, "version": kept.version}


@router.post("/dossiers/{int:pk}/files", response={201: dict[str, Any]})
@requires(Permission.FILING_WRITE)
def attach(request: HttpRequest, pk: int, plan: Form[Plan], file: File[UploadedFile]) -> Status[Any]:
    """Attach a file (multipart form): its own bytes say what it is."""
    row = actions.attach(
        dossier=_papers(request, pk), plan=plan, file_name=file.name or "", content=file.read(MOST_BYTES + 1),
        by=actor_of(request), now=clock.now(),
    )  # fmt: skip
    return Status(201, {"id": row.pk, "media_type": row.media_type, "size": row.size, "digest": row.digest})


@router.post("/dossiers/{int:pk}/file", response=list[FilingOut])
@requires(Permission.FILING_WRITE)
def file_many(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """File for every site of the papers that waits."""
    filed = actions.file_many(dossier=_papers(request, pk), by=actor_of(request), now=clock.now())
    return [filing_out(f) for f in filed]


@router.get("/decisions", response=list[DecisionOut])
@requires(Permission.FILING_READ)
def list_decisions(request: HttpRequest, area: Annotated[str, Query(pattern=r"^[1-9]\d{5}$")] = NATION) -> list[Any]:
    """The latest 100 decisions in sight."""
    return [decision_out(d) for d in queries.decisions(actor_of(request)).in_area(area)[:100]]


def _decision(request: HttpRequest, pk: int) -> Decision:
    return get_object_or_404(queries.decisions(actor_of(request)), pk=pk)


@router.post("/decisions/{int:pk}/contest", response={204: None})
@requires(Permission.FILING_WRITE)
def contest(request: HttpRequest, pk: int, body: WordsIn) -> Status[None]:
    """Put a decision to the level above."""
    actions.contest(decision=_decision(request, pk), ground=body.words, by=actor_of(request), now=clock.now())
    return Status(204, None)


@router.post("/decisions/{int:pk}/verdict", response={204: None})
@requires(Permission.FILING_ANSWER)
def verdict(request: HttpRequest, pk: int, body: VerdictIn) -> Status[None]:
    """Uphold or revoke a contested decision."""
    found = get_object_or_404(queries.decisions(actor_of(request)).exclude(contest=None), pk=pk)
    actions.answer_contest(decision=found, **body.dict(), by=actor_of(request), now=clock.now())
    return Status(204, None)


@router.post("/decisions/{int:pk}/confirm", response={204: None})
@requires(Permission.FILING_DECIDE)
def confirm(request: HttpRequest, pk: int) -> Status[None]:
    """Confirm that what was ordered has been done."""
    actions.confirm_rectified(decision=_decision(request, pk), by=actor_of(request), now=clock.now())
    return Status(204, None)


@router.post("/citations/{int:pk}/answer", response={204: None})
@requires(Permission.FILING_WRITE)
def answer(request: HttpRequest, pk: int, body: WordsIn) -> Status[None]:
    """Say of one cited condition how it is met."""
    row = get_object_or_404(Citation.objects.select_related("decision__site"), pk=pk)
    _decision(request, row.decision_id)
    actions.answer_citation(citation=row, words=body.words, by=actor_of(request), now=clock.now())
    return Status(204, None)
