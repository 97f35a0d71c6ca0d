"""Declaring and ending an emergency."""

import datetime as dt

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Invalid, reason
from yilu.territory.access import check_can_declare
from yilu.territory.models import Area, Emergency
from yilu.territory.queries.areas import valid_on


def declare_emergency(
    *,
    area: str,
    name_zh: str,
    name_en: str,
    began: dt.date,
    response_level: str,
    document: str,
    by: Actor,
    now: dt.datetime,
) -> Emergency:
    """Put an emergency in force over an area: what only an emergency permits may be collected there from `began`."""
    with acting("territory.emergency.declare", by=by, now=now, area=area) as act:
        check_can_declare(by, area)
        if not Area.objects.filter(valid_on(began), code=area).exists():
            raise Invalid(
                reason("territory.emergency.area", "{area} 当日不存在。", "{area} did not exist that day.", area=area)
            )
        if began > now.date():
            raise Invalid(
                reason(
                    "territory.emergency.future",
                    "开始日期不能晚于今天。",
                    "It cannot begin on a day to come.",
                )
            )
        if not document.strip():
            raise Invalid(
                reason(
                    "territory.emergency.document",
                    "应当写明依据的文件：没有文件不启动应急响应。",
                    "Name the document it rests on: nothing is declared without one.",
                )
            )
        emergency = Emergency.objects.create(
            area_id=area, name_zh=name_zh, name_en=name_en, began=began, response_level=response_level,
            document=document,
        )  # fmt: skip
        act.on(emergency, area=area)
        act.changed(None, {"began": began.isoformat(), "response_level": response_level, "document": document})
    return emergency


def end_emergency(*, emergency: Emergency, ended: dt.date, by: Actor, now: dt.datetime) -> Emergency:
    """End it: `ended` is its last day in force; collecting closes after it, and the purge clock runs from it."""
    with acting("territory.emergency.end", by=by, now=now, on=emergency, area=emergency.area_id) as act:
        check_can_declare(by, emergency.area_id)
        if ended < emergency.began or ended > now.date():
            raise Invalid(
                reason(
                    "territory.emergency.end_day",
                    "结束日期应在 {began} 与今天之间。",
                    "The last day must lie between {began} and today.",
                    began=emergency.began,
                )
            )
        # Guarded: of two people ending it at once the second is told.
        if not Emergency.objects.filter(pk=emergency.pk, ended__isnull=True).update(ended=ended):
            raise Conflict(
                reason("territory.emergency.over", "该应急响应已经结束。", "This emergency has already ended.")
            )
        emergency.ended = ended
        act.changed({"ended": None}, {"ended": ended.isoformat()})
    return emergency
