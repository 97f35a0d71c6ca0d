"""To which day a check belongs when the phone was offline, or its clock is wrong."""

import datetime as dt
from typing import NamedTuple

from yilu.core.clock import ZONE
from yilu.core.reasons import Reason, reason
from yilu.people.rules.answers import Check

# How far back a check is taken that waited on a phone, in days. No text fixes it: it is how long we keep days open.
LATEST = 14
# A difference of so few minutes is the way a message took, not a wrong clock.
TOLERATED = 3
_WIDEST = 32_767  # minutes that the column holds


class Timing(NamedTuple):
    """The day a check stands for, and by how many minutes the sender's clock was ahead of ours (0: right)."""

    day: dt.date
    clock_off: int


def timing_of(check: Check, *, now: dt.datetime) -> Timing:
    """The day on which the check was truly made: the sender's moment, put right by how wrong its clock is now."""
    off = round((check.sent_at - now).total_seconds() / 60)
    if abs(off) <= TOLERATED:
        return Timing(check.day, 0)
    made = check.reported_at - (check.sent_at - now)
    return Timing(made.astimezone(ZONE).date(), max(-_WIDEST, min(off, _WIDEST)))


def why_not_timely(check: Check, timing: Timing, *, now: dt.datetime) -> list[Reason]:
    """Why a check cannot stand for its day."""
    today = now.astimezone(ZONE).date()
    if check.reported_at > check.sent_at:
        return [reason("people.check.order", "填写时间晚于发送时间。", "It says it was filled in after it was sent.")]
    if check.day != check.reported_at.astimezone(ZONE).date():
        return [reason("people.check.day", "晨检须在当天填写。", "A check is filled in on its own day.")]
    if timing.day > today:
        return [reason("people.check.ahead", "不能填报以后的日期。", "No day to come can be reported.")]
    if (today - timing.day).days > LATEST:
        return [
            reason(
                "people.check.late",
                "超过{days}天的晨检不再受理。",
                "Checks older than {days} days are not taken.",
                days=LATEST,
            )
        ]
    return []


def clock_notice(timing: Timing) -> Reason | None:
    """The sentence for a phone whose clock is wrong."""
    if not timing.clock_off:
        return None
    hours, minutes = divmod(abs(timing.clock_off), 60)
    ahead = timing.clock_off > 0
    return reason(
        "people.check.clock",
        "手机时钟{way}{hours}小时{minutes}分，已按标准时间记入{day}；请校准手机时间。",
        "The phone's clock is {hours} h {minutes} min {way_en}; the check counts for {day}. Please set the clock.",
        way="快" if ahead else "慢",
        way_en="fast" if ahead else "slow",
        hours=hours,
        minutes=minutes,
        day=timing.day.isoformat(),
    )
