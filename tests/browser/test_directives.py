"""A notice confirmed in the browser: the sentence stands out beside its form, and nothing breaks WCAG 2.2 AA."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, TURN
from tests.browser.test_accessibility import found_by_axe
from tests.world import World
from tests.yilu.directives.notices import PROVINCE
from tests.yilu.directives.test_actions import issued
from yilu.directives.models import Directive


def test_pasted_confirmed_one_by_one_and_issued_without_leaving_the_keyboard(visit: Any, told: World) -> None:
    page = visit("leader").open("/directives/new/")
    page.get_by_label("通知正文").fill("一、各网点要消毒，3日内报告。\n二、要通风。")
    page.get_by_role("button", name="读取并拆分").press("Enter")
    expect(page.locator("mark.chosen")).to_have_text("一、各网点要消毒，3日内报告。")
    expect(page.locator("#id_due")).to_have_value("2020-02-21T00:00")
    page.get_by_role("button", name="确认这一条").press("Enter")
    expect(page.locator("mark.chosen")).to_have_text("二、要通风。")
    page.get_by_role("button", name="不作为措施").press("Enter")
    expect(page.locator(".lead-sentence")).to_contain_text("2 条全部核对完毕，可以下发")
    page.get_by_role("link", name="去下发").press("Enter")
    page.get_by_role("button", name="下发到各单位").press("Enter")
    expect(page.locator(".lead-sentence")).to_contain_text("发给 5 个单位")


@pytest.mark.parametrize(("size", "language"), [(DESKTOP, "zh-hans"), (PHONE, "en")])
def test_its_pages_break_nothing(visit: Any, told: World, size: dict[str, int], language: str) -> None:
    visitor = visit("leader", size, language)
    with TURN:
        done = issued(told)
    page = visitor.open("/directives/new/")
    page.locator("textarea").fill(PROVINCE)
    page.locator("form.card button[type=submit]").click()
    page.wait_for_url("**/review/")
    with TURN:
        draft = Directive.objects.get(state="draft")
    found = []
    for path in (f"{draft.pk}/review/", f"{draft.pk}/", f"{done.pk}/", f"{done.pk}/receipts/", f"{done.pk}/tasks/"):
        page = visitor.open(f"/directives/{path}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], f"{path} scrolls sideways"
        found += [f"{path} {line}" for line in found_by_axe(page)]
    assert not found, "\n".join(found)
