"""Tiers computed from our own records by the rule set in force: facts gathered here, judged by yilu_planner.risk."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from yilu.core.reasons import Reason
from yilu.core.text import Text
from yilu.territory.models import Area, CaseCount, ClusterFlag
from yilu.territory.queries.areas import valid_on
from yilu.territory.queries.cases import one_source
from yilu_planner.risk import (
    RULE_SETS,
    STANDARD,
    ClusterStatement,
    Parameters,
    RuleSet,
    Tier,
    Unit,
    UnitFacts,
    Verdict,
    county_tier,
    merged,
    rules_in_force,
)

NO_RULES = Reason(
    "territory.tier.no_rules",
    Text("当日尚无分级规则（全国分级自2020年2月17日起）。", "No tier rules on that day: tiers began on 17 Feb 2020."),
)
NOT_A_UNIT = Reason(
    "territory.tier.not_a_unit",
    Text("分级以县（市、区、旗）为单元，上级区域没有等级。", "Tiers are of counties; an area above has none."),
)
MERGED_DISTRICTS = Reason(
    "territory.tier.merged",
    Text("市城区合并为一个单元，取各区最高等级。", "The city's urban districts are one unit at their highest tier."),
)

# Below so many codes rows are asked for by code; above, all are read.
_MANY = 500


def rules_for(code: str, *, on: dt.date, asked: str | None = None) -> RuleSet | None:
    """The rule set of a place on a day, or the one asked for by its code."""
    return RULE_SETS[asked] if asked else _in_force(code[:2], on)


@lru_cache(maxsize=4096)
def _in_force(province: str, on: dt.date) -> RuleSet | None:
    """No rule set is more local than a province: thousands of counties ask the same."""
    return rules_in_force(area=f"{province}0000", on=on)


def computed_tiers(
    codes: Iterable[str], *, on: dt.date, rules: str | None = None, parameters: Parameters = STANDARD
) -> dict[str, tuple[Tier, Reason]]:
    """The computed tier of each unit and why; a district of a merged city takes the tier of the whole."""
    wanted = set(codes)
    cities = districts_of_merged(wanted, on=on, rules=rules)
    units = {c for c in wanted if not c.endswith("00")} | {d for districts in cities.values() for d in districts}
    facts = _facts(units, on)
    out: dict[str, tuple[Tier, Reason]] = dict.fromkeys(wanted - units, (Tier.UNKNOWN, NOT_A_UNIT))
    for code in units:
        applied = rules_for(code, on=on, asked=rules)
        if applied is None:
            out[code] = (Tier.UNKNOWN, NO_RULES)
        else:
            verdict = county_tier(applied, facts.get(code, UnitFacts()), on=on, parameters=parameters)
            out[code] = (verdict.tier, _reason(applied, verdict))
    of_cities = merged({code: out[code][0] for code in units}, cities)
    for city, districts in cities.items():
        if of_cities[city] is not Tier.UNKNOWN:
            out |= dict.fromkeys(districts, (of_cities[city], MERGED_DISTRICTS))
    return out


def districts_of_merged(codes: Iterable[str], *, on: dt.date, rules: str | None = None) -> dict[str, list[str]]:
    """The urban districts of each city touched by `codes` whose rules make its districts one unit."""
    cities: set[str] = set()
    for code in codes:
        applied = rules_for(code, on=on, asked=rules)
        if applied and applied.unit is Unit.COUNTY_CITY_MERGED:
            cities.add(code[:4] + "00")
    grouped: dict[str, list[str]] = defaultdict(list)
    if cities:
        districts = Area.objects.filter(valid_on(on), parent_id__in=cities, level=Area.Level.COUNTY)
        for district, city in districts.filter(name_zh__endswith="区").values_list("code", "parent_id"):
            grouped[str(city)].append(district)
    return dict(grouped)


def _reason(rules: RuleSet, verdict: Verdict) -> Reason:
    code = "territory.tier." + verdict.reason.code.removeprefix("risk:")
    return Reason(code, Text(verdict.reason.zh, verdict.reason.en), rules.code)


def _facts(codes: Iterable[str], on: dt.date) -> dict[str, UnitFacts]:
    """What is known of each county that has a series of its own."""
    wanted = set(codes)
    series: dict[str, list[CaseCount]] = defaultdict(list)
    rows = CaseCount.objects.filter(day__lte=on, area__level=Area.Level.COUNTY).order_by("day")
    for row in rows.filter(area_id__in=wanted) if len(wanted) < _MANY else rows:
        series[row.area_id].append(row)
    flags = {f.area_id: f for f in ClusterFlag.objects.filter(as_of__lte=on).order_by("as_of")}
    facts = {}
    for code, counted in series.items():
        counts = one_source(counted)
        flag = flags.get(code)
        facts[code] = UnitFacts(
            cumulative=counts[-1].confirmed,
            last_new_case=_last_new(counts),
            counted_to=counts[-1].day,
            cluster=ClusterStatement(flag.as_of, flag.last_cluster) if flag else None,
        )
    return facts


def _last_new(counts: list[CaseCount]) -> dt.date | None:
    """The last day on which the cumulative count rose; the first row counts as new if it is not nought."""
    last, before = None, 0
    for row in counts:
        if row.confirmed > before:
            last = row.day
        before = row.confirmed
    return last
