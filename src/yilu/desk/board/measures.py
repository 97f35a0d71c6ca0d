"""What the map can show: each measure with its scale and how a unit gives its value."""

from collections.abc import Callable
from dataclasses import dataclass

from yilu.core.text import Text
from yilu.desk.board.picture import Unit
from yilu.desk.board.scales import CASES, COUNTIES, DAYS, NOT_KNOWN, NOT_SHOWN, REPORTED, SHARES, WITHHELD, Scale, Step
from yilu.operations.rules.rates import RATES


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to colour the map; `hand` says whose side it is on."""

    code: str
    name: Text
    hand: str  # "control" or "resumption"
    scale: Scale
    value: Callable[[Unit], float | None]
    of_sector: bool = True  # may it be withheld?

    def step(self, unit: Unit) -> Step:
        """The step of the scale the unit stands on."""
        if self.of_sector and unit.withheld:
            return NOT_SHOWN
        return self.scale.step(self.value(unit))

    def sign(self, unit: Unit) -> str:
        """The unit's value as a tile shows it."""
        if self.of_sector and unit.withheld:
            return WITHHELD
        return self.scale.sign(self.value(unit))

    @property
    def legend(self) -> tuple[Step, ...]:
        """The steps, then what is unknown."""
        return (*self.scale.steps, NOT_KNOWN)


def _rate_of(code: str) -> Callable[[Unit], float | None]:
    return lambda unit: unit.rate(code)


MEASURES: dict[str, Measure] = {
    m.code: m
    for m in (
        *(
            Measure(code, RATES[code].name, "resumption", SHARES, _rate_of(code))
            for code in ("delivered", "collected", "outlets", "enterprises", "staff")
        ),
        Measure(
            "backlog", Text("积压（折合正常投递天数）", "Backlog (days of normal delivery)"), "resumption", DAYS,
            lambda unit: unit.backlog_days,
        ),
        Measure("reported", Text("日报上报率", "Reports in"), "control", REPORTED, lambda unit: unit.reported),
        Measure(
            "cases", Text("新增确诊", "New confirmed cases"), "control", CASES,
            lambda unit: unit.cases.new_confirmed if unit.cases else None, of_sector=False,
        ),
        Measure(
            "risk", Text("中高风险县数", "Counties at medium or high risk"), "control", COUNTIES,
            lambda unit: unit.at_risk, of_sector=False,
        ),
    )
}  # fmt: skip
DEFAULT_MEASURE = "delivered"
