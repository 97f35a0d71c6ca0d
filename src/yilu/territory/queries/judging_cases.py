"""A case series judged against what is stored: the report before anything is written."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from yilu.core.actor import Actor
from yilu.core.reasons import Reason, reason
from yilu.territory.access import may_import_cases, outside
from yilu.territory.incoming import CaseLine, LineRefusal, Report
from yilu.territory.models import Area, CaseCount
from yilu.territory.rules import Figures, Judgement, judge, probable_shift


def judged_cases(
    lines: Sequence[CaseLine],
    *,
    source: str,
    by: Actor,
    today: dt.date,
    unread: Sequence[LineRefusal] = (),
    corrections: bool = False,
) -> tuple[Judgement, Report]:
    """What would be written of the lines of one source, and the report on each; `unread`: lines not even readable."""
    placed = [line for line in lines if line.code]
    known = _known(source, {line.code for line in placed})
    verdict = _judged(placed, known, by, today, corrections)
    report = _report(lines, unread, verdict)
    report.warnings += _shifted(placed, source)
    return verdict, report


def _known(source: str, codes: set[str]) -> dict[str, dict[dt.date, Figures]]:
    """What is stored of this source already, by unit and day."""
    known: dict[str, dict[dt.date, Figures]] = defaultdict(dict)
    rows = CaseCount.objects.filter(source=source).values_list("area_id", "day", "confirmed", "cured", "dead")
    for code, day, confirmed, cured, dead in rows.iterator(chunk_size=5000):
        if code in codes:
            known[code][day] = (confirmed, cured, dead)
    return known


def _judged(
    placed: Iterable[CaseLine],
    known: Mapping[str, Mapping[dt.date, Figures]],
    by: Actor,
    today: dt.date,
    corrections: bool,
) -> Judgement:
    areas = Area.objects.values_list("code", "valid_from", "valid_until", "name_zh")
    existence, names = {}, {}
    for code, begins, ends, name in areas:
        existence[code], names[code] = (begins, ends), name
    allowed: dict[str, Reason | None] = {}

    def permitted(code: str) -> Reason | None:
        if code not in allowed:
            allowed[code] = None if may_import_cases(by, code) else outside(names.get(code, code))
        return allowed[code]

    return judge(placed, known=known, existence=existence, permitted=permitted, today=today, corrections=corrections)


def _report(lines: Sequence[CaseLine], unread: Sequence[LineRefusal], verdict: Judgement) -> Report:
    return Report(
        lines=len(lines) + len(unread),
        new=len(verdict.new),
        changed=len(verdict.changed),
        same=verdict.same,
        buckets=Counter(line.name or "—" for line in lines if not line.code),
        refused=sorted([*unread, *verdict.refused], key=lambda r: r.line),
    )


def _shifted(placed: Iterable[CaseLine], source: str) -> list[Reason]:
    """Warnings where these lines and another source tell the same story a day apart."""
    mine: dict[str, dict[dt.date, int]] = defaultdict(dict)
    names: dict[str, str] = {}
    others: dict[str, dict[str, dict[dt.date, int]]] = defaultdict(lambda: defaultdict(dict))
    for line in placed:
        mine[line.code][line.day], names[line.code] = line.confirmed, line.name or line.code
        if line.other is not None:
            others["confirmed_alt"][line.code][line.day] = line.other
    stored = CaseCount.objects.exclude(source=source).values_list("source", "area_id", "day", "confirmed")
    for other, code, day, confirmed in stored.iterator(chunk_size=5000):
        if code in mine:
            others[other][code][day] = confirmed
    warnings = []
    for other, series in sorted(others.items()):
        shifts = {code: probable_shift(mine[code], theirs) for code, theirs in series.items()}
        for shift in (1, -1):
            units = [names[code] for code in sorted(shifts) if shifts[code] == shift]
            if units:
                warnings.append(_shift_warning(other, units, shift))
    return warnings


def _shift_warning(other: str, units: Sequence[str], shift: int) -> Reason:
    shown = "、".join(units[:5])
    if shift == 1:
        return reason(
            "territory.case.shift_later",
            "与来源“{other}”比，{n}个单元的数很可能早一天（对方晚一天报同样的数）：{units} 等。请核对日期口径。",
            "Against the source “{other}”, {n} units are probably one day early (it tells the same a day later): "
            "{units} … Check what its dates mean.",
            other=other,
            n=len(units),
            units=shown,
        )
    return reason(
        "territory.case.shift_earlier",
        "与来源“{other}”比，{n}个单元的数很可能晚一天（对方早一天报同样的数）：{units} 等。请核对日期口径。",
        "Against the source “{other}”, {n} units are probably one day late (it tells the same a day earlier): "
        "{units} … Check what its dates mean.",
        other=other,
        n=len(units),
        units=shown,
    )
