"""Rollups: the same numbers as adding up by hand, remembered hour by hour, rewritten only where something changed."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.operations.ground import EARLY, YESTERDAY, at, refresh, roster, tell
from yilu.operations import actions, queries
from yilu.operations.models import AreaDay, Touch
from yilu.operations.queries import Lens, LensKind

pytestmark = pytest.mark.django_db
SECTOR = Lens(LensKind.SECTOR)


def shown(area: str = "430000", day: dt.date = TODAY, **asked: dt.datetime) -> queries.Figures:
    return queries.figures(SECTOR, area, day=day, **asked)


def test_the_five_rates_stand_apart_each_with_its_fraction_scope_and_roster(world: World) -> None:
    used = roster(world)
    tell(world, "jia_furong", collected=600, delivered=300, on_post_own=10)
    tell(world, "yi_furong", is_open=False, closed_cause="封控", collected=0, delivered=0, on_post_own=0)
    tell(world, "jia_yuelu", collected=0, delivered=0, on_post_own=5)
    refresh()
    rates = {r.code: (r.numerator, r.denominator) for r in shown().rates}
    assert rates == {
        "enterprises": (1, 4),  # 甲长沙; the sorting centre makes nobody resume
        "outlets": (1, 4),  # four outlets; the sorting centre is none
        "staff": (15, 100),
        "collected": (600, 5000),
        "delivered": (300, 5000),
    }
    collected = shown().rate("collected")
    assert collected.value == 0.12
    assert collected.roster == str(used)
    assert "已报 3 处" in collected.scope.zh
    assert collected.as_of == at(9)


def test_every_level_adds_up_and_a_county_is_its_own(world: World) -> None:
    roster(world)
    for site in world.sites:
        tell(world, site, collected=100, delivered=50, backlog=7)
    refresh()
    for area, sites in (("100000", 5), ("430000", 5), ("430100", 3), ("430200", 2), ("430102", 2), ("430104", 1)):
        f = shown(area)
        assert (f.sites, f.sites_reported, f.volume.collected, f.volume.backlog) == (
            sites,
            sites,
            sites * 100,
            sites * 7,
        )


def test_unknown_is_a_dash_with_its_why_never_zero(world: World) -> None:
    tell(world, "jia_furong", collected=600)
    refresh()
    rate = shown().rate("collected")
    assert (rate.value, rate.numerator, rate.denominator) == (None, None, None)
    assert rate.why_unknown is not None
    assert rate.why_unknown.code == "operations.rate.no_roster"
    assert shown().volume.collected == 600
    roster(world)
    refresh(at(10))
    silent = shown("430200").rate("staff")
    assert (silent.value, silent.numerator, silent.denominator) == (None, None, 40)
    assert silent.why_unknown is not None
    assert silent.why_unknown.code == "operations.rate.nothing_reported"
    assert shown("420000").rate("staff").value is None


def test_what_is_due_can_be_read_before_the_first_report(world: World) -> None:
    roster(world)
    refresh()
    f = shown()
    assert (f.sites, f.sites_reported, f.sites_missing) == (5, 0, 5)


def test_any_board_is_shown_as_it_was_known_at_an_earlier_hour(world: World) -> None:
    roster(world)
    tell(world, "jia_furong", collected=100, now=at(8, 30))
    refresh(at(8, 31))
    tell(world, "jia_hetang", collected=200, now=at(9, 10))
    tell(world, "jia_furong", collected=150, now=at(9, 20))
    refresh(at(9, 21))
    tell(world, "yi_furong", collected=400, now=at(11, 59))
    refresh(at(12, 1))
    assert shown(known_at=at(9)).volume.collected == 100
    assert shown(known_at=at(10)).volume.collected == 350
    assert shown(known_at=at(11)).volume.collected == 350
    assert shown(known_at=at(12)).volume.collected == 750
    assert shown().volume.collected == 750
    assert shown(known_at=at(8)).sums is None
    assert [
        f.volume.collected for f in queries.trend(SECTOR, "430000", first=YESTERDAY, last=TODAY, known_at=at(10))
    ] == [
        None,
        350,
    ]


def test_a_refresh_in_pieces_and_one_from_the_beginning_tell_the_same(world: World) -> None:
    roster(world)
    hours = (at(8, 30), at(8, 45), at(10, 5), at(13, 0))
    for n, (site, now) in enumerate(zip(world.sites, hours, strict=False)):
        tell(world, site, collected=100 * (n + 1), now=now, classes={"orders": (10, 0, 0)})
        refresh(now)
    names = [f.attname for f in AreaDay._meta.concrete_fields if f.attname != "id"]

    def rows() -> list[tuple[object, ...]]:
        found = AreaDay.objects.filter(day=TODAY).order_by("area_id", "known_at").values_list(*names)
        return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in r) for r in found]

    # The day's empty beginning is not kept once something was told; nothing else may differ.
    piecewise = rows()
    actions.refresh_rollups(days=[TODAY], by=SYSTEM, now=at(14))
    assert rows() == piecewise
    assert AreaDay.objects.filter(day=TODAY, latest=True).count() == len({(r[1]) for r in piecewise})


def test_only_what_changed_is_written_again(world: World) -> None:
    roster(world)
    tell(world, "jia_furong", now=at(8, 30))
    refresh(at(8, 31))
    before = AreaDay.objects.filter(area_id="430200").count()
    tell(world, "yi_furong", now=at(10, 30))
    refresh(at(10, 31))
    assert AreaDay.objects.filter(area_id="430200").count() == before
    assert AreaDay.objects.filter(area_id="430102").count() == 2
    assert not Touch.objects.exists()
    assert refresh(at(10, 32)) == 0


def test_a_new_roster_counts_from_when_it_was_made_and_the_old_one_still_answers_for_before(world: World) -> None:
    old = roster(world)
    tell(world, "jia_furong", now=at(8, 30))
    refresh(at(8, 31))
    new = roster(world, now=at(11, 30), valid_from=TODAY, yi_hetang=None)
    refresh(at(11, 31))
    assert (shown().roster, shown().sites) == (str(new), 4)
    assert (shown(known_at=at(11)).roster, shown(known_at=at(11)).sites) == (str(old), 5)


def test_an_area_a_new_roster_no_longer_knows_stands_with_nothing(world: World) -> None:
    roster(world)
    tell(world, "jia_furong", now=at(8, 30))
    refresh(at(8, 31))
    roster(world, now=at(11, 30), valid_from=TODAY, yi_hetang=None, jia_hetang=None)
    refresh(at(11, 31))
    assert shown("430200").sites is None
    assert shown("430200").rate("staff").value is None


def test_a_site_off_the_roster_counts_in_the_volumes_and_in_no_rate(world: World) -> None:
    roster(world, jia_hetang=None)
    tell(world, "jia_hetang", collected=5000)
    tell(world, "jia_furong", collected=400)
    refresh()
    f = shown()
    assert (f.off_roster, f.volume.collected, f.rate("collected").numerator) == (1, 5400, 400)


def test_late_is_what_came_after_the_deadline_an_authority_set_and_unset_is_not_zero(world: World) -> None:
    roster(world)
    tell(world, "jia_furong", now=at(19), day=TODAY)
    refresh(at(19, 1))
    assert shown().sites_late is None
    actions.set_report_deadline(
        area="430100", hours=18, document="文件1号", valid_from=YESTERDAY, by=world.actor("officer"), now=at(19, 30)
    )
    refresh(at(19, 31))
    assert (shown("430100").sites_late, shown("430200").sites_late) == (1, None)


def test_history_told_later_with_its_own_moments_is_known_by_those(world: World) -> None:
    from tests.yilu.operations.ground import told

    roster(world)
    rows = [
        actions.SiteDay(world.sites["jia_furong"].pk, YESTERDAY, told(collected=100), at(18, day=YESTERDAY)),
        actions.SiteDay(world.sites["yi_furong"].pk, YESTERDAY, told(collected=50), at(20, day=YESTERDAY)),
    ]
    actions.report_many(rows=rows, source="synthetic", by=SYSTEM, now=NOW)
    refresh()
    assert shown(day=YESTERDAY, known_at=at(19, day=YESTERDAY)).volume.collected == 100
    assert shown(day=YESTERDAY).volume.collected == 150


def test_an_hq_a_branch_and_a_site_see_their_own_sums_only(world: World) -> None:
    roster(world)
    for site in world.sites:
        tell(world, site, collected=100)
    refresh()
    hq = queries.lens_of(world.actor("jia_hq"), "430000")
    assert hq.kind is LensKind.BRAND
    assert queries.figures(hq, "430000", day=TODAY).volume.collected == 300
    assert [f.volume.collected for f in queries.figures_below(hq, "430000", day=TODAY)] == [200, 100]
    manager = queries.lens_of(world.actor("manager"), "430102")
    assert manager.kind is LensKind.SITE
    own = queries.figures(manager, "430000", day=TODAY)
    assert (own.volume.collected, own.sites, own.rate("staff").denominator) == (100, 1, 20)
    assert queries.figures_by_brand(hq, "430000", day=TODAY) == []
    by_brand = queries.figures_by_brand(SECTOR, "430000", day=TODAY)
    assert {str(f.brand_name): f.volume.collected for f in by_brand} == {"甲达速递": 300, "乙通快运": 200}


def test_a_days_rows_are_few(world: World) -> None:
    roster(world, now=EARLY)
    for site in world.sites:
        tell(world, site)
    refresh()
    assert AreaDay.objects.filter(day=TODAY).count() == 7
