"""Load reference data; map products; add fields; set deadlines."""

import datetime as dt
import re
from collections.abc import Mapping

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import start_of
from yilu.core.jurisdiction import NATION
from yilu.core.reasons import Invalid, reason
from yilu.core.text import Text
from yilu.network.models import Brand
from yilu.operations.access import check_can_edit_fields, check_can_map
from yilu.operations.actions._touching import touch
from yilu.operations.models import (
    ClassWording,
    ProductMapping,
    ReportDeadline,
    ReportField,
    ServiceClass,
    SiteReport,
    StageTarget,
)
from yilu.operations.rules.classes import CLASSES, DECREES, VOLUME_CLASSES, WORDINGS
from yilu.operations.rules.targets import STEPS
from yilu.territory.models import Area

NO_AREA = reason("operations.reference.no_area", "没有这个地区。", "There is no such area.")
NO_DOCUMENT = reason("operations.reference.no_document", "请写明依据文件。", "Name the document this rests on.")


def load_reference(*, by: Actor, now: dt.datetime) -> int:
    """Load classes, wordings and stage targets; running it again changes nothing. How many rows are new or changed."""
    with acting("operations.reference.load", by=by, now=now, area=NATION) as act:
        changed = 0
        for c in CLASSES:
            facts = {"guarantee_tier": c.tier, "position": c.position, "name_zh": c.name.zh, "name_en": c.name.en,
                     "is_volume": c.is_volume}  # fmt: skip
            changed += _kept(ServiceClass, {"code": c.code}, facts)
        for w in WORDINGS:
            key = {"service_class_id": w.class_code, "issuer": w.issuer}
            words = {"position": w.position, "words": w.words, "document": w.document, "source": w.source}
            changed += _kept(ClassWording, key, words)
        places = set(Area.objects.filter(code__in={s.area for s in STEPS}).values_list("code", flat=True))
        for s in STEPS:
            if s.area not in places:
                continue  # a table of places without Hubei has no path of Hubei
            step = {"area_id": s.area, "announced": s.announced, "due": s.due, "metric": s.metric, "share": s.share,
                    "words_zh": s.words.zh, "words_en": s.words.en, "excluded_areas": list(s.excluded),
                    "document": s.document, "source": s.source}  # fmt: skip
            changed += _kept(StageTarget, {"code": s.code}, step)
        act.changed(None, {"rows": changed})
    return changed


def _kept(model: type, key: Mapping[str, object], facts: Mapping[str, object]) -> int:
    row = model.objects.filter(**key).first()  # type: ignore[attr-defined]
    if row is None:
        model.objects.create(**key, **facts)  # type: ignore[attr-defined]
        return 1
    if all(getattr(row, name) == value for name, value in facts.items()):
        return 0
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    return 1


def _check_exists(area: str) -> None:
    if not Area.objects.filter(code=area).exists():
        raise Invalid(NO_AREA)


def map_product(
    *,
    brand: Brand,
    product: str,
    service_class: str | None,
    precedence: int,
    valid_from: dt.date,
    by: Actor,
    now: dt.datetime,
    area: str = NATION,
) -> ProductMapping:
    """Put a brand's product into a class from a day on, in an area (None: take it out of all classes)."""
    with acting("operations.product.map", by=by, now=now, on=brand, area=area[:12], brand_id=brand.pk) as act:
        _check_exists(area)
        check_can_map(by, brand=brand.pk, area=area)
        product = product.strip()
        if not product or "+" in product or len(product) > 60:
            raise Invalid(
                reason(
                    "operations.mapping.product", "产品名称须为1至60字，不含“+”。",
                    "A product name has 1 to 60 characters and no “+”.",
                )
            )  # fmt: skip
        if service_class == DECREES:
            raise Invalid(
                reason(
                    "operations.mapping.decrees", "中央政令是畅通与否的状态，不是件量，不归类产品。",
                    "State decrees are a status, not a volume: no product falls into them.",
                )
            )  # fmt: skip
        if service_class is not None and service_class not in VOLUME_CLASSES:
            raise Invalid(reason("operations.mapping.no_class", "没有这个寄递类别。", "There is no such class."))
        if not 1 <= precedence <= 999:
            raise Invalid(
                reason("operations.mapping.precedence", "优先序须为1至999。", "Precedence is a number from 1 to 999.")
            )
        mapping, _ = ProductMapping.objects.update_or_create(
            brand=brand, area_id=area, product=product, valid_from=valid_from,
            defaults={"service_class_id": service_class, "precedence": precedence},
        )  # fmt: skip
        act.changed(None, {"product": product, "class": service_class, "precedence": precedence,
                           "valid_from": valid_from.isoformat()})  # fmt: skip
    return mapping


def add_report_field(
    *,
    area: str,
    code: str,
    name: Text,
    kind: str,
    document: str,
    valid_from: dt.date,
    by: Actor,
    now: dt.datetime,
    valid_until: dt.date | None = None,
) -> ReportField:
    """Add a field to the daily report of an area, on a document's word."""
    with acting("operations.field.add", by=by, now=now, area=area[:12]) as act:
        _check_exists(area)
        check_can_edit_fields(by, area)
        if not document.strip():
            raise Invalid(NO_DOCUMENT)
        if not re.fullmatch(r"[a-z][a-z0-9_]{1,29}", code):
            raise Invalid(
                reason(
                    "operations.field.code", "代码须为小写字母开头的字母、数字、下划线，2至30位。",
                    "A code has 2 to 30 small letters, digits and underscores and begins with a letter.",
                )
            )  # fmt: skip
        if not name.zh.strip() or not name.en.strip():
            raise Invalid(
                reason("operations.field.name", "请写中文和英文名称。", "Give the name in Chinese and in English.")
            )
        if kind not in ReportField.Kind.values:
            raise Invalid(reason("operations.field.kind", "没有这种填报项。", "There is no such kind of field."))
        if ReportField.objects.filter(area_id=area, code=code).exists():
            raise Invalid(
                reason("operations.field.twice", "本地已有此代码的填报项。", "The area has a field of this code.")
            )
        field = ReportField(
            area_id=area, code=code, name_zh=name.zh, name_en=name.en, kind=kind, document=document,
            valid_from=valid_from, valid_until=valid_until,
        )  # fmt: skip
        field.save(force_insert=True)
        act.on(field, area=area)
        act.changed(None, {"code": code, "kind": kind, "document": document})
    return field


def set_report_deadline(
    *, area: str, hours: int, document: str, valid_from: dt.date, by: Actor, now: dt.datetime
) -> ReportDeadline:
    """Set when a day's report is due in an area: hours after 0:00 of the day reported on."""
    with acting("operations.deadline.set", by=by, now=now, area=area[:12]) as act:
        _check_exists(area)
        check_can_edit_fields(by, area)
        if not document.strip():
            raise Invalid(NO_DOCUMENT)
        if not 1 <= hours <= 72:
            raise Invalid(
                reason(
                    "operations.deadline.hours",
                    "时限须在当日0时起1至72小时内。",
                    "A deadline is 1 to 72 hours after 0:00.",
                )
            )
        deadline, _ = ReportDeadline.objects.update_or_create(
            area_id=area, valid_from=valid_from, defaults={"hours": hours, "document": document}
        )
        reported = SiteReport.objects.filter(day__gte=valid_from, received_at__gte=start_of(valid_from))
        touch(reported.order_by().values_list("day", flat=True).distinct(), now=now)
        act.on(deadline, area=area)
        act.changed(None, {"hours": hours, "document": document, "valid_from": valid_from.isoformat()})
    return deadline
