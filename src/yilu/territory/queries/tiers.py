"""Questions about risk tiers: what was published (effective), and what the rules compute (a check beside it)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from yilu.core.jurisdiction import span, stem
from yilu.core.reasons import Reason
from yilu.core.text import Text
from yilu.territory.models import Area, PublishedTier
from yilu.territory.queries.areas import areas_at
from yilu.territory.queries.computing import computed_tiers, districts_of_merged
from yilu.territory.queries.rows import TierView
from yilu_planner.risk import STANDARD, Parameters, Tier

UNPUBLISHED = Text("没有公布的等级。", "No published tier. ")


def effective_tiers(
    codes: Iterable[str], *, on: dt.date, rules: str | None = None, parameters: Parameters = STANDARD
) -> dict[str, TierView]:
    """The tier of every unit asked for, on the day; `rules` computes by that rule set instead of the one in force."""
    wanted = sorted(set(codes))
    published = _published(wanted, on)
    verdicts = computed_tiers(wanted, on=on, rules=rules, parameters=parameters)
    views = {}
    for code in wanted:
        row, (computed, reason) = published.get(code), verdicts[code]
        tier = Tier(row.tier) if row else Tier.UNKNOWN
        if row is None:
            both = Text(UNPUBLISHED.zh + reason.text.zh, UNPUBLISHED.en + reason.text.en)
            reason = Reason(reason.code, both, reason.clause)
        views[code] = TierView(
            code=code,
            published=tier,
            computed=computed,
            effective=tier,
            reason=reason,
            scheme=row.scheme if row else "",
            as_of=row.as_of if row else None,
        )
    return views


def tier_counts(code: str, *, on: dt.date) -> dict[Tier, int]:
    """How many counties at or below the area are in each effective tier; every tier is a key, unknown too."""
    return tier_counts_of([code], on=on)[code]


def tier_counts_of(codes: Iterable[str], *, on: dt.date) -> dict[str, dict[Tier, int]]:
    """`tier_counts` of many areas of one level at once."""
    stems = {stem(code): code for code in codes}
    low = min((span(code)[0] for code in stems.values()), default="0")
    high = max((span(code)[1] for code in stems.values()), default="0")
    counties = areas_at(Area.Level.COUNTY, on=on).filter(code__gte=low, code__lte=high).values_list("code", flat=True)
    counted: dict[str, Counter[Tier]] = {code: Counter() for code in stems.values()}
    for county, tier in tiers_in_force(counties, on=on).items():
        above = next((stems[s] for s in (county, county[:4], county[:2], "") if s in stems), None)
        if above is not None:
            counted[above][tier] += 1
    return {code: {tier: found[tier] for tier in Tier} for code, found in counted.items()}


def tiers_in_force(codes: Iterable[str], *, on: dt.date) -> dict[str, Tier]:
    """The effective tier alone of every unit asked for, without computing the check beside it: a board reads many."""
    wanted = list(codes)
    cities = districts_of_merged(wanted, on=on)
    rows = PublishedTier.objects.filter(as_of__lte=on).order_by("as_of", "pk").values_list("area_id", "tier")
    asked = {*wanted, *cities}
    latest = dict(rows.filter(area_id__in=asked) if len(asked) < 500 else rows)
    for city in cities.keys() & latest.keys():
        for district in cities[city]:
            latest.setdefault(district, latest[city])
    tiers = {tier.value: tier for tier in Tier}
    return {code: tiers[latest[code]] if code in latest else Tier.UNKNOWN for code in wanted}


def disagreements(code: str, *, on: dt.date, rules: str | None = None) -> list[TierView]:
    """The counties at or below the area whose published and computed tiers are both known and differ."""
    counties = areas_at(Area.Level.COUNTY, within=code, on=on).values_list("code", flat=True)
    return [view for view in effective_tiers(counties, on=on, rules=rules).values() if view.disagrees]


def tier_history(code: str) -> list[PublishedTier]:
    """Every tier published for the unit, latest first."""
    return list(PublishedTier.objects.filter(area_id=code).order_by("-as_of", "scheme"))


def published_days() -> list[dt.date]:
    """The days for which any list was published, latest first."""
    return list(PublishedTier.objects.order_by("-as_of").values_list("as_of", flat=True).distinct())


def _published(codes: list[str], on: dt.date) -> dict[str, PublishedTier]:
    """The last published row of each unit; a district of a merged city takes the city's where it has none itself."""
    cities = districts_of_merged(codes, on=on)
    rows = PublishedTier.objects.filter(as_of__lte=on).order_by("as_of", "pk")
    asked = {*codes, *cities}
    latest = {row.area_id: row for row in (rows.filter(area_id__in=asked) if len(asked) < 500 else rows)}
    of_city = {district: latest[city] for city, districts in cities.items() if city in latest for district in districts}
    return {code: row for code in codes if (row := latest.get(code) or of_city.get(code))}
