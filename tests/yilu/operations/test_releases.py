"""What outsiders see of the sector: frozen at noon, one pattern, and nothing of a single company in it."""

import datetime as dt
import itertools

import numpy as np
import pytest
from django.db.models import Sum

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.operations.ground import EARLY, YESTERDAY, at, refresh, told
from yilu.core.actor import PUBLIC
from yilu.core.text import Text
from yilu.network import actions as network
from yilu.network.facts import NewSite
from yilu.network.models import Site
from yilu.operations import actions, queries
from yilu.operations.actions import RosterRow, SiteDay
from yilu.operations.disclosure import is_safe
from yilu.operations.models import Release, ReleasedArea, SiteReport
from yilu.operations.queries import PUBLISHED, Lens, LensKind

pytestmark = pytest.mark.django_db
FIVE = ("ab", "bc", "cd", "de", "ea")
NOON = at(12)


@pytest.fixture
def market(world: World) -> dict[str, list[Site]]:
    """Five more brands; all of them in 芙蓉 and 荷塘, three of them in 岳麓; the named world's own sites aside."""
    act = {"by": SYSTEM, "now": EARLY}
    rows, where = [], []
    for i, code in enumerate(FIVE):
        brand = network.add_brand(code=code, name_zh=f"牌{code}", name_en=code, synthetic=True, **act)
        unit = network.add_enterprise(
            brand=brand, kind="headquarters", code=code, name_zh=f"{code}公司", area="430100", **act
        )
        for county in ("430102", "430202", *(("430104",) if i < 3 else ())):
            rows.append(
                NewSite(brand_id=brand.pk, enterprise_id=unit.pk, code=f"{code}{county}", name=f"{code}{county}",
                        kind="outlet", county_id=county, normal_headcount=20, capacity_per_day=1000)
            )  # fmt: skip
            where.append(county)
    ids = network.add_sites(rows=rows, **act)
    sites: dict[str, list[Site]] = {}
    for pk, county in zip(ids, where, strict=True):
        sites.setdefault(county, []).append(Site.objects.get(pk=pk))
    lines = [RosterRow(s.pk, 20, 0, 1000, 1000) for group in sites.values() for s in group]
    actions.set_roster(valid_from=EARLY.date(), basis=Text("合成", "synthetic"), rows=lines, **act)
    return sites


def tell_all(market: dict[str, list[Site]], day: dt.date, **over: object) -> None:
    classes = {"online_shopping": (300, 200, 20), "orders": (100, 100, 10)}
    rows = [
        SiteDay(s.pk, day, told(**{"classes": classes, **over}), at(18, day=day))
        for group in market.values()
        for s in group
    ]
    actions.report_many(rows=rows, source="synthetic", by=SYSTEM, now=NOW)


def test_nothing_is_shown_before_noon_of_the_next_day_and_the_reason_says_so(market: dict[str, list[Site]]) -> None:
    tell_all(market, YESTERDAY)
    refresh()
    assert actions.release_days(by=SYSTEM, now=at(11, 59)) == 0
    hidden = queries.figures(PUBLISHED, "430000", day=YESTERDAY)
    assert hidden.withheld is not None
    assert hidden.withheld.code == "operations.sector.not_released"
    assert hidden.rate("staff").value is None
    assert actions.release_days(by=SYSTEM, now=NOON) == 1
    assert queries.figures(PUBLISHED, "430000", day=YESTERDAY).rate("staff").numerator == 13 * 8


def test_a_county_of_three_companies_is_withheld_and_a_safe_one_with_it(market: dict[str, list[Site]]) -> None:
    tell_all(market, YESTERDAY)
    refresh()
    actions.release_days(by=SYSTEM, now=NOON)
    told_areas = set(ReleasedArea.objects.values_list("area_id", flat=True))
    # 岳麓 holds three companies; 芙蓉 beside it would give it away by subtraction from 长沙.
    assert told_areas == {"100000", "430000", "430100", "430200", "430202"}
    county = queries.figures(PUBLISHED, "430104", day=YESTERDAY)
    assert county.withheld is not None
    assert county.withheld.code == "operations.sector.withheld"
    assert all(r.value is None and r.numerator is None and r.withheld for r in county.rates)
    assert county.volume.collected is None


def test_a_released_day_never_moves_whatever_is_corrected_or_recomputed(market: dict[str, list[Site]]) -> None:
    tell_all(market, YESTERDAY)
    refresh()
    actions.release_days(by=SYSTEM, now=NOON)
    before = queries.board_json(queries.figures(PUBLISHED, "430000", day=YESTERDAY))
    site = market["430102"][0]
    actions.report_site_day(
        site=site, day=YESTERDAY, figures=told(collected=9000), source="form", by=SYSTEM, now=at(13)
    )
    refresh(at(13, 1))
    assert actions.release_days(by=SYSTEM, now=at(13, 2)) == 0
    assert queries.board_json(queries.figures(PUBLISHED, "430000", day=YESTERDAY)) == before
    # Asking for an earlier hour changes nothing either: intraday differences would reveal whoever reported in between.
    early = queries.figures(PUBLISHED, "430000", day=YESTERDAY, known_at=at(17, day=YESTERDAY))
    assert queries.board_json(early) == before
    assert queries.figures(Lens(LensKind.SECTOR), "430000", day=YESTERDAY).volume.collected == 13 * 500 + 8500


