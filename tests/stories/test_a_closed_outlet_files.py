"""A shut outlet files with a block standing, clears it and opens the same minute. Where the province reviews first it
is returned once, on a cited condition, answers, and opens. An officer who would ask for more than the norm cannot.
"""

import datetime as dt
import re
from typing import Any

import time_machine
from django.core.cache import cache
from django.test import Client

from tests.world import World, person
from tests.yilu.filings.ground import CORE, review
from tests.yilu.people.norms import in_force
from yilu.core.clock import ZONE
from yilu.filings.models import Citation, Decision, Filing
from yilu.norms.models import Provision
from yilu.tasks.models import Task


def at(hour: int, minute: int = 0) -> Any:
    return time_machine.travel(dt.datetime(2020, 2, 17, hour, minute, tzinfo=ZONE), tick=False)


def read(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def filed(browser: Client, site: int) -> Filing:
    """Begun, plans written, filed, through pages alone."""
    assert browser.post(f"/filings/new/?site={site}", {"site": site}).status_code == 302
    filing = Filing.objects.get(site=site)
    assert "尚未报备" in read(browser, f"/filings/{filing.pk}/")
    form = read(browser, f"/filings/dossiers/{filing.dossier_id}/")
    assert "集体宿舍" not in form  # the guide of 21 February is not in force yet
    assert browser.post(f"/filings/dossiers/{filing.dossier_id}/", {"version": 1, **CORE}).status_code == 302
    page = browser.post(f"/filings/{filing.pk}/act/file/", {"version": filing.version}, follow=True)
    assert page.status_code == 200
    return Filing.objects.get(pk=filing.pk)


def count_masks(browser: Client, filing: Filing) -> None:
    """Protection recorded on the filing's own page."""
    provision = Provision.objects.get(requirement__code="Y2", area_id="100000")
    told = {"provision": provision.pk, "kind": "log", "summary": "口罩 200 只"}
    assert browser.post(f"/filings/{filing.pk}/evidence/", told).status_code == 302


def test_it_files_with_a_block_standing_clears_it_and_opens_the_same_minute(world: World) -> None:
    in_force()
    person(world, "keeper", "site_manager", site=world.sites["yi_hetang"])
    browser, site = world.client("keeper"), world.sites["yi_hetang"].pk
    with at(9, 0):
        filing = filed(browser, site)
        page = read(browser, f"/filings/{filing.pk}/")
        assert filing.receipt in page
        assert "防护用品配备" in page
        assert "没有证据" in page
        assert filing.receipt in read(browser, f"/filings/{filing.pk}/receipt/")
        assert "乙通荷塘加盟点" not in read(world.client(), "/filings/open/")
        count_masks(browser, filing)
        assert "已凭回执" in read(browser, f"/filings/{filing.pk}/")
    with at(9, 1):
        cache.clear()  # half a minute passes
        assert "乙通荷塘加盟点" in read(world.client(), "/filings/open/")
        public = world.client().get("/api/v1/filings/open-sites?q=荷塘加盟").json()
        assert [s["name"] for s in public["items"]] == ["乙通荷塘加盟点"]
        assert "13800001234" not in str(public)


def test_where_it_is_reviewed_it_is_returned_once_on_a_cited_condition_and_opens(world: World) -> None:
    in_force()
    review()
    person(world, "keeper", "site_manager", site=world.sites["yi_hetang"])
    browser, officer = world.client("keeper"), world.client("neighbour")
    site = world.sites["yi_hetang"].pk
    with at(9, 0):
        filing = filed(browser, site)
        assert "审核中" in read(browser, f"/filings/{filing.pk}/")
    with at(10, 0):
        form = read(officer, f"/filings/sites/{site}/decide/return/")
        offered = re.findall(r'name="cite" value="(\d+)"', form)
        cited = str(Provision.objects.get(requirement__code="Y2", area_id="100000").pk)
        assert cited in offered
        answer = officer.post(
            f"/filings/sites/{site}/decide/return/",
            {"version": filing.version, "cite": cited, f"satisfy-{cited}": "登记现有口罩数量"},
        )
        assert answer.status_code == 302
        assert "已退回" in read(browser, f"/filings/{filing.pk}/")
    with at(11, 0):
        citation = Citation.objects.get()
        count_masks(browser, filing)
        assert browser.post(f"/filings/citations/{citation.pk}/answer/", {"words": "已登记二百只"}).status_code == 302
        filing.refresh_from_db()
        assert browser.post(f"/filings/{filing.pk}/act/file/", {"version": filing.version}).status_code == 302
        filing.refresh_from_db()
        passed = {"filing": filing.pk, f"version-{filing.pk}": filing.version}
        assert officer.post("/filings/reviews/", passed).status_code == 302
        assert "已凭回执" in read(browser, f"/filings/{filing.pk}/")
        overview = read(world.client("leader"), "/filings/decisions/?area=430000")
        assert "审核 2 件，退回 1 件" in overview
        assert not Task.objects.standing().filter(kind__startswith="filings.").exists()


def test_an_officer_who_would_ask_for_more_than_the_norm_cannot(world: World) -> None:
    in_force()
    review()
    person(world, "keeper", "site_manager", site=world.sites["yi_hetang"])
    browser, officer = world.client("keeper"), world.client("neighbour")
    site = world.sites["yi_hetang"].pk
    with at(9, 0):
        filing = filed(browser, site)
        form = read(officer, f"/filings/sites/{site}/decide/return/")
        more = Provision.objects.get(requirement__code="G16", valid_from=dt.date(2020, 2, 21)).pk
        assert f'value="{more}"' not in form
        asked = {"version": filing.version, "cite": more, f"satisfy-{more}": "每间不超过4人"}
        page = officer.post(f"/filings/sites/{site}/decide/return/", asked)
        assert page.status_code == 422
        assert "不得在规定之外增设条件" in page.content.decode()
        told = {"version": filing.version, "cites": [{"provision": more, "satisfy": "每间不超过4人"}]}
        answer = officer.post(f"/api/v1/filings/{filing.pk}/review/return", told, content_type="application/json")
        assert answer.status_code == 422
        assert answer.json()["reasons"][0]["code"] == "filings.not_in_force"
        assert not Decision.objects.exists()
