"""What a case series must satisfy, judged line by line; pure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from yilu.core.reasons import Reason, reason
from yilu.territory.incoming.lines import CaseLine, LineRefusal

Figures = tuple[int, int | None, int | None]  # confirmed, cured, dead
Series = Mapping[dt.date, Figures]
Existence = tuple[dt.date | None, dt.date | None]  # exists from, until (first day it does not)

# A series shifted by one day: it agrees with the other on so many of the days it changes, and unshifted on so few.
AGREES_SHIFTED, AGREES_UNSHIFTED, CHANGES_NEEDED = 0.8, 0.5, 5


@dataclass(slots=True)
class Judgement:
    """Which lines are new, change what is known, repeat it, or are refused."""

    new: list[CaseLine] = field(default_factory=list)
    changed: list[CaseLine] = field(default_factory=list)
    same: int = 0
    refused: list[LineRefusal] = field(default_factory=list)


def why_not_place(code: str, day: dt.date, existence: Mapping[str, Existence]) -> Reason | None:
    """Why a line cannot be of the place it names on its day."""
    if code not in existence:
        return reason(
            "territory.line.unknown_code",
            "行政区划代码“{place}”不存在。",
            "There is no division with the code “{place}”.",
            place=code or "—",
        )
    begins, ends = existence[code]
    if (begins and day < begins) or (ends and day >= ends):
        return reason(
            "territory.line.not_then",
            "代码 {place} 在 {day} 不存在（{begins} 起，{ends} 止）。",
            "The code {place} did not exist on {day} (from {begins}, until {ends}).",
            place=code,
            day=day,
            begins=begins or "—",
            ends=ends or "—",
        )
    return None


def why_not_day(day: dt.date, today: dt.date) -> Reason | None:
    """Why a line cannot be of its day."""
    if day <= today:
        return None
    return reason(
        "territory.line.future", "日期 {day} 晚于今天（{today}）。", "The date {day} lies after today ({today}).",
        day=day, today=today,
    )  # fmt: skip


def why_not_against_known(line: CaseLine, before: int | None, after: int | None) -> Reason | None:
    """Why a cumulative count cannot stand between the counts before and after it."""
    if before is not None and line.confirmed < before:
        return reason(
            "territory.case.falls",
            "累计确诊 {count} 低于此前的 {before}：累计数不能下降。",
            "{count} confirmed in all is below the {before} before: a cumulative count cannot fall.",
            count=line.confirmed,
            before=before,
        )
    if after is not None and line.confirmed > after:
        return reason(
            "territory.case.above_later",
            "累计确诊 {count} 高于此后已有的 {after}：累计数不能下降。",
            "{count} confirmed in all is above the {after} known for later: a cumulative count cannot fall.",
            count=line.confirmed,
            after=after,
        )
    return None


def judge(
    lines: Iterable[CaseLine],
    *,
    known: Mapping[str, Series],
    existence: Mapping[str, Existence],
    permitted: Callable[[str], Reason | None],
    today: dt.date,
    corrections: bool = False,
) -> Judgement:
    """Judge each line of one source against the places, the day, what is known of that source, and the other lines.

    With `corrections` a fall, or other figures for a day already known, count as the source's own correction.
    """
    out = Judgement()
    by_code: dict[str, list[CaseLine]] = defaultdict(list)
    for line in lines:
        why = why_not_place(line.code, line.day, existence) or why_not_day(line.day, today) or permitted(line.code)
        if why:
            out.refused.append(LineRefusal(line.line, line.code, line.name, why))
        else:
            by_code[line.code].append(line)
    for code, series in by_code.items():
        _judge_series(sorted(series, key=lambda x: (x.day, x.line)), known.get(code, {}), corrections, out)
    out.refused.sort(key=lambda r: r.line)
    return out


def _judge_series(lines: Sequence[CaseLine], known: Series, corrections: bool, out: Judgement) -> None:
    known_days = sorted(known)
    accepted: CaseLine | None = None
    passed = 0  # known days before the line at hand
    for line in lines:
        while passed < len(known_days) and known_days[passed] < line.day:
            passed += 1
        why = _why_not(line, accepted, known, known_days, passed, corrections)
        if why:
            out.refused.append(LineRefusal(line.line, line.code, line.name, why))
            continue
        repeats = (accepted and accepted.day == line.day) or known.get(line.day) == line.figures
        if repeats:
            out.same += 1
        elif line.day in known:
            out.changed.append(line)
        else:
            out.new.append(line)
        accepted = line


def _why_not(
    line: CaseLine,
    accepted: CaseLine | None,
    known: Series,
    known_days: Sequence[dt.date],
    passed: int,
    corrections: bool,
) -> Reason | None:
    if accepted and accepted.day == line.day:
        # Two lines of one file: neither corrects the other.
        return None if accepted.figures == line.figures else _disagrees(line, accepted.figures)
    if known.get(line.day) == line.figures or corrections:
        return None
    if line.day in known:
        return _disagrees(line, known[line.day])
    before = [known[known_days[passed - 1]][0]] if passed else []
    if accepted and (not passed or accepted.day >= known_days[passed - 1]):
        before = [accepted.confirmed]
    after = known[known_days[passed]][0] if passed < len(known_days) else None
    return why_not_against_known(line, before[0] if before else None, after)


def _disagrees(line: CaseLine, other: Figures) -> Reason:
    return reason(
        "territory.case.disagrees",
        "{day} 已有不同的数：{other}，本行为 {figures}（确诊/治愈/死亡）。",
        "{day} is already known with other figures: {other}; this line says {figures} (confirmed/cured/dead).",
        day=line.day,
        other="/".join("—" if n is None else str(n) for n in other),
        figures="/".join("—" if n is None else str(n) for n in line.figures),
    )


def probable_shift(mine: Mapping[dt.date, int], other: Mapping[dt.date, int]) -> int:
    """1 if the other series tells a day later what mine tells, -1 a day earlier, 0 if neither is probable."""
    one = dt.timedelta(days=1)
    changing = [d for d in mine if d - one in mine and mine[d] != mine[d - one]]
    agreeing = {}
    for shift in (-1, 0, 1):
        pairs = [(mine[d], other[d + shift * one]) for d in changing if d + shift * one in other]
        if len(pairs) < CHANGES_NEEDED:
            return 0
        agreeing[shift] = sum(a == b for a, b in pairs) / len(pairs)
    best = max((1, -1), key=lambda s: agreeing[s])
    return best if agreeing[best] >= AGREES_SHIFTED and agreeing[0] < AGREES_UNSHIFTED else 0
