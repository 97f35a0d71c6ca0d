"""Taking published tiers in, and stating clusters."""

import datetime as dt

import pytest

from tests.shared_data import shared_data
from tests.world import NOW, SYSTEM, World
from yilu.core.actor import Actor
from yilu.core.reasons import Denied, Invalid
from yilu.territory.actions import import_tiers, state_cluster
from yilu.territory.incoming import Report, TierLine, read_tiers
from yilu.territory.models import ClusterFlag, PublishedTier

DAY = dt.date(2020, 2, 16)


def line(number: int, code: str, tier: str, day: dt.date = DAY) -> TierLine:
    return TierLine(number, day, day, code, "某区", tier, "national3", source="省指挥部")


def take(*lines: TierLine, by: Actor = SYSTEM, **how: bool) -> Report:
    return import_tiers(lines=lines, by=by, now=NOW, **how)  # type: ignore[arg-type]


def test_a_list_is_taken_and_again_changes_nothing(world: World) -> None:
    assert take(line(2, "430102", "high"), line(3, "430104", "low")).new == 2
    assert take(line(2, "430102", "high"), line(3, "430104", "low")).same == 2


def test_a_corrected_list_replaces_what_stood_for_the_day(world: World) -> None:
    take(line(2, "430102", "high"))
    assert take(line(2, "430102", "medium")).changed == 1
    assert PublishedTier.objects.get().tier == "medium"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([line(2, "999999", "low")], "territory.line.unknown_code"),
        ([line(2, "430102", "low", dt.date(2020, 2, 18))], "territory.line.future"),
        ([line(2, "430102", "low"), line(3, "430102", "high")], "territory.tier.twice"),
    ],
)
def test_a_line_that_cannot_be_is_refused(world: World, lines: list[TierLine], code: str) -> None:
    assert [r.reason.code for r in take(*lines).refused] == [code]


def test_a_zone_without_a_code_is_counted_and_given_to_no_place(world: World) -> None:
    report = take(line(2, "", "low"))
    assert (report.in_no_place, PublishedTier.objects.count()) == (1, 0)


def test_an_officer_takes_in_his_own_place_only(world: World) -> None:
    report = take(line(2, "430102", "low"), line(3, "430202", "low"), by=world.actor("officer"))
    assert [r.code for r in report.refused] == ["430202"]
    with pytest.raises(Denied):
        take(line(2, "430102", "low"), by=world.actor("jia_hq"))


@pytest.mark.shared_data
def test_the_published_lists_of_anhui_go_in_whole(tree: int) -> None:
    lines, unread = read_tiers(shared_data("tiers/anhui_published_tiers_2020.csv").read_bytes())
    report = import_tiers(lines=lines, unread=unread, by=SYSTEM, now=NOW.replace(month=12), whole=True)
    assert (report.new, report.refused, report.written) == (315, [], True)


def test_a_cluster_is_stated_for_every_county_below(world: World) -> None:
    stated = state_cluster(area="430100", as_of=DAY, last_cluster=None, source="县指挥部", by=SYSTEM, now=NOW)
    assert stated == 2
    state_cluster(area="430102", as_of=DAY, last_cluster=dt.date(2020, 2, 9), source="更正", by=SYSTEM, now=NOW)
    assert {(f.area_id, f.last_cluster) for f in ClusterFlag.objects.all()} == {
        ("430102", dt.date(2020, 2, 9)), ("430104", None),
    }  # fmt: skip


def test_a_cluster_of_a_day_to_come_or_after_its_statement_is_refused(world: World) -> None:
    for as_of, last in ((dt.date(2020, 2, 18), None), (DAY, dt.date(2020, 2, 17))):
        with pytest.raises(Invalid):
            state_cluster(area="430100", as_of=as_of, last_cluster=last, source="x", by=SYSTEM, now=NOW)


def test_a_neighbour_states_nothing_about_another_place(world: World) -> None:
    with pytest.raises(Denied):
        state_cluster(area="430100", as_of=DAY, last_cluster=None, source="x", by=world.actor("neighbour"), now=NOW)
