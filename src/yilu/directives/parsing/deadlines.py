"""Times a text sets: 3日内, 2月底前, 2月20日18时前, 每2小时, 每日两次, 立即."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable, Iterator

import chinese_calendar

from yilu.directives.parsing.notice import Deadline
from yilu.directives.parsing.numerals import HAN, number_of

_N = rf"(?:\d{{1,3}}|{HAN}{{1,3}})"
_UNITS = {
    "分钟": "minute", "小时": "hour", "工作日": "workday", "日": "day", "天": "day", "周": "week", "星期": "week",
    "月": "month", "季度": "quarter", "年": "year",
}  # fmt: skip
_UNIT = "|".join(_UNITS)
_BEFORE = r"(?:之前|以前|前|止)"
_HOUR = r"(?:(?P<hour>\d{1,2})(?:时|点|:00))?"
# Midnight at the end of the 20th is the 20th.
_PARTS_OF_A_MONTH = {"上旬": 10, "中旬": 20, "下旬": 0, "底": 0, "末": 0}

_DATE = re.compile(
    rf"(?:(?P<year>20\d\d)年)?(?P<month>\d{{1,2}}|{HAN}{{1,2}})月(?:(?P<day>\d{{1,2}}|{HAN}{{1,3}})[日号]{_HOUR}{_BEFORE}"
    rf"|(?P<part>上旬|中旬|下旬|底|末){_BEFORE}?)"
)
_THIS_MONTH = re.compile(rf"(?:本月|当月|(?<![\d{HAN[1:-1]}个年]))月(?:底|末){_BEFORE}")
_THIS_YEAR = re.compile(rf"(?:(?P<year>20\d\d)年|今年|本年|年)底{_BEFORE}")
_DAY_OF_MONTH = re.compile(rf"(?:每月|当月|本月|(?<=于)|(?<=在))(?P<day>\d{{1,2}})[日号]{_HOUR}{_BEFORE}")
_WITHIN = re.compile(rf"(?P<amount>{_N}) ?个?(?P<unit>{_UNIT})(?:之内|以内|内)")
_EVERY = re.compile(
    rf"(?<![\d{HAN[1:-1]}])每(?:隔|间隔)? ?(?P<amount>{_N})? ?个?(?P<unit>{_UNIT})(?:(?<=[周期])[一二三四五六日天]前)?"
    rf"(?:(?:不少于|至少|不低于|消毒|通风|测温|测量|开展|进行)?(?P<times>{_N})次)?"
    rf"|(?P<daily>日报告|日报制度|零报告)"
)
_AT_ONCE = re.compile("立即|即刻|马上|第一时间|即日起|当即")


def deadlines(folded: str, lo: int, hi: int) -> list[Deadline]:
    """Every time set between two offsets, in the order of the text."""
    found = sorted(
        (d for reader in _READERS for d in reader(folded, lo, hi)), key=lambda d: (d.start, -(d.end - d.start))
    )
    kept: list[Deadline] = []
    for deadline in found:
        if not kept or deadline.start >= kept[-1].end:
            kept.append(deadline)
    return kept


# Of several the one that binds: a date before an amount of days, these before how often.
_BINDING = ("by", "within", "every", "at_once")


def binding(found: list[Deadline]) -> Deadline | None:
    """The one that a measure is held to; None if no time is set."""
    return min(found, key=lambda d: (_BINDING.index(d.kind), d.start), default=None)


def _dates(folded: str, lo: int, hi: int) -> Iterator[Deadline]:
    for m in _DATE.finditer(folded, lo, hi):
        month = number_of(m["month"])
        day = number_of(m["day"]) if m["day"] else _PARTS_OF_A_MONTH[m["part"]]
        if month and 1 <= month <= 12 and day is not None and day <= 31 and (day or not m["day"]):
            year = int(m["year"]) if m["year"] else None
            yield Deadline("by", m[0], *m.span(), year=year, month=month, day=day, hour=_hour(m["hour"]))
    for m in _THIS_MONTH.finditer(folded, lo, hi):
        yield Deadline("by", m[0], *m.span(), month=0, day=0)
    for m in _THIS_YEAR.finditer(folded, lo, hi):
        yield Deadline("by", m[0], *m.span(), year=int(m["year"]) if m["year"] else None, month=12, day=0)
    for m in _DAY_OF_MONTH.finditer(folded, lo, hi):
        if 1 <= int(m["day"]) <= 31:
            yield Deadline("by", m[0], *m.span(), month=0, day=int(m["day"]), hour=_hour(m["hour"]))


def _spans(folded: str, lo: int, hi: int) -> Iterator[Deadline]:
    for m in _WITHIN.finditer(folded, lo, hi):
        if amount := number_of(m["amount"]):
            yield Deadline("within", m[0], *m.span(), amount=amount, unit=_UNITS[m["unit"]])


def _intervals(folded: str, lo: int, hi: int) -> Iterator[Deadline]:
    for m in _EVERY.finditer(folded, lo, hi):
        if m["daily"]:
            yield Deadline("every", m[0], *m.span(), amount=1, unit="day")
        elif amount := number_of(m["amount"]) if m["amount"] else 1:
            times = number_of(m["times"]) if m["times"] else None
            yield Deadline("every", m[0], *m.span(), amount=amount, unit=_UNITS[m["unit"]], times=times)


def _urgent(folded: str, lo: int, hi: int) -> Iterator[Deadline]:
    for m in _AT_ONCE.finditer(folded, lo, hi):
        yield Deadline("at_once", m[0], *m.span())


_READERS: tuple[Callable[[str, int, int], Iterator[Deadline]], ...] = (_dates, _spans, _intervals, _urgent)


def _hour(written: str | None) -> int | None:
    return int(written) if written and int(written) <= 24 else None


def due_of(deadline: Deadline, *, since: dt.datetime) -> dt.datetime | None:
    """The moment it sets for a notice received at `since` (with a time zone); None where it sets no single one.

    A date without a year is the next such date; a day lasts until midnight; an interval has no end.
    """
    if deadline.kind == "at_once":
        return since
    if deadline.kind == "by":
        return _moment(deadline, since)
    if deadline.kind != "within" or deadline.amount is None:
        return None
    amount = deadline.amount
    if deadline.unit in ("minute", "hour"):
        return since + dt.timedelta(**{deadline.unit + "s": amount})
    day = since.date()
    if deadline.unit == "workday":
        while amount:
            day += dt.timedelta(1)
            amount -= _is_workday(day)
        return _midnight_after(day, since)
    months = {"month": 1, "quarter": 3, "year": 12}.get(deadline.unit)
    if months is None:
        return _midnight_after(day + dt.timedelta(amount * (7 if deadline.unit == "week" else 1)), since)
    year, month = divmod(day.year * 12 + day.month - 1 + amount * months, 12)
    return _midnight_after(dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])), since)


def _moment(deadline: Deadline, since: dt.datetime) -> dt.datetime | None:
    month = deadline.month or since.month
    for year in (deadline.year,) if deadline.year else (since.year, since.year + 1):
        last = monthrange(year, month)[1]
        day = dt.date(year, month, min(deadline.day or last, last))
        moment = _midnight_after(day, since)
        if deadline.hour is not None:
            moment = moment - dt.timedelta(days=1) + dt.timedelta(hours=deadline.hour)
        if deadline.year or moment > since:
            return moment
    return moment


def _midnight_after(day: dt.date, since: dt.datetime) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(1), dt.time.min, since.tzinfo)


def _is_workday(day: dt.date) -> bool:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # a year whose holidays are not announced yet
        return day.weekday() < 5
