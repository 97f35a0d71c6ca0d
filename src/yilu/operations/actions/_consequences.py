"""What follows from a report taken: counted protection is evidence, a problem becomes a task. Inside an act only."""

import datetime as dt
from collections.abc import Iterable

from yilu.core.actor import Actor
from yilu.core.clock import end_of
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.norms import actions as norms
from yilu.norms.actions import EvidenceRow
from yilu.norms.models import Requirement
from yilu.norms.rules.kinds import Proof
from yilu.operations.reporting import SiteFigures
from yilu.tasks import actions as tasks

PROTECTION = "Y2"  # protection for every worker: the daily count is its log
PROBLEM = "operations.problem"

Told = tuple[int, dt.date, SiteFigures, dt.datetime]  # site, day, figures, received at


def follow_up(told: Iterable[Told], *, by: Actor, now: dt.datetime) -> None:
    """Ledger and tasks, for the few rows that tell of protection or of a problem."""
    told = list(told)
    counted = [t for t in told if t[2].supplies and "masks" in t[2].supplies]
    if counted and Requirement.objects.filter(code=PROTECTION).exists():
        norms.record_many(rows=[_count(*t) for t in counted], by=by, now=now)
    troubled = {t[0]: t for t in told if t[2].problem.strip()}
    for site in Site.objects.filter(pk__in=troubled).select_related("enterprise"):
        _, day, figures, _ = troubled[site.pk]
        _ask(site, day, figures, by=by, now=now)


def _count(site: int, day: dt.date, figures: SiteFigures, received: dt.datetime) -> EvidenceRow:
    masks = (figures.supplies or {})["masks"]
    # No text says how many are enough; that there is none at all needs no number.
    met = masks > 0 or figures.on_post_own + figures.on_post_outsourced == 0
    summary = Text(f"口罩 {masks} 只", f"{masks} masks")
    return EvidenceRow(PROTECTION, site, Proof.LOG, received, "operations", met=met, summary=summary)


def _ask(site: Site, day: dt.date, figures: SiteFigures, *, by: Actor, now: dt.datetime) -> None:
    problem = figures.problem.strip()
    tasks.open_task(
        kind=PROBLEM,
        title=Text(f"{site.name}：{problem[:60]}", f"{site.name}: {problem[:60]}"),
        detail=Text(problem, problem),
        area=site.county_id,
        site=site,
        post=figures.problem_for,
        due=end_of(day + dt.timedelta(days=1)),
        key=f"{PROBLEM}:{site.pk}:{day}:{figures.problem_for}",
        origin=f"network.site:{site.pk}",
        by=by,
        now=now,
    )
