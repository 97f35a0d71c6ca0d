"""axe-core finds nothing on any main page: WCAG 2.2 AA, in both languages, at both widths."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESKTOP, PHONE
from tests.world import NOW, TODAY, World
from tests.yilu.rosters.ground import checked, shift
from tests.yilu.supplies.kept import ACT, TOMORROW, depot, item, order, receive, workers
from yilu.people import actions as people
from yilu.plans import actions as plans
from yilu.rosters import actions as rosters
from yilu.supplies import actions as supplies
from yilu.supplies.queries import allocation_problem

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PAGES = (
    "/board/430000/", "/board/430102/", "/board/430000/?wall=1", "/board/430000/trend/", "/board/430000/outlines/",
    "/search/?q=甲达", "/nowhere/", "/board/430000/?day=x", "/ui/", "/offline/",
    "/operations/reports/", "/operations/classes/", "/operations/rosters/", "/operations/outside/",
    "/network/sites/", "/network/sites/{site}/", "/network/enterprises/", "/network/imports/", "/network/parks/",
    "/territory/areas/430100/", "/territory/tiers/", "/territory/cases/", "/territory/emergencies/",
    "/operations/corrections/", "/operations/disinfections/",
    "/directives/?tab=issued", "/directives/new/",
    "/tasks/", "/tasks/?tab=all", "/tasks/new/", "/tasks/people/",
    "/messages/", "/messages/channels/", "/messages/outbox/",
    "/filings/", "/filings/reviews/", "/filings/decisions/", "/filings/delays/", "/filings/open/",
    "/filings/sites/{site}/decide/suspend/", "/network/sites/{site}/suspend/",
    "/norms/", "/norms/compare/", "/norms/settings/", "/norms/settings/fever_line/", "/norms/sites/{site}/",
    "/people/morning/", "/people/workers/", "/people/cases/", "/people/contacts/", "/people/isolations/",
    "/people/phone/enrol/", "/people/returns/", "/people/returns/new/", "/people/returns/arrivals/?area=430100",
    "/people/returns/gaps/?area=430100", "/people/returns/{back}/", "/rosters/", "/rosters/sites/{site}/",
    "/rosters/sites/{site}/split/", "/rosters/shifts/{shift}/",
    "/coverage/", "/coverage/?by=matrix", "/coverage/?by=requirements", "/coverage/gaps/", "/coverage/sites/{site}/",
    "/inspections/", "/inspections/round/", "/inspections/items/", "/inspections/findings/", "/inspections/phone/",
    "/supplies/areas/430000/", "/supplies/short/", "/supplies/depots/", "/supplies/depots/new/",
    "/supplies/depots/{depot}/", "/supplies/depots/{depot}/receive/", "/supplies/depots/{depot}/send/",
    "/supplies/receipts/", "/supplies/receipts/imports/", "/supplies/transfers/", "/supplies/transfers/{transfer}/",
    "/plans/", "/plans/{plan}/",
    "/accounts/me/", "/accounts/appointments/", "/accounts/roles/", "/audit/", "/audit/chain/",
)  # fmt: skip

# What a site manager opens each day, mostly on a phone.
MANAGERS = (
    "/operations/mine/", "/operations/sites/{site}/disinfections/log/", "/people/sites/{site}/morning/",
    "/people/workers/new/?site={site}", "/people/workers/imports/", "/people/duplicates/",
    "/people/returns/{back}/", "/rosters/sites/{site}/", "/rosters/sites/{site}/split/", "/rosters/shifts/{shift}/",
    "/supplies/sites/{site}/", "/supplies/sites/{site}/receive/", "/supplies/sites/{site}/issue/",
    "/supplies/sites/{site}/count/", "/supplies/transfers/{transfer}/receive/",
)  # fmt: skip


def named_in(told: World) -> dict[str, int]:
    """What the addresses name: a site with a shift, somebody away, a depot with a plan, masks on their way."""
    order()
    first, *_, last = workers(told, "jia_furong", 3)
    place, site = receive(depot(told), 500), told.sites["jia_furong"]
    receive(site, 20)
    sent = supplies.plan_transfer(source=place, target=site, item=item(), pieces=60, **ACT)
    supplies.send(source=place, transfers=[sent.pk], due=TOMORROW, **ACT)
    supplies.refresh(everything=True, **ACT)
    problem = allocation_problem(place, item(), by=told.actor("officer"), on=TODAY)
    plan = plans.propose(kind="allocation", problem=problem, area=place.area, by=told.actor("officer"), now=NOW)
    checked([first])
    early = shift(site)
    rosters.put_on(shift=early, workers=[first], **ACT)
    back = people.plan_return(plan=people.Plan(last, "430202"), **ACT)
    return {
        "site": site.pk, "depot": place.pk, "transfer": sent.pk, "plan": plan.pk, "back": back.pk, "shift": early.pk
    }  # fmt: skip


def found_by_axe(page: Any) -> list[str]:
    page.wait_for_load_state("load")
    violations = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {n['target']} {n['html'][:120]}" for v in violations for n in v["nodes"][:3]]


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("size", "language"), [(DESKTOP, "zh-hans"), (DESKTOP, "en"), (PHONE, "zh-hans"), (PHONE, "en")]
)
def test_no_main_page_breaks_wcag_2_2_aa(
    visit: Any, told: World, settings: Any, size: dict[str, int], language: str
) -> None:
    settings.DEBUG = True  # for /ui
    visitor = visit("leader", size, language)
    found, names = [], named_in(told)
    for path in PAGES:
        page = visitor.open(path.format(**names))
        found += [f"{path} {line}" for line in found_by_axe(page)]
    # The addresses that are refused or not there say so to the console too.
    visitor.complaints = [c for c in visitor.complaints if "the server responded with a status of 4" not in c]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_sign_in_page_breaks_nothing_either(visit: Any, language: str) -> None:
    page = visit(None, DESKTOP, language).open("/accounts/login/")
    assert not found_by_axe(page)


@pytest.mark.parametrize(("size", "language"), [(DESKTOP, "zh-hans"), (PHONE, "en")])
def test_a_site_managers_pages_break_nothing(visit: Any, told: World, size: dict[str, int], language: str) -> None:
    visitor = visit("manager", size, language)
    found, names = [], named_in(told)
    for path in MANAGERS:
        page = visitor.open(path.format(**names))
        assert page.locator("h1").is_visible(), path
        found += [f"{path} {line}" for line in found_by_axe(page)]
    assert not found, "\n".join(found)


def test_the_drawn_charts_break_nothing(visit: Any) -> None:
    page = visit("leader").open("/board/430000/")
    page.locator("#trend").scroll_into_view_if_needed()
    page.locator("#chart-rates canvas").wait_for()
    assert not found_by_axe(page)
