"""Forty workers come back over a week under a cap of eight a day, and are cleared; not one is on a shift before."""

import datetime as dt
import uuid
from collections import Counter

import pytest

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.people.test_returns import HOME, order
from tests.yilu.rosters.ground import checked, crew, masks, shift
from yilu.core.reasons import Invalid
from yilu.people import actions as people
from yilu.people.actions import Plan, Reading
from yilu.people.models import ArrivalDay, Measurement, Return
from yilu.rosters import actions as rosters

FORTY, CAP = 40, 8


def test_forty_come_back_at_eight_a_day_and_are_cleared(world: World) -> None:
    order(world, CAP)
    workers = crew(world, FORTY)
    masks(world, 200)
    act = {"by": world.actor("manager"), "now": NOW}
    people.plan_returns(rows=[Plan(w, HOME) for w in workers], **act)
    for back in Return.objects.order_by("pk"):
        for n in range(7):
            try:
                people.book_return(back=back, version=1, day=TODAY + dt.timedelta(days=n), **act)
            except Invalid as full:
                assert [r.code for r in full.reasons] == ["people.return.full"]
            else:
                break
    taken = Counter(Return.objects.filter(state="booked").values_list("day", flat=True))
    assert taken == {TODAY + dt.timedelta(days=n): CAP for n in range(5)}
    assert max(ArrivalDay.objects.values_list("arriving", flat=True)) == CAP
    with pytest.raises(Invalid):
        people.plan_return(plan=Plan(workers[0], HOME), **act)

    for n in range(5):
        morning = NOW + dt.timedelta(days=n)
        early = shift(world.sites["jia_furong"], day=morning.date(), now=morning)
        here = list(Return.objects.filter(day=morning.date()).order_by("pk"))
        arrived = [b.worker_id for b in here]
        checked(arrived, morning.date(), morning)
        refused = rosters.put_on(shift=early, workers=arrived, by=SYSTEM, now=morning)
        assert {r.code for why in refused.values() for r in why} == {"people.post.not_back"}
        assert set(refused) == set(arrived)
        for back in here:
            reading = Reading(Measurement.Kind.ARRIVAL, 365, uuid.uuid4())
            back = people.check_arrival(back=back, version=back.version, reading=reading, by=SYSTEM, now=morning)
            people.clear_return(back=back, version=back.version, document="查验合格证明", by=SYSTEM, now=morning)
        assert rosters.put_on(shift=early, workers=arrived, by=SYSTEM, now=morning) == {}
    assert Return.objects.filter(state="cleared").count() == FORTY
