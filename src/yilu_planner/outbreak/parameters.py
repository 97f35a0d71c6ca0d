"""What the simulation must be told about the disease and the norms: every value with its unit and its source."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yilu_planner.refusal import Reason, Refused, refuse_field

DEMONSTRATION = "demonstration value, not evidence / 示范值，非依据"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that no code fixes: its value, its unit, and the text or study it comes from."""

    value: float
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a parameter may be: its unit, its range, whole numbers only or not, and what it means."""

    unit: str
    low: float
    high: float
    meaning: str
    whole: bool = False


ALLOWED: dict[str, Allowed] = {
    "contact_rate": Allowed(
        "1/day",
        0.0,
        10.0,
        "rate at which one infectious worker infects a given one of the same shift, unmasked, at the reference area",
    ),
    "reference_area": Allowed(
        "m2/person",
        0.1,
        1000.0,
        "floor area a person to which contact_rate refers; contact falls in proportion as people have more",
    ),
    "mask_effect": Allowed(
        "share", 0.0, 1.0, "share of transmission between two people prevented when both wear masks"
    ),
    "mask_wearing": Allowed("share", 0.0, 1.0, "share of working time in which masks are in fact worn"),
    "cross_shift_share": Allowed(
        "share", 0.0, 1.0, "contact with the other shifts of the site as a share of contact within one's own"
    ),
    "latent_days": Allowed("day", 1, 30, "days from infection until infectious", whole=True),
    "infectious_days": Allowed("day", 1, 60, "days of being infectious", whole=True),
    "onset_days": Allowed("day", 1, 60, "days from infection until symptoms, for those who have any", whole=True),
    "symptomatic_share": Allowed("share", 0.0, 1.0, "share of the infected who get symptoms"),
    "morning_check_sensitivity": Allowed(
        "share", 0.0, 1.0, "chance that a morning check finds a worker who has symptoms"
    ),
    "closure_days": Allowed("day", 0, 365, "days a site is closed when a case is found", whole=True),
    "isolation_days": Allowed("day", 0, 365, "days the contacts (the case's shift) stay away", whole=True),
    "masks_per_person_day": Allowed("mask/person/day", 0.0, 50.0, "masks a person on post uses in a day"),
    "late_delivery_share": Allowed("share", 0.0, 1.0, "share of mask deliveries that come one day late"),
}


@dataclass(frozen=True, slots=True)
class Epidemiology:
    """All parameters of a simulation; each refuses a wrong unit, a value out of range and an empty source."""

    contact_rate: Parameter
    reference_area: Parameter
    mask_effect: Parameter
    mask_wearing: Parameter
    cross_shift_share: Parameter
    latent_days: Parameter
    infectious_days: Parameter
    onset_days: Parameter
    symptomatic_share: Parameter
    morning_check_sensitivity: Parameter
    closure_days: Parameter
    isolation_days: Parameter
    masks_per_person_day: Parameter
    late_delivery_share: Parameter

    def __post_init__(self) -> None:
        for name, allowed in ALLOWED.items():
            _check(name, getattr(self, name), allowed)

    def days(self, name: str) -> int:
        """A parameter counted in whole days."""
        return int(getattr(self, name).value)


def epidemiology_from(found: Any) -> Epidemiology:
    """Parameters of a JSON object `{name: {"value", "unit", "source"}}`; unknown and missing names are refused."""
    if not isinstance(found, Mapping):
        raise refuse_field("parameters", found, "应为 {名称: {value, unit, source}}", "an object of parameters")
    unknown, missing = sorted(set(found) - set(ALLOWED)), [name for name in ALLOWED if name not in found]
    if unknown or missing:
        raise Refused(
            Reason(
                "parameters:names",
                f"参数缺少 {missing or '无'}，多出 {unknown or '无'}。",
                f"Parameters missing: {missing or 'none'}; unknown: {unknown or 'none'}.",
            )
        )
    parameters = {}
    for name in ALLOWED:
        entry = found[name]
        if not isinstance(entry, Mapping) or set(entry) != {"value", "unit", "source"}:
            raise refuse_field(f"parameters.{name}", entry, "应含 value、unit、source", "needs value, unit and source")
        parameters[name] = Parameter(entry["value"], entry["unit"], entry["source"])
    return Epidemiology(**parameters)


def demonstration_parameters() -> Epidemiology:
    """Round numbers to try the simulation with; none of them is evidence, and each says so."""
    values = {
        "contact_rate": 0.03,
        "reference_area": 4.0,
        "mask_effect": 0.5,
        "mask_wearing": 0.8,
        "cross_shift_share": 0.1,
        "latent_days": 3,
        "infectious_days": 7,
        "onset_days": 5,
        "symptomatic_share": 0.7,
        "morning_check_sensitivity": 0.6,
        "closure_days": 14,
        "isolation_days": 14,
        "masks_per_person_day": 2,
        "late_delivery_share": 0.05,
    }
    return Epidemiology(
        **{name: Parameter(values[name], allowed.unit, DEMONSTRATION) for name, allowed in ALLOWED.items()}
    )


def _check(name: str, parameter: Parameter, allowed: Allowed) -> None:
    value, low, high = parameter.value, allowed.low, allowed.high
    number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not number or not low <= value <= high or (allowed.whole and value != int(value)):
        kind_zh, kind_en = ("整数", "a whole number ") if allowed.whole else ("数值", "")
        raise refuse_field(
            f"parameters.{name}", value, f"应为 {low:g} 至 {high:g} 的{kind_zh}", f"{kind_en}from {low:g} to {high:g}"
        )
    if parameter.unit != allowed.unit:
        raise refuse_field(
            f"parameters.{name}.unit", parameter.unit, f"单位应为 {allowed.unit}", f"the unit is {allowed.unit}"
        )
    if not isinstance(parameter.source, str) or not parameter.source.strip():
        raise refuse_field(f"parameters.{name}.source", parameter.source, "必须注明来源", "a source must be stated")
