"""Days of arrival proposed for everybody who waits for one: within the limits, changed by hand, adopted as bookings."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, TODAY, World, person
from tests.yilu.people.test_returns import order as limit
from tests.yilu.people.test_returns import ordered
from tests.yilu.rosters.ground import crew
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.norms.rules.parameters import ISOLATION_DAYS
from yilu.people import actions as people
from yilu.people.models import ArrivalDay, Return
from yilu.people.queries.booking import booking_problem
from yilu.plans import actions, bookings
from yilu.plans.models import Run
from yilu.territory.models import Area

COUNTY = "430102"


def waiting(world: World, number: int) -> list[Return]:
    """So many of an outlet wait for a day."""
    rows = [people.Plan(pk, "420000") for pk in crew(world, number)]
    return list(Return.objects.filter(pk__in=people.plan_returns(rows=rows, by=SYSTEM, now=NOW)).order_by("pk"))


def propose(world: World, area: str = COUNTY) -> Run:
    problem = booking_problem(area, by=SYSTEM, on=TODAY)
    area_of = Area.objects.get(pk=area)
    return actions.propose(kind="bookings", problem=problem, area=area_of, by=SYSTEM, now=NOW)


def codes(refused: pytest.ExceptionInfo[Denied]) -> list[str]:
    return [r.code for r in refused.value.reasons]


def test_everybody_has_a_day_within_the_limit_and_adopting_books_them(world: World) -> None:
    backs = waiting(world, 5)
    limit(world, 2)
    run = propose(world)
    assert sorted(run.proposal["days"]) == [0, 0, 1, 1, 2]
    assert "5 人中 5 人排定到达日" in run.note_zh
    assert "已证明为最早" in run.note_zh
    actions.adopt(run=run, version=1, by=SYSTEM, now=NOW)
    assert sorted(b.day for b in Return.objects.filter(state="booked") if b.day) == [
        TODAY + dt.timedelta(days=n) for n in (0, 0, 1, 1, 2)
    ]
    assert {b.pk for b in backs} == set(Return.objects.filter(state="booked").values_list("pk", flat=True))
    assert ArrivalDay.objects.get(area_id=COUNTY, day=TODAY).arriving == 2


def test_places_for_the_whole_isolation_bind_as_well_and_who_finds_none_is_told_why(world: World) -> None:
    waiting(world, 3)
    ordered(ISOLATION_DAYS, "14")
    limit(world, 8, 1)
    run = propose(world)
    assert sorted(run.proposal["days"], key=lambda d: (d is None, d)) == [0, 14, None]
    assert len(run.proposal["why"]) == 1


def test_a_day_changed_by_hand_is_checked_against_every_limit(world: World) -> None:
    first, *_ = waiting(world, 3)
    limit(world, 2)
    run = propose(world)
    later = actions.adjust(run=run, version=1, change={"days": {str(first.pk): 5}}, by=SYSTEM, now=NOW)
    assert later.standing["days"][0] == 5
    assert sum(later.standing["waits"]) > sum(run.proposal["waits"])
    with pytest.raises(Invalid) as refused:
        actions.adjust(
            run=later, version=2, change={"days": {str(k): 0 for k in Return.objects.values_list("pk", flat=True)}},
            by=SYSTEM, now=NOW,
        )  # fmt: skip
    assert codes(refused) == ["returns:arrivals"]


@pytest.mark.parametrize(("change", "code"), [({"0": 1}, "plans.bookings.none"), ({"first": 21}, "plans.bookings.day")])
def test_what_the_plan_does_not_hold_cannot_be_changed(world: World, change: dict[str, int], code: str) -> None:
    first, *_ = waiting(world, 1)
    run = propose(world)
    told = {str(first.pk) if k == "first" else k: v for k, v in change.items()}
    with pytest.raises(Invalid) as refused:
        actions.adjust(run=run, version=1, change={"days": told}, by=SYSTEM, now=NOW)
    assert codes(refused) == [code]


def test_a_plan_whose_returns_moved_on_books_nobody(world: World) -> None:
    first, second = waiting(world, 2)
    run = propose(world)
    people.book_return(back=first, version=1, day=TODAY, by=SYSTEM, now=NOW)
    with pytest.raises(Conflict) as refused:
        actions.adopt(run=run, version=1, by=SYSTEM, now=NOW)
    assert codes(refused) == ["plans.bookings.moved"]
    second.refresh_from_db()
    assert second.state == "planned"


def test_a_limit_lowered_after_the_plan_leaves_nobody_booked(world: World) -> None:
    waiting(world, 2)
    run = propose(world)
    limit(world, 1)
    with pytest.raises(Invalid) as refused:
        actions.adopt(run=run, version=1, by=SYSTEM, now=NOW)
    assert codes(refused) == ["people.return.full"]
    assert not Return.objects.filter(state="booked").exists()


def test_limits_on_several_levels_are_left_to_booking_one_by_one(world: World) -> None:
    waiting(world, 1)
    limit(world, 2)
    limit(world, 2, area="430100")
    with pytest.raises(Invalid) as refused:
        booking_problem(COUNTY, by=SYSTEM, on=TODAY)
    assert codes(refused) == ["people.booking.several"]


def test_a_branch_proposes_changes_and_adopts_on_its_page(world: World) -> None:
    first, *_ = waiting(world, 3)
    limit(world, 1)
    person(world, "branch", "branch_manager", enterprise=world.enterprises["jia_changsha"])
    branch = world.client("branch")
    assert "测算到达日" in branch.get(f"/people/returns/?area={COUNTY}").content.decode()
    made = branch.post("/plans/bookings/", {"area": COUNTY})
    assert made.status_code == 302
    run = Run.objects.get()
    page = branch.get(made.headers["Location"]).content.decode()
    assert "3 人中 3 人排定到达日" in page
    day = TODAY + dt.timedelta(days=9)
    changed = branch.post(f"/plans/{run.pk}/days/", {"version": 1, "back": first.pk, "day": day})
    assert changed.status_code == 302
    early = branch.post(f"/plans/{run.pk}/days/", {"version": 2, "back": first.pk, "day": "never"})
    assert early.status_code == 422
    assert bookings.NO_SUCH_DAY.text.zh in early.content.decode()
    assert branch.post(f"/plans/{run.pk}/adopt/", {"version": 2}).status_code == 302
    first.refresh_from_db()
    assert (first.state, first.day) == ("booked", day)
    assert world.client("yi_hq").get(f"/plans/{run.pk}/").status_code == 404
