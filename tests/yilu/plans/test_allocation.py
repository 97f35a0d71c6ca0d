"""A depot's masks shared out: proposed, checked, changed by hand with its effect, adopted as transfers, received."""

import json

import numpy as np
import pytest

from tests.world import NOW, TODAY, World
from tests.yilu.supplies.kept import ACT, TOMORROW, depot, held, item, order, receive, workers
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.plans import actions, allocation
from yilu.plans.documents import canonical, digest
from yilu.plans.models import Run
from yilu.supplies import actions as supplies
from yilu.supplies import queries
from yilu.supplies.models import Place, Transfer
from yilu.supplies.queries.allocation import split


def codes(refused: pytest.ExceptionInfo[Denied]) -> list[str]:
    return [r.code for r in refused.value.reasons]


def store(world: World, boxes: int = 4) -> Place:
    """The city's depot with so many boxes; three people at one outlet, one at another, the third has masks."""
    order(masks=2, least=5, cover=10)
    workers(world, "jia_furong", 3)
    workers(world, "yi_furong", 1)
    workers(world, "jia_yuelu", 2)
    receive(world.sites["jia_yuelu"], 200)
    return receive(depot(world), 50 * boxes)


def propose(world: World, place: Place, who: str = "officer") -> Run:
    by = world.actor(who)
    problem = queries.allocation_problem(place, item(), by=by, on=TODAY)
    return actions.propose(
        kind="allocation", problem=problem, area=place.area, enterprise=place.enterprise, by=by, now=NOW,
        subject=f"supplies.place:{place.pk}",
    )  # fmt: skip


def shares(run: Run, world: World) -> dict[str, int]:
    names = {site.pk: key for key, site in world.sites.items()}
    return {names[s]: n for s, n in zip(run.asked["sites"], run.standing["packs"], strict=True) if n}


def test_everybody_reaches_the_least_days_first_and_who_has_enough_gets_none(world: World) -> None:
    run = propose(world, store(world, boxes=2))
    assert shares(run, world) == {"jia_furong": 1, "yi_furong": 1}
    assert run.digest == digest(canonical(run.asked))
    assert run.state == "proposed"
    assert "2" in run.note_zh


def test_a_change_by_hand_tells_its_effect_and_keeps_the_proposal_beside_it(world: World) -> None:
    run = propose(world, store(world, boxes=2))
    site = world.sites["jia_furong"].pk
    before = run.proposal
    changed = actions.adjust(run=run, version=1, change={"packs": {str(site): 0}}, by=world.actor("officer"), now=NOW)
    assert changed.state == "adjusted"
    assert changed.standing["left"] == 1
    at = changed.asked["sites"].index(site)
    assert (changed.standing["days"][at], before["days"][at]) == (0, round(50 / 6, 2))
    assert Run.objects.get(pk=run.pk).proposal == before
    with pytest.raises(Conflict) as refused:
        actions.adjust(run=run, version=1, change={"packs": {str(site): 1}}, by=world.actor("officer"), now=NOW)
    assert codes(refused) == ["plans.changed"]


@pytest.mark.parametrize(
    ("packs", "code"),
    [(3, "plans.allocation.amount"), (-1, "plans.allocation.amount"), (2, "plans.allocation.too_many")],
)
def test_a_change_that_breaks_a_limit_is_refused(world: World, packs: int, code: str) -> None:
    run = propose(world, store(world, boxes=2))
    change = {"packs": {str(world.sites["jia_furong"].pk): packs}}
    with pytest.raises(Invalid) as refused:
        actions.adjust(run=run, version=1, change=change, by=world.actor("officer"), now=NOW)
    assert codes(refused) == [code]
    assert Run.objects.get(pk=run.pk).version == 1


def test_adopted_it_becomes_transfers_that_are_sent_and_received_and_is_not_adopted_twice(world: World) -> None:
    place = store(world, boxes=2)
    run = propose(world, place)
    actions.adopt(run=run, version=1, by=world.actor("officer"), now=NOW)
    planned = Transfer.objects.filter(origin=f"plans.run:{run.pk}")
    assert sorted(planned.values_list("pieces", flat=True)) == [50, 50]
    with pytest.raises(Conflict) as refused:
        actions.adopt(run=run, version=2, by=world.actor("officer"), now=NOW)
    assert codes(refused) == ["plans.settled"]
    ids = list(planned.values_list("pk", flat=True))
    supplies.send(source=place, transfers=ids, due=TOMORROW, by=world.actor("officer"), now=NOW)
    mine = planned.get(target__site=world.sites["jia_furong"])
    supplies.receive_transfer(transfer=mine, received=50, by=world.actor("manager"), now=NOW)
    assert (held(place), held(mine.target)) == (0, 50)


