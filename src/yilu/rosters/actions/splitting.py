"""A proposal is taken on: groups as proposed, and shifts made of them for the days to come."""

import datetime as dt

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE, start_of
from yilu.core.reasons import Invalid, reason
from yilu.network.models import Site
from yilu.people.actions import regroup
from yilu.rosters.access import check_can_edit
from yilu.rosters.actions.shifts import put_on
from yilu.rosters.models import Assignment, Shift
from yilu.rosters.proposing import propose
from yilu.rosters.rules.shifts import OVER
from yilu.rosters.rules.splitting import Asked, Split

MOST_DAYS = 14
DAYS = reason("rosters.split.days", "一次最多排 {most} 天。", "{most} days at most at a time.", most=MOST_DAYS)
STANDS = reason(
    "rosters.split.stands",
    "{day} 已有人上岗，不能改排；请从次日起。",
    "People stand on post on {day}: begin with the next day.",
)


def adopt_split(*, site: Site, asked: Asked, first: dt.date, last: dt.date, by: Actor, now: dt.datetime) -> Split:
    """Split the site's people anew, and plan them on shifts from the first to the last day in place of those planned.

    Raises with the reasons why there is no such split. Who may not be on a shift is in a group and on none.
    """
    with acting("rosters.split.adopt", by=by, now=now, area=site.county_id, brand_id=site.brand_id) as act:
        check_can_edit(by, site)
        today = now.astimezone(ZONE).date()
        if first < today:
            raise Invalid(OVER)
        if not 1 <= (last - first).days + 1 <= MOST_DAYS:
            raise Invalid(DAYS)
        proposal = propose(site, asked, day=first)
        if proposal.split is None:
            raise Invalid(*proposal.why_not)
        found = proposal.split
        days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
        _clear(site, days)
        regroup(groups={pk: p.name for p in found.parts for pk in p.workers}, by=by, now=now)
        for day in days:
            for part in found.parts:
                begins = start_of(day)
                shift = Shift.objects.create(
                    site=site, day=day, name=part.name, starts_at=begins + part.begins, ends_at=begins + part.ends,
                    made_at=now, by=by.name[:80],
                )  # fmt: skip
                put_on(shift=shift, workers=part.workers, by=by, now=now)
        act.on(site, area=site.county_id, brand_id=site.brand_id)
        act.changed(
            {"pairs": found.pairs_before},
            {"pairs": found.pairs_after, "shifts": len(found.parts), "first": first.isoformat(), "days": len(days)},
        )
    return found


def _clear(site: Site, days: list[dt.date]) -> None:
    """Shifts only planned give way; a day on which somebody stands on post is not planned anew."""
    there = Shift.objects.filter(site=site, day__in=days)
    list(there.order_by("pk").select_for_update())
    stood = Assignment.objects.filter(shift__in=there).exclude(state=Assignment.State.PLANNED)
    if (begun := stood.order_by("shift__day").values_list("shift__day", flat=True).first()) is not None:
        raise Invalid(reason(STANDS.code, STANDS.text.zh, STANDS.text.en, day=begun))
    there.delete()
