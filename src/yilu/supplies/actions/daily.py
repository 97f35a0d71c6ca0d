"""What follows by itself: a site's daily count goes into the ledger, a transfer that never arrives becomes a task."""

import datetime as dt

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import start_of
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Invalid, reason
from yilu.core.templatetags.yilu import exact
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.supplies.access import NOT_YOURS
from yilu.supplies.actions._ledger import day_of
from yilu.supplies.actions.counting import count
from yilu.supplies.models import SiteProtection, Transfer
from yilu.supplies.queries.day_counts import day_counts
from yilu.tasks.actions import open_task
from yilu.tasks.models import Task

SHORT, OVERDUE = "supplies.short", "supplies.transfer"
TO_DO = dt.timedelta(hours=24)
ENOUGH = reason("supplies.task.enough", "该网点防护物资充足，无需下达任务。", "This site has enough: no task.")


def take_day_counts(*, by: Actor, now: dt.datetime) -> int:
    """Take today's counts of the daily reports into the ledger; how many differed and were taken.

    A line counted at a site that keeps one item of it sets that item's ledger right: fewer are used up. What may be
    either of several items, or looks like packs taken for pieces, waits on the site's page for somebody to settle.
    """
    day = day_of(now)
    with acting("supplies.stock.take_day_counts", by=by, now=now) as act:
        taken = waiting = 0
        for told in day_counts(on=day):
            if told.item is None:
                waiting += 1
                continue
            try:
                count(
                    place=told.place, item=told.item, counted=told.counted, cause=f"{day:%Y-%m-%d} 日报清点",
                    used_up=True, by=by, now=now,
                )  # fmt: skip
            except Invalid:
                waiting += 1
            else:
                taken += 1
        act.changed(None, {"day": day.isoformat(), "taken": taken, "waiting": waiting})
    return taken


def chase_transfers(*, by: Actor, now: dt.datetime) -> int:
    """Open a task for each transfer that should have arrived and nobody received; how many are overdue."""
    with acting("supplies.transfer.chase", by=by, now=now) as act:
        late = Transfer.objects.filter(state=Transfer.State.SENT, due__lt=now)
        found = 0
        for t in late.select_related("item", "source", "target__site__enterprise", "target__enterprise"):
            amount = {"n": exact(t.pieces), "unit": t.item.unit_zh, "item": t.item.name_zh}
            en = {"unit_en": t.item.unit_en, "item_en": t.item.name_en}
            open_task(
                kind=OVERDUE,
                title=Text("调拨逾期未签收：{source}→{target}，{item}{n}{unit}", "Transfer not received: {source} → "
                           "{target}, {item_en}, {n} {unit_en}").filled(
                    source=t.source.name, target=t.target.name, **amount, **en),
                area=t.target.area_id,
                site=t.target.site,
                enterprise=t.target.enterprise,
                post="site_manager" if t.target.site_id else "headquarters" if t.target.brand_id else "officer",
                due=now + TO_DO,
                key=f"{OVERDUE}:{t.pk}",
                origin=f"supplies.transfer:{t.pk}",
                by=by,
                now=now,
            )  # fmt: skip
            found += 1
        act.changed(None, {"overdue": found})
    return found


def ask_for_protection(*, site: Site, by: Actor, now: dt.datetime) -> Task:
    """Make a site's want of protection a task of its manager, once a day."""
    day = day_of(now)
    with acting("supplies.site.ask", by=by, now=now, on=site, area=site.county_id, brand_id=site.brand_id):
        where = {"brand": site.brand_id, "branch": site.enterprise_id, "site": site.pk}
        if not by.jurisdiction.may(Permission.TASK_ASSIGN, area=site.county_id, **where):
            raise Denied(NOT_YOURS)
        stands = SiteProtection.objects.filter(site=site, short=True).first()
        if stands is None:
            raise Invalid(ENOUGH)
        return open_task(
            kind=SHORT,
            title=Text("补充防护物资：{site}缺防护 {n} 人", "Protection wanted: {n} unprotected at {site}").filled(
                site=site.name, n=stands.unprotected
            ),
            area=site.county_id,
            site=site,
            post="site_manager",
            due=start_of(day) + dt.timedelta(days=1, hours=12),
            key=f"{SHORT}:{site.pk}:{day:%Y%m%d}",
            origin=f"supplies.site:{site.pk}",
            evidence_wanted=Text("入库或调拨签收记录", "the receipt or the transfer received"),
            by=by,
            now=now,
        )
