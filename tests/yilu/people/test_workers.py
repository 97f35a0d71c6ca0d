"""Workers: registered, transferred, merged; phones enrolled and revoked; records opened and purged."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection

from tests.world import NOW, SYSTEM, TODAY, World, person
from tests.yilu.people.ground import LI, ZHANG, check, details, worker
from yilu.audit.models import Act
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.norms.models import Setting
from yilu.people import actions, queries
from yilu.people.blinding import code_digest, identity_index
from yilu.people.models import (
    CoverageCell,
    DevicePass,
    DuplicatePair,
    MorningCheck,
    PlacesStayed,
    Purge,
    Source,
    Worker,
)
from yilu.people.passes import holder_of
from yilu.people.queries.health import sees_health
from yilu.territory import actions as territory

DAY = dt.timedelta(days=1)


def test_the_database_never_holds_name_identity_or_phone_in_clear(world: World) -> None:
    zhang = worker(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, identity, phone FROM people_worker")
        raw = "".join(cursor.fetchone())
    assert not any(ZHANG[k] in raw for k in ("name", "identity", "phone"))
    assert zhang.identity_index == identity_index(ZHANG["identity"])
    assert not any(v in str(Act.objects.values_list("after", flat=True)) for v in ZHANG.values() if v != "A01")


def test_a_worker_is_found_by_number_whole_name_phone_or_identity(world: World) -> None:
    zhang, officer = worker(world), world.actor("manager")
    for text in ("A0", "张望山", "139 1111 0001", ZHANG["identity"]):
        assert list(queries.found_workers(queries.workers(officer), text)) == [zhang], text
    assert not queries.found_workers(queries.workers(officer), "张望")
    assert not queries.workers(world.actor("yi_hq")).exists()


def test_outsourced_labour_names_its_agency_and_is_due_the_same(world: World) -> None:
    with pytest.raises(Invalid):
        worker(world, employment="outsourced")
    sent = worker(world, employment="outsourced", agency="诚信劳务")
    assert "people.post.unchecked" in {w.code for w in queries.days_of([sent], day=TODAY)[0].why_not}


def test_the_regulators_own_staff_are_checked_like_anybody(world: World) -> None:
    assert world.office is not None
    rows = [replace(details(0, code="G01", post="office"), site=None, office=world.office.pk)]
    [pk] = actions.add_workers(rows=rows, by=SYSTEM, now=NOW)
    official = Worker.objects.get(pk=pk)
    assert (official.county_id, official.brand_id) == ("430100", None)
    actions.send_check(worker=official, check=check(), source=Source.PHONE, by=SYSTEM, now=NOW)
    assert CoverageCell.objects.get().enterprise_id == 0
    assert queries.workers(world.actor("officer")).filter(pk=pk).exists()
    assert not queries.workers(world.actor("jia_hq")).filter(pk=pk).exists()


def test_one_staff_number_is_one_worker_of_a_brand(world: World) -> None:
    worker(world)
    with pytest.raises(Conflict):
        worker(world, "jia_hetang")
    worker(world, "yi_furong", identity="", phone="")
    assert Worker.objects.count() == 2


def test_a_transfer_keeps_where_somebody_was_and_the_days_stay_there(world: World) -> None:
    zhang = worker(world)
    actions.send_check(worker=zhang, check=check(), source=Source.PHONE, by=SYSTEM, now=NOW)
    to = world.sites["jia_hetang"]
    moved = actions.transfer_worker(worker=zhang, version=1, site=to, on=TODAY + DAY, cause="支援", by=SYSTEM, now=NOW)
    assert (moved.site_id, moved.county_id, moved.enterprise_id) == (to.pk, to.county_id, to.enterprise_id)
    days = list(moved.placements.order_by("first_day").values_list("first_day", "last_day"))
    assert days == [(dt.date(2020, 1, 1), TODAY), (TODAY + DAY, None)]
    assert MorningCheck.objects.get().site_id == world.sites["jia_furong"].pk
    with pytest.raises(Conflict):
        actions.note_leaving(worker=zhang, version=1, on=TODAY, cause="", by=SYSTEM, now=NOW)


def test_a_manager_transfers_nobody_to_a_site_not_his_own(world: World) -> None:
    zhang = worker(world)
    with pytest.raises(Denied):
        actions.transfer_worker(
            worker=zhang,
            version=1,
            site=world.sites["jia_hetang"],
            on=TODAY,
            cause="",
            by=world.actor("manager"),
            now=NOW,
        )


def test_duplicates_are_found_and_merged_with_their_history(world: World) -> None:
    zhang = worker(world)
    same = worker(world, "yi_furong", code="Y7", phone="", name="张忘山")
    near = worker(world, code="A9", identity="", phone="13911110011")
    worker(world, **LI)
    assert actions.find_duplicates(by=SYSTEM, now=NOW) == 2
    assert actions.find_duplicates(by=SYSTEM, now=NOW) == 0
    pairs = {(p.first_id, p.second_id): p for p in DuplicatePair.objects.all()}
    assert pairs[zhang.pk, same.pk].ground == "identity"
    assert pairs[zhang.pk, near.pk].ground == "name_phone"
    actions.send_check(worker=near, check=check(), source=Source.GATE, by=SYSTEM, now=NOW)
    actions.tell_apart(pair=pairs[zhang.pk, same.pk], by=SYSTEM, now=NOW)
    actions.merge_workers(pair=pairs[zhang.pk, near.pk], keep=zhang, by=SYSTEM, now=NOW)
    assert queries.ids_of(zhang) == [zhang.pk, near.pk]
    assert len(queries.held_on(zhang)["checks"]) == 1
    with pytest.raises(Conflict):
        actions.merge_workers(pair=pairs[zhang.pk, near.pk], keep=zhang, by=SYSTEM, now=NOW)


def enrolled(world: World, who: Worker, now: dt.datetime = NOW) -> tuple[DevicePass, str]:
    [card] = actions.print_cards(workers=[who], by=world.actor("manager"), now=now)
    return actions.enrol_phone(code=card.code, device="Android", by=SYSTEM, now=now)


def test_a_card_is_good_once_and_not_after_a_newer_one(world: World) -> None:
    zhang = worker(world)
    [old] = actions.print_cards(workers=[zhang], by=world.actor("manager"), now=NOW)
    [card] = actions.print_cards(workers=[zhang], by=world.actor("manager"), now=NOW)
    actions.enrol_phone(code=card.code.upper().replace("-", " "), device="", by=SYSTEM, now=NOW)
    for spent in (old.code, card.code, "aaaa-bbbb-cccc"):
        with pytest.raises(Invalid):
            actions.enrol_phone(code=spent, device="", by=SYSTEM, now=NOW)
    [late] = actions.print_cards(workers=[zhang], by=world.actor("manager"), now=NOW)
    with pytest.raises(Invalid):
        actions.enrol_phone(code=late.code, device="", by=SYSTEM, now=NOW + 4 * DAY)
    assert code_digest(card.code) != card.code


def test_an_enrolled_phone_reports_for_its_own_person_and_nobody_else(world: World) -> None:
    zhang, li = worker(world), worker(world, **LI)
    held, token = enrolled(world, zhang)
    holder = holder_of(token, now=NOW, origin="")
    assert holder is not None
    assert holder.worker == zhang
    actions.send_check(worker=zhang, check=check(), source=Source.PHONE, by=holder.actor, now=NOW)
    with pytest.raises(Denied):
        actions.send_check(worker=li, check=check(), source=Source.PHONE, by=holder.actor, now=NOW)
    assert not queries.workers(holder.actor).exists()

    forged = token[:-3] + ("AAA" if token[-3:] != "AAA" else "BBB")
    assert holder_of(forged, now=NOW, origin="") is None
    assert holder_of(token, now=NOW + 400 * DAY, origin="") is None
    actions.revoke_pass(device_pass=held, cause="lost", by=world.actor("manager"), now=NOW)
    assert holder_of(token, now=NOW, origin="") is None


def test_a_phone_of_somebody_who_left_is_no_longer_heard(world: World) -> None:
    zhang = worker(world)
    _, token = enrolled(world, zhang)
    actions.note_leaving(worker=zhang, version=1, on=TODAY, cause="离职", by=world.actor("manager"), now=NOW)
    assert holder_of(token, now=NOW, origin="") is None


def test_health_is_seen_near_and_further_up_only_with_a_case_or_a_reason(world: World) -> None:
    person(world, "nurse", "site_health_officer", site=world.sites["jia_furong"])
    person(world, "county", "health_officer", area="430102")
    person(world, "province", "health_officer", area="430000")
    person(world, "head", "leader", area="430102")
    zhang = worker(world)
    actions.send_check(worker=zhang, check=check(), source=Source.PHONE, by=SYSTEM, now=NOW)
    asked = ("nurse", "county", "province", "head", "manager", "yi_hq")
    sees = {w: sees_health(world.actor(w), zhang, now=NOW) for w in asked}
    assert [who for who in asked if sees[who]] == ["nurse", "county"]
    with pytest.raises(Invalid):
        actions.open_record(worker=zhang, why="看", by=world.actor("province"), now=NOW)
    actions.open_record(worker=zhang, why="核对省级专报", by=world.actor("province"), now=NOW)
    assert sees_health(world.actor("province"), zhang, now=NOW)
    assert not sees_health(world.actor("province"), zhang, now=NOW + dt.timedelta(hours=2))
    li = worker(world, **LI)
    actions.send_check(worker=li, check=check(case_contact=True), source=Source.PHONE, by=SYSTEM, now=NOW)
    assert sees_health(world.actor("province"), li, now=NOW)
    with pytest.raises(Denied):
        actions.open_record(worker=zhang, why="核对省级专报", by=world.actor("manager"), now=NOW)


def test_records_are_purged_when_the_areas_days_are_over_and_not_before(world: World) -> None:
    zhang = worker(world)
    actions.send_check(worker=zhang, check=check(places="长沙"), source=Source.PHONE, by=SYSTEM, now=NOW)
    emergency = territory.declare_emergency(
        area="430000", name_zh="一级响应", name_en="Level I", began=dt.date(2020, 1, 23), response_level="I",
        document="湘政〔2020〕1号", by=SYSTEM, now=NOW,
    )  # fmt: skip
    later = NOW + 100 * DAY
    assert actions.purge_ended(by=SYSTEM, now=later) == []
    territory.end_emergency(emergency=emergency, ended=dt.date(2020, 3, 31), by=SYSTEM, now=NOW + 50 * DAY)
    assert actions.purge_ended(by=SYSTEM, now=later) == []  # nobody has said how long to keep it
    Setting.objects.create(
        area_id="430000", key="retention_days", value=30, document="湘防〔2020〕9号", valid_from=TODAY, recorded_at=NOW,
        by="tests",
    )  # fmt: skip
    assert actions.purge_ended(by=SYSTEM, now=dt.datetime.combine(dt.date(2020, 4, 30), NOW.timetz())) == []
    [purge] = actions.purge_ended(by=SYSTEM, now=later)
    assert (purge.rows["people_morningcheck"], purge.document) == (1, "湘防〔2020〕9号")
    assert not MorningCheck.objects.exists()
    assert not PlacesStayed.objects.exists()
    assert actions.purge_ended(by=SYSTEM, now=later) == []
    assert Purge.objects.count() == 1
