"""Blind spots given out as tasks in one step, and closed by themselves once the ledger shows what was missing."""

import datetime as dt
from collections.abc import Iterator

from yilu.accounts.models import Appointment
from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.reasons import Invalid, reason
from yilu.core.text import Text
from yilu.coverage.models import SiteRow
from yilu.coverage.rules import GAPS
from yilu.messages.actions import send
from yilu.norms.models import Requirement
from yilu.tasks.actions import AT_ONCE, Order, close_task, open_many
from yilu.tasks.facts import Proof
from yilu.tasks.models import Task

KIND = "coverage.blind_spot"
POST = "site_manager"
ALL = "all"
ONE = Text("补齐证据：{code} {name}", "Show evidence: {code} {name}")
EVERY = Text("补齐防控措施证据", "Show the evidence that is missing")
WANTED = Text("登记台账、上传照片或文件，缺口即销", "an entry in the ledger, a photo or a document fills the gap")
NO_MORE = Text("", "")
NEW = Text("新任务：{title}", "New task: {title}")
SEE = Text("详见任务清单。", "See the list of tasks.")
FILLED = "台账已有有效证据"
PAST = reason("coverage.order.past", "办理期限须晚于现在。", "The due time must lie ahead.")
NONE = reason("coverage.order.none", "这里没有可下达的缺口。", "There is no gap here to be given out.")
TOO_MANY = reason(
    "coverage.order.many",
    "一次最多下达{most}处，请先缩小范围。",
    "At most {most} at once: narrow the list.",
    most=AT_ONCE,
)


def order_gaps(
    *, rows: list[SiteRow], requirement: Requirement | None, area: str, brand: int | None, due: dt.datetime, by: Actor,
    now: dt.datetime,
) -> int:  # fmt: skip
    """A task for each of these sites (for one requirement, or for all it lacks) that has none standing; how many."""
    with acting("coverage.gaps.order", by=by, now=now, area=area, brand_id=brand) as act:
        if due <= now:
            raise Invalid(PAST)
        if len(rows) > AT_ONCE:
            raise Invalid(TOO_MANY)
        if not rows:
            raise Invalid(NONE)
        code = requirement.code if requirement else ALL
        title = ONE.filled(code=requirement.code, name=requirement.name) if requirement else EVERY
        origin, day = f"coverage.gaps:{code}", now.astimezone(ZONE).date()
        standing = set(Task.objects.standing().filter(origin=origin).values_list("site_id", flat=True))
        holders = _managers(on=day)
        orders = [
            Order(
                f"{KIND}:{code}:{r.site_id}:{day}", r.county_id, POST, holders.get(r.site_id), r.brand_id,
                r.enterprise_id, r.site_id,
            )
            for r in rows
            if r.site_id not in standing
        ]  # fmt: skip
        opened = open_many(
            kind=KIND, title=title, due=due, origin=origin, orders=orders, detail=NO_MORE, wanted=WANTED,
            area=area, brand_id=brand, by=by, now=now,
        )  # fmt: skip
        people = sorted({o.owner for o in orders if o.owner is not None} - {by.user_id})
        for n in range(0, len(people), 900):
            send(
                to=people[n : n + 900], title=NEW.filled(title=title), body=SEE, link="/tasks/",
                key=f"{origin}:{now.isoformat()}", by=by, now=now,
            )  # fmt: skip
        act.changed(None, {"requirement": code, "sites": len(rows), "tasks": opened, "due": due.isoformat()})
    return opened


def _managers(*, on: dt.date) -> dict[int, int]:
    """Who answers for each site; of several the first appointed."""
    rows = Appointment.objects.in_force(on).filter(role=POST, user__is_active=True).exclude(site=None)
    return dict(rows.order_by("-pk").values_list("site_id", "user_id"))


def close_filled(*, by: Actor, now: dt.datetime) -> int:
    """Close the tasks whose gap the ledger has filled; how many."""
    with acting("coverage.gaps.close", by=by, now=now) as act:
        filled = list(_filled())
        for task in filled:
            proof = Proof(text=FILLED, link=f"/coverage/sites/{task.site_id}/")
            close_task(task=task, version=None, evidence=[proof], by=by, now=now)
        act.changed(None, {"tasks": len(filled)})
    return len(filled)


def _filled() -> Iterator[Task]:
    ids = dict(Requirement.objects.values_list("code", "pk"))
    standing = list(Task.objects.standing().filter(kind=KIND).order_by("pk")[:AT_ONCE])
    rows = SiteRow.objects.in_bulk([t.site_id for t in standing])
    for task in standing:
        row, code = rows.get(task.site_id or 0), task.key.split(":")[1]
        if row is not None and (row.gaps == 0 if code == ALL else row.cells[ids[code] - 1] not in GAPS):
            yield task
