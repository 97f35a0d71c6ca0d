"""Load the norms that ship with the product; loading again changes nothing that is already there."""

import datetime as dt

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.norms.access import check_is_system
from yilu.norms.models import Norm, Provision, Requirement
from yilu.norms.rules.published import PublishedNorm, published_norms, published_requirements


def load_norms(*, by: Actor, now: dt.datetime) -> int:
    """Put the published norms, requirements and provisions in place; how many provisions there are."""
    with acting("norms.norm.load", by=by, now=now) as act:
        check_is_system(by)
        for order, requirement in enumerate(published_requirements(), start=1):
            Requirement.objects.update_or_create(
                code=requirement.code,
                defaults={"order": order, "name_zh": requirement.name.zh, "name_en": requirement.name.en,
                          "about": requirement.about, "theme": requirement.theme},
            )  # fmt: skip
        ids = dict(Requirement.objects.values_list("code", "pk"))
        loaded = sum(_load(norm, ids, by, now) for norm in published_norms())
        act.changed(None, {"norms": len(published_norms()), "provisions": loaded})
    return loaded


def _load(norm: PublishedNorm, ids: dict[str, int], by: Actor, now: dt.datetime) -> int:
    row, _ = Norm.objects.update_or_create(
        code=norm.code,
        defaults={"series": norm.series, "area_id": norm.area, "name_zh": norm.name.zh, "name_en": norm.name.en,
                  "issuer_zh": norm.issuer.zh, "issuer_en": norm.issuer.en, "document": norm.document,
                  "issued": norm.issued, "source": norm.source, "note_zh": norm.note.zh, "note_en": norm.note.en},
    )  # fmt: skip
    for p in norm.provisions:
        Provision.objects.update_or_create(
            norm=row, area_id=norm.area, requirement_id=ids[p.requirement], valid_from=norm.valid_from,
            defaults={"clause": p.clause, "text_zh": p.text.zh, "text_en": p.text.en, "confidence": p.confidence,
                      "effect": p.effect, "kinds": list(p.kinds), "tiers": list(p.tiers), "posts": list(p.posts),
                      "proofs": list(p.proofs), "every_hours": p.every_hours, "times_a_day": p.times_a_day,
                      "days_ahead": p.days_ahead,
                "on_event": p.on_event, "enabled": p.enabled, "remark_zh": p.remark.zh,
                      "remark_en": p.remark.en, "recorded_at": now, "by": by.name[:80]},
        )  # fmt: skip
    return len(norm.provisions)
