"""Take figures that arrive from outside: they stand beside our sums, never in them."""

import datetime as dt
from pathlib import Path

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.reasons import Denied, Invalid, Reason, reason
from yilu.operations.access import check_can_record_figure
from yilu.operations.incoming import IncomingFigure, read_figures
from yilu.operations.models import AreaFigure
from yilu.operations.reporting import Taken
from yilu.territory.models import Area

FUTURE = reason("operations.figures.future", "截止日期在未来。", "It is as of a day that has not come.")
NUMBER = reason("operations.figures.number", "数值有误。", "The value is wrong.")


def record_outside_figure(
    *,
    area: str,
    as_of: dt.date,
    metric: str,
    value: float,
    unit: str,
    reporter: str,
    by: Actor,
    now: dt.datetime,
    excluded_areas: tuple[str, ...] = (),
    numerator: float | None = None,
    denominator: float | None = None,
    parts: tuple[tuple[str, float], ...] = (),
    scope: str = "",
    note: str = "",
    source: str = "",
) -> AreaFigure:
    """Keep one figure beside our own sums."""
    with acting("operations.figure.record", by=by, now=now, area=area[:12]) as act:
        why = _why_not({area, *excluded_areas}, as_of, value, now)
        if why:
            raise Invalid(*why)
        check_can_record_figure(by, area)
        figure = AreaFigure(
            area_id=area, excluded_areas=list(excluded_areas), as_of=as_of, metric=metric, value=value,
            numerator=numerator, denominator=denominator, parts=[list(p) for p in parts], unit=unit, scope=scope,
            reporter=reporter, note=note[:300], source=source, received_at=now,
        )  # fmt: skip
        figure.save(force_insert=True)
        act.on(figure, area=area)
        act.changed(None, {"as_of": as_of.isoformat(), "metric": metric, "value": value, "reporter": reporter})
    return figure


def import_figures(*, path: Path, by: Actor, now: dt.datetime) -> Taken:
    """Take a CSV of outside figures; what is there already is not doubled, what is wrong is said line by line."""
    with acting("operations.figure.import", by=by, now=now) as act:
        good, refused = read_figures(path)
        known = set(Area.objects.values_list("code", flat=True))
        there = {_key(f.area_id, tuple(f.excluded_areas), f.as_of, f.metric, f.value, f.reporter, f.note)
                 for f in AreaFigure.objects.filter(as_of__in={g.as_of for g in good})}  # fmt: skip
        rows: list[AreaFigure] = []
        for g in good:
            why = _why_not({g.area, *g.excluded}, g.as_of, g.value, now, known) or _denied(by, g)
            if why:
                refused.append((g.line, why))
                continue
            key = _key(g.area, g.excluded, g.as_of, g.metric, g.value, g.reporter, g.note)
            if key not in there:
                there.add(key)
                rows.append(_row(g, path.name, now))
        AreaFigure.objects.bulk_create(rows)
        act.changed(None, {"file": path.name, "taken": len(rows), "refused": len(refused)})
    return Taken(len(rows), sorted(refused, key=lambda r: r[0]))


def _why_not(
    codes: set[str], as_of: dt.date, value: float, now: dt.datetime, known: set[str] | None = None
) -> list[Reason]:
    known = set(Area.objects.filter(code__in=codes).values_list("code", flat=True)) if known is None else known
    found = [
        reason("operations.figures.no_area", f"没有代码为{c}的地区。", f"There is no area {c}.")
        for c in sorted(codes - known)
    ]
    if as_of > now.astimezone(ZONE).date():
        found.append(FUTURE)
    if not 0 <= value < float("inf"):
        found.append(NUMBER)
    return found


def _denied(by: Actor, figure: IncomingFigure) -> list[Reason]:
    try:
        check_can_record_figure(by, figure.area)
    except Denied as denied:
        return list(denied.reasons)
    return []


def _key(*facts: object) -> tuple[object, ...]:
    return facts


def _row(g: IncomingFigure, file: str, now: dt.datetime) -> AreaFigure:
    return AreaFigure(
        area_id=g.area, excluded_areas=list(g.excluded), as_of=g.as_of, metric=g.metric[:60], value=g.value,
        denominator=g.denominator, parts=[list(p) for p in g.parts], unit=g.unit[:30], reporter=g.reporter[:100],
        note=g.note[:300], source=file[:200], received_at=now,
    )  # fmt: skip
