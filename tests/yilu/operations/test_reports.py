"""Reports: taken, refused with reasons, corrected without being overwritten, one by one and by the thousand."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.operations.ground import YESTERDAY, tell, told
from yilu.audit.models import Act
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.core.text import Text
from yilu.network.models import Site, SiteStatusChange
from yilu.operations import actions
from yilu.operations.actions import SiteDay
from yilu.operations.models import SiteReport

pytestmark = pytest.mark.django_db


def codes(denied: pytest.ExceptionInfo[Denied]) -> set[str]:
    return {r.code for r in denied.value.reasons}


def test_a_correction_is_a_new_version_and_the_first_one_stays(world: World) -> None:
    tell(world, "jia_furong", collected=500)
    second = tell(world, "jia_furong", collected=650)
    kept = SiteReport.objects.filter(site=world.sites["jia_furong"]).order_by("version")
    assert [(r.version, r.collected, r.current) for r in kept] == [(1, 500, False), (2, 650, True)]
    assert second.version == 2


def test_it_refuses_a_day_that_has_not_come(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        tell(world, "jia_furong", day=TODAY + dt.timedelta(days=1))
    assert codes(refused) == {"operations.report.future"}
    assert not SiteReport.objects.exists()


def test_it_refuses_negative_and_absurd_numbers_and_names_each(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        tell(world, "jia_furong", collected=-1, delivered=99_999_999, on_post_own=200_000)
    assert codes(refused) == {"operations.report.negative", "operations.report.absurd"}
    assert len(refused.value.reasons) == 3


def test_a_closed_site_says_why(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        tell(world, "jia_furong", is_open=False)
    assert codes(refused) == {"operations.report.no_cause"}
    assert tell(world, "jia_furong", is_open=False, closed_cause="社区封控", collected=0, delivered=0).closed_cause


def test_it_refuses_days_after_a_site_closed_for_good_and_takes_those_before(world: World) -> None:
    site = world.sites["yi_hetang"]
    Site.objects.filter(pk=site.pk).update(status=Site.Status.CLOSED)
    SiteStatusChange.objects.create(site=site, since=NOW - dt.timedelta(days=2), status="closed", by="t")
    with pytest.raises(Invalid) as refused:
        tell(world, "yi_hetang")
    assert codes(refused) == {"operations.report.site_closed"}
    assert tell(world, "yi_hetang", day=TODAY - dt.timedelta(days=3)).version == 1


def test_a_competitor_and_a_regulator_cannot_report_for_a_site_and_the_refusal_is_recorded(world: World) -> None:
    for who in ("yi_hq", "officer"):
        with pytest.raises(Denied) as refused:
            tell(world, "jia_furong", by=world.actor(who))
        assert codes(refused) == {"operations.report.outside"}
    assert Act.objects.filter(verb="operations.report.send", outcome="refused").count() == 2
    assert tell(world, "jia_furong", by=world.actor("manager")).version == 1
    assert tell(world, "jia_hetang", by=world.actor("jia_hq")).version == 1
    with pytest.raises(Denied):
        tell(world, "jia_hetang", by=world.actor("manager"))


def test_two_people_correcting_at_once_do_not_overwrite_each_other(world: World) -> None:
    site = world.sites["jia_furong"]
    tell(world, "jia_furong")
    act = {"site": site, "day": TODAY, "source": "form", "by": SYSTEM, "now": NOW, "expected_version": 1}
    actions.report_site_day(figures=told(collected=510), **act)
    with pytest.raises(Conflict):
        actions.report_site_day(figures=told(collected=520), **act)
    assert SiteReport.objects.get(site=site, current=True).collected == 510


def test_what_does_not_fit_is_taken_and_flagged(world: World) -> None:
    for back in range(5, 0, -1):
        tell(world, "jia_furong", day=TODAY - dt.timedelta(days=back), collected=500)
    report = tell(world, "jia_furong", collected=50_000, on_post_own=30, classes={"orders": (60_000, 1, 1)})
    assert {code for code, _ in report.flags} == {
        "parts_exceed_total",
        "on_post_over_roster",
        "collected_far_from_usual",
    }


def test_the_backlog_of_yesterday_is_remembered(world: World) -> None:
    tell(world, "jia_furong", day=YESTERDAY, backlog=100)
    report = tell(world, "jia_furong", backlog=90_000)
    assert [f for f in report.flags if f[0] == "backlog_does_not_follow"] == [
        ["backlog_does_not_follow", {"yesterday": 100, "today": 90_000}]
    ]


def test_a_bulk_lands_with_one_audit_row_and_its_digest(world: World) -> None:
    rows = [SiteDay(s.pk, day, told()) for s in world.sites.values() for day in (YESTERDAY, TODAY)]
    outcome = actions.report_many(rows=rows, source="feed", by=SYSTEM, now=NOW)
    assert (outcome.taken, outcome.refused) == (10, [])
    act = Act.objects.get(verb="operations.report.send_many")
    assert act.after is not None
    assert (act.after["taken"], len(act.after["digest"])) == (10, 64)


def test_one_bad_row_refuses_the_whole_bulk_unless_part_of_it_is_asked_for(world: World) -> None:
    good, bad = SiteDay(world.sites["jia_furong"].pk, TODAY, told()), SiteDay(99_999, TODAY, told())
    with pytest.raises(Invalid):
        actions.report_many(rows=[good, bad], source="feed", by=SYSTEM, now=NOW)
    assert not SiteReport.objects.exists()
    outcome = actions.report_many(rows=[good, bad, good], source="feed", by=SYSTEM, now=NOW, partial=True)
    assert (outcome.taken, [at for at, _ in outcome.refused]) == (1, [1, 2])


def test_a_headquarters_feed_touches_its_own_sites_only(world: World) -> None:
    rows = [SiteDay(s.pk, TODAY, told()) for s in world.sites.values()]
    outcome = actions.report_many(rows=rows, source="feed", by=world.actor("jia_hq"), now=NOW, partial=True)
    assert outcome.taken == 3
    assert set(SiteReport.objects.values_list("brand__code", flat=True)) == {"JIA"}


def test_nobody_but_a_synthetic_world_says_when_a_report_was_received(world: World) -> None:
    row = SiteDay(world.sites["jia_furong"].pk, TODAY, told(), NOW - dt.timedelta(days=3))
    with pytest.raises(Invalid) as refused:
        actions.report_many(rows=[row], source="feed", by=SYSTEM, now=NOW)
    assert codes(refused) == {"operations.report.received"}


def test_a_bulk_corrects_what_was_told_before(world: World) -> None:
    tell(world, "jia_furong", collected=500)
    row = SiteDay(world.sites["jia_furong"].pk, TODAY, told(collected=700))
    assert actions.report_many(rows=[row], source="feed", by=SYSTEM, now=NOW).corrections == 1
    assert list(SiteReport.objects.order_by("version").values_list("version", "collected", "current")) == [
        (1, 500, False),
        (2, 700, True),
    ]


def test_a_field_an_authority_adds_is_asked_for_there_and_nowhere_else(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        tell(world, "jia_furong", extra={"masks": 10})
    assert codes(refused) == {"operations.report.field"}
    field = {"area": "430100", "code": "masks", "name": Text("口罩库存", "masks in stock"), "kind": "count",
             "document": "湘邮管〔2020〕1号", "valid_from": TODAY}  # fmt: skip
    with pytest.raises(Denied):
        actions.add_report_field(**field, by=world.actor("neighbour"), now=NOW)
    actions.add_report_field(**field, by=world.actor("officer"), now=NOW)
    assert tell(world, "jia_furong", extra={"masks": 10}).extra == {"masks": 10}
    for site, extra in (
        ("jia_hetang", {"masks": 10}),
        ("jia_furong", {"masks": "many"}),
        ("jia_furong", {"masks": True}),
    ):
        with pytest.raises(Invalid):
            tell(world, site, extra=extra)


def test_a_site_that_reopens_or_grows_day_by_day_is_no_slip_of_the_pen(world: World) -> None:
    for back in range(9, 5, -1):
        tell(world, "jia_furong", day=TODAY - dt.timedelta(days=back), collected=40)
    for back in (5, 4):
        tell(world, "jia_furong", day=TODAY - dt.timedelta(days=back), is_open=False, closed_cause="封控", collected=0,
             delivered=0)  # fmt: skip
    for back, pieces in ((3, 300), (2, 700), (1, 1500), (0, 3000)):
        report = tell(world, "jia_furong", day=TODAY - dt.timedelta(days=back), collected=pieces, delivered=pieces)
        assert not report.flags, report.flags


def test_a_day_before_any_record_and_products_below_zero_are_refused(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        tell(world, "jia_furong", day=dt.date(1, 1, 1))
    assert codes(refused) == {"operations.report.too_early"}
    with pytest.raises(Invalid) as refused:
        tell(world, "jia_furong", products={"标快": (-5, 0, 0)})
    assert "operations.report.product_number" in codes(refused)
