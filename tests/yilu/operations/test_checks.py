"""What does not fit is shown: rates against headcounts, totals against parts, outside figures against our sums."""

import datetime as dt
from typing import Any

import pytest

from tests.shared_data import shared_data
from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.operations.ground import YESTERDAY, refresh, roster, tell
from yilu.core.text import Text
from yilu.operations import actions, queries
from yilu.operations.models import AreaFigure
from yilu.operations.queries import Lens, LensKind
from yilu.operations.rules.checks import differs_from_ours, parts_do_not_add_up, rate_up_headcount_down
from yilu.operations.rules.metrics import metric_name
from yilu.territory.models import Area

SECTOR = Lens(LensKind.SECTOR)
NAME = Text("人员到岗率", "staff on post")


def test_hubeis_staff_rate_of_april_2020_rose_while_its_headcount_fell() -> None:
    found = rate_up_headcount_down(NAME, before=(77216, 88146), today=(76260, 82071))
    assert found is not None
    assert "77,216" in found.text.en
    assert "88,146" in found.text.zh
    assert rate_up_headcount_down(NAME, before=(11662, 13027), today=(12159, 12997)) is None
    assert rate_up_headcount_down(NAME, before=(50, 100), today=(40, 100)) is None
    assert rate_up_headcount_down(NAME, before=None, today=(40, 100)) is None


def test_qinghais_open_outlets_were_not_the_sum_of_their_parts() -> None:
    assert parts_do_not_add_up(768, [("postal", 428), ("express", 337)]) is not None
    assert parts_do_not_add_up(879, [("postal", 457), ("express", 422)]) is None


def test_an_outside_figure_near_our_sum_is_no_flag() -> None:
    assert differs_from_ours(98, 100) is None
    assert differs_from_ours(90, 100) is not None


@pytest.mark.django_db
def test_a_roster_that_shrinks_raises_the_rate_and_a_flag(world: World) -> None:
    roster(world)
    for site in world.sites:
        tell(world, site, day=YESTERDAY, on_post_own=10)
    roster(world, valid_from=TODAY, now=NOW - dt.timedelta(hours=1), jia_furong=(10, 0, 1000, 1000), jia_yuelu=None)
    for site in world.sites:
        if site != "jia_yuelu":
            tell(world, site, on_post_own=10)
    refresh()
    found = {f.reason.code for f in queries.flags(SECTOR, "430000", day=TODAY)}
    assert "operations.check.rate_up_headcount_down" in found
    assert "operations.flag.missing" not in found


@pytest.mark.django_db
def test_missing_and_flagged_reports_are_counted_and_lead_to_their_list(world: World) -> None:
    roster(world)
    tell(world, "jia_furong", on_post_own=99)
    refresh()
    found = {f.reason.code: f for f in queries.flags(SECTOR, "430000", day=TODAY)}
    assert (found["operations.flag.missing"].count, found["operations.flag.flagged"].count) == (4, 1)
    assert found["operations.flag.missing"].query == "area=430000&day=2020-02-17&show=missing"
    assert queries.flags(queries.PUBLISHED, "430000", day=TODAY) == []


@pytest.mark.django_db
def test_an_outside_figure_stands_beside_ours_and_changes_nothing(world: World) -> None:
    roster(world)
    tell(world, "jia_furong", collected=600)
    refresh()
    before = queries.figures(SECTOR, "430000", day=TODAY).volume.collected
    actions.record_outside_figure(
        area="430000", as_of=TODAY, metric="pickup_day", value=2.0, unit="million_pieces", reporter="湖南局", by=SYSTEM,
        now=NOW,
    )  # fmt: skip
    refresh()
    assert queries.figures(SECTOR, "430000", day=TODAY).volume.collected == before == 600
    codes = {f.reason.code for f in queries.flags(SECTOR, "430000", day=TODAY)}
    assert "operations.check.differs_from_ours" in codes


