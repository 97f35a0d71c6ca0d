"""Opening a task: one for each occasion, with its owner found by the post where none is named."""

from datetime import datetime

from django.db import IntegrityError, transaction

from yilu.accounts.models import User
from yilu.accounts.roles import ROLES
from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.reasons import Denied, Invalid, reason
from yilu.core.text import Text
from yilu.network.models import Brand, Enterprise, Site
from yilu.tasks.access import why_not_open
from yilu.tasks.actions.chain import noted, on_ladder, tell
from yilu.tasks.models import Step, Task
from yilu.tasks.queries import by_key, holder
from yilu.territory.models import Area

NOTHING = Text("", "")
NEW = Text("新任务", "New task")
NO_SUCH_AREA = reason("tasks.no_such_area", "没有这个地区代码。", "There is no area of this code.")
NO_SUCH_POST = reason("tasks.no_such_post", "没有这个岗位。", "There is no such post.")


def open_task(
    *,
    kind: str,
    title: Text,
    area: str,
    post: str,
    due: datetime,
    key: str,
    by: Actor,
    now: datetime,
    detail: Text = NOTHING,
    site: Site | None = None,
    enterprise: Enterprise | None = None,
    brand: Brand | None = None,
    owner: User | None = None,
    origin: str = "",
    evidence_wanted: Text | None = None,
) -> Task:
    """Open a task, or return the one opened for this `key` before. A site settles area, enterprise and brand.

    Without an owner it falls to the person appointed to the `post` there; nobody: it stands as a blind spot. The title
    names no person.
    """
    found = by_key(key)
    if found is not None:
        return found
    if site is not None:
        area, enterprise = site.county_id, site.enterprise
    brand_id = enterprise.brand_id if enterprise is not None else brand.pk if brand is not None else None
    with acting("tasks.task.open", by=by, now=now, area=area, brand_id=brand_id) as act:
        denied = why_not_open(
            kind,
            by=by,
            area=area,
            brand=brand_id,
            branch=enterprise.pk if enterprise else None,
            site=site.pk if site else None,
        )
        if denied:
            raise Denied(*denied)
        if post not in ROLES:
            raise Invalid(NO_SUCH_POST)
        if site is None and not Area.objects.filter(pk=area).exists():
            raise Invalid(NO_SUCH_AREA)
        on = now.astimezone(ZONE).date()
        owner = owner or holder(post, area=area, site=site, enterprise=enterprise, brand=brand_id, on=on)
        wanted = evidence_wanted or NOTHING
        task = Task(
            key=key, kind=kind, origin=origin, title_zh=title.zh, title_en=title.en, detail_zh=detail.zh,
            detail_en=detail.en, wanted_zh=wanted.zh, wanted_en=wanted.en, area_id=area, brand_id=brand_id,
            enterprise=enterprise, site=site, post=post, owner=owner, due=due, opened_at=now, opened_by=by.name[:80],
        )  # fmt: skip
        for name, value in on_ladder(task, now=now, due=due).items():
            setattr(task, name, value)
        try:
            with transaction.atomic():
                task.save(force_insert=True)
        except IntegrityError:
            # Opened by somebody else at this very moment: theirs is the one.
            found = by_key(key)
            if found is None:
                raise
            return found
        act.on(task, area=area, brand_id=brand_id)
        act.changed(
            None, {"kind": kind, "origin": origin, "post": post, "owner": task.owner_id, "due": due.isoformat()}
        )
        noted(task, Step.Verb.OPENED, by=by, now=now, to=task.owner_id, due=due)
        tell(task, [task.owner_id], what=NEW, occasion="opened", by=by, now=now)
    return task
