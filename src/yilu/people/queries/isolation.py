"""Questions about isolations: who stands isolated, whose follow-up of the day is missing."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.scope import scope_q
from yilu.people.models import FollowUp, Isolation
from yilu.people.queries.cases import near


def isolations(actor: Actor, *, today: dt.date) -> QuerySet[Isolation]:
    """The isolations the actor may see, those over only from near; `is_followed`: has the day's follow-up come in?"""
    mine = actor.jurisdiction.having(Permission.CASE_READ)
    rows = Isolation.objects.filter(scope_q(near(actor, mine), Isolation.access)) | Isolation.objects.filter(
        scope_q(mine, Isolation.access), released_at=None
    )
    followed = FollowUp.objects.filter(isolation=OuterRef("pk"), day=today)
    return rows.annotate(is_followed=Exists(followed)).select_related("worker__site", "worker__county", "case")


def standing(rows: QuerySet[Isolation], *, today: dt.date) -> QuerySet[Isolation]:
    """Begun and not released."""
    return rows.filter(released_at=None, first_day__lte=today)


def missing(rows: QuerySet[Isolation], *, today: dt.date) -> QuerySet[Isolation]:
    """Standing, and nobody has said yet how the person is today."""
    return standing(rows, today=today).exclude(follow_ups__day=today)
