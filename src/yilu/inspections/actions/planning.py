"""A round accepted, a visit dropped, what an area asks beside the epidemic norms."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Denied, Invalid, Reason
from yilu.core.text import Text
from yilu.inspections.access import check_can_ask, check_can_carry_out, check_can_inspect
from yilu.inspections.models import Inspection, Item
from yilu.inspections.queries import beside, level_of_actor
from yilu.inspections.rules import NO_DOCUMENT, NOT_PLANNED, NOT_YOURS, UNSAID, Field
from yilu.network.models import Site
from yilu.territory.models import Area


@dataclass(frozen=True, slots=True)
class Stop:
    """A site to visit on a day; `although`: another level's visit that week is known."""

    site: Site
    day: dt.date
    why: Text
    although: bool = False


def plan_round(*, stops: Sequence[Stop], by: Actor, now: dt.datetime) -> list[Inspection]:
    """Plan these visits for the actor. One that another level makes that week too is refused unless that is said."""
    with acting("inspections.round.plan", by=by, now=now) as act:
        if by.user_id is None:
            raise Denied(NOT_YOURS)
        level, made = level_of_actor(by), []
        why: list[Reason] = []
        for stop in stops:
            check_can_inspect(by, stop.site)
            other = beside([stop.site.pk], level=level, day=stop.day).get(stop.site.pk)
            if other is not None and not stop.although:
                why.append(Reason(UNSAID.code, UNSAID.text.filled(site=stop.site.name, beside=other)))
                continue
            other = other or Text("", "")
            visit, is_new = Inspection.objects.get_or_create(
                site=stop.site, inspector_id=by.user_id, day=stop.day, state=Inspection.State.PLANNED,
                defaults={
                    "level": level, "why_zh": stop.why.zh[:200], "why_en": stop.why.en[:300], "beside_zh": other.zh,
                    "beside_en": other.en, "planned_at": now, "planned_by": by.name[:80],
                },
            )  # fmt: skip
            made += [visit] if is_new else []
        if why:
            raise Invalid(*why)
        act.changed(None, {"visits": len(made), "sites": [v.site_id for v in made]})
    return made


def drop(*, inspection: Inspection, by: Actor, now: dt.datetime) -> None:
    """Take a planned visit off the round."""
    with acting("inspections.inspection.drop", by=by, now=now, on=inspection) as act:
        act.on(inspection, area=inspection.site.county_id, brand_id=inspection.site.brand_id)
        check_can_carry_out(by, inspection)
        rows = Inspection.objects.filter(pk=inspection.pk, state=Inspection.State.PLANNED)
        if not rows.update(state=Inspection.State.DROPPED):
            raise Conflict(NOT_PLANNED)
        act.changed({"state": "planned"}, {"state": "dropped"})


def set_item(
    *, area: Area, field: Field, text: Text, document: str, valid_from: dt.date, demonstration: bool = False, by: Actor,
    now: dt.datetime,
) -> Item:  # fmt: skip
    """What the area's inspectors also look at, by the area's own document."""
    with acting("inspections.item.set", by=by, now=now, area=area.pk) as act:
        check_can_ask(by, area.pk)
        if not (text.zh.strip() and text.en.strip() and document.strip()):
            raise Invalid(NO_DOCUMENT)
        item = Item.objects.create(
            area=area, field=field, text_zh=text.zh.strip(), text_en=text.en.strip(), document=document.strip(),
            valid_from=valid_from, demonstration=demonstration, recorded_at=now, by=by.name[:80],
        )  # fmt: skip
        act.changed(None, {"item": item.pk, "field": field.value, "document": item.document})
    return item
