"""Imports on a page: upload, preview, accept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import World
from yilu.territory.models import CaseCount, PublishedTier

GOOD = """date,gb_code,city,confirmed_cum,cured_cum,dead_cum
2020-02-15,430100,长沙市,235,60,2
2020-02-16,430100,长沙市,240,70,2
"""
BAD = GOOD + "2020-02-17,430100,长沙市,1,70,2\n2020-02-17,430200,株洲市,70,1,0\n2020-02-17,,监狱系统,3,0,0\n"


def file(text: str, name: str = "长沙病例_2020-02-17.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode("gb18030"))


@pytest.fixture(autouse=True)
def _home(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.YILU_HOME = tmp_path


def test_a_file_is_previewed_and_nothing_is_written_before_it_is_accepted(world: World) -> None:
    client = world.client("officer")
    response = client.post("/territory/cases/import/", {"file": file(GOOD)})
    preview = client.get(response.headers["Location"]).content.decode()
    assert "共 2 行：可新增 2" in preview
    assert "长沙病例" in preview
    assert CaseCount.objects.count() == 0
    accepted = client.post(response.headers["Location"], {"take": "all"})
    assert accepted.headers["Location"] == "/territory/cases/"
    assert set(CaseCount.objects.values_list("confirmed", "source")) == {(235, "长沙病例"), (240, "长沙病例")}
    assert client.get(response.headers["Location"]).status_code == 404


def test_bad_lines_are_told_and_only_the_good_ones_are_taken_when_asked(world: World) -> None:
    client = world.client("officer")
    address = client.post("/territory/cases/import/", {"file": file(BAD), "source": "市"}).headers["Location"]
    preview = client.get(address).content.decode()
    for words in ("累计数不能下降", "不在您的辖区内", "监狱系统 1"):
        assert words in preview, words
    client.post(address, {"take": "all"})
    assert CaseCount.objects.count() == 0
    client.post(address, {"take": "good"})
    assert CaseCount.objects.count() == 2


def test_the_refused_lines_are_a_file(world: World) -> None:
    client = world.client("officer")
    address = client.post("/territory/cases/import/", {"file": file(BAD)}).headers["Location"]
    joint = "&" if "?" in address else "?"
    text = b"".join(client.get(f"{address}{joint}export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "4,430100,长沙市" in text


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "PK\x03\x04"])
def test_a_file_that_is_no_such_file_is_refused_beside_its_field(world: World, text: str) -> None:
    response = world.client("officer").post("/territory/cases/import/", {"file": file(text)})
    assert response.status_code == 422
    assert "id_file_error" in response.content.decode()


def test_a_file_beyond_the_limit_is_not_kept(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    settings.YILU_UPLOAD_LIMIT_MB = 0
    response = world.client("officer").post("/territory/cases/import/", {"file": file(GOOD)})
    assert response.status_code == 422
    assert "超过大小上限" in response.content.decode()


def test_nobody_finds_the_upload_of_another(world: World) -> None:
    address = world.client("officer").post("/territory/cases/import/", {"file": file(GOOD)}).headers["Location"]
    assert world.client("neighbour").get(address).status_code == 404
    assert world.client("neighbour").post(address, {"take": "all"}).status_code == 404
    assert world.client("officer").get("/territory/cases/import/..%2f..%2fsecret_key/").status_code == 404


def test_who_may_not_import_may_not_upload(world: World) -> None:
    for who in ("jia_hq", "manager"):
        assert world.client(who).get("/territory/cases/import/").status_code == 403
        assert world.client(who).get("/territory/tiers/import/").status_code == 403


def test_a_published_list_is_previewed_and_taken(world: World) -> None:
    client = world.client("officer")
    text = "as_of,gb_code,unit_name,tier\n2020-02-16,430102,芙蓉区,中风险\n"
    address = client.post("/territory/tiers/import/", {"file": file(text, "名单.csv")}).headers["Location"]
    assert "可新增 1" in client.get(address).content.decode()
    client.post(address, {"take": "all"})
    assert PublishedTier.objects.get().tier == "medium"
