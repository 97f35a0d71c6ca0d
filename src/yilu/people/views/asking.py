"""A request as every view of this room receives it: the gate has put the actor on it."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from yilu.core.actor import Actor
from yilu.core.jurisdiction import common_area
from yilu.core.permissions import Permission
from yilu.network.models import Office, Site
from yilu.people.models import Worker


class Request(HttpRequest):
    """For types only; the actor is put there by `accounts.middleware.Gate`."""

    actor: Actor


def worker_of(request: Request, pk: int, permission: Permission = Permission.WORKER_READ) -> Worker:
    """The worker within the actor's jurisdiction, or 404."""
    within = Worker.objects.within(request.actor.jurisdiction, permission)
    return get_object_or_404(within.select_related("brand", "enterprise", "site", "office", "county"), pk=pk)


def site_of(request: Request, pk: int, permission: Permission) -> Site:
    """The site within the actor's jurisdiction, or 404."""
    return get_object_or_404(Site.objects.within(request.actor.jurisdiction, permission), pk=pk)


def office_of(request: Request, pk: int, permission: Permission) -> tuple[Office, str]:
    """The office and the area in which its own staff stand, if that is within the actor's jurisdiction, or 404."""
    office = get_object_or_404(Office.objects.prefetch_related("areas"), pk=pk)
    area = common_area(a.code for a in office.areas.all())
    if area is None or not request.actor.jurisdiction.may(permission, area=area):
        raise Http404
    return office, area
