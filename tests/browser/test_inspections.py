"""An inspector works a round offline: the list is on the phone, the record goes out when there is signal, once."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, TURN
from tests.browser.test_accessibility import found_by_axe
from tests.world import SYSTEM, World, person
from tests.yilu.inspections.test_actions import PNG
from yilu.core import clock
from yilu.core.text import Text
from yilu.inspections import actions
from yilu.inspections.actions import Stop
from yilu.inspections.models import Finding, Inspection, Photo
from yilu.norms import actions as norms
from yilu.norms.models import Norm
from yilu.territory.models import Area


@pytest.fixture
def planned(told: World) -> Inspection:
    person(told, "inspector", "inspector", area="430100")
    if not Norm.objects.exists():
        Area.objects.get_or_create(
            code="340000",
            defaults={"level": 1, "name_zh": "安徽省", "short_zh": "安徽", "name_en": "Anhui", "parent_id": "100000"},
        )
        norms.load_norms(by=SYSTEM, now=clock.now())
    stop = Stop(told.sites["jia_furong"], clock.today(), Text("三周未检查", "three weeks without a visit"))
    return actions.plan_round(stops=[stop], by=told.actor("inspector"), now=clock.now())[0]


def sign(page: Page) -> None:
    page.locator("#signature").scroll_into_view_if_needed()
    box = page.locator("#signature").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=5)
    page.mouse.up()


def test_an_inspector_works_a_round_without_signal(visit: Any, planned: Inspection) -> None:
    visitor = visit("inspector", PHONE, service_workers="allow")
    page: Page = visitor.open("/inspections/phone/")
    expect(page.locator("#stops")).to_contain_text("甲达芙蓉营业部")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#offline")).to_be_visible()
    page.click("#stops button")
    page.check('input[name="met:O2"][value=yes]')
    page.check('input[name="met:O5"][value=no]')
    page.click("button.main")
    expect(page.locator("#error")).to_contain_text("写明情况")
    page.fill('input[name="note:O5"]', "未见当日消毒记录")
    file = {"name": "p.png", "mimeType": "image/png", "buffer": PNG}
    page.locator("fieldset", has_text="O5").locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
    expect(page.locator("fieldset", has_text="O5")).to_contain_text("1 张照片")
    sign(page)
    assert not found_by_axe(page)
    page.click("button.main")
    expect(page.locator("#told")).to_contain_text("已存在手机里")
    page.reload()
    expect(page.locator("#waiting")).to_have_text("1 份待发")
    with TURN:
        assert Inspection.objects.get().state == "planned"
    page.context.set_offline(False)
    expect(page.locator("#told")).to_have_text("已送达")
    expect(page.locator("#waiting")).to_be_hidden()
    page.reload()
    expect(page.locator("#kept")).to_contain_text("没有安排")
    with TURN:
        kept = Inspection.objects.get()
        assert (kept.state, kept.answers["O2"], kept.answers["O5"]) == ("done", True, False)
        assert bytes(kept.signature).startswith(b"\x89PNG")
        assert (Finding.objects.count(), Photo.objects.get().media_type) == (1, "image/jpeg")
    visitor.complaints = [c for c in visitor.complaints if "ERR_INTERNET_DISCONNECTED" not in c]
