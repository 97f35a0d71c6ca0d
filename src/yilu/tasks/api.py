"""The API of tasks: lists, one task with its chain, its verbs, and counts for boards. Same queries, same actions."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, File, Form, Router, Schema, Status, UploadedFile
from ninja.pagination import paginate

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires, signed_in
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, reason
from yilu.core.text import Text
from yilu.core.uploads import MOST_BYTES
from yilu.network.queries import sites
from yilu.tasks import actions, queries
from yilu.tasks.facts import Proof
from yilu.tasks.models import Task
from yilu.tasks.words import MANUAL

router = Router(tags=["tasks"])
Plain = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=1000)]
Short = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=120)]
NOBODY_THERE = reason("tasks.no_such_person", "您的管辖范围内没有此人。", "There is no such person within your reach.")


class TaskOut(Schema):
    """A task; `version` is what a verb must name."""

    id: int
    kind: str
    origin: str
    title_zh: str
    title_en: str
    area: str = Field(alias="area_id", description="GB/T 2260")
    brand_id: int | None
    enterprise_id: int | None
    site_id: int | None
    post: str
    owner: str | None = Field(description="user name; null: nobody is appointed")
    escalated_to: str | None
    due: dt.datetime
    state: str
    version: int
    opened_at: dt.datetime
    closed_at: dt.datetime | None

    @staticmethod
    def resolve_owner(row: Task) -> str | None:
        """The user name."""
        return row.owner.username if row.owner else None

    @staticmethod
    def resolve_escalated_to(row: Task) -> str | None:
        """The user name."""
        return row.escalated_to.username if row.escalated_to else None


class StepOut(Schema):
    """A link of the chain."""

    at: dt.datetime
    verb: str
    by: str
    to: str | None
    due: dt.datetime | None
    note: str

    @staticmethod
    def resolve_to(row: Any) -> str | None:
        """The user name."""
        return row.to.username if row.to else None


class EvidenceOut(Schema):
    """A piece of evidence; a file is fetched from the task's page."""

    id: int
    at: dt.datetime
    by: str
    text: str
    link: str
    file_name: str
    media_type: str
    size: int
    digest: str


class TaskWithChain(TaskOut):
    """A task with what it says, its chain and its evidence."""

    detail_zh: str
    detail_en: str
    wanted_zh: str
    wanted_en: str
    chain: list[StepOut]
    evidence: list[EvidenceOut]

    @staticmethod
    def resolve_chain(row: Task) -> Any:
        """From its opening on."""
        return row.steps.select_related("to").order_by("pk")

    @staticmethod
    def resolve_evidence(row: Task) -> Any:
        """In the order given."""
        return row.evidence.order_by("pk")


class StandingOut(Schema):
    """How many tasks stand, are late, are nobody's; `key`: an area code, a brand's or enterprise's number, a kind."""

    key: str | int
    standing: int
    late: int
    unowned: int


class NewTask(Schema):
    """A matter to be seen to, at a site, in an area, or (neither named) in the caller's own unit. `key`: once each."""

    key: Annotated[str, Field(pattern=r"^[\w.:-]{1,60}$")]
    title_zh: Short
    title_en: Short
    detail: Plain = ""
    site_id: int | None = Field(None, ge=1, le=2**62)
    area: str = Field("", pattern=r"^([1-9]\d{5})?$")
    post: Short
    due: dt.datetime
    wanted: Short = ""


class Versioned(Schema):
    """The version read; 409 if the task moved on."""

    version: int


class HandOn(Versioned):
    """To whom, by user name."""

    to: Short
    note: Plain = ""


class NewDue(Versioned):
    """A new due time, and why."""

    due: dt.datetime
    reason: Plain


class Why(Versioned):
    """Why."""

    reason: Plain


class Closing(Versioned):
    """Evidence (words, a link to a record; a file goes with the form), or a reason."""

    text: Plain = ""
    link: Short = ""
    reason: Plain = ""


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _task(request: HttpRequest, pk: int) -> Task:
    return get_object_or_404(queries.seen(_actor(request)), pk=pk)


def _moment(given: dt.datetime) -> dt.datetime:
    return given if given.tzinfo else given.replace(tzinfo=clock.ZONE)


