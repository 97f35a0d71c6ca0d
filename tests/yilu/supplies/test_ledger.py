"""The ledger balances: over any sequence of acts, at every place, and when two act at once."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import NOW, TODAY, World
from tests.yilu.supplies.kept import ACT, depot, held, item, receive, workers
from yilu.core.reasons import Denied
from yilu.supplies import actions
from yilu.supplies.models import Movement, Place, Stock, Transfer
from yilu.supplies.rules.movements import CAME_IN, CONSUMED, LOST, SIGN, Kind

SOON = TODAY + dt.timedelta(days=30)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["receive", "issue", "use", "write_off", "count", "plan", "send", "arrive", "short", "cancel", "close"]
        ),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(1, 60),
    ),
    min_size=5,
    max_size=40,
)


def sums(place: Place, code: str) -> Counter[str]:
    rows = Movement.objects.filter(place=place, item=item(code)).values_list("kind").annotate(n=Sum("pieces"))
    return Counter(dict(rows.order_by()))


def check_balance(places: list[Place], codes: list[str]) -> None:
    for code in codes:
        total: Counter[str] = Counter()
        for place in places:
            lines = sums(place, code)
            total.update(lines)
            lots = Stock.objects.filter(place=place, item=item(code))
            assert all(lot.pieces >= 0 for lot in lots)
            here = sum(lot.pieces for lot in lots)
            assert here == sum(lines.values()), "what lies there is what the ledger says"
            grown = sum(n for kind, n in lines.items() if SIGN[Kind(kind)] > 0)
            assert grown == here - sum(n for kind, n in lines.items() if SIGN[Kind(kind)] < 0)
        in_transit = sum(Transfer.objects.filter(item=item(code), state="sent").values_list("pieces", flat=True))
        came, used, lost = (sum(abs(total[k]) for k in kinds) for kinds in (CAME_IN, CONSUMED, LOST))
        assert came == sum(held(p, code) for p in places) + in_transit + used + lost


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_what_came_in_is_on_hand_in_transit_consumed_or_written_off(world: World, acts: list[Any]) -> None:
    codes = ["mask_medical", "gloves"]
    with transaction.atomic():
        people = workers(world, "jia_furong", 3)
        places = [depot(world), receive(world.sites["jia_furong"], 1), receive(world.sites["jia_yuelu"], 1)]
        for name, at, other, number in acts:
            try:
                do(name, places, at, other, number, codes[number % 2], people)
            except Denied as refused:
                assert refused.reasons
            check_balance(places, codes)
        transaction.set_rollback(True)


def do(name: str, places: list[Place], at: int, other: int, number: int, code: str, people: list[int]) -> None:
    """One act of the sequence; what the rules refuse changes nothing."""
    place, thing = places[at], item(code)
    sent = Transfer.objects.order_by("pk")
    if name == "receive":
        lot = f"L{number % 3}"
        receive(place, number, code, lot=lot, expires_on=SOON + dt.timedelta(days=number % 5))
    elif name == "issue":
        actions.issue(place=place, item=thing, workers=people[: 1 + number % 3], each=number, **ACT)
    elif name == "use":
        actions.use(place=place, item=thing, pieces=number, **ACT)
    elif name == "write_off":
        lot = Stock.objects.filter(place=place, item=thing).order_by("pk").first()
        if lot is not None:
            actions.write_off(stock=lot, pieces=number, cause="受潮", **ACT)
    elif name == "count":
        actions.count(place=place, item=thing, counted=number, cause="盘点", used_up=bool(other), sure=True, **ACT)
    elif name == "plan":
        actions.plan_transfer(source=place, target=places[other], item=thing, pieces=number, **ACT)
    elif name == "send":
        actions.send(
            source=place, transfers=list(sent.filter(source=place, state="planned").values_list("pk", flat=True)),
            due=NOW, **ACT,
        )  # fmt: skip
    elif name == "close":
        if number % 7 == 0:
            actions.close_depot(depot=places[0], cause="停业", **ACT)
    elif (transfer := sent.filter(target=place).last()) is not None:
        if name == "cancel":
            actions.cancel_transfer(transfer=transfer, cause="改道", **ACT)
        else:
            part = transfer.pieces if name == "arrive" else transfer.pieces // 2
            actions.receive_transfer(transfer=transfer, received=part, cause="短少", **ACT)


def test_the_database_itself_refuses_to_fall_below_nothing(world: World) -> None:
    place = receive(world.sites["jia_furong"], 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stock.objects.filter(place=place).update(pieces=-1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Movement.objects.create(
            place=place, item=item(), kind="used", pieces=3, at=NOW, recorded_at=NOW, by="x"
        )  # fmt: skip
