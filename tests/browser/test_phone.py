"""A worker's whole morning on a phone: the card, no signal in the basement, the signal back, what the page says."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, TURN
from tests.browser.test_accessibility import found_by_axe
from tests.world import World
from tests.yilu.people.ground import worker
from yilu.core import clock
from yilu.people import actions
from yilu.people.models import HealthCase, MorningCheck, Source, Worker

# What a page that is offline, or not enrolled yet, says to the console by nature.
EXPECTED = ("ERR_INTERNET_DISCONNECTED", "status of 401")


@pytest.fixture
def zhang(told: World) -> Worker:
    return worker(told)


@pytest.fixture
def phone(visit: Any, told: World, zhang: Worker) -> Any:
    """A phone just enrolled with a scanned card; the page has put itself among what the phone keeps."""
    visitor = visit(None, PHONE, service_workers="allow")
    with TURN:
        [card] = actions.print_cards(workers=[zhang], by=told.actor("manager"), now=clock.now())
    page = visitor.open(f"/people/phone/enrol/#{card.code}")
    expect(page.locator("#owner")).to_contain_text("张望山")
    assert card.code not in page.url
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    yield visitor
    visitor.complaints = [c for c in visitor.complaints if not any(e in c for e in EXPECTED)]


def title(page: Page) -> Any:
    return page.locator("#outcome-title")


def test_a_check_filled_in_without_signal_is_sent_when_it_is_back(phone: Any, zhang: Worker) -> None:
    page: Page = phone.page
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#offline")).to_be_visible()
    page.fill("#temperature", "36.4")
    page.click("button[value=well]")
    expect(title(page)).to_have_text("已存在手机里")
    page.reload()
    expect(page.locator("#waiting")).to_have_text("1 份待发")
    with TURN:
        assert not MorningCheck.objects.exists()
    page.context.set_offline(False)
    expect(page.locator(".outcome.good")).to_be_visible()
    expect(page.locator("#waiting")).to_be_hidden()
    with TURN:
        check = MorningCheck.objects.get()
    assert (check.worker_id, check.temperature, check.source, check.is_normal) == (zhang.pk, 364, Source.PHONE, True)
    page.reload()
    expect(title(page)).to_have_text("今天可以上岗")
    with TURN:
        assert MorningCheck.objects.count() == 1


def test_three_taps_tell_what_is_wrong_and_the_page_says_what_to_do(phone: Any) -> None:
    page: Page = phone.page
    page.click("#not-well")
    page.check("input[value=cough]")
    page.click("button[value=told]")
    expect(title(page)).to_have_text("今天不得上岗")
    expect(page.locator("#reasons")).to_contain_text("咳嗽")
    expect(page.locator("#outcome-detail")).to_contain_text("告知网点负责人")
    with TURN:
        assert HealthCase.objects.get().cause == "symptom"


def test_a_slip_of_the_finger_is_caught_on_the_phone(phone: Any) -> None:
    page: Page = phone.page
    page.fill("#temperature", "365")
    page.click("button[value=well]")
    expect(page.locator("#temperature-error")).to_be_visible()
    with TURN:
        assert not MorningCheck.objects.exists()


def test_without_a_service_worker_the_open_page_still_stores_and_sends(phone: Any) -> None:
    page: Page = phone.page
    page.add_init_script("delete Navigator.prototype.serviceWorker; delete window.indexedDB;")
    page.evaluate(
        "navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((r) => r.unregister())))"
    )
    page.reload()
    expect(page.locator("#no-worker")).to_be_visible()
    page.context.set_offline(True)
    page.click("button[value=well]")
    expect(title(page)).to_have_text("已存在手机里")
    page.context.set_offline(False)
    expect(page.locator("#waiting")).to_be_hidden()
    with TURN:
        assert MorningCheck.objects.get().temperature is None


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_phones_pages_break_no_rule_of_accessibility(visit: Any, told: World, language: str) -> None:
    visitor = visit(None, PHONE, language)
    found = [
        f"{path} {line}"
        for path in ("/people/phone/enrol/", "/people/phone/")
        for line in found_by_axe(visitor.open(path))
    ]
    visitor.page.locator("#stranger").wait_for()
    found += found_by_axe(visitor.page)
    visitor.complaints = [c for c in visitor.complaints if not any(e in c for e in EXPECTED)]
    assert not found, "\n".join(found)


def test_the_managers_pages_break_no_rule_of_accessibility(visit: Any, told: World, zhang: Worker) -> None:
    visitor, site = visit("manager", PHONE), told.sites["jia_furong"].pk
    paths = (
        f"/people/sites/{site}/morning/", f"/people/workers/{zhang.pk}/check/", "/people/workers/",
        f"/people/workers/{zhang.pk}/", f"/people/workers/new/?site={site}", "/people/workers/imports/",
        "/people/duplicates/",
    )  # fmt: skip
    found = [f"{path} {line}" for path in paths for line in found_by_axe(visitor.open(path))]
    assert not found, "\n".join(found)


def test_nobody_else_is_shown_on_a_phone_that_was_revoked(phone: Any, zhang: Worker, told: World) -> None:
    with TURN:
        held = zhang.passes.get()
        actions.revoke_pass(device_pass=held, cause="lost", by=told.actor("manager"), now=clock.now())
    phone.page.reload()
    expect(phone.page.locator("#stranger")).to_be_visible()