@router.get("", response=list[TaskOut])
@paginate
@signed_in
def tasks(
    request: HttpRequest, tab: Literal["mine", "unit", "overdue", "all"] = "mine", kind: Short = "", state: Short = ""
) -> Any:
    """The caller's tasks, the unit's, the overdue, or all that the caller may see."""
    actor = _actor(request)
    rows = {
        "mine": lambda: queries.mine(actor),
        "unit": lambda: queries.of_unit(actor),
        "overdue": lambda: queries.overdue(actor, now=clock.now()),
        "all": lambda: queries.seen(actor),
    }[tab]()
    rows = rows.filter(kind=kind) if kind else rows
    return rows.filter(state=state) if state else rows


@router.get("/counts", response=list[StandingOut])
@requires(Permission.TASK_READ)
def counts(request: HttpRequest, by: Literal["area", "brand", "enterprise", "kind"] = "area") -> Any:
    """Standing, late and unowned tasks by area, brand, enterprise or kind."""
    return queries.counts(_actor(request), by=by, now=clock.now())


@router.post("", response={201: TaskOut})
@requires(Permission.TASK_ASSIGN)
def new_task(request: HttpRequest, body: NewTask) -> Status[Task]:
    """Give somebody a matter to see to; the person of the post becomes its owner."""
    actor = _actor(request)
    where = queries.unit_of(actor)
    if body.site_id:
        where["site"] = get_object_or_404(sites(actor).select_related("enterprise"), pk=body.site_id)
    if body.area:
        where["area"] = body.area
    made = actions.open_task(
        kind=MANUAL, key=f"{MANUAL}:{actor.user_id}:{body.key}", title=Text(body.title_zh, body.title_en), **where,
        detail=Text(body.detail, body.detail), post=body.post, due=_moment(body.due),
        evidence_wanted=Text(body.wanted, body.wanted), by=actor, now=clock.now(),
    )  # fmt: skip
    return Status(201, made)


@router.get("/{int:pk}", response=TaskWithChain)
@signed_in
def one_task(request: HttpRequest, pk: int) -> Any:
    """One task with its chain and evidence."""
    return _task(request, pk)


@router.post("/{int:pk}/take", response=TaskOut)
@signed_in
def take(request: HttpRequest, pk: int, body: Versioned) -> Any:
    """Take it on."""
    actions.take(task=_task(request, pk), version=body.version, by=_actor(request), now=clock.now())
    return _task(request, pk)


@router.post("/{int:pk}/delegate", response={204: None})
@signed_in
def delegate(request: HttpRequest, pk: int, body: HandOn) -> Status[None]:
    """Hand it on; afterwards it may be the caller's to see no longer."""
    task, actor = _task(request, pk), _actor(request)
    to = queries.delegates(task, by=actor, on=clock.today()).filter(username=body.to.lower()).first()
    if to is None:
        raise Invalid(NOBODY_THERE)
    actions.delegate(task=task, to=to, note=body.note, version=body.version, by=actor, now=clock.now())
    return Status(204, None)


@router.post("/{int:pk}/close", response=TaskOut)
@signed_in
def close(request: HttpRequest, pk: int, body: Form[Closing], file: File[UploadedFile | None] = None) -> Any:
    """Close it on evidence or a stated reason (multipart form, with at most one file)."""
    content = file.read(MOST_BYTES + 1) if file else b""
    proof = Proof(text=body.text, link=body.link, file_name=file.name or "" if file else "", content=content)
    given: dict[str, Any] = {"version": body.version, "evidence": [proof], "reason": body.reason}
    actions.close_task(task=_task(request, pk), **given, by=_actor(request), now=clock.now())
    return _task(request, pk)


@router.post("/{int:pk}/due", response=TaskOut)
@signed_in
def extend_due(request: HttpRequest, pk: int, body: NewDue) -> Any:
    """Move the due time."""
    values = {**body.dict(), "due": _moment(body.due)}
    actions.extend_due(task=_task(request, pk), **values, by=_actor(request), now=clock.now())
    return _task(request, pk)


@router.post("/{int:pk}/reopen", response=TaskOut)
@signed_in
def reopen(request: HttpRequest, pk: int, body: NewDue) -> Any:
    """Send it back."""
    values = {**body.dict(), "due": _moment(body.due)}
    actions.reopen(task=_task(request, pk), **values, by=_actor(request), now=clock.now())
    return _task(request, pk)


@router.post("/{int:pk}/cancel", response=TaskOut)
@signed_in
def cancel(request: HttpRequest, pk: int, body: Why) -> Any:
    """Cancel it."""
    actions.cancel(task=_task(request, pk), **body.dict(), by=_actor(request), now=clock.now())
    return _task(request, pk)
