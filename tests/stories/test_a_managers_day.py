"""A site manager's day in two minutes: disinfect, count, report, ask for help; and what the regulator sees of it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import NOW, SYSTEM, World
from tests.yilu.core.test_photos import exif, jpeg
from yilu.norms import actions as norms
from yilu.norms.models import Evidence
from yilu.territory.models import Area

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_what_the_manager_tells_in_the_morning_is_evidence_and_a_task_by_noon(world: World) -> None:
    Area.objects.create(code="340000", level=1, name_zh="安徽省", short_zh="安徽", name_en="Anhui", parent_id="100000")
    norms.load_norms(by=SYSTEM, now=NOW)
    manager, officer = world.client("manager"), world.client("officer")
    pk = world.sites["jia_furong"].pk
    day, log = f"/operations/sites/{pk}/2020-02-17/", f"/operations/sites/{pk}/disinfections/log/"

    # The day's page says that nothing was disinfected, how often it must be, and under which clause.
    page = read(manager, day)
    assert "每 2 小时一次" in page
    assert "营业网点操作规范" in page

    # One disinfection with a photo; the next time the form is filled in already.
    photo = SimpleUploadedFile("a.jpg", jpeg(exif(1)), "image/jpeg")
    told = {"place": "营业厅", "agent": "84消毒液", "person": "孙某", "at": "2020-02-17T00:00", "photo": photo}
    assert manager.post(log, told).status_code == 302
    assert 'value="84消毒液"' in read(manager, log)

    # Half the form is kept as a draft; then the day is sent with masks counted and a problem for the administration.
    assert manager.post(day, {"version": "0", "collected": "500", "what": "draft"}).status_code == 302
    assert 'value="500"' in read(manager, day)
    whole = {
        "version": "0", "is_open": "1", "collected": "500", "delivered": "400", "backlog": "50", "on_post_own": "8",
        "roster_own": "20", "on_post_outsourced": "0", "roster_outsourced": "0", "supply_masks": "120",
        "problem": "小区不让快递员进", "problem_for": "officer",
    }  # fmt: skip
    assert manager.post(day, whole).status_code == 302

    # The regulator reads what is proven and what is not, and finds the problem on the own list.
    evidence = read(officer, f"/norms/sites/{pk}/")
    lead = re.search(r"有效 (\d+)，过期 (\d+)，无证据 (\d+)", evidence)
    assert lead is not None
    assert int(lead[1]) + int(lead[2]) == 3  # the disinfection serves two requirements, the masks one
    assert {e.requirement.code for e in Evidence.objects.all()} == {"O5", "U2", "Y2"}
    assert "小区不让快递员进" in read(officer, "/tasks/")
    assert "甲达芙蓉营业部" in read(officer, "/operations/disinfections/?area=430100")
