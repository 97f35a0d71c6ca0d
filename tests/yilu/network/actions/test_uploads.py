"""An uploaded workbook on its way, and the writing of it."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection

from tests.world import NOW, SYSTEM, World
from tests.yilu.network.workbooks import row, workbook
from yilu.audit.models import Act
from yilu.core.reasons import Conflict, Invalid
from yilu.network import actions, queries
from yilu.network.models import Site, Upload, UploadPart
from yilu.network.sheet.reading import open_sheet
from yilu.network.workbooks import OF_SITES

BAD = {"code": "BAD-1", "kind": "小卖部"}


def upload(world: World, tmp_path: Path, *rows: list[Any], who: str = "jia_hq", now: dt.datetime = NOW) -> Upload:
    path = workbook(tmp_path / "网点.xlsx", rows)
    kept = actions.receive_upload(
        how=OF_SITES, file_name=path.name, pieces=[path.read_bytes()], by=world.actor(who), now=now
    )
    actions.check_upload(how=OF_SITES, upload=kept, by=world.actor(who), now=now)
    kept.refresh_from_db()
    return kept


def write(kept: Upload, world: World, *, good: bool = False) -> Upload:
    by = world.actor("jia_hq")
    actions.accept_upload(upload=kept, good_rows_only=good, by=by, now=NOW)
    actions.write_upload(how=OF_SITES, upload=kept, by=by, now=NOW)
    kept.refresh_from_db()
    return kept


def test_a_checked_upload_has_written_nothing_yet(world: World, tmp_path: Path) -> None:
    kept = upload(world, tmp_path, row(), row(**BAD))
    assert kept.state == "checked"
    assert kept.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 1, "warned": 0}
    assert Site.objects.count() == 5
    assert [r.verdict for r in kept.rows.order_by("row")] == ["new", "refused"]


def test_all_or_nothing_writes_nothing_where_a_row_is_refused(world: World, tmp_path: Path) -> None:
    kept = write(upload(world, tmp_path, row(), row(**BAD)), world)
    assert kept.state == "checked"
    assert "1 行不能导入" in kept.reasons[0][1]
    assert Site.objects.count() == 5


def test_good_rows_only_writes_those(world: World, tmp_path: Path) -> None:
    kept = write(upload(world, tmp_path, row(), row(**BAD)), world, good=True)
    assert kept.state == "done"
    assert Site.objects.filter(code="NEW-1", status="not_opened").exists()
    assert not Site.objects.filter(code="BAD-1").exists()


def test_importing_again_updates_and_never_doubles(world: World, tmp_path: Path) -> None:
    write(upload(world, tmp_path, row()), world)
    kept = upload(world, tmp_path, row(floor_area_m2=350))
    assert kept.counts["changed"] == 1
    assert kept.rows.get().notes == [["floor_area_m2", "面积（平方米）：300 → 350", "Floor area (m²): 300 → 350", None]]
    write(kept, world)
    site = Site.objects.get(code="NEW-1")
    assert (site.floor_area_m2, site.version) == (350.0, 2)
    assert upload(world, tmp_path, row(floor_area_m2=350)).counts["unchanged"] == 1


def test_the_import_is_one_act_with_counts_and_digest_and_no_personal_data(world: World, tmp_path: Path) -> None:
    write(upload(world, tmp_path, row()), world)
    act = Act.objects.get(verb="network.site.import")
    assert act.after["new"] == 1
    assert len(act.after["sha256_new"]) == 64
    assert "孙悟空" not in str(act.after)
    assert act.area == "430102"


def test_the_file_lies_encrypted_and_is_gone_when_written(world: World, tmp_path: Path) -> None:
    kept = upload(world, tmp_path, row())
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM network_uploadpart WHERE upload_id = %s", [kept.pk])
        assert not bytes(cursor.fetchone()[0]).startswith(b"PK")
    assert kept.parts.get(file="uploaded").content.startswith(b"PK")
    write(kept, world)
    assert not kept.parts.filter(file="uploaded").exists()


def test_the_marked_workbook_names_the_bad_cell(world: World, tmp_path: Path) -> None:
    kept = upload(world, tmp_path, row(), row(**BAD))
    path = tmp_path / "m.xlsx"
    path.write_bytes(b"".join(queries.marked_pieces(kept)))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert "小卖部" in sheet["E3"].comment.text


def test_a_site_changed_between_check_and_writing_undoes_all(world: World, tmp_path: Path) -> None:
    opened = open_sheet(workbook(tmp_path / "a.xlsx", [row(), row(code="JIA_YUELU", floor_area_m2=1)]), "a.xlsx")
    found = actions.check_sites(opened=opened, by=SYSTEM, now=NOW)
    site = world.sites["jia_yuelu"]
    actions.change_site(site=site, version=site.version, changes={"address": "x"}, by=SYSTEM, now=NOW)
    with pytest.raises(Conflict, match="重新核对"):
        actions.import_sites(found=found, file_name="a.xlsx", by=SYSTEM, now=NOW)
    assert not Site.objects.filter(code="NEW-1").exists()


def test_an_import_can_suspend_with_cause_and_keeps_the_history(world: World, tmp_path: Path) -> None:
    write(upload(world, tmp_path, row(code="JIA_FURONG", status="已停业", cause="疑似病例", since="2020-02-15")), world)
    site = Site.objects.get(code="JIA_FURONG")
    assert site.status == "suspended"
    assert site.status_changes.latest("pk").cause == "疑似病例"
    assert site.status_since.astimezone(NOW.tzinfo).date() == dt.date(2020, 2, 15)


def test_a_regulators_import_suspends_nothing(world: World, tmp_path: Path) -> None:
    kept = upload(world, tmp_path, row(code="JIA_FURONG", status="已停业", cause="一律停业"), who="leader")
    assert (kept.counts["refused"], Site.objects.get(code="JIA_FURONG").status) == (1, "open")


def test_an_unreadable_file_is_refused_with_its_sentence(world: World) -> None:
    by = world.actor("jia_hq")
    kept = actions.receive_upload(how=OF_SITES, file_name="a.xlsx", pieces=[b"%PDF-1.7"], by=by, now=NOW)
    actions.check_upload(how=OF_SITES, upload=kept, by=by, now=NOW)
    kept.refresh_from_db()
    assert kept.state == "refused"
    assert ".xlsx" in kept.reasons[0][1]


def test_it_is_decided_once(world: World, tmp_path: Path) -> None:
    kept = write(upload(world, tmp_path, row()), world)
    with pytest.raises(Conflict):
        actions.accept_upload(upload=kept, good_rows_only=False, by=world.actor("jia_hq"), now=NOW)
    with pytest.raises(Conflict):
        actions.drop_upload(upload=kept, by=world.actor("jia_hq"), now=NOW)


def test_dropping_removes_the_file_at_once(world: World, tmp_path: Path) -> None:
    kept = upload(world, tmp_path, row())
    actions.drop_upload(upload=kept, by=world.actor("jia_hq"), now=NOW)
    assert not UploadPart.objects.exists()


def test_uploads_are_removed_after_a_week(world: World, tmp_path: Path) -> None:
    upload(world, tmp_path, row())
    upload(world, tmp_path, row(), now=NOW + dt.timedelta(days=8))
    assert Upload.objects.count() == 1


def test_a_job_that_never_came_back_can_be_asked_for_again(world: World, tmp_path: Path) -> None:
    by, path = world.actor("jia_hq"), workbook(tmp_path / "a.xlsx", [row()])
    kept = actions.receive_upload(how=OF_SITES, file_name="a.xlsx", pieces=[path.read_bytes()], by=by, now=NOW)
    with pytest.raises(Conflict):
        actions.recheck_upload(upload=kept, by=by, now=NOW)
    actions.recheck_upload(upload=kept, by=by, now=NOW + dt.timedelta(minutes=16))


def test_nobody_else_sees_an_upload(world: World, tmp_path: Path) -> None:
    kept = upload(world, tmp_path, row())
    assert queries.uploads(world.actor("jia_hq"), "sites").get() == kept
    assert not queries.uploads(world.actor("yi_hq"), "sites").exists()
    assert not queries.uploads(world.actor("leader"), "sites").exists()


def test_a_refused_import_says_how_many_rows(world: World, tmp_path: Path) -> None:
    opened = open_sheet(workbook(tmp_path / "a.xlsx", [row(**BAD), row(**BAD | {"code": "BAD-2"})]), "a.xlsx")
    found = actions.check_sites(opened=opened, by=SYSTEM, now=NOW)
    with pytest.raises(Invalid, match="2 行"):
        actions.import_sites(found=found, file_name="a.xlsx", by=SYSTEM, now=NOW)
