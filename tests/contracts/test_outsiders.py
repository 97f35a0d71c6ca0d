"""Promise 3: default deny. Every address is opened by outsiders of every kind, whatever app it belongs to.

A later app inherits this: its addresses are found in the address table; a parameter it introduces must be given a value
below (`VALUES`), pointing at something of brand 甲 in Changsha, or this test fails and says so.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.world import NOW, SYSTEM, TODAY, World, person
from yilu.audit.models import Act
from yilu.core.text import Text
from yilu.directives import actions as directives
from yilu.directives.facts import Unit
from yilu.directives.models import Directive
from yilu.directives.reading import opened_text
from yilu.filings import actions as filings
from yilu.filings.models import Filing
from yilu.inspections import actions as inspections
from yilu.inspections.actions import Stop
from yilu.inspections.models import Inspection
from yilu.messages import actions as messages
from yilu.messages.models import Message
from yilu.people import actions as people_actions
from yilu.people.models import Worker
from yilu.people.rules.workers import Details
from yilu.supplies import actions as supplies
from yilu.supplies.models import Item, Place
from yilu.tasks import actions as tasks
from yilu.tasks.models import Task

# What must never reach an outsider: names of 甲's sites in Changsha, a site's contact, and people of this world.
SECRETS = ("甲达芙蓉营业部", "甲达岳麓处理中心", "赵钱孙", "13800001234", "演员officer", "演员manager", "欧阳不见")
# The public list of open sites names them, as their doors do; it names no person.
PUBLIC_LISTS, ON_THE_DOOR = {"/filings/open/"}, {"甲达芙蓉营业部"}
REFUSED = {301, 302, 303, 400, 401, 403, 404, 405, 409, 410, 422, 429}
# Views that may open to the whole world: sign-in, language, static pages. Each needs a reason to be here.
OPEN_TO_ALL = {
    "account_login", "set_language", "offline", "healthz", "manifest", "service_worker", "openapi-json", "openapi-view",
    "api-root", "docs", "openapi",
}  # fmt: skip


def a_task(world: World) -> Task:
    """A task of 甲's outlet in Changsha."""
    return tasks.open_task(
        kind="operations.report", title=Text("甲达芙蓉营业部日报", "a report"), area="430102",
        site=world.sites["jia_furong"], post="site_manager", due=NOW, key="outsiders", by=SYSTEM, now=NOW,
    )  # fmt: skip


def a_message(world: World) -> Message:
    """What that outlet's manager was told."""
    title = Text("甲达芙蓉营业部", "an outlet")
    return messages.send(to=[world.people["manager"].pk], title=title, body=title, key="outsiders", by=SYSTEM, now=NOW)[
        0
    ]


def a_worker(world: World) -> Worker:
    """Somebody who works at 甲's site in Changsha."""
    rows = [Details(code="S1", name="欧阳不见", post="courier", site=world.sites["jia_furong"].pk, phone="13800001234")]
    return Worker.objects.first() or Worker.objects.get(pk=people_actions.add_workers(rows=rows, by=SYSTEM, now=NOW)[0])


def a_directive(world: World) -> Directive:
    """An issued one of 甲's branch in Changsha, with a measure for its outlets."""
    found = Directive.objects.first()
    if found is None:
        branch = world.enterprises["jia_changsha"]
        unit, who = Unit("430100", branch.brand, branch), {"by": SYSTEM, "now": NOW}
        text = "甲达芙蓉营业部要消毒。"
        found = directives.take_in(source=opened_text(text), unit=unit, **who)
        directives.confirm_many(directive=found, chosen={m.pk: m.version for m in found.measures.all()}, **who)
        directives.issue(directive=found, version=found.version, **who)
        directives.settle(directive=found, **who)
    return found


def a_filing(world: World) -> Filing:
    """A filing for 甲's centre in Changsha."""
    site = world.sites["jia_yuelu"]
    return Filing.objects.first() or filings.start(sites=[site.pk], by=world.actor("jia_hq"), now=NOW).filings[0]


