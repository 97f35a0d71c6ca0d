"""Transfers, depots and counts: what is sent, received twice or never, cancelled; bad input answered clearly."""

import datetime as dt

import pytest

from tests.world import NOW, TODAY, World
from tests.yilu.supplies.kept import ACT, TOMORROW, depot, held, item, order, receive, workers
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.supplies import actions, queries
from yilu.supplies.models import Holding, Movement, Place, Stock, Transfer
from yilu.tasks.models import Task

YESTERDAY = TODAY - dt.timedelta(days=1)


def codes(refused: pytest.ExceptionInfo[Denied]) -> list[str]:
    return [r.code for r in refused.value.reasons]


def sent(world: World, pieces: int = 100) -> Transfer:
    """On its way from the city's depot to an outlet."""
    source = receive(depot(world), 1000, lot="A", expires_on=TODAY + dt.timedelta(days=90))
    target = world.sites["jia_furong"]
    transfer = actions.plan_transfer(source=source, target=target, item=item(), pieces=pieces, **ACT)
    actions.send(source=source, transfers=[transfer.pk], due=TOMORROW, **ACT)
    return Transfer.objects.get(pk=transfer.pk)


def test_what_is_sent_is_in_transit_until_it_is_received_lot_by_lot(world: World) -> None:
    transfer = sent(world)
    assert (held(transfer.source), held(transfer.target), transfer.state) == (900, 0, "sent")
    actions.receive_transfer(transfer=transfer, received=100, **ACT)
    lot = Stock.objects.get(place=transfer.target)
    assert (lot.pieces, lot.lot, lot.expires_on) == (100, "A", TODAY + dt.timedelta(days=90))


def test_a_transfer_is_not_received_twice(world: World) -> None:
    transfer = sent(world)
    actions.receive_transfer(transfer=transfer, received=100, **ACT)
    with pytest.raises(Conflict) as refused:
        actions.receive_transfer(transfer=transfer, received=100, **ACT)
    assert codes(refused) == ["supplies.received_already"]
    assert held(transfer.target) == 100


def test_what_did_not_arrive_is_missing_with_its_cause_and_more_than_was_sent_is_refused(world: World) -> None:
    transfer = sent(world)
    with pytest.raises(Invalid) as refused:
        actions.receive_transfer(transfer=transfer, received=90, **ACT)
    assert codes(refused) == ["supplies.needs_cause"]
    with pytest.raises(Invalid) as refused:
        actions.receive_transfer(transfer=transfer, received=101, **ACT)
    assert codes(refused) == ["supplies.more_than_sent"]
    actions.receive_transfer(transfer=transfer, received=90, cause="途中破损10只", **ACT)
    assert held(transfer.target) == 90
    lost = Movement.objects.get(kind="missing")
    assert (lost.pieces, lost.cause) == (-10, "途中破损10只")


def test_a_transfer_nobody_receives_becomes_one_task(world: World) -> None:
    transfer = sent(world)
    assert actions.chase_transfers(by=ACT["by"], now=NOW) == 0
    for _ in range(2):
        assert actions.chase_transfers(by=ACT["by"], now=TOMORROW + dt.timedelta(hours=1)) == 1
    task = Task.objects.get(kind="supplies.transfer")
    assert (task.owner, task.site_id) == (world.people["manager"], transfer.target.site_id)


def test_a_depot_that_goes_bankrupt_cancels_what_was_planned_and_keeps_its_stock(world: World) -> None:
    source = receive(depot(world, "甲达总仓", "430000", "jia"), 1000)
    planned = actions.plan_transfer(source=source, target=world.sites["jia_yuelu"], item=item(), pieces=50, **ACT)
    under_way = actions.plan_transfer(source=source, target=world.sites["jia_furong"], item=item(), pieces=60, **ACT)
    actions.send(source=source, transfers=[under_way.pk], due=TOMORROW, **ACT)
    assert actions.close_depot(depot=source, cause="企业破产清算", **ACT) == 1
    planned.refresh_from_db()
    assert (planned.state, planned.cause) == ("cancelled", "企业破产清算")
    assert held(source) == 940
    actions.receive_transfer(transfer=under_way, received=60, **ACT)
    with pytest.raises(Invalid) as refused:
        receive(Place.objects.get(pk=source.pk), 5)
    assert codes(refused) == ["supplies.closed"]
    other = depot(world, "长沙接收库", "430100", "jia_changsha")
    moved = actions.plan_transfer(source=source, target=other, item=item(), pieces=940, **ACT)
    actions.send(source=source, transfers=[moved.pk], due=TOMORROW, **ACT)
    actions.receive_transfer(transfer=moved, received=940, **ACT)
    assert held(other) == 940


def test_what_was_on_its_way_to_a_closed_depot_comes_back(world: World) -> None:
    source, target = receive(depot(world), 500), depot(world, "岳麓分库", "430104")
    transfer = actions.plan_transfer(source=source, target=target, item=item(), pieces=200, **ACT)
    actions.send(source=source, transfers=[transfer.pk], due=TOMORROW, **ACT)
    assert actions.close_depot(depot=target, cause="场地收回", **ACT) == 1
    assert (held(source), held(target)) == (500, 0)
    transfer.refresh_from_db()
    assert transfer.state == "cancelled"


