"""Bring the rollups up to date: hour by hour, appending only what changed (ADR 0005)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE, start_of
from yilu.core.jurisdiction import NATION
from yilu.operations.actions._rows import as_json, insert_stored, stored_day, stored_moment
from yilu.operations.aggregation import (
    PART_CLASSES,
    PART_COLUMNS,
    PART_WIDTH,
    Cells,
    Ints,
    Tree,
    add_up,
    class_dicts,
    packed,
    packed_parts,
)
from yilu.operations.loading import Lines, due_times, hour_after, laid_out, load_lines, load_reports, roster_at, tree
from yilu.operations.models import AreaDay, Roster, RosterLine, SiteReport, Touch
from yilu.operations.sums import COLUMNS
from yilu.territory.models import Area

Facts = tuple[Any, ...]  # roster id, COLUMNS, classes, parts

FACTS = ("roster_id", *COLUMNS, "classes", "parts")
FIELDS = ("day", "area_id", "level", "known_at", "latest", *FACTS)
LATE_AT = COLUMNS.index("sites_late")
BATCH = 5000
GONE: Facts = (None, *(0 for _ in COLUMNS), {}, packed(np.zeros((0, PART_WIDTH), np.int64)))


def refresh_rollups(*, by: Actor, now: dt.datetime, days: Iterable[dt.date] | None = None) -> int:
    """Recompute touched days from the first touched hour on (or `days` from their beginning); how many days.

    Without `days` the day of `now` gets its rows too, so that what is due can be read before the first report.
    """
    touched: dict[dt.date, dt.datetime] = {}
    touches: dict[dt.date, list[int]] = {}
    for pk, day, hour in Touch.objects.values_list("pk", "day", "hour"):
        touched[day] = min(hour, touched.get(day, hour))
        touches.setdefault(day, []).append(pk)
    wanted: dict[dt.date, dt.datetime | None]
    wanted = dict(touched) if days is None else dict.fromkeys(days)
    rosters = list(Roster.objects.all())
    if days is None:
        today = now.astimezone(ZONE).date()
        is_due = any(r.valid_from <= today for r in rosters)
        if today not in wanted and is_due and not AreaDay.objects.filter(area_id=NATION, day=today).exists():
            wanted[today] = None
    if not wanted:
        return 0
    places, lines = tree(), dict[int, Lines]()
    # Live, each day lands by itself, so that writers wait for one day at most; a backfill asked for lands as one act.
    groups = [[day] for day in sorted(wanted)] if days is None else [sorted(wanted)]
    done = 0
    for group in groups:
        with acting("operations.rollup.refresh", by=by, now=now, area=NATION) as act:
            # One refresh at a time; reports that refer to the nation's row are not held up by this.
            Area.objects.select_for_update(no_key=True).filter(code=NATION).first()
            written = {day: _refresh(day, wanted[day], places, rosters, lines) for day in group}
            seen = [pk for day in group for pk in touches.get(day, ())]
            for i in range(0, len(seen), BATCH):
                Touch.objects.filter(pk__in=seen[i : i + BATCH]).delete()
            span = {"first": group[0].isoformat(), "last": group[-1].isoformat()}
            act.changed(None, {**span, "days": len(group), "rows": sum(written.values())})
        done += sum(rows > 0 for rows in written.values())
    return done


def _refresh(
    day: dt.date, since: dt.datetime | None, places: Tree, rosters: list[Roster], lines: dict[int, Lines]
) -> int:
    rows = AreaDay.objects.filter(day=day)
    before: dict[str, tuple[int, bool, Facts]] = {}
    if since is not None:
        earlier = rows.filter(known_at__lt=since).order_by("known_at")
        fields = ("pk", "latest", "area_id", *FACTS)
        before = {r[2]: (r[0], r[1], (*r[3:-1], bytes(r[-1]))) for r in earlier.values_list(*fields).iterator(BATCH)}
    (rows if since is None else rows.filter(known_at__gte=since)).delete()
    state: dict[str, Facts] = {cell: facts for cell, (_, _, facts) in before.items()}
    written: dict[str, list[tuple[int, Facts]]] = {}
    for hour, facts_of, standing in _states(day, since, places, rosters, lines):
        # An area that a new roster no longer knows stands with nothing.
        gone = dict.fromkeys(state.keys() - standing, GONE) if standing is not None else {}
        for cell, facts in (facts_of | gone).items():
            if state.get(cell) != facts:
                written.setdefault(cell, []).append((hour, facts))
                state[cell] = facts
    insert_stored(AreaDay, FIELDS, _stored(day, written, dict(zip(places.codes, places.levels, strict=True))))
    _mark_latest(before, written.keys())
    return sum(len(v) for v in written.values())


def _states(
    day: dt.date, since: dt.datetime | None, places: Tree, rosters: list[Roster], lines: dict[int, Lines]
) -> Iterator[tuple[int, dict[str, Facts], set[str] | None]]:
    """Hour by hour from `since` on: the areas whose sums changed in it, and all areas if others stand than before."""
    reports = load_reports(SiteReport.objects.filter(day=day), places)
    known = -(-reports.received // 3600) * 3600
    due = due_times(day, places)
    made = {hour_after(int(r.made_at.timestamp())) for r in rosters if r.valid_from <= day}
    hours = set(known.tolist())
    if hours:
        hours |= {h for h in made if h > min(hours)}
    elif made:
        # Nothing reported: what is due can be read from the beginning of the day, or from the roster's making.
        hours = {max(min(made), int(start_of(day).timestamp()))}
    start = 0
    if since is not None:
        start = int(since.timestamp())
        hours.add(start)
    before: Cells | None = None
    last: Roster | None = None
    for hour in sorted(h for h in hours if h >= start):
        roster = roster_at(rosters, day=day, epoch=hour)
        if roster is not None and roster.pk not in lines:
            lines[roster.pk] = load_lines(RosterLine.objects.filter(roster=roster), places)
        sites, at = laid_out(lines[roster.pk] if roster else None, reports, due)
        here = known <= hour
        sites.tell(at[here], reports.told[here], reports.classes[here], reports.received[here])
        if not len(sites.place):
            yield hour, {}, set()
            continue
        cells = add_up(sites, places)
        if before is not None and last is roster and len(before.place) == len(cells.place):
            yield hour, _facts(cells, cells.changed_since(before), places, roster), None
        else:
            everywhere = np.arange(len(cells.place))
            yield hour, _facts(cells, everywhere, places, roster), {places.codes[p] for p in cells.place}
        before, last = cells, roster


def _facts(cells: Cells, at: Ints, places: Tree, roster: Roster | None) -> dict[str, Facts]:
    key = roster.pk if roster else None
    found: dict[str, Facts] = {}
    sums = cells.sums[at]
    columns, classes, deadlines = sums[:, PART_COLUMNS].tolist(), class_dicts(sums[:, PART_CLASSES]), sums[:, -1]
    parts = packed_parts(cells, at)
    for place, values, has_deadline, by_class, part in zip(
        cells.place[at].tolist(), columns, deadlines.tolist(), classes, parts, strict=True
    ):
        if not has_deadline:
            values[LATE_AT] = None
        found[places.codes[place]] = (key, *values, by_class, part)
    return found


def _stored(
    day: dt.date, written: Mapping[str, list[tuple[int, Facts]]], levels: Mapping[str, int]
) -> Iterator[tuple[Any, ...]]:
    the_day = stored_day(day)
    moments = {h: stored_moment(dt.datetime.fromtimestamp(h, dt.UTC)) for v in written.values() for h, _ in v}
    for area, versions in written.items():
        for n, (hour, facts) in enumerate(versions, start=1):
            latest = n == len(versions)
            yield (the_day, area, levels[area], moments[hour], latest, *facts[:-2], as_json(facts[-2]), facts[-1])


def _mark_latest(before: Mapping[str, tuple[int, bool, Facts]], written: Iterable[str]) -> None:
    overtaken = set(written)
    for flag in (True, False):
        rows = before.items()
        stale = [pk for cell, (pk, latest, _) in rows if latest is not flag and (cell in overtaken) is not flag]
        for i in range(0, len(stale), BATCH):
            AreaDay.objects.filter(pk__in=stale[i : i + BATCH]).update(latest=flag)
