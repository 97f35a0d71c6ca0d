"""A crowd becomes several shifts: hours kept, posts even, contacts cut, the floor's limit hard."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.rosters.ground import TOMORROW, checked, crew, masks, ordered, shift
from yilu.core.reasons import Invalid
from yilu.people import actions as people
from yilu.people.actions import Plan
from yilu.people.models import FormerGroup, Worker
from yilu.people.queries.groups import groups_on
from yilu.rosters import actions
from yilu.rosters.models import Assignment, Shift
from yilu.rosters.proposing import propose
from yilu.rosters.rules.splitting import Asked, Person, pairs, split, why_not_split

TWO = Asked(2, dt.time(6), 8)


def adopt(world: World, asked: Asked = TWO, *, first: dt.date = TOMORROW, days: int = 1) -> None:
    site, last = world.sites["jia_furong"], first + dt.timedelta(days=days - 1)
    actions.adopt_split(site=site, asked=asked, first=first, last=last, by=SYSTEM, now=NOW)


def test_three_hundred_in_two_shifts_meet_half_as_often_and_work_as_long() -> None:
    found = split([Person(n, "sorter") for n in range(300)], TWO)
    assert [len(p.workers) for p in found.parts] == [150, 150]
    assert (found.pairs_before, found.pairs_after) == (44_850, 22_350)
    assert found.kept < 0.5
    assert found.hours_after == found.hours_before == 2400
    assert [(p.begins.total_seconds() / 3600, p.ends.total_seconds() / 3600) for p in found.parts] == [
        (6, 14), (14.5, 22.5),
    ]  # fmt: skip


@given(
    st.lists(
        st.tuples(st.sampled_from(("sorter", "driver", "loader")), st.sampled_from("ABC")), min_size=2, max_size=60
    ),
    st.integers(2, 4),
)
def test_everybody_is_placed_once_and_every_post_is_even(crowd: list[tuple[str, str]], number: int) -> None:
    folk = [Person(n, post, group) for n, (post, group) in enumerate(crowd)]
    found = split(folk, Asked(number, dt.time(0), 4))
    assert sorted(w for p in found.parts for w in p.workers) == list(range(len(folk)))
    sizes = [len(p.workers) for p in found.parts]
    assert max(sizes) - min(sizes) <= 1
    for post in {p.post for p in folk}:
        each = [sum(folk[w].post == post for w in part.workers) for part in found.parts]
        assert max(each) - min(each) <= 1
    assert found.pairs_after == pairs(sizes) <= pairs([len(folk)])
    assert split(list(reversed(folk)), Asked(number, dt.time(0), 4)) == found


def test_those_of_one_group_stay_together() -> None:
    folk = [Person(n, "sorter", "AB"[n % 2]) for n in range(10)]
    groups = [Counter(folk[w].group for w in part.workers) for part in split(folk, TWO).parts]
    assert groups == [Counter("AAAAA"), Counter("BBBBB")]


@pytest.mark.parametrize(
    ("asked", "number", "most", "code"),
    [
        (Asked(1, dt.time(6), 8), 10, None, "rosters.split.number"),
        (Asked(3, dt.time(6), 4), 2, None, "rosters.split.people"),
        (Asked(2, dt.time(6), 8), 30, 10, "rosters.split.dense"),
        (Asked(2, dt.time(6), 13), 30, None, "rosters.split.hours"),
        (Asked(3, dt.time(6), 8), 30, None, "rosters.split.day"),
    ],
)
def test_a_split_that_cannot_be_says_why(asked: Asked, number: int, most: int | None, code: str) -> None:
    assert [r.code for r in why_not_split(asked, number, most=most)] == [code]


def test_the_floor_says_how_many_shifts_it_takes() -> None:
    [why] = why_not_split(TWO, 300, most=100)
    assert "至少分 3 班" in why.text.zh


def test_a_floor_that_bears_nobody_has_no_split() -> None:
    assert why_not_split(TWO, 300, most=0)


def test_adopted_it_makes_groups_and_shifts_for_the_days_to_come(world: World) -> None:
    workers = crew(world, 10, posts=("courier", "counter"))
    adopt(world, days=3)
    assert Shift.objects.count() == 6
    assert Assignment.objects.filter(state="planned").count() == 30
    assert Counter(Worker.objects.values_list("shift_group", flat=True)) == {"A班": 5, "B班": 5}
    assert set(groups_on(workers, day=TODAY - dt.timedelta(days=1)).values()) == {""}
    assert set(groups_on(workers, day=TODAY).values()) == {"A班", "B班"}
    assert FormerGroup.objects.count() == 10


def test_who_is_away_is_in_no_proposal(world: World) -> None:
    workers = crew(world, 5)
    people.plan_return(plan=Plan(workers[0], "420000"), by=SYSTEM, now=NOW)
    found = propose(world.sites["jia_furong"], TWO, day=TOMORROW)
    assert found.people == 4
    assert found.split is not None
    assert workers[0] not in {w for p in found.split.parts for w in p.workers}


def test_adopted_again_the_planned_shifts_give_way(world: World) -> None:
    crew(world, 6)
    adopt(world)
    adopt(world, Asked(3, dt.time(6), 5))
    assert sorted(Shift.objects.values_list("name", flat=True)) == ["A班", "B班", "C班"]
    assert Assignment.objects.count() == 6


def test_a_day_on_which_people_stand_is_not_planned_anew(world: World) -> None:
    workers = crew(world, 4)
    checked(workers)
    masks(world, 50)
    early = shift(world.sites["jia_furong"])
    actions.put_on(shift=early, workers=workers, by=SYSTEM, now=NOW)
    with pytest.raises(Invalid) as refused:
        adopt(world, first=TODAY)
    assert [r.code for r in refused.value.reasons] == ["rosters.split.stands"]
    assert Assignment.objects.filter(state="on").count() == 4


def test_a_proposal_keeps_to_the_floor_as_to_a_wall(world: World) -> None:
    ordered("person_area", "50")  # 200 m²: four people
    crew(world, 10)
    with pytest.raises(Invalid) as refused:
        adopt(world)
    assert [r.code for r in refused.value.reasons] == ["rosters.split.dense"]
    adopt(world, Asked(3, dt.time(0), 6))
    assert max(Counter(Assignment.objects.values_list("shift_id", flat=True)).values()) == 4


def test_what_is_now_is_counted_from_the_days_shifts(world: World) -> None:
    crew(world, 8)
    adopt(world)
    found = propose(world.sites["jia_furong"], Asked(4, dt.time(0), 4), day=TOMORROW)
    assert found.split is not None
    assert (found.split.pairs_before, found.split.pairs_after) == (12, 4)