def a_visit(world: World) -> Inspection:
    """A visit to the manager's own site, as planned by the province's leader."""
    stop = Stop(world.sites["jia_furong"], TODAY, Text("例", "example"))
    return Inspection.objects.first() or inspections.plan_round(stops=[stop], by=world.actor("leader"), now=NOW)[0]


def a_depot(world: World) -> Place:
    """甲's depot in Changsha, with one item known."""
    if not Item.objects.exists():
        supplies.load_items(by=SYSTEM, now=NOW)
    branch = world.enterprises["jia_changsha"]
    return Place.objects.filter(site=None).first() or supplies.open_depot(
        name="甲达芙蓉营业部仓库", area=branch.area, enterprise=branch, by=SYSTEM, now=NOW
    )


# What a key in an address points at, by the word before it: something of 甲 in Changsha.
THINGS: dict[str, Callable[[World], Any]] = {
    "sites": lambda w: w.sites["jia_furong"].pk,
    "directives": lambda w: a_directive(w).pk,
    "measures": lambda w: a_directive(w).measures.first().pk,  # type: ignore[union-attr]
    "disinfections": lambda w: w.sites["jia_furong"].pk,
    "enterprises": lambda w: w.enterprises["jia_changsha"].pk,
    "brands": lambda w: w.brands["jia"].pk,
    "parks": lambda w: w.park.pk if w.park else 1,
    "offices": lambda w: w.office.pk if w.office else 1,
    "appointments": lambda w: w.appointments["manager"].pk,
    "workers": lambda w: a_worker(w).pk,
    "act-as": lambda w: w.appointments["manager"].pk,
    "users": lambda w: w.people["manager"].pk,
    "people": lambda w: w.people["manager"].pk,
    "tasks": lambda w: a_task(w).pk,
    "messages": lambda w: a_message(w).pk,
    "outbox": lambda _: 0,
    "evidence": lambda _: 0,
    "filings": lambda w: a_filing(w).pk,
    "inspections": lambda w: a_visit(w).pk,
    "depots": lambda w: a_depot(w).pk,
    "allocations": lambda w: a_depot(w).pk,
    "dossiers": lambda w: a_filing(w).dossier_id,
    "audit": lambda _: Act.objects.filter(area="430102").first().pk,  # type: ignore[union-attr]
    "acts": lambda _: Act.objects.filter(area="430102").first().pk,  # type: ignore[union-attr]
}
# Of these the world has none: 404 is as good as 403.
ABSENT_THINGS = {
    "differing", "duplicates", "passes", "returns", "shifts", "assignments",
    "imports", "tokens", "sessions", "emergencies", "reports", "fields", "mappings", "figures", "rosters", "provisions",
    "photos", "cases", "steps", "isolations", "suspensions", "attachments", "citations", "decisions", "delays",
    "findings", "plans", "transfers", "short",
}  # fmt: skip
# Parameters that are told by their own name.
VALUES: dict[str, str] = {
    "code": "430102", "area": "430102", "area_code": "430102", "role": "officer", "day": "2020-02-16", "key": "x",
    "kind": "x", "metric": "staff", "version": "1", "verb": "close", "act": "confirm", "number": "0", "channel": "sms",
    "item": "1", "document": "inputs",
}  # fmt: skip


def addresses() -> Iterator[tuple[str, URLPattern, str]]:
    """Every address of the product: its full route, its pattern and its name."""

    def walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, URLPattern, str]]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            else:
                yield route, pattern, pattern.name or route

    yield from walk(get_resolver().url_patterns, "/")


ADDRESSES = sorted(addresses(), key=lambda a: a[0])
PARAMETER = re.compile(r"(?:(?P<word>[\w-]+)/)?<(?:\w+:)?(?P<name>\w+)>")


def filled(route: str, world: World) -> str:
    """The route with its parameters filled in."""

    def value(match: re.Match[str]) -> str:
        word, name = match.group("word") or "", match.group("name")
        before = f"{word}/" if word else ""
        if word in THINGS and name not in VALUES:
            return before + str(THINGS[word](world))
        if word in ABSENT_THINGS and name not in VALUES:
            return before + "0"
        if name in VALUES:
            return before + VALUES[name]
        if name == "pk" and not word:  # after a kind that is none: `/supplies/<kind>/<pk>/`
            return "1"
        pytest.fail(f"{route}: tell tests/contracts/test_outsiders.py what <{name}> points at")

    return PARAMETER.sub(value, route.replace("^", "").replace("$", ""))


