"""A site's morning: who checked in, who did not, who may not work and why."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from yilu.core.reasons import Reason
from yilu.network.models import Site
from yilu.norms.queries import Force, clauses, facts_of
from yilu.norms.rules.blocks import InForce
from yilu.people.models import DifferingCheck, HealthCase, Isolation, Measurement, MorningCheck, Return, Worker
from yilu.people.queries.fever import fever_line, fever_lines
from yilu.people.rules.answers import Answers, why_not_normal
from yilu.people.rules.posts import PostFacts, why_not_on_post
from yilu.people.rules.returns import HELD
from yilu.territory.words import Tier

# Y2 (no protection, no work) is asked when somebody counts protection: what nobody counted blocks nobody.
PERSON_RULES = ("Y3", "Y4", "Y5", "Y6")


@dataclass(frozen=True, slots=True)
class WorkerDay:
    """One worker on one day."""

    worker: Worker
    check: MorningCheck | None
    measurements: tuple[Measurement, ...]
    differing: tuple[DifferingCheck, ...]
    why_not: tuple[Reason, ...]  # what keeps the person off post; empty: may work

    @property
    def screened(self) -> bool:
        """Was a temperature taken?"""
        return bool(self.measurements) or (self.check is not None and self.check.temperature is not None)


def days_of(workers: Iterable[Worker], *, day: dt.date) -> list[WorkerDay]:
    """The day of each worker, in their order. Of a day other than today only what was told then."""
    people = list(workers)
    ids = [w.pk for w in people]
    checks = {c.worker_id: c for c in MorningCheck.objects.filter(day=day, worker_id__in=ids)}
    measurements = _grouped(Measurement.objects.filter(day=day, worker_id__in=ids).order_by("taken_at"))
    differing = _grouped(DifferingCheck.objects.filter(day=day, worker_id__in=ids, settled_at=None).order_by("pk"))
    ill = set(HealthCase.objects.filter(worker_id__in=ids, closed_at=None).values_list("worker_id", flat=True))
    apart = set(
        Isolation.objects.filter(worker_id__in=ids, released_at=None, first_day__lte=day).values_list(
            "worker_id", flat=True
        )
    )
    back = {
        r.worker_id: r
        for r in Return.objects.open().filter(worker_id__in=ids).only("worker_id", "state", "tier", "was_booked")
    }
    lines, rules = fever_lines(on=day), _rules(people, day)
    found = []
    for w in people:
        check, taken = checks.get(w.pk), measurements.get(w.pk, ())
        facts = PostFacts(
            at_work=(w.left_on is None or w.left_on > day) and w.merged_into_id is None,
            checked=check is not None,
            screened=bool(taken) or (check is not None and check.temperature is not None),
            abnormal=_abnormal(check, taken, fever_line(lines, w.county_id)),
            differs=w.pk in differing,
            case_open=w.pk in ill,
            isolated=w.pk in apart,
            returning=w.pk in back,
            from_key_area=w.pk in back and came_privately(back[w.pk]),
            rules=rules.get(w.site_id or 0, {}),
        )
        found.append(WorkerDay(w, check, taken, differing.get(w.pk, ()), tuple(why_not_on_post(facts))))
    return found


def came_privately(back: Return) -> bool:
    """Came from an area of high risk without asking."""
    return back.state in HELD and not back.was_booked and back.tier == Tier.HIGH


def _rules(people: Iterable[Worker], day: dt.date) -> dict[int, InForce]:
    """The 一律 rules in force at each of their sites."""
    facts = facts_of(Site.objects.filter(pk__in={w.site_id for w in people if w.site_id is not None}), on=day)
    force = Force(day, requirements=PERSON_RULES)
    return {site: clauses(force.over(f)) for site, f in facts.items()}


def _abnormal(check: MorningCheck | None, taken: Sequence[Measurement], line: int | None) -> tuple[Reason, ...]:
    """What is not normal in the check as it stands, or in any temperature taken that day."""
    hottest = max((m.temperature for m in taken), default=None)
    if check is None:
        answers = Answers(hottest)
    else:
        hottest = max((t for t in (hottest, check.temperature) if t is not None), default=None)
        answers = Answers(hottest, check.symptoms, check.family_unwell, check.case_contact, check.returnee_contact)
    return tuple(why_not_normal(answers, fever_line=line))


M = TypeVar("M", Measurement, DifferingCheck)


def _grouped(rows: Iterable[M]) -> dict[int, tuple[M, ...]]:
    found: defaultdict[int, list[M]] = defaultdict(list)
    for row in rows:
        found[row.worker_id].append(row)
    return {worker: tuple(mine) for worker, mine in found.items()}
