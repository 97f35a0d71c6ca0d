"""Who may be on a shift, how long one is, and how many people a floor bears at a time."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from yilu.core.reasons import Reason, reason

HN4, NM8 = "优化作业模式，减少人员集聚", "晨检制度"
LONGEST = dt.timedelta(hours=24)
FARTHEST = 60  # days ahead that shifts are made
# What only the morning of the day itself can tell: a shift to come is planned without it, and worked with it.
OF_THE_MORNING = frozenset({"people.post.unchecked", "people.post.differs", "norms.y4"})

NOT_HERE = reason("rosters.shift.elsewhere", "不是本网点在册员工。", "Not on this site's register.")
OVERLAPS = reason("rosters.shift.overlap", "同一时段已排在另一班次。", "On another shift at that time.")
OVER = reason("rosters.shift.over", "这一天已过，不能再排班。", "That day is over.")
FAR = reason("rosters.shift.far", "最多提前{days}天排班。", "{days} days ahead at most.", days=FARTHEST)
LENGTH = reason("rosters.shift.length", "班次须不短于30分钟、不长于24小时。", "A shift takes 30 minutes to 24 hours.")
NAMELESS = reason("rosters.shift.name", "请填写班次名称（不超过20字）。", "Give the shift a name (20 at most).")
SAME = reason("rosters.shift.same", "当日已有同名班次。", "The day has a shift of this name.")
NOT_TODAY = reason(
    "rosters.shift.not_today", "上岗确认只在当班当日办理。", "People are put on post on the day of the shift.", NM8
)


@dataclass(frozen=True, slots=True)
class Floor:
    """What an area orders of a floor: so many square metres a person, under a document. None: not set, or unknown."""

    area_m2: float | None
    per_person: Decimal | None
    document: str = ""

    @property
    def most(self) -> int | None:
        """How many people at a time; None: nothing limits them."""
        if self.area_m2 is None or self.per_person is None:
            return None
        return int(Decimal(str(self.area_m2)) / self.per_person)


@dataclass(frozen=True, slots=True)
class ShiftFacts:
    """What is known of one person for one shift; the reasons as people and supplies give them."""

    post: tuple[Reason, ...] = ()  # people: why not on post on the day
    protection: tuple[Reason, ...] = ()  # supplies: why unprotected on the day
    here: bool = True  # on the register of the site
    overlaps: bool = False  # on another shift at that time
    to_come: bool = False  # the day has not come: the morning's own reasons are not asked yet

    def with_overlap(self, overlaps: bool) -> Self:
        """The same, and whether another shift stands in the way."""
        return replace(self, overlaps=overlaps)


def why_not_on_shift(facts: ShiftFacts) -> list[Reason]:
    """Every reason that keeps the person off the shift; empty: may be put on it."""
    why = [] if facts.here else [NOT_HERE]
    why += [r for r in facts.post if not (facts.to_come and r.code in OF_THE_MORNING)]
    why += [] if facts.to_come else facts.protection
    return why + ([OVERLAPS] if facts.overlaps else [])


def too_dense(floor: Floor) -> Reason:
    """That one more would be too many on the floor."""
    return reason(
        "rosters.shift.dense",
        "同时在场已达密度限额 {most} 人（{area:g}㎡ ÷ {each}㎡/人，{document}）。",
        "The floor bears {most} people at a time ({area:g} m² ÷ {each} m² each, {document}).",
        HN4, most=floor.most, area=floor.area_m2, each=floor.per_person, document=floor.document,
    )  # fmt: skip


def why_not_shift(
    *, name: str, day: dt.date, starts: dt.datetime, ends: dt.datetime, today: dt.date, names: frozenset[str]
) -> list[Reason]:
    """Why a shift cannot be made. `names`: those of the day's shifts."""
    why = [] if 0 < len(name.strip()) <= 20 else [NAMELESS]
    why += [SAME] if name.strip() in names else []
    why += [OVER] if day < today else []
    why += [FAR] if (day - today).days > FARTHEST else []
    return why + ([] if dt.timedelta(minutes=30) <= ends - starts <= LONGEST else [LENGTH])
