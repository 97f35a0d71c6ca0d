"""What the calendar says about volume: weekdays, holidays, the Spring Festival by the moon, shopping festivals."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import chinese_calendar
import numpy as np
import numpy.typing as npt

from yilu_planner.refusal import refuse_field

Floats = npt.NDArray[np.float64]

# day offsets from the first day of the lunar year between which the effect is drawn in straight lines; 0 at both ends
SPRING_KNOTS = (-21, -14, -8, -4, -1, 1, 4, 7, 10, 15, 22)
SHOPPING = {  # festival: (month, day of its start, days it runs, days of the flow after)
    "618": (6, 16, 3, 4),
    "618_opening": (6, 1, 3, 1),
    "double_11_opening": (11, 1, 3, 1),
    "double_11": (11, 11, 2, 6),
    "double_12": (12, 12, 1, 3),
}
NEW_MOON_2000 = 2451550.09766  # Julian ephemeris day of the mean new moon of 6 January 2000 (Meeus, ch. 49)
SYNODIC_MONTH = 29.530588861
FIRST_YEAR, LAST_YEAR = 2000, 2033


@cache
def lunar_new_year(year: int) -> date:
    """First day of the lunar year: the second new moon after the month that holds the winter solstice (冬至).

    Beijing's days; 2000–2033 (in 2033 a leap month follows the eleventh, which this rule does not know).
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refuse_field(
            "date", year, f"农历推算限 {FIRST_YEAR}–{LAST_YEAR} 年", f"years {FIRST_YEAR} to {LAST_YEAR}"
        )
    ((solstice, _),) = [
        (day, term)
        for day, term in chinese_calendar.get_solar_terms(date(year - 1, 12, 15), date(year - 1, 12, 25))
        if term == "冬至"
    ]
    number = round((solstice - date(2000, 1, 6)).days / SYNODIC_MONTH) + 1
    while _new_moon(number) > solstice:
        number -= 1
    return _new_moon(number + 2)


def _new_moon(number: int) -> date:
    """The day in Beijing (UTC+8) of the new moon `number` after January 2000: Meeus, the terms above 0.005 day."""
    century = number / 1236.85
    mean = NEW_MOON_2000 + SYNODIC_MONTH * number + 0.00015437 * century**2
    sun, moon, latitude = (
        math.radians(start + speed * number)
        for start, speed in ((2.5534, 29.10535670), (201.5643, 385.81693528), (160.7108, 390.67050284))
    )
    strength = 1 - 0.002516 * century
    true = mean + (
        -0.40720 * math.sin(moon)
        + 0.17241 * strength * math.sin(sun)
        + 0.01608 * math.sin(2 * moon)
        + 0.01039 * math.sin(2 * latitude)
        + 0.00739 * strength * math.sin(moon - sun)
        - 0.00514 * strength * math.sin(moon + sun)
    )
    clock_lag = 68 / 86400  # terrestrial time runs ahead of civil time
    return date(2000, 1, 1) + timedelta(days=math.floor(true - clock_lag + 8 / 24 - 2451544.5))


def calendar_features(start: date, days: int) -> tuple[tuple[str, ...], Floats]:
    """Names and values (days × features) of what repeats with weeks, moons and festivals; no intercept, no trend."""
    dates = [start + timedelta(days=k) for k in range(days)]
    columns: dict[str, Floats] = {}
    weekday = np.array([day.weekday() for day in dates])
    for k in range(6):
        columns[f"weekday_{k}"] = (weekday == k).astype(float) - (weekday == 6)
    spring = np.array([_offset_from_new_year(day) for day in dates], dtype=np.float64)
    for low, knot, high in zip(SPRING_KNOTS, SPRING_KNOTS[1:], SPRING_KNOTS[2:], strict=False):
        columns[f"spring_{knot:+d}"] = np.interp(spring, (low, knot, high), (0.0, 1.0, 0.0))
    near_spring = (spring > SPRING_KNOTS[0]) & (spring < SPRING_KNOTS[-1])
    holiday, made_up = zip(*(_holiday_and_made_up(day) for day in dates), strict=True)
    columns["holiday"] = np.array(holiday, dtype=float) * ~near_spring
    columns["made_up_workday"] = np.array(made_up, dtype=float) * ~near_spring
    for name, (month, first, run, flow) in SHOPPING.items():
        columns[f"shop_{name}"] = np.array([_shopping(day, month, first, run, flow) for day in dates])
    return tuple(columns), np.stack(list(columns.values()), axis=1)


def festival_names(names: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which features are there on few days of the year, so that a short history may never have seen them."""
    return np.array([name.startswith(("spring_", "shop_", "holiday")) for name in names])


def _offset_from_new_year(day: date) -> int:
    years = (day.year, day.year + 1) if day.month == 12 else (day.year,)
    return min(((day - lunar_new_year(year)).days for year in years), key=abs)


def _holiday_and_made_up(day: date) -> tuple[bool, bool]:
    """Whether a statutory holiday is kept, and whether a weekend is worked; unknown years count as ordinary."""
    try:
        free, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return False, False
    return bool(free and name), not free and day.weekday() >= 5


def _shopping(day: date, month: int, first: int, run: int, flow: int) -> float:
    since = (day - date(day.year, month, first)).days
    if 0 <= since < run:
        return 1.0
    return max(0.0, 1.0 - (since - run + 1) / (flow + 1)) if since >= run else 0.0
