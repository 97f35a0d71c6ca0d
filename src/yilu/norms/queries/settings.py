"""Questions about settings: the number an area ordered, or none."""

import datetime as dt

from django.db.models import Q, QuerySet

from yilu.norms.models import Setting
from yilu.norms.queries.force import chain


def orders(*keys: str, on: dt.date) -> QuerySet[Setting]:
    """Every order of these numbers (of any, without keys) in force on the day, wherever; a later one comes last."""
    rows = Setting.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on)
    return (rows.filter(key__in=keys) if keys else rows).order_by("valid_from", "pk")


def parameters(area: str, *, on: dt.date) -> dict[str, Setting]:
    """The settings in force over the area, by key: the nearest area's word, of that the latest. Unset: absent."""
    rows = orders(on=on).filter(area_id__in=chain(area)).select_related("area")
    ordered = rows.order_by("area__level", "valid_from", "pk")
    return {s.key: s for s in ordered}


def parameter(area: str, key: str, *, on: dt.date) -> Setting | None:
    """The number ordered for the area; None: not set, and nothing may be computed from it."""
    return parameters(area, on=on).get(key)


def settings_history(area: str, key: str) -> QuerySet[Setting]:
    """Every order of this number over the area or above it, the latest first."""
    rows = Setting.objects.filter(area_id__in=chain(area), key=key)
    return rows.select_related("area").order_by("-valid_from", "-area__level", "-pk")