def test_what_one_plan_promised_another_does_not_share_out_again(world: World) -> None:
    place = store(world, boxes=2)
    actions.adopt(run=propose(world, place), version=1, by=world.actor("officer"), now=NOW)
    with pytest.raises(Invalid) as refused:
        propose(world, place)
    assert codes(refused) == ["supplies.allocation.nothing"]


def test_two_plans_on_the_same_stock_are_not_both_adopted(world: World) -> None:
    place = store(world, boxes=2)
    first, second = propose(world, place), propose(world, place)
    actions.adopt(run=first, version=1, by=world.actor("officer"), now=NOW)
    with pytest.raises(Invalid) as refused:
        actions.adopt(run=second, version=1, by=world.actor("officer"), now=NOW)
    assert codes(refused) == ["supplies.not_enough"]
    assert Run.objects.get(pk=second.pk).state == "proposed"


def test_where_a_number_is_not_set_nothing_is_computed(world: World) -> None:
    workers(world, "jia_furong", 1)
    place = receive(depot(world), 500)
    with pytest.raises(Invalid) as refused:
        propose(world, place)
    assert codes(refused) == ["supplies.allocation.not_set"]


def test_a_headquarters_shares_out_to_its_own_sites_alone(world: World) -> None:
    store(world)
    place = receive(depot(world, "甲达总仓", "100000", "jia"), 1000)
    with pytest.raises(Invalid):
        propose(world, place, "jia_hq")  # the nation has ordered no number
    place = receive(depot(world, "甲达湖南仓", "430000", "jia"), 1000)
    run = propose(world, place, "jia_hq")
    theirs = {world.sites[k].pk for k in ("yi_furong", "yi_hetang")}
    assert not theirs & set(run.asked["sites"])
    with pytest.raises(Denied) as refused:
        propose(world, place, "yi_hq")
    assert codes(refused)


def test_people_are_split_over_the_tiers_whole_and_adding_up() -> None:
    people = np.array([7, 1, 5])
    told = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [1.0, 1.0, 0.0]])
    found = split(people, told)
    assert found.sum(axis=0).tolist() == [7, 1, 5]
    assert found[:, 0].tolist() == [3, 2, 2]
    assert found[:, 1].tolist() == [1, 0, 0]
    assert found[:, 2].tolist() == [0, 0, 5], "of whom nothing is told, as online shopping"


def test_an_outsider_neither_sees_nor_decides(world: World) -> None:
    run = propose(world, store(world, boxes=2))
    for who in ("neighbour", "jia_hq", "manager"):
        with pytest.raises(Denied) as refused:
            actions.adopt(run=run, version=1, by=world.actor(who), now=NOW)
        assert codes(refused) == ["plans.not_yours"]
        assert world.client(who).get(f"/plans/{run.pk}/").status_code in (403, 404)


def test_the_page_changes_a_share_and_shows_the_effect_at_once(world: World) -> None:
    place = store(world, boxes=2)
    browser = world.client("officer")
    made = browser.post(f"/plans/allocations/{place.pk}/{item().pk}/")
    run = Run.objects.get()
    assert made.headers["Location"] == f"/plans/{run.pk}/"
    page = browser.get(f"/plans/{run.pk}/").content.decode()
    assert "甲达芙蓉营业部" in page
    site = world.sites["jia_furong"].pk
    block = browser.post(
        f"/plans/{run.pk}/shares/", {"version": 1, "site": site, "packs": 0}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "已人工调整。" in block
    assert "仓库余 1 包" in block
    assert "<html" not in block
    refused = browser.post(f"/plans/{run.pk}/shares/", {"version": 2, "site": site, "packs": "x"})
    assert (refused.status_code, "非负整数" in refused.content.decode()) == (422, True)
    told = browser.get(f"/plans/{run.pk}/files/inputs/")
    assert digest(told.content) == run.digest
    assert json.loads(told.content)["packs"] == 2
    assert browser.post(f"/plans/{run.pk}/adopt/", {"version": 2}).status_code == 302
    assert Transfer.objects.count() == 1


def test_solving_refuses_what_cannot_be_planned_with(world: World) -> None:
    store(world)
    problem = dict(queries.allocation_problem(Place.objects.get(site=None), item(), by=ACT["by"], on=TODAY))  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        allocation.solve({**problem, "minimum_days": 0})
    assert codes(refused) == ["field:minimum_days"]