def test_more_cannot_be_planned_than_lies_there_earlier_plans_included(world: World) -> None:
    source = receive(depot(world), 100)
    target = world.sites["jia_furong"]
    actions.plan_transfer(source=source, target=target, item=item(), pieces=70, **ACT)
    with pytest.raises(Invalid) as refused:
        actions.plan_transfer(source=source, target=target, item=item(), pieces=31, **ACT)
    assert codes(refused) == ["supplies.not_enough"]


def test_an_expired_lot_is_neither_received_nor_issued_and_leaves_only_by_write_off(world: World) -> None:
    site = world.sites["jia_furong"]
    with pytest.raises(Invalid) as refused:
        receive(site, 10, expires_on=YESTERDAY)
    assert codes(refused) == ["supplies.expired"]
    place = receive(site, 10, lot="B", expires_on=TODAY)
    later = {**ACT, "now": TOMORROW}
    with pytest.raises(Invalid) as refused:
        actions.issue(place=place, item=item(), workers=workers(world, "jia_furong", 1), each=2, **later)
    assert codes(refused) == ["supplies.not_enough"]
    with pytest.raises(Invalid) as refused:
        actions.write_off(stock=Stock.objects.get(), pieces=10, cause=" ", **later)
    assert codes(refused) == ["supplies.needs_cause"]
    actions.write_off(stock=Stock.objects.get(), pieces=10, cause="过期", **later)
    assert held(place) == 0


def test_a_box_of_fifty_entered_as_fifty_boxes_is_asked_about_before_it_is_saved(world: World) -> None:
    site = world.sites["jia_furong"]
    for _ in range(3):
        receive(site, 50)
    with pytest.raises(Invalid) as refused:
        receive(site, 2500, sure=False)
    assert codes(refused) == ["supplies.looks_like_packs"]
    with pytest.raises(Invalid) as refused:
        receive(site, 1, sure=False)
    assert codes(refused) == ["supplies.looks_like_pieces"]
    place = receive(site, 2500, sure=True)
    receive(site, 120, sure=False)
    assert held(place) == 150 + 2500 + 120


def test_a_count_that_disagrees_makes_an_adjustment_with_a_reason(world: World) -> None:
    place = receive(world.sites["jia_furong"], 100)
    with pytest.raises(Invalid) as refused:
        actions.count(place=place, item=item(), counted=90, **ACT)
    assert codes(refused) == ["supplies.needs_cause"]
    assert actions.count(place=place, item=item(), counted=90, cause="少一盒，原因待查", **ACT) == -10
    assert actions.count(place=place, item=item(), counted=95, cause="柜中找到", **ACT) == 5
    assert actions.count(place=place, item=item(), counted=80, used_up=True, **ACT) == -15
    kinds = Movement.objects.order_by("pk").values_list("kind", "pieces")
    assert list(kinds) == [("received", 100), ("missing", -10), ("found", 5), ("used", -15)]


def test_masks_given_to_a_person_cover_as_many_days_as_the_areas_number_makes_of_them(world: World) -> None:
    order(masks=2)
    site, people = world.sites["jia_furong"], workers(world, "jia_furong", 3)
    place = receive(site, 12)
    actions.issue(place=place, item=item(), workers=people[:2], each=5, **ACT)
    assert set(Holding.objects.values_list("until", flat=True)) == {TODAY + dt.timedelta(days=1)}
    assert queries.protected(site, people, on=TODAY) == set(people)
    later = TODAY + dt.timedelta(days=2)
    why = queries.why_not_protected(site, people, on=later)
    assert [w for w, reasons in why.items() if not reasons] == people[:1], "two are left: one person's day"
    assert why[people[1]][0].code == "supplies.unprotected.short"


def test_without_any_usable_mask_nobody_is_protected_though_no_number_is_ordered(world: World) -> None:
    site, people = world.sites["jia_furong"], workers(world, "jia_furong", 2)
    why = queries.why_not_protected(site, people, on=TODAY)
    assert {r.code for reasons in why.values() for r in reasons} == {"supplies.unprotected.no_stock"}
    receive(site, 2)
    assert queries.protected(site, people, on=TODAY) == set(people)


def test_a_regulator_moves_what_is_the_governments_and_not_an_enterprises(world: World) -> None:
    place = receive(world.sites["jia_furong"], 10)
    for who, code in (("officer", "supplies.not_governments"), ("yi_hq", "supplies.not_yours")):
        with pytest.raises(Denied) as refused:
            actions.use(place=place, item=item(), pieces=1, by=world.actor(who), now=NOW)
        assert codes(refused) == [code]
    actions.use(place=place, item=item(), pieces=1, by=world.actor("manager"), now=NOW)
    mine = depot(world)
    actions.receive(place=mine, item=item(), pieces=100, channel="government", by=world.actor("officer"), now=NOW)
    with pytest.raises(Denied):
        actions.receive(place=mine, item=item(), pieces=1, channel="donation", by=world.actor("jia_hq"), now=NOW)
