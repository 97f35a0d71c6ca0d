"""Who is told of missing morning checks, one after the other; each hour is a number an area orders, or not set."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from yilu.core.clock import start_of
from yilu.core.text import Text
from yilu.norms.rules import parameters

KIND = "people.check"  # of the tasks of sites and offices where somebody is missing


class Rung(StrEnum):
    """To whom one turns."""

    SITE = "site"
    BRANCH = "branch"
    HEADQUARTERS = "headquarters"
    REGULATOR = "regulator"


@dataclass(frozen=True, slots=True)
class RungRule:
    """The number that sets its hour, whom it turns to in words, and the post that person holds."""

    parameter: str
    whom: Text
    post: str


RUNGS: dict[Rung, RungRule] = {
    Rung.SITE: RungRule(parameters.MISSING_TO_SITE, Text("网点负责人", "site manager"), "site_manager"),
    Rung.BRANCH: RungRule(parameters.MISSING_TO_BRANCH, Text("分支机构", "branch"), "branch_manager"),
    Rung.HEADQUARTERS: RungRule(parameters.MISSING_TO_HEADQUARTERS, Text("企业总部", "headquarters"), "headquarters"),
    Rung.REGULATOR: RungRule(parameters.MISSING_TO_REGULATOR, Text("邮政管理部门", "regulator"), "duty_officer"),
}
OFFICE_POST = "officer"  # of the regulator's own staff, who have no site manager


def told_at(day: dt.date, hour: Decimal) -> dt.datetime:
    """The moment that an hour of the day means: 8.5 is 08:30."""
    return start_of(day) + dt.timedelta(minutes=round(hour * 60))
