"""An area refines a requirement under its own document, or ends what it ordered."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from django.db import IntegrityError, transaction

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Invalid, reason
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.norms.access import check_can_refine
from yilu.norms.models import Norm, Provision, Requirement
from yilu.norms.queries.force import Force, provisions_above
from yilu.norms.rules.kinds import Confidence
from yilu.norms.rules.refining import Refinement, why_not_refine
from yilu.norms.rules.subjects import SiteFacts
from yilu.territory.models import Area
from yilu.territory.words import Tier

TWICE = reason(
    "norms.refine.twice",
    "该文件已对本项要求作出同日施行的规定。",
    "This document already words this requirement from that day.",
)
NOTHING_NEW = reason(
    "norms.checklist.same", "检查表与现行规定没有不同。", "The checklist says nothing else than what is in force."
)
ENDED = reason("norms.provision.ended", "该规定已经失效。", "This provision has already ended.")
NATIONAL = reason(
    "norms.provision.shipped",
    "随系统发布的规定不能由地区终止。",
    "What ships with the product is not ended by an area.",
)
END_DAY = reason("norms.provision.end_day", "失效日期应晚于施行日期。", "It must end after it begins.")


def refine(*, requirement: Requirement, area: Area, wording: Refinement, by: Actor, now: dt.datetime) -> Provision:
    """The area's own wording of the requirement, from its day on: stricter or more detailed than what stands above."""
    with acting("norms.requirement.refine", by=by, now=now, on=requirement, area=area.pk) as act:
        check_can_refine(by, area=area.pk)
        above = provisions_above(
            requirement.code, area=area.pk, kinds=wording.kinds, tiers=wording.tiers, on=wording.valid_from
        )
        if why := why_not_refine(wording, above):
            raise Invalid(*why)
        norm = _norm(area, wording)
        try:
            with transaction.atomic():
                provision = Provision.objects.create(
                    requirement=requirement, norm=norm, area=area, clause=wording.clause, text_zh=wording.text_zh,
                    text_en=wording.text_en, confidence=Confidence.LOCAL, effect=wording.effect,
                    kinds=list(wording.kinds), tiers=list(wording.tiers), posts=list(wording.posts),
                    proofs=list(wording.proofs), every_hours=wording.every_hours, times_a_day=wording.times_a_day,
                    days_ahead=wording.days_ahead, on_event=bool(above) and all(p.on_event for p in above),
                    valid_from=wording.valid_from, valid_until=wording.valid_until, recorded_at=now, by=by.name[:80],
                )  # fmt: skip
        except IntegrityError as error:
            raise Conflict(TWICE) from error
        act.changed(
            None,
            {"provision": provision.pk, "document": norm.document, "effect": wording.effect,
             "from": wording.valid_from.isoformat()},
        )  # fmt: skip
    return provision


def refine_by_checklist(
    *, area: Area, document: Refinement, texts: Mapping[str, Text], by: Actor, now: dt.datetime
) -> list[Provision]:
    """Every requirement whose text in a checklist differs from what is in force becomes the area's own wording.

    `texts`: by requirement code; questions of other names are passed over. Effect, interval and whom it binds stay.
    All or none: one that is refused refuses all.
    """
    with acting("norms.checklist.take", by=by, now=now, area=area.pk) as act:
        check_can_refine(by, area=area.pk)
        made = []
        for p in Force(document.valid_from).over(SiteFacts(area.pk, Site.Kind.OUTLET, Tier.UNKNOWN)):
            told = texts.get(p.requirement.code)
            if told is None or told == p.text:
                continue
            wording = replace(
                document, text_zh=told.zh, text_en=told.en, effect=p.effect, clause=p.requirement.code, kinds=p.kinds,
                tiers=p.tiers, posts=p.posts, proofs=p.proofs, every_hours=p.every_hours, times_a_day=p.times_a_day,
                days_ahead=p.days_ahead,
            )  # fmt: skip
            made.append(refine(requirement=p.requirement, area=area, wording=wording, by=by, now=now))
        if not made:
            raise Invalid(NOTHING_NEW)
        act.changed(None, {"document": document.document, "requirements": [p.requirement.code for p in made]})
    return made


def _norm(area: Area, wording: Refinement) -> Norm:
    """The area's document; another requirement of the same document joins it."""
    code = f"{area.pk}:{wording.document.strip()}"[:40]
    norm, _ = Norm.objects.get_or_create(
        code=code,
        defaults={"area": area, "name_zh": wording.name_zh, "name_en": wording.name_en, "issuer_zh": wording.issuer_zh,
                  "issuer_en": wording.issuer_en, "document": wording.document.strip(), "issued": wording.issued,
                  "demonstration": wording.demonstration},
    )  # fmt: skip
    return norm


def end_provision(*, provision: Provision, until: dt.date, by: Actor, now: dt.datetime) -> Provision:
    """An area's own wording holds no longer from `until` on; what stands above holds again."""
    with acting("norms.provision.end", by=by, now=now, on=provision, area=provision.area_id) as act:
        check_can_refine(by, area=provision.area_id)
        if provision.confidence != Confidence.LOCAL:
            raise Invalid(NATIONAL)
        if until <= provision.valid_from:
            raise Invalid(END_DAY)
        # Guarded: of two people ending it at once the second is told.
        if not Provision.objects.filter(pk=provision.pk, valid_until__isnull=True).update(valid_until=until):
            raise Conflict(ENDED)
        provision.valid_until = until
        act.changed({"until": None}, {"until": until.isoformat()})
    return provision
