"""The API of directives: reading a notice, drafts and their measures, issuing, signing, progress. Same actions."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, File, Form, Router, Schema, Status, UploadedFile
from ninja.pagination import paginate

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, reason
from yilu.directives import actions, jobs
from yilu.directives.facts import Unit, Wording
from yilu.directives.models import Directive, Measure
from yilu.directives.parsing.themes import Audience, Theme
from yilu.directives.queries import lists, progress
from yilu.directives.reading import Unreadable, opened, opened_text
from yilu.directives.reading.refusals import MOST_BYTES, MOST_CHARACTERS
from yilu.directives.rules import POSTS_OF_REGULATORS
from yilu.network.models import Brand
from yilu.tasks.queries import people_seen_by, unit_of

router = Router(tags=["directives"])
Key = Annotated[int, Field(ge=1, le=2**62)]
Short = Annotated[str, Field(max_length=200)]
NOT_SENT_TO_YOU = reason(
    "directives.not_sent_to_you", "这份文件没有发给您的单位。", "The directive was not sent to your organisation."
)
NO_SUCH_BRAND = reason("directives.no_such_brand", "没有这个企业。", "There is no such enterprise.")
NO_SUCH_PERSON = reason(
    "directives.no_such_person", "您的管辖范围内没有此人。", "There is no such person within your reach."
)


class MeasureOut(Schema):
    """A measure; `start` and `end`: characters of the directive's text, null where a unit added it itself."""

    id: int
    issuer: str
    number: str
    start: int | None
    end: int | None
    text: str
    theme: str
    audiences: list[str]
    post: str
    area: str | None = Field(None, alias="area_id")
    brand_id: int | None
    due: dt.datetime | None
    deadline: dict[str, Any] | None
    cites: list[Any]
    phrases: list[Any]
    wanted: str
    state: str
    version: int
    above_id: int | None


class DirectiveOut(Schema):
    """A directive."""

    id: int
    title: str
    number: str
    issuer: str
    day: dt.date | None
    area: str = Field(alias="area_id")
    brand_id: int | None
    enterprise_id: int | None
    above_id: int | None
    superseded_by_id: int | None
    state: str
    why: str
    version: int
    issued_at: dt.datetime | None
    settled_at: dt.datetime | None


class WholeDirective(DirectiveOut):
    """A directive with its source and measures."""

    text: str
    kind: str
    digest: str
    measures: list[MeasureOut]

    @staticmethod
    def resolve_measures(row: Directive) -> Any:
        """In the order of the text."""
        return row.measures.all()


class ProgressOut(Schema):
    """How far a level or an area got; `key`: an audience, or an area code."""

    key: str
    sent: int
    signed: int
    tasks: int
    done: int
    late: int


class ProgressOfIt(Schema):
    """Of the whole, by level and by province, prefecture or county with anything in it."""

    total: ProgressOut
    levels: list[ProgressOut]
    areas: list[ProgressOut]


class Versioned(Schema):
    """The version read; 409 if it moved on."""

    version: Annotated[int, Field(ge=0, le=2**31)]


class Confirming(Versioned):
    """A measure as a person confirms it. Without `due` it is to be signed for only."""

    theme: Theme
    audiences: list[Audience]
    post: Literal[POSTS_OF_REGULATORS] = "officer"  # type: ignore[valid-type]
    due: dt.datetime | None = None
    area: str = Field("", pattern=r"^([1-9]\d{5})?$")
    brand_id: Key | None = None
    owner: Annotated[str, Field(max_length=60)] = ""
    wanted: Short = ""


class OwnMeasure(Confirming):
    """A measure the unit adds; `version` is not asked."""

    version: Annotated[int, Field(ge=0, le=2**31)] = 0
    text: Annotated[str, Field(max_length=2000)]


class Splitting(Versioned):
    """Before which characters of the measure's own text it is split."""

    at: list[Annotated[int, Field(ge=0, le=2**31)]]


class Taking(Schema):
    """A notice as text (a file goes with the form instead); without a title the text's own is taken."""

    title: Short = ""
    text: Annotated[str, Field(max_length=MOST_CHARACTERS)] = ""


