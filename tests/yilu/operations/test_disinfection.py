"""Disinfections: recorded, overdue by the norm's interval, evidence in the ledger; photos within the jurisdiction."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.core.test_photos import SECRET, exif, jpeg
from yilu.audit.models import Act
from yilu.core.reasons import Denied, Invalid
from yilu.norms import actions as norms
from yilu.norms.models import Evidence
from yilu.norms.rules.parameters import SORTING_DISINFECTION
from yilu.operations import actions
from yilu.operations.actions import DisinfectionRow
from yilu.operations.models import Disinfection, Photo
from yilu.operations.queries.disinfection import due_at
from yilu.operations.rules.disinfection import Due, why_not_log
from yilu.territory.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def normed(world: World) -> World:
    """The world with the published norms in force."""
    Area.objects.create(code="340000", level=1, name_zh="安徽省", short_zh="安徽", name_en="Anhui", parent_id="100000")
    norms.load_norms(by=SYSTEM, now=NOW)
    return world


def logged(world: World, site: str = "jia_furong", ago: float = 1, who: str = "manager") -> Disinfection:
    return actions.log_disinfection(
        site=world.sites[site], at=NOW - dt.timedelta(hours=ago), place="营业厅", agent="84消毒液", person="孙某",
        by=world.actor(who), now=NOW,
    )  # fmt: skip


def test_an_outlet_is_overdue_two_hours_after_the_last_one_and_when_there_is_none(normed: World) -> None:
    site = normed.sites["jia_furong"]
    assert due_at(site, now=NOW).is_overdue(NOW)
    logged(normed)
    due = due_at(site, now=NOW)
    assert (due.every_hours, due.at) == (2, NOW + dt.timedelta(hours=1))
    assert not due.is_overdue(NOW)
    assert due.is_overdue(NOW + dt.timedelta(minutes=61))
    assert "营业网点操作规范" in due.clause


def test_a_sorting_centre_is_overdue_only_where_an_area_ordered_an_interval(normed: World) -> None:
    centre = normed.sites["jia_yuelu"]
    assert due_at(centre, now=NOW) == Due(None, None, "")
    norms.set_parameter(
        area=Area.objects.get(code="430000"), key=SORTING_DISINFECTION, value=Decimal(4), document="湘防指〔2020〕1号",
        valid_from=TODAY, by=SYSTEM, now=NOW,
    )  # fmt: skip
    logged(normed, "jia_yuelu", ago=5, who="jia_hq")
    due = due_at(centre, now=NOW)
    assert (due.every_hours, due.clause, due.is_overdue(NOW)) == (4, "湘防指〔2020〕1号", True)


def test_each_disinfection_is_evidence_of_every_requirement_it_serves(normed: World) -> None:
    one = logged(normed)
    lines = Evidence.objects.filter(site=normed.sites["jia_furong"])
    assert {e.requirement.code for e in lines} == {"O5", "U2"}
    assert {(e.origin, e.origin_id, e.at) for e in lines} == {("operations", one.pk, one.at)}
    assert not any("孙某" in e.summary_zh for e in lines)


def test_without_norms_it_is_recorded_all_the_same(world: World) -> None:
    logged(world)
    assert Disinfection.objects.count() == 1
    assert not Evidence.objects.exists()


def test_only_those_who_report_for_a_site_record(world: World) -> None:
    for who in ("officer", "yi_hq"):
        with pytest.raises(Denied):
            logged(world, who=who)
    assert not Disinfection.objects.exists()


def test_what_cannot_have_been_is_refused() -> None:
    ok = {"at": NOW, "place": "营业厅", "agent": "84", "now": NOW}
    assert why_not_log(**ok) == []  # type: ignore[arg-type]
    wrong: dict[str, dict[str, object]] = {
        "operations.disinfection.place": {"place": " "},
        "operations.disinfection.agent": {"agent": ""},
        "operations.disinfection.ahead": {"at": NOW + dt.timedelta(hours=1)},
        "operations.disinfection.long_ago": {"at": NOW - dt.timedelta(days=8)},
    }
    for code, change in wrong.items():
        assert [w.code for w in why_not_log(**{**ok, **change})] == [code]  # type: ignore[arg-type]


def test_who_did_it_is_encrypted_at_rest_and_absent_from_the_audit(world: World) -> None:
    logged(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT person FROM operations_disinfection")
        assert "孙某" not in cursor.fetchone()[0]
    assert "孙某" not in json.dumps(Act.objects.get(verb="operations.disinfection.log").after, ensure_ascii=False)


def test_a_headquarters_records_many_in_one_act_all_or_none(normed: World) -> None:
    rows = [DisinfectionRow(normed.sites[s].pk, NOW, "营业厅", "84消毒液") for s in ("jia_furong", "jia_hetang")]
    assert actions.log_disinfections(rows=rows, by=normed.actor("jia_hq"), now=NOW) == 2
    assert Evidence.objects.filter(requirement__code="O5").count() == 2
    with pytest.raises(Denied):
        stranger = DisinfectionRow(normed.sites["yi_furong"].pk, NOW, "营业厅", "84")
        actions.log_disinfections(rows=[*rows, stranger], by=normed.actor("jia_hq"), now=NOW)
    with pytest.raises(Invalid) as refused:
        actions.log_disinfections(rows=[*rows, rows[0]._replace(agent="")], by=normed.actor("jia_hq"), now=NOW)
    assert "第3行" in refused.value.reasons[0].text.zh
    assert Disinfection.objects.count() == 2


def typed(**over: object) -> dict[str, object]:
    return {"place": "营业厅", "agent": "84消毒液", "person": "孙某", "at": "2020-02-17T00:00", **over}


def test_a_manager_records_one_with_a_photo_and_a_stranger_never_sees_it(normed: World) -> None:
    site = normed.sites["jia_furong"]
    address = f"/operations/sites/{site.pk}/disinfections/log/"
    photo = SimpleUploadedFile("p.jpg", jpeg(exif(6)), "text/html")
    manager = normed.client("manager")
    assert manager.post(address, typed(photo=photo, at="2020-02-16T23:30")).status_code == 302
    kept = Photo.objects.get()
    assert SECRET not in kept.content
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM operations_photo")
        assert b"JFIF" not in bytes(cursor.fetchone()[0])
    shown = manager.get(f"/operations/photos/{kept.pk}/")
    assert shown["Content-Type"] == "image/jpeg"
    assert normed.client("officer").get(f"/operations/photos/{kept.pk}/").status_code == 200
    for stranger in ("yi_hq", "neighbour"):
        assert normed.client(stranger).get(f"/operations/photos/{kept.pk}/").status_code == 404
        assert normed.client(stranger).get(address).status_code == 404
    assert "孙某" in manager.get(address).content.decode()
    assert "孙某" not in normed.client("officer").get(address).content.decode()
    assert Evidence.objects.filter(kind="photo", digest=kept.digest).exists()


def test_a_file_that_lies_about_its_kind_is_refused_and_nothing_typed_is_lost(world: World) -> None:
    address = f"/operations/sites/{world.sites['jia_furong'].pk}/disinfections/log/"
    fake = SimpleUploadedFile("photo.jpg", b"<script>alert(1)</script>", "image/jpeg")
    answer = world.client("manager").post(address, typed(photo=fake, at="2020-02-16T23:30", place="分拣区"))
    assert answer.status_code == 422
    assert "分拣区" in answer.content.decode()
    assert not Disinfection.objects.exists()


def test_an_area_lists_its_sites_the_longest_ago_first(normed: World) -> None:
    logged(normed, "jia_furong", ago=1)
    logged(normed, "jia_hetang", ago=30, who="jia_hq")
    html = normed.client("leader").get("/operations/disinfections/?area=430000").content.decode()
    assert html.index("乙通芙蓉加盟点") < html.index("甲达荷塘营业部") < html.index("甲达芙蓉营业部")
    assert "1 处从未登记消毒" in html
    assert "逾期" in html
    own = normed.client("jia_hq").get("/operations/disinfections/?area=430000").content.decode()
    assert "乙通" not in own


def test_the_api_takes_many_and_tells_when_the_next_is_due(normed: World) -> None:
    client, site = normed.client("jia_hq"), normed.sites["jia_furong"].pk
    rows = [{"site": site, "at": "2020-02-16T20:00:00", "place": "营业厅", "agent": "84消毒液"}]
    made = client.post("/api/v1/operations/disinfections", json.dumps({"rows": rows}), content_type="application/json")
    assert (made.status_code, made.json()) == (201, {"recorded": 1})
    told = client.get(f"/api/v1/operations/disinfections/{site}").json()
    assert (told["every_hours"], len(told["rows"])) == (2, 1)
