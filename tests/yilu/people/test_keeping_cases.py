"""Cases and what belongs to them go when their time is over; what is not over stays."""

import datetime as dt
from decimal import Decimal

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.people.ground import LI, worker
from yilu.norms.actions import set_parameter
from yilu.people import actions
from yilu.people.models import Contact, FollowUp, HealthCase, Isolation, Place, Purge, Stay, Worker
from yilu.people.queries import held_on
from yilu.territory.models import Area, Emergency

YEAR_LATER = NOW + dt.timedelta(days=365)


def reported(who: Worker) -> HealthCase:
    return actions.report_case(
        worker=who, cause=HealthCase.Cause.CONTACT, day=TODAY, note="来电告知", by=SYSTEM, now=NOW
    )


def test_closed_cases_are_purged_with_all_that_is_theirs_and_open_ones_stay(world: World) -> None:
    ill, mate = worker(world), worker(world, **LI)
    since = NOW - dt.timedelta(hours=5)
    rows = [actions.Staying(w, Place.Kind.ROOM, since, NOW, name="幸福里3室") for w in (ill, mate)]
    actions.record_stays(rows=rows, by=SYSTEM, now=NOW)
    closed, still_open = reported(ill), reported(mate)
    actions.keep_contacts(case=closed, days=14, by=SYSTEM, now=NOW)
    isolation = actions.record_isolation(
        worker=mate, case=closed, authority="区卫生健康局", document="告知书（演示）", place="甲楼", first_day=TODAY,
        last_day=None, by=SYSTEM, now=NOW,
    )  # fmt: skip
    actions.follow_up(isolation=isolation, day=TODAY, temperature=366, by=SYSTEM, now=NOW)
    assert [c["via"] for c in held_on(mate)["contacts"]] == ["room"]
    actions.close_case(
        case=closed,
        version=closed.version,
        outcome=HealthCase.State.CLEARED,
        document="意见（演示）",
        by=SYSTEM,
        now=NOW,
    )
    hunan = Area.objects.get(code="430000")
    set_parameter(
        area=hunan, key="retention_days", value=Decimal(30), document="湘档〔2020〕1号", valid_from=TODAY, by=SYSTEM,
        now=NOW,
    )  # fmt: skip
    Emergency.objects.create(
        area=hunan, began=TODAY - dt.timedelta(days=30), ended=TODAY + dt.timedelta(days=30), document="演示"
    )

    # The contact is isolated still: the case that led there waits with it.
    assert len(actions.purge_ended(by=SYSTEM, now=YEAR_LATER)) == 1
    assert HealthCase.objects.count() == 2
    assert not Stay.objects.exists()

    Purge.objects.all().delete()
    actions.release(isolation=isolation, document="解除通知书（演示）", by=SYSTEM, now=YEAR_LATER)
    [purge] = actions.purge_ended(by=SYSTEM, now=YEAR_LATER)
    assert list(HealthCase.objects.all()) == [still_open]
    assert not Contact.objects.exists()
    assert not Isolation.objects.exists()
    assert not FollowUp.objects.exists()
    assert purge.rows["people_healthcase"] == 1