class Issuing(Versioned):
    """Which earlier one it takes the place of, if any."""

    supersedes: Key | None = None


class Withdrawing(Versioned):
    """Why."""

    why: Annotated[str, Field(max_length=300)]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _directive(request: HttpRequest, pk: int) -> Directive:
    return get_object_or_404(Directive.objects.seen_by(_actor(request)), pk=pk)


def _measure(request: HttpRequest, pk: int, measure_id: int) -> Measure:
    return get_object_or_404(_directive(request, pk).measures.all(), pk=measure_id)


def _unit(request: HttpRequest) -> Unit:
    mine = unit_of(_actor(request))
    return Unit(area=mine["area"], brand=mine.get("brand"), enterprise=mine.get("enterprise"))


def _wording(request: HttpRequest, body: Confirming) -> Wording:
    owner = brand = None
    if body.owner:
        owner = people_seen_by(_actor(request), on=clock.today()).filter(username=body.owner.lower()).first()
        if owner is None:
            raise Invalid(NO_SUCH_PERSON)
    if body.brand_id is not None:
        brand = Brand.objects.filter(pk=body.brand_id).first()
        if brand is None:
            raise Invalid(NO_SUCH_BRAND)
    due = body.due.replace(tzinfo=clock.ZONE) if body.due is not None and body.due.tzinfo is None else body.due
    return Wording(
        theme=body.theme, audiences=[a.value for a in body.audiences], post=body.post, due=due, area=body.area,
        brand=brand, owner=owner, wanted=body.wanted,
    )  # fmt: skip


@router.get("", response=list[DirectiveOut])
@paginate
@requires(Permission.DIRECTIVE_READ)
def directives(request: HttpRequest, which: Literal["received", "issued", "drafts"] = "issued") -> Any:
    """What the caller's unit was sent, what went out from its jurisdiction, what it has still to confirm."""
    actor = _actor(request)
    if which == "received":
        sent = lists.received(actor).order_by().values("directive_id")
        return Directive.objects.filter(pk__in=sent).defer("text").order_by("-issued_at", "-pk")
    return lists.issued(actor) if which == "issued" else lists.drafts(actor)


@router.post("", response={201: WholeDirective})
@requires(Permission.DIRECTIVE_ISSUE)
def take_in(request: HttpRequest, body: Form[Taking], file: File[UploadedFile | None] = None) -> Status[Directive]:
    """Take in a notice (multipart form: `file`, or `text`); it comes back split, every measure to be confirmed."""
    try:
        source = opened(file.read(MOST_BYTES + 1)) if file is not None else opened_text(body.text)
    except Unreadable as why:
        raise Invalid(reason(why.code, why.zh, why.en)) from why
    made = actions.take_in(source=source, unit=_unit(request), title=body.title, by=_actor(request), now=clock.now())
    return Status(201, made)


@router.get("/{int:pk}", response=WholeDirective)
@requires(Permission.DIRECTIVE_READ)
def one(request: HttpRequest, pk: int) -> Any:
    """One directive with its text and measures."""
    return _directive(request, pk)


@router.get("/{int:pk}/progress", response=ProgressOfIt)
@requires(Permission.DIRECTIVE_READ)
def progress_of(request: HttpRequest, pk: int) -> Any:
    """How far it got, as far as the caller may see."""
    counted = progress.counted(_directive(request, pk), actor=_actor(request), now=clock.now())
    areas = progress.by_area(counted, sorted({c.area for c in counted}))
    return {"total": progress.total(counted), "levels": progress.by_level(counted), "areas": areas}


@router.post("/{int:pk}/measures", response={201: MeasureOut})
@requires(Permission.DIRECTIVE_ISSUE)
def add_measure(request: HttpRequest, pk: int, body: OwnMeasure) -> Status[Measure]:
    """Add a measure of the unit's own to a draft."""
    given: dict[str, Any] = {"text": body.text, "wording": _wording(request, body)}
    made = actions.add_measure(directive=_directive(request, pk), **given, by=_actor(request), now=clock.now())
    made.refresh_from_db()
    return Status(201, made)


