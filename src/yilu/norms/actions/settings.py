"""Order a number for an area, under its document."""

import datetime as dt
from decimal import Decimal

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Invalid, reason
from yilu.norms.access import check_can_set
from yilu.norms.models import Setting
from yilu.norms.rules.parameters import why_not_set
from yilu.territory.models import Area

TWICE = reason(
    "norms.setting.twice",
    "本地区同一施行日期已有规定；如需变更，请以新文件另定施行日期。",
    "This area has already ordered the number from that day; a change needs a document with a day of its own.",
)
DATES = reason("norms.setting.dates", "失效日期应晚于施行日期。", "It must end after it begins.")


def set_parameter(
    *,
    area: Area,
    key: str,
    value: Decimal,
    document: str,
    valid_from: dt.date,
    by: Actor,
    now: dt.datetime,
    valid_until: dt.date | None = None,
    demonstration: bool = False,
) -> Setting:
    """The number holds over the area from `valid_from` until another is ordered (or before `valid_until`)."""
    with acting("norms.setting.set", by=by, now=now, area=area.pk) as act:
        check_can_set(by, area=area.pk)
        if why := why_not_set(key, value, document):
            raise Invalid(*why)
        if valid_until is not None and valid_until <= valid_from:
            raise Invalid(DATES)
        setting, made = Setting.objects.get_or_create(
            area=area, key=key, valid_from=valid_from,
            defaults={"value": value, "document": document.strip(), "valid_until": valid_until,
                      "demonstration": demonstration, "recorded_at": now, "by": by.name[:80]},
        )  # fmt: skip
        if not made:
            raise Conflict(TWICE)
        act.on(setting, area=area.pk)
        act.changed(None, {"key": key, "value": str(value), "document": document, "from": valid_from.isoformat()})
    return setting
