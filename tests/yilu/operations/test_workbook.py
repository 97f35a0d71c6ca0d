"""A headquarters reports hundreds of sites by workbook: checked as a whole, asked about, then taken."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import World
from tests.yilu.operations.ground import YESTERDAY, tell
from yilu.operations.models import SiteReport

pytestmark = pytest.mark.django_db
ADDRESS = "/operations/workbook/"


@pytest.fixture(autouse=True)
def _without_second_factor(settings: pytest.FixtureRequest) -> None:
    settings.YILU_REQUIRE_TOTP = False  # type: ignore[attr-defined]


def book(client: Client) -> Any:
    answer = client.get(f"{ADDRESS}template/?day=2020-02-17")
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def fill(client: Client, **sites: dict[str, object]) -> bytes:
    """The template, filled in for these sites: an ordinary day with what is said differently."""
    workbook = book(client)
    sheet = workbook.active
    place = {str(c.value).split("\n")[0].removesuffix(" *"): c.column for c in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        over = sites.get(str(sheet.cell(row, place["网点编码"]).value).lower())
        if over is None:
            continue
        day = {"今日": "营业", "收寄量": 500, "投递量": 400, "积压量": 50, "自有到岗": 8, "自有在册": 20, **over}
        for title, value in day.items():
            sheet.cell(row, place[title]).value = value
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def send(client: Client, content: bytes, name: str = "day.xlsx", **over: str) -> tuple[int, str]:
    file = SimpleUploadedFile(name, content, "application/octet-stream")
    answer = client.post(ADDRESS, {"day": "2020-02-17", "file": file, **over})
    return answer.status_code, answer.content.decode()


def test_the_template_holds_ones_own_sites_with_yesterday_beside(world: World) -> None:
    tell(world, "jia_furong", day=YESTERDAY, collected=1234)
    rows = list(book(world.client("jia_hq")).active.values)
    assert [r[0] for r in rows[1:]] == ["JIA_FURONG", "JIA_HETANG", "JIA_YUELU"]
    assert 1234 in rows[1]


def test_what_is_filled_in_is_reported_and_the_rest_passed_over(world: World) -> None:
    client = world.client("jia_hq")
    content = fill(client, jia_furong={"收寄量": "１，２００", "口罩（只）": 300}, jia_hetang={"投递量": 410})
    assert send(client, content)[0] == 302
    told = {r.site_id: r for r in SiteReport.objects.all()}
    assert set(told) == {world.sites["jia_furong"].pk, world.sites["jia_hetang"].pk}
    first = told[world.sites["jia_furong"].pk]
    assert (first.collected, first.supplies, first.source) == (1200, {"masks": 300}, "workbook")


def test_one_wrong_row_writes_nothing_and_says_which(world: World) -> None:
    client = world.client("jia_hq")
    status, html = send(client, fill(client, jia_furong={}, jia_hetang={"今日": "停业"}))
    assert status == 422
    assert ">3<" in html
    assert "停业须写明原因" in html
    status, html = send(client, fill(client, jia_furong={"收寄量": "很多"}, jia_hetang={"积压量": None}))
    assert status == 422
    assert "收寄量" in html
    assert "“积压量”没有填" in html
    assert not SiteReport.objects.exists()


def test_what_is_improbable_is_asked_about_before_anything_is_written(world: World) -> None:
    client = world.client("jia_hq")
    content = fill(client, jia_furong={"自有到岗": 25})
    status, html = send(client, content)
    assert (status, "25 人多于在册 20 人" in html) == (200, True)
    assert not SiteReport.objects.exists()
    assert send(client, content, confirmed="1")[0] == 302
    assert SiteReport.objects.get().flags[0][0] == "on_post_over_roster"


def test_a_strangers_site_is_not_known(world: World) -> None:
    content = fill(world.client("jia_hq"), jia_furong={})
    status, html = send(world.client("yi_hq"), content)
    assert status == 422
    assert "不由您填报" in html


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"%PDF-1.7", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_refused_calmly(world: World, content: bytes) -> None:
    status, html = send(world.client("jia_hq"), content)
    assert status == 422
    assert "alert-danger" in html


def test_an_empty_template_says_that_nothing_is_filled_in(world: World) -> None:
    client = world.client("jia_hq")
    assert "没有填写任何网点" in send(client, fill(client))[1]


def test_a_regulator_reports_for_nobody(world: World) -> None:
    assert world.client("officer").get(ADDRESS).status_code == 403