@router.post("/{int:pk}/measures/{int:measure_id}/confirm", response=MeasureOut)
@requires(Permission.DIRECTIVE_ISSUE)
def confirm(request: HttpRequest, pk: int, measure_id: int, body: Confirming) -> Any:
    """Confirm a measure, or correct it."""
    given: dict[str, Any] = {"version": body.version, "wording": _wording(request, body)}
    return actions.confirm(measure=_measure(request, pk, measure_id), **given, by=_actor(request), now=clock.now())


@router.post("/{int:pk}/measures/{int:measure_id}/set-aside", response=MeasureOut)
@requires(Permission.DIRECTIVE_ISSUE)
def set_aside(request: HttpRequest, pk: int, measure_id: int, body: Versioned) -> Any:
    """Say that it asks for nothing to be followed up."""
    measure = _measure(request, pk, measure_id)
    return actions.set_aside(measure=measure, version=body.version, by=_actor(request), now=clock.now())


@router.post("/{int:pk}/measures/{int:measure_id}/split", response=list[MeasureOut])
@requires(Permission.DIRECTIVE_ISSUE)
def split(request: HttpRequest, pk: int, measure_id: int, body: Splitting) -> Any:
    """Split it."""
    given: dict[str, Any] = {"version": body.version, "at": body.at}
    return actions.split(measure=_measure(request, pk, measure_id), **given, by=_actor(request), now=clock.now())


@router.post("/{int:pk}/measures/{int:measure_id}/join", response=MeasureOut)
@requires(Permission.DIRECTIVE_ISSUE)
def join(request: HttpRequest, pk: int, measure_id: int, body: Versioned) -> Any:
    """Join it with the next one."""
    measure = _measure(request, pk, measure_id)
    return actions.join(measure=measure, version=body.version, by=_actor(request), now=clock.now())


@router.post("/{int:pk}/issue", response=DirectiveOut)
@requires(Permission.DIRECTIVE_ISSUE)
def issue(request: HttpRequest, pk: int, body: Issuing) -> Any:
    """Issue a draft; `settled_at` tells when everybody has it."""
    actor, old = _actor(request), None
    if body.supersedes is not None:
        old = get_object_or_404(Directive.objects.of_unit(actor), pk=body.supersedes)
    found = _directive(request, pk)
    actions.issue(directive=found, version=body.version, supersedes=old, by=actor, now=clock.now())
    for key in (pk, *((old.pk,) if old is not None else ())):
        jobs.settle.enqueue(key)
    return _directive(request, pk)


@router.post("/{int:pk}/withdraw", response=DirectiveOut)
@requires(Permission.DIRECTIVE_ISSUE)
def withdraw(request: HttpRequest, pk: int, body: Withdrawing) -> Any:
    """Take it back; what stands of it is cancelled on every level below."""
    actions.withdraw(directive=_directive(request, pk), **body.dict(), by=_actor(request), now=clock.now())
    jobs.settle.enqueue(pk)
    return _directive(request, pk)


@router.post("/{int:pk}/pass-down", response={201: WholeDirective})
@requires(Permission.DIRECTIVE_ISSUE)
def pass_down(request: HttpRequest, pk: int) -> Status[Directive]:
    """Draft what the caller's unit passes on."""
    found = _directive(request, pk)
    return Status(201, actions.pass_down(directive=found, unit=_unit(request), by=_actor(request), now=clock.now()))


@router.post("/{int:pk}/sign", response={204: None})
@requires(Permission.DIRECTIVE_READ)
def sign(request: HttpRequest, pk: int) -> Status[None]:
    """Sign for it on behalf of the caller's organisation."""
    receipt = lists.own_receipt(_directive(request, pk), actor=_actor(request))
    if receipt is None:
        raise Invalid(NOT_SENT_TO_YOU)
    actions.sign(receipt=receipt, by=_actor(request), now=clock.now())
    return Status(204, None)
