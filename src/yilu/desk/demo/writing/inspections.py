"""What Changsha's inspector was to visit, saw, and what came of it; and items of an area's: all demonstration."""

import datetime as dt

from yilu.accounts.models import Appointment
from yilu.accounts.queries import actor_under
from yilu.core.actor import Actor
from yilu.core.text import Text
from yilu.inspections import actions as inspections
from yilu.inspections import queries
from yilu.inspections.actions import Stop
from yilu.inspections.models import Finding
from yilu.inspections.rules import Answer, Field, Severity
from yilu.territory.models import Area

DOCUMENT = "演示文件（合成，无真实文号）"
ITEMS = (
    (Field.SAFETY, Text("消防通道畅通、灭火器有效", "Fire exits clear, extinguishers in date")),
    (Field.SAFETY, Text("用电线路无私拉乱接", "No makeshift wiring")),
    (Field.MARKET, Text("收费公示与实际一致", "Prices charged as displayed")),
)
WANTING = ("未见当日消毒记录", "口罩佩戴不规范", "登记不完整")
MADE, AHEAD = 6, 4  # visits made in the last days, and planned for those to come


def write_inspections(*, day: dt.date, by: Actor, now: dt.datetime) -> None:
    """Items, a round made and a round planned, one finding put right."""
    post = Appointment.objects.filter(user__username="inspector").select_related("area", "office").first()
    if post is None or (area := post.area or Area.objects.filter(pk="430100").first()) is None:
        return
    for field, text in ITEMS:
        inspections.set_item(
            area=area, field=field, text=text, document=DOCUMENT, valid_from=dt.date(2020, 2, 3), demonstration=True,
            by=by, now=now,
        )  # fmt: skip
    inspector = actor_under(post, on=day)
    proposed = queries.propose(inspector, area=area.pk, first=day, days=1, a_day=MADE + AHEAD, now=now)
    stops = [
        Stop(p.site, day + dt.timedelta(days=-2 + n // 3 if n < MADE else 1), p.why) for n, p in enumerate(proposed)
    ]
    for n, visit in enumerate(inspections.plan_round(stops=stops, by=inspector, now=now)[:MADE]):
        at = min(now, dt.datetime.combine(visit.day, dt.time(10 + n), now.tzinfo))
        asked = queries.checklists([visit.site], on=visit.day)[visit.site_id]
        answers = {a.code: Answer(True) for a in asked}
        if n % 2:
            grave = Severity.SERIOUS if n % 3 else Severity.MINOR
            answers[asked[n % len(asked)].code] = Answer(False, WANTING[n % len(WANTING)], grave, 2)
        told = inspections.Record(f"demo-inspection-{n}", at - dt.timedelta(minutes=40), at, answers, "现场负责人")
        inspections.record(inspection=visit, told=told, by=inspector, now=at)
    _put_right(inspector, day=day, now=now)


def _put_right(inspector: Actor, *, day: dt.date, now: dt.datetime) -> None:
    finding = Finding.objects.select_related("site__brand").order_by("pk").first()
    if finding is None:
        return
    firm = Appointment.objects.filter(role="headquarters", brand=finding.site.brand).select_related("brand").first()
    if firm is not None:
        by = actor_under(firm, on=day)
        inspections.rectify(finding=finding, what="已整改并登记（合成）", version=1, by=by, now=now)
