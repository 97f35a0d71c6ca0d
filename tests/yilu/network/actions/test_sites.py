"""Registering and changing sites, and opening a contact person's data."""

import dataclasses

import pytest
from django.db import connection

from tests.world import NOW, SYSTEM, World
from yilu.audit.models import Act
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.network import actions
from yilu.network.facts import NewSite
from yilu.network.models import Enterprise, Site, SiteStatusChange


def new(world: World, **changes: object) -> NewSite:
    site = NewSite(
        brand_id=world.brands["jia"].pk, enterprise_id=world.enterprises["jia_changsha"].pk, code="N-1",
        name="甲达 新店", kind="outlet", county_id="430102", contact_phone="13900001111",
    )  # fmt: skip
    return dataclasses.replace(site, **changes)  # type: ignore[arg-type]


def test_sites_are_registered_with_history_and_one_audit_row(world: World) -> None:
    before = Act.objects.count()
    ids = actions.add_sites(rows=[new(world), new(world, code="N-2")], by=world.actor("jia_hq"), now=NOW)
    assert [s.code for s in Site.objects.filter(pk__in=ids).order_by("pk")] == ["N-1", "N-2"]
    assert SiteStatusChange.objects.filter(site_id__in=ids, status="not_opened").count() == 2
    assert Act.objects.count() == before + 1
    act = Act.objects.latest("pk")
    assert act.after["sites"] == 2
    assert len(act.after["sha256"]) == 64
    assert "13900001111" not in str(act.after)


def test_personal_data_lies_encrypted_in_the_database(world: World) -> None:
    (pk,) = actions.add_sites(rows=[new(world)], by=SYSTEM, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact_phone FROM network_site WHERE id = %s", [pk])
        stored = cursor.fetchone()[0]
    assert "13900001111" not in stored
    assert Site.objects.get(pk=pk).contact_phone == "13900001111"


def test_registering_never_opens(world: World) -> None:
    with pytest.raises(Invalid, match="开业"):
        actions.add_sites(rows=[new(world, status="open")], by=SYSTEM, now=NOW)


def test_a_code_taken_writes_nothing(world: World) -> None:
    before = Site.objects.count()
    with pytest.raises(Conflict):
        actions.add_sites(rows=[new(world), new(world, code="JIA_FURONG")], by=SYSTEM, now=NOW)
    assert Site.objects.count() == before


@pytest.mark.parametrize("who", ["yi_hq", "manager", "neighbour"])
def test_nobody_registers_outside_the_jurisdiction(world: World, who: str) -> None:
    with pytest.raises(Denied):
        actions.add_sites(rows=[new(world)], by=world.actor(who), now=NOW)
    assert Act.objects.latest("pk").outcome == "refused"


def test_an_enterprise_of_another_brand_is_refused(world: World) -> None:
    with pytest.raises(Invalid, match="不属于"):
        actions.add_sites(rows=[new(world, enterprise_id=world.enterprises["yi"].pk)], by=SYSTEM, now=NOW)


def test_two_people_editing_at_once_do_not_overwrite_each_other(world: World) -> None:
    site = world.sites["jia_furong"]
    actions.change_site(
        site=site, version=site.version, changes={"name": "甲达芙蓉一部"}, by=world.actor("officer"), now=NOW
    )
    with pytest.raises(Conflict, match="没有丢失"):
        actions.change_site(
            site=site, version=site.version, changes={"floor_area_m2": 1.0}, by=world.actor("jia_hq"), now=NOW
        )
    site.refresh_from_db()
    assert (site.name, site.floor_area_m2) == ("甲达芙蓉一部", 200.0)
    assert "甲达芙蓉一部" in site.search_text


def test_the_audit_says_what_changed_and_of_personal_data_only_that_it_did(world: World) -> None:
    site = world.sites["jia_furong"]
    actions.change_site(
        site=site,
        version=site.version,
        changes={"contact_name": "猪八戒", "capacity_per_day": 6000},
        by=SYSTEM,
        now=NOW,
    )
    act = Act.objects.latest("pk")
    assert act.before["capacity_per_day"] == 5000
    assert act.after["capacity_per_day"] == 6000
    assert act.after["contact_name"] == "＊"
    assert "猪八戒" not in str((act.before, act.after))


def test_a_site_is_not_moved_out_of_the_editors_jurisdiction(world: World) -> None:
    site = world.sites["jia_furong"]
    with pytest.raises(Denied):
        actions.change_site(
            site=site, version=site.version, changes={"county_id": "430202"}, by=world.actor("officer"), now=NOW
        )


def test_a_park_of_another_county_is_refused(world: World) -> None:
    site = world.sites["jia_hetang"]
    assert world.park is not None
    with pytest.raises(Invalid, match="园区"):
        actions.change_site(site=site, version=site.version, changes={"park_id": world.park.pk}, by=SYSTEM, now=NOW)


def test_a_contact_is_opened_for_a_reason_that_the_audit_keeps(world: World) -> None:
    site = world.sites["jia_furong"]
    name, phone = actions.open_contact(site=site, why="联系核实消毒记录", by=world.actor("officer"), now=NOW)
    assert (name, phone) == ("赵钱孙", "13800001234")
    act = Act.objects.latest("pk")
    assert (act.verb, act.after) == ("network.contact.open", {"why": "联系核实消毒记录"})


def test_a_contact_is_not_opened_without_reason_nor_by_a_stranger(world: World) -> None:
    site = world.sites["jia_furong"]
    with pytest.raises(Invalid):
        actions.open_contact(site=site, why="看", by=world.actor("officer"), now=NOW)
    with pytest.raises(Denied):
        actions.open_contact(site=site, why="想知道是谁负责", by=world.actor("yi_hq"), now=NOW)


def test_a_bad_credit_code_is_refused(world: World) -> None:
    with pytest.raises(Invalid, match="校验码"):
        actions.add_enterprise(
            brand=world.brands["jia"], kind="branch", code="X", name_zh="x", area="430100",
            parent=world.enterprises["jia"], credit_code="91110000600037341X", by=SYSTEM, now=NOW,
        )  # fmt: skip
    assert not Enterprise.objects.filter(code="X").exists()


def test_a_branch_belongs_to_a_unit_of_its_own_brand(world: World) -> None:
    with pytest.raises(Denied, match="总部"):
        actions.add_enterprise(
            brand=world.brands["jia"], kind="branch", code="X", name_zh="x", area="430100",
            parent=world.enterprises["yi"], by=SYSTEM, now=NOW,
        )  # fmt: skip