def nobody(world: World) -> Client:
    """The public: not signed in."""
    return world.client()


def without_appointment(world: World) -> Client:
    """Signed in, never appointed."""
    person(world, "stranger")
    return world.client("stranger")


def ended_yesterday(world: World) -> Client:
    """An officer of the very place whose appointment ended yesterday."""
    person(world, "former", "officer", area="430100", valid_until=dt.date(2020, 2, 16))
    return world.client("former")


def competitor(world: World) -> Client:
    """The other brand's headquarters."""
    return world.client("yi_hq")


def neighbour(world: World) -> Client:
    """An officer of the prefecture next door."""
    return world.client("neighbour")


def liaison(world: World) -> Client:
    """A counterpart body's liaison of the very place."""
    person(world, "liaison", "liaison", area="430100")
    return world.client("liaison")


def worker(world: World) -> Client:
    """A worker of the competitor, who sees only himself."""
    person(world, "yi_worker", "worker", site=world.sites["yi_furong"])
    return world.client("yi_worker")


WITHOUT_ANY = (nobody, without_appointment, ended_yesterday)
OUTSIDERS = (*WITHOUT_ANY, competitor, neighbour, liaison, worker)


def body(response: HttpResponse) -> str:
    raw = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return raw.decode("utf-8", "replace")


@pytest.mark.parametrize("outsider", OUTSIDERS, ids=lambda o: o.__name__)
def test_no_address_tells_an_outsider_what_is_not_his(world: World, outsider: Callable[[World], Client]) -> None:
    client = outsider(world)
    client.raise_request_exception = False
    told = []
    for route, pattern, name in ADDRESSES:
        address = filled(route, world)
        if address.startswith("/static/"):
            continue
        response = client.get(address)
        if response.status_code >= 500:
            told.append(f"GET {address} ({name}) answers {response.status_code}")
        text = body(response)
        secrets = [x for x in SECRETS if x not in ON_THE_DOOR] if route in PUBLIC_LISTS else SECRETS
        told += [f"GET {address} ({name}) shows {secret}" for secret in secrets if secret in text]
        gate = getattr(pattern.callback, "gate", None)
        open_to = (
            name in OPEN_TO_ALL
            or gate in ("public", "signed_in")
            or not str(pattern.callback.__module__).startswith("yilu")
        )
        if outsider in WITHOUT_ANY and not open_to and response.status_code not in REFUSED:
            told.append(f"GET {address} ({name}) opens for {outsider.__doc__} with {response.status_code}")
    assert not told, "\n".join(told)


@pytest.mark.parametrize("outsider", OUTSIDERS, ids=lambda o: o.__name__)
def test_no_address_takes_a_write_from_an_outsider(world: World, outsider: Callable[[World], Client]) -> None:
    """Posting nothing to every address: never a success on somebody else's thing, never an error of ours."""
    client = outsider(world)
    client.raise_request_exception = False
    before = {key: (s.version, s.status) for key, s in world.sites.items()}
    wrong = []
    for route, pattern, name in ADDRESSES:
        address = filled(route, world)
        if address.startswith("/static/") or name in ("account_logout", "account_login"):
            continue
        response = client.post(address, {})
        if response.status_code >= 500:
            wrong.append(f"POST {address} ({name}) answers {response.status_code}")
        gate = getattr(pattern.callback, "gate", None)
        if "<" in route and gate not in ("public", "signed_in") and response.status_code not in REFUSED:
            wrong.append(f"POST {address} ({name}) answers {response.status_code}")
    for key, site in world.sites.items():
        site.refresh_from_db()
        assert (site.version, site.status) == before[key]
    assert not wrong, "\n".join(wrong)


def test_every_view_of_ours_says_who_may_open_it() -> None:
    silent = [
        route
        for route, pattern, _ in ADDRESSES
        if str(getattr(pattern.callback, "__module__", "")).startswith("yilu") and not hasattr(pattern.callback, "gate")
    ]
    assert not silent, silent