def test_a_day_on_which_one_company_dominates_is_withheld_though_the_base_is_safe(
    market: dict[str, list[Site]],
) -> None:
    tell_all(market, YESTERDAY, collected=20, delivered=20, classes={})
    giant = market["430202"][0]
    row = SiteDay(giant.pk, YESTERDAY, told(collected=900_000, delivered=20), at(19, day=YESTERDAY))
    actions.report_many(rows=[row], source="synthetic", by=SYSTEM, now=NOW)
    refresh()
    actions.release_days(by=SYSTEM, now=NOON)
    assert "430202" not in set(ReleasedArea.objects.values_list("area_id", flat=True))


def test_classes_that_few_companies_carry_are_withheld_and_so_is_what_would_give_them_away(
    market: dict[str, list[Site]],
) -> None:
    tell_all(market, YESTERDAY)
    press = market["430102"][0]
    pieces = {"party_press": (40, 30, 3), "online_shopping": (300, 200, 20), "orders": (100, 100, 10)}
    row = SiteDay(press.pk, YESTERDAY, told(classes=pieces), at(19, day=YESTERDAY))
    actions.report_many(rows=[row], source="synthetic", by=SYSTEM, now=NOW)
    refresh()
    actions.release_days(by=SYSTEM, now=NOON)
    shown = {c.code: c for c in queries.figures(PUBLISHED, "100000", day=YESTERDAY).classes}
    assert shown["party_press"].volume.collected is None
    assert shown["party_press"].withheld is not None
    assert shown["orders"].volume.collected == 1300
    # What is left of the total beyond the classes told must itself hold four companies or more, none too large.
    whole = queries.figures(PUBLISHED, "100000", day=YESTERDAY).volume.collected or 0
    left = whole - sum(c.volume.collected or 0 for c in shown.values())
    assert shown["unmapped"].withheld is not None
    assert left == 13 * 100


def test_an_enterprise_a_liaison_and_the_public_get_the_same_and_a_regulator_everything(
    world: World, market: dict[str, list[Site]]
) -> None:
    tell_all(market, YESTERDAY)
    refresh()
    actions.release_days(by=SYSTEM, now=NOON)
    assert queries.lenses_of(world.actor("jia_hq"), "430000")[-1] == PUBLISHED
    assert queries.lenses_of(PUBLIC, "430000") == (PUBLISHED,)
    assert [n.kind for n in queries.lenses_of(world.actor("leader"), "430000")] == [LensKind.SECTOR]
    # A regulator of one city sees the rest of the province as outsiders do.
    assert queries.lens_of(world.actor("officer"), "430000") == PUBLISHED
    assert queries.lens_of(world.actor("officer"), "430102").kind is LensKind.SECTOR


def test_no_combination_of_released_rows_gives_away_a_company_in_any_measure_of_any_day(
    market: dict[str, list[Site]],
) -> None:
    """Against the released table itself: each sum or difference that is a set of counties must be safe."""
    rng = np.random.default_rng(7)
    for back in (3, 2, 1):
        day = TODAY - dt.timedelta(days=back)
        rows = [
            SiteDay(s.pk, day, told(collected=int(rng.integers(1, 900)), delivered=int(rng.integers(1, 900)),
                                    backlog=int(rng.integers(1, 90)), on_post_own=int(rng.integers(1, 20))),
                    at(18, day=day))
            for group in market.values() for s in group
        ]  # fmt: skip
        actions.report_many(rows=rows, source="synthetic", by=SYSTEM, now=NOW)
    refresh()
    assert actions.release_days(by=SYSTEM, now=NOON) == 3
    counties = sorted(market)
    for release in Release.objects.all():
        areas = [
            [float(c.startswith(a.rstrip("0")) or a == "100000") for c in counties]
            for a in release.areas.values_list("area_id", flat=True)
        ]
        for signs in itertools.product((-1, 0, 1), repeat=len(areas)):
            group = np.array(signs) @ np.array(areas)
            if not ((group == 0) | (group == 1)).all() or not group.any():
                continue
            inside = [c for c, g in zip(counties, group, strict=True) if g]
            for measure in ("collected", "delivered", "backlog", "on_post_own"):
                by_brand = (
                    SiteReport.objects.filter(day=release.day, county_id__in=inside, current=True)
                    .values_list("brand_id").annotate(total=Sum(measure))
                )  # fmt: skip
                assert is_safe(np.array([[t] for _, t in by_brand])), f"{inside} {measure} {release.day}"


def test_a_history_that_came_in_later_is_released_at_the_next_noon(market: dict[str, list[Site]]) -> None:
    day = TODAY - dt.timedelta(days=5)
    rows = [SiteDay(s.pk, day, told()) for group in market.values() for s in group]
    actions.report_many(rows=rows, source="feed", by=SYSTEM, now=NOW)
    refresh()
    assert actions.release_days(by=SYSTEM, now=at(11, 59)) == 0
    assert actions.release_days(by=SYSTEM, now=NOON) == 1
    assert queries.figures(PUBLISHED, "430000", day=day).volume.collected == 13 * 500