@pytest.mark.django_db
def test_the_real_reports_of_2020_are_taken_with_their_slips_found() -> None:
    path = shared_data("express/resumption_reports_2020.csv")
    for code, level, name, up in (
        ("100000", 0, "全国", None), ("420000", 1, "湖北省", "100000"), ("420100", 2, "武汉市", "420000"),
        ("440000", 1, "广东省", "100000"), ("630000", 1, "青海省", "100000"),
    ):  # fmt: skip
        Area.objects.create(code=code, level=level, name_zh=name, short_zh=name, name_en=name, parent_id=up)
    later = NOW + dt.timedelta(days=200)
    outcome = actions.import_figures(path=path, by=SYSTEM, now=later)
    assert (outcome.taken, outcome.refused) == (66, [])
    assert actions.import_figures(path=path, by=SYSTEM, now=later).taken == 0
    without = AreaFigure.objects.filter(area_id="420000", excluded_areas=["420100"])
    assert without.count() == 4
    qinghai = {o.figure.metric: o for o in queries.outside_figures("630000", on=dt.date(2020, 3, 2))}
    assert [f.code for f in qinghai["outlets_resumed"].flags] == ["operations.check.parts_do_not_add_up"]
    assert qinghai["outlets_total"].flags == ()
    hubei = {
        o.figure.metric: o
        for o in queries.outside_figures("420000", on=dt.date(2020, 4, 7))
        if not o.figure.excluded_areas
    }
    assert [f.code for f in hubei["staff_return_rate"].flags] == ["operations.check.rate_up_headcount_down"]
    assert hubei["outlets_resumption_rate"].flags == ()


@pytest.mark.django_db
def test_a_file_is_told_line_by_line_what_could_not_be_taken(world: World, tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "figures.csv"
    lines = (
        "as_of,region,gb_code,metric,value,unit,reporter,note",
        "2020-02-16,湖南,430000,pickup_day,1.5,million_pieces,湖南局,",
        "2020-02-30,湖南,430000,pickup_day,1.5,million_pieces,湖南局,",
        "2020-02-16,无,990000,pickup_day,1.5,million_pieces,某局,",
        "2020-02-16,湖南,430000,pickup_day,-3,million_pieces,湖南局,",
        "2020-12-16,湖南,430000,pickup_day,3,million_pieces,湖南局,",
    )
    path.write_bytes("\n".join(lines).encode("gb18030"))
    outcome = actions.import_figures(path=path, by=SYSTEM, now=NOW)
    assert outcome.taken == 1
    assert [(line, why[0].code) for line, why in outcome.refused] == [
        (3, "operations.figures.date"),
        (4, "operations.figures.no_area"),
        (5, "operations.figures.value"),
        (6, "operations.figures.future"),
    ]
    path.write_text("a,b\n1,2\n")
    assert actions.import_figures(path=path, by=SYSTEM, now=NOW).refused[0][1][0].code == "operations.figures.columns"


@pytest.mark.django_db
def test_the_worst_and_the_most_changed_are_ranked_by_the_rate_asked_for(world: World) -> None:
    roster(world)
    for site, before, now in (("jia_furong", 900, 100), ("yi_furong", 500, 500), ("jia_hetang", 300, 350)):
        tell(world, site, day=YESTERDAY, collected=before)
        tell(world, site, collected=now)
    refresh()
    asked: Any = {"day": TODAY, "since": YESTERDAY, "rate": "collected"}
    worst, _ = queries.worst_and_most_changed(SECTOR, "430000", level=3, **asked)
    assert [(r.area, r.value, r.before) for r in worst] == [("430202", 0.175, 0.15), ("430102", 0.3, 0.7)]
    _, changed = queries.worst_and_most_changed(SECTOR, "430000", level=2, **asked)
    assert [r.area for r in changed] == ["430100", "430200"]
    own = Lens(LensKind.BRAND, brand=world.brands["jia"].pk)
    worst, _ = queries.worst_and_most_changed(own, "430000", level=3, **asked)
    assert [r.numerator for r in worst] == [100, 350]


def test_a_figure_from_outside_is_a_sector_total_and_not_for_an_enterprise(world: World) -> None:
    actions.record_outside_figure(
        area="430000",
        as_of=TODAY,
        metric="pickup_day",
        value=123456,
        unit="pieces",
        reporter="湖南省局",
        by=SYSTEM,
        now=NOW,
    )
    for who, told in (("leader", True), ("jia_hq", False)):
        client = world.client(who)
        assert ("123456" in client.get("/board/430000/?day=2020-02-17").content.decode().replace(",", "")) is told, who
        assert (client.get("/api/v1/operations/outside/430000").status_code == 200) is told, who
        assert (client.get("/operations/outside/?area=430000").status_code == 200) is told, who


def test_a_metric_is_shown_in_words_in_both_languages() -> None:
    assert metric_name("delivered_cum_from_2020-01-24").zh == "累计投递量（2020-01-24 起）"
    assert metric_name("pickup_share").en == "collected, share of normal"
    assert metric_name("something_new").zh == "something_new"
