"""The API of the audit: the record, and the head of its chain."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.pagination import paginate

from yilu.audit.queries import acts, chain_standing
from yilu.core.gate import requires
from yilu.core.permissions import Permission

router = Router(tags=["audit"])


class ActOut(Schema):
    """One act."""

    id: int
    at: dt.datetime
    verb: str
    actor_id: int | None
    actor: str
    appointment_id: int | None
    role: str
    subject_type: str
    subject_id: str
    area: str
    brand_id: int | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    outcome: str
    reason: str
    origin: str
    seal_id: int | None


class Search(Schema):
    """What to look for; `subject` is a kind, a number or `kind:number`; days are YYYY-MM-DD."""

    who: str = ""
    what: str = ""
    subject: str = ""
    area: str = ""
    first: str = ""
    last: str = ""
    outcome: str = ""


class ChainOut(Schema):
    """How the chain stands: the head to keep, and what waits to be sealed."""

    head: str | None
    number: int | None
    sealed_at: dt.datetime | None
    unsealed: int
    checked_at: dt.datetime | None
    was_intact: bool | None


@router.get("/acts", response=list[ActOut])
@paginate
@requires(Permission.AUDIT_READ)
def record(request: HttpRequest, search: Query[Search]) -> Any:
    """The acts within the caller's jurisdiction, latest first."""
    return acts(request.actor.jurisdiction, search.dict()).order_by("-at", "-id")  # type: ignore[attr-defined]


@router.get("/chain", response=ChainOut)
@requires(Permission.AUDIT_READ)
def chain(request: HttpRequest) -> dict[str, Any]:
    """The head of the chain."""
    found = chain_standing()
    return {
        "head": found.head.digest if found.head else None,
        "number": found.head.number if found.head else None,
        "sealed_at": found.head.sealed_at if found.head else None,
        "unsealed": found.unsealed,
        "checked_at": found.checked.at if found.checked else None,
        "was_intact": found.was_intact,
    }
