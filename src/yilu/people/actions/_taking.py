"""Take checks: judge them, store each once, keep what differs for a person to see, count. Inside an act only."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from yilu.core.many import many
from yilu.core.reasons import Reason, reason
from yilu.people.actions._storing import Cell, insert_new, raise_counts
from yilu.people.models import DifferingCheck, Measurement, MorningCheck, Source, Worker
from yilu.people.queries.fever import fever_line, fever_lines
from yilu.people.rules.answers import Check, why_not_normal, why_not_readable
from yilu.people.rules.timing import Timing, clock_notice, timing_of, why_not_timely

FEW = 500  # ids asked for at once
FAR_APART = 10  # tenths of a degree; decides only what a person is shown, never who is well

UNKNOWN = reason("people.check.nobody", "没有这名员工，或不在您的权限范围内。", "No such worker, or not yours.")
TWICE = reason("people.check.twice", "同一员工同一天出现两次。", "The same worker and day stand here twice.")


class Standing(StrEnum):
    """What became of a check."""

    STORED = "stored"
    REPEATED = "repeated"  # the same report again: stored once
    AGREED = "agreed"  # another report that says the same
    DIFFERS = "differs"  # says otherwise: a person will look


class Taken(NamedTuple):
    """The answer to one check."""

    worker_id: int
    day: dt.date
    standing: Standing
    why: tuple[Reason, ...]  # what is not normal in what was sent
    notice: Reason | None  # the sender's clock is wrong


class Sent(NamedTuple):
    """One check of one worker."""

    worker_id: int
    check: Check


class Placed(NamedTuple):
    """Where a worker is placed, as a check is counted."""

    county_id: str
    brand_id: int | None
    enterprise_id: int | None
    site_id: int | None


class Judged(NamedTuple):
    """A check that can be taken."""

    at: int  # its place among the rows
    sent: Sent
    timing: Timing
    why: tuple[Reason, ...]


Refused = list[Reason]


def placed(workers: Iterable[int]) -> dict[int, Placed]:
    """Where the workers are placed; those who left or do not exist are absent."""
    rows = Worker.objects.at_work().filter(pk__in=many(set(workers)))
    return {pk: Placed(*where) for pk, *where in rows.values_list("pk", *Placed._fields)}


def take(
    rows: Sequence[Sent], places: Mapping[int, Placed], *, source: Source, now: dt.datetime
) -> list[Taken | Refused]:
    """What became of each row: taken, or why not. `places`: the workers the sender may report for."""
    outcome: list[Taken | Refused] = [[UNKNOWN]] * len(rows)
    judged = _judge(rows, places, now, outcome)
    stored = insert_new(
        MorningCheck,
        ("worker_id", "day", *ANSWERS),
        [(j.sent.worker_id, j.timing.day, *_answers(j, places, source, now)) for j in judged],
        key=("worker_id", "day"),
    )
    new = [j for j in judged if (j.sent.worker_id, j.timing.day) in stored]
    others = [j for j in judged if (j.sent.worker_id, j.timing.day) not in stored]
    for j in new:
        outcome[j.at] = _taken(j, Standing.STORED)
    _compare(others, places, source, now, outcome)
    _count(new, places)
    return outcome


ANSWERS = (
    "site_id", "temperature", "symptoms", "family_unwell", "case_contact", "returnee_contact", "is_normal", "source",
    "reported_at", "received_at", "clock_off", "client_id",
)  # fmt: skip


MEASURED = (
    "worker_id", "day", "client_id", "site_id", "kind", "temperature", "taken_at", "received_at", "source",
)  # fmt: skip


def _answers(j: Judged, places: Mapping[int, Placed], source: Source, now: dt.datetime) -> tuple[object, ...]:
    check, site = j.sent.check, places[j.sent.worker_id].site_id
    judged = (not j.why, source.value, check.reported_at, now, j.timing.clock_off, check.client_id)
    return (site, *check.answers, *judged)


def _judge(
    rows: Sequence[Sent], places: Mapping[int, Placed], now: dt.datetime, outcome: list[Taken | Refused]
) -> list[Judged]:
    judged, seen = [], set()
    lines = cache(lambda day: fever_lines(on=day))
    line_at = cache(lambda area, day: fever_line(lines(day), area))
    for at, sent in enumerate(rows):
        worker, check = sent
        place = places.get(worker)
        if place is None:
            continue
        timing = timing_of(check, now=now)
        why = why_not_readable(check.answers, check.places) or why_not_timely(check, timing, now=now)
        if (worker, timing.day) in seen:
            why = [TWICE]
        if why:
            outcome[at] = why
            continue
        seen.add((worker, timing.day))
        wrong = why_not_normal(check.answers, fever_line=line_at(place.county_id, timing.day))
        judged.append(Judged(at, sent, timing, tuple(wrong)))
    return judged


def _compare(
    others: Sequence[Judged],
    places: Mapping[int, Placed],
    source: Source,
    now: dt.datetime,
    outcome: list[Taken | Refused],
) -> None:
    """Those whose day was reported already: the same report, one that says the same, or one that says otherwise."""
    standing = _standing(others)
    differing, measured = [], []
    for j in others:
        before, check = standing[j.sent.worker_id, j.timing.day], j.sent.check
        agrees = before.client_id == check.client_id or _agree(before, j)
        became = Standing.AGREED if agrees else Standing.DIFFERS
        outcome[j.at] = _taken(j, Standing.REPEATED if before.client_id == check.client_id else became)
        if not agrees:
            differing.append((j.sent.worker_id, j.timing.day, "", *_answers(j, places, source, now)))
        elif check.answers.temperature not in (None, before.temperature):
            measured.append(
                (j.sent.worker_id, j.timing.day, check.client_id, places[j.sent.worker_id].site_id,
                 Measurement.Kind.OTHER.value, check.answers.temperature, check.reported_at, now, source.value)
            )  # fmt: skip
    insert_new(
        DifferingCheck, ("worker_id", "day", "settled_by", *ANSWERS), differing, key=("worker_id", "day", "client_id")
    )
    insert_new(Measurement, MEASURED, measured, key=("worker_id", "day", "client_id"))


def _standing(judged: Sequence[Judged]) -> dict[tuple[int, dt.date], MorningCheck]:
    by_day: dict[dt.date, list[int]] = {}
    for j in judged:
        by_day.setdefault(j.timing.day, []).append(j.sent.worker_id)
    return {
        (c.worker_id, c.day): c
        for day, workers in by_day.items()
        for c in MorningCheck.objects.filter(day=day, worker_id__in=many(workers))
    }


def _agree(before: MorningCheck, j: Judged) -> bool:
    """Two thermometers never show the same: temperatures differ where they fall out differently, or lie far apart."""
    told = j.sent.check.answers
    answers = (before.symptoms, before.family_unwell, before.case_contact, before.returnee_contact)
    if answers != told[1:] or None in (before.temperature, told.temperature):
        return answers == told[1:]
    return before.is_normal == (not j.why) and abs((before.temperature or 0) - (told.temperature or 0)) < FAR_APART


def _taken(j: Judged, standing: Standing) -> Taken:
    return Taken(j.sent.worker_id, j.timing.day, standing, j.why, clock_notice(j.timing))


def _count(new: Sequence[Judged], places: Mapping[int, Placed]) -> None:
    counts: defaultdict[Cell, list[int]] = defaultdict(lambda: [0, 0])
    for j in new:
        place = places[j.sent.worker_id]
        cell = counts[j.timing.day, place.county_id, place.enterprise_id or 0, place.brand_id or 0]
        cell[0] += 1
        cell[1] += bool(j.why)
    raise_counts({cell: (reported, abnormal) for cell, (reported, abnormal) in counts.items()})
