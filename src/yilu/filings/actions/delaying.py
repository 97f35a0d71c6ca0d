"""A local order that delays resumption, registered by an enterprise for the level above; it keeps nobody shut here."""

import datetime as dt
from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Denied, Invalid, reason
from yilu.core.text import Text
from yilu.filings.access import NOT_YOUR_SITE, check_can_answer
from yilu.filings.actions._telling import above, answered_above, ask_above
from yilu.filings.actions.papers import keep_order
from yilu.filings.models import DelayOrder
from yilu.network.models import Brand, Site
from yilu.territory.models import Area

KIND = "filings.delay"
TELL_ALL = reason(
    "filings.delay.tell", "请写明发文机关、文件名称、文号和要求。",
    "Name the issuer, the title, the document number and what it demands.",
)  # fmt: skip
NO_FILE = reason("filings.delay.file", "请上传该文件。", "Upload the document.")
NO_SITE_THERE = reason("filings.delay.no_site", "本企业在该地区没有网点。", "Your enterprise has no site in that area.")
ANSWERED = reason("filings.delay.answered", "已经答复。", "It has been answered already.")
SAY = reason("filings.delay.say", "请写明办理结果（不少于4个字）。", "Say what came of it (at least 4 characters).")


def register_delay(
    *,
    area: Area,
    brand: Brand,
    issuer: str,
    title: str,
    document: str,
    demands: str,
    issued: dt.date,
    valid_until: dt.date | None = None,
    file_name: str,
    content: bytes,
    by: Actor,
    now: datetime,
) -> DelayOrder:
    """Register the order with its document; the leader of the area above has it to take up."""
    with acting("filings.delay.register", by=by, now=now, area=area.code, brand_id=brand.pk) as act:
        mine = Site.objects.within(by.jurisdiction, Permission.FILING_WRITE).filter(brand=brand)
        if not by.jurisdiction.may(Permission.FILING_WRITE):
            raise Denied(NOT_YOUR_SITE)
        if not mine.in_area(area.code).exists():
            raise Invalid(NO_SITE_THERE)
        if not all(v.strip() for v in (issuer, title, document, demands)):
            raise Invalid(TELL_ALL)
        if not content:
            raise Invalid(NO_FILE)
        made = DelayOrder.objects.create(
            area=area, brand=brand, to_id=above(area.code), issuer=issuer.strip()[:80], title=title.strip()[:120],
            document=document.strip()[:120], demands=demands.strip()[:600], issued=issued, valid_until=valid_until,
            at=now, by=by.name[:80],
        )  # fmt: skip
        row = keep_order(made, file_name, content, by=by, now=now)
        what = Text(f"延迟复工措施：{area.name_zh}", f"An order delays resumption: {area.name_en}")
        ask_above(KIND, made.pk, title=what, area=made.to_id, now=now)
        act.on(made, area=area.code, brand_id=brand.pk)
        act.changed(None, {"document": made.document, "to": made.to_id, "digest": row.digest})
    return made


def answer_delay(*, delay: DelayOrder, outcome: str, answer: str, by: Actor, now: datetime) -> DelayOrder:
    """Say what came of taking it up."""
    with acting("filings.delay.answer", by=by, now=now, on=delay, area=delay.area_id) as act:
        kept = DelayOrder.objects.select_for_update().get(pk=delay.pk)
        act.on(kept, area=kept.area_id, brand_id=kept.brand_id)
        check_can_answer(by, kept.to_id)
        if kept.answered_at is not None:
            raise Conflict(ANSWERED)
        if len(answer.strip()) < 4 or outcome not in DelayOrder.Outcome.values:
            raise Invalid(SAY)
        kept.outcome, kept.answer = outcome, answer.strip()[:600]
        kept.answered_at, kept.answered_by = now, by.name[:80]
        kept.save()
        answered_above(KIND, kept.pk, f"/filings/delays/{kept.pk}/", now=now)
        act.changed(None, {"outcome": outcome})
    return kept
