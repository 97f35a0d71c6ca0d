"""The lists of cases, contacts and isolations: the same on the page, in the export and in the address."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse

from yilu.core.actor import Actor
from yilu.core.tables import Column, Table
from yilu.core.text import Text, label
from yilu.network.tables import badge, named, unbroken
from yilu.people.models import Contact, HealthCase, Isolation, Place, Worker
from yilu.people.queries.cases import sees_details
from yilu.people.queries.tracing import Met, Trace
from yilu.people.tables import name_of

STATES = {"open": "orange", "confirmed": "red", "cleared": "green", "recovered": "green"}


def case_url(case: HealthCase) -> str:
    """A case's own page."""
    return reverse("people:case", args=[case.pk])


def isolation_url(isolation: Isolation) -> str:
    """An isolation's own page."""
    return reverse("people:isolation", args=[isolation.pk])


def state_badge(value: str) -> str:
    """The state as a badge."""
    state = next(s for s in HealthCase.State if str(s.label) == value)
    return badge(value, STATES[state.value])


def cases_table(actor: Actor, *, clear: Callable[[Worker], bool]) -> Table:
    """Cases. What a person suffers is hidden from those who may not see it."""

    def hidden(case: HealthCase) -> bool:
        return not sees_details(actor, case)

    return Table(
        "cases",
        label("健康异常个案", "Health cases"),
        (
            Column("number", label("个案", "Case"), lambda c: c.pk, "pk", link=case_url, is_number=True),
            Column("state", label("状态", "State"), lambda c: str(c.get_state_display()), "state", state_badge),
            Column("cause", label("情形", "What"), lambda c: str(c.get_cause_display()), hidden=hidden),
            Column("name", label("人员", "Person"), lambda c: name_of(c.worker, clear(c.worker)), link=case_url),
            Column("place", label("网点", "Site"), lambda c: str(c.site or "—"), "site_id", unbroken),
            Column("county", label("区县", "County"), lambda c: named(c.county), "county_id", unbroken),
            Column("day", label("发现日期", "Day"), lambda c: c.day, "day"),
            Column("opened", label("立案时间", "Opened"), lambda c: c.opened_at, "opened_at"),
            Column("next", label("最近时限", "Next clock"), lambda c: c.next_due, "next_due"),
            Column("contacts", label("接触者", "Contacts"), lambda c: c.contact_count, "contact_count", is_number=True),
            Column("closed", label("结案", "Closed"), lambda c: c.closed_at, "closed_at"),
        ),
        default_sort="-opened",
        empty=label("没有符合条件的个案。", "No case matches."),
    )


def contacts_table(*, clear: Callable[[Worker], bool], isolated: Mapping[int, bool], may_isolate: bool) -> Table:
    """One's own people on lists of contacts. Whose case it is stands there only for those who see that case."""

    def isolate(contact: Contact) -> str:
        free = may_isolate and not isolated.get(contact.worker_id)
        return reverse("people:isolate_worker", args=[contact.worker_id]) if free else ""

    return Table(
        "contacts",
        label("接触者", "Contacts"),
        (
            Column("code", label("工号", "Number"), lambda c: c.worker.code, "worker__code"),
            Column("name", label("姓名", "Name"), lambda c: name_of(c.worker, clear(c.worker))),
            Column("place", label("网点", "Site"), lambda c: str(c.worker.site or "—"), "worker__site_id", unbroken),
            Column("degree", label("层级", "Degree"), lambda c: c.degree, "degree", is_number=True),
            Column("via", label("途径", "How"), lambda c: str(c.get_via_display()), "via"),
            Column("first", label("首次接触", "First"), lambda c: c.first_day, "first_day"),
            Column("last", label("末次接触", "Last"), lambda c: c.last_day, "last_day"),
            Column("days", label("接触天数", "Days"), lambda c: c.days, "days", is_number=True),
            Column("apart", label("隔离登记", "Isolation"), lambda c: _apart(c, isolated), link=isolate),
        ),
        default_sort="degree",
        empty=label("没有涉及您所管人员的名单。", "None of your people is on a list."),
    )


def _apart(contact: Contact, isolated: Mapping[int, bool]) -> str:
    words = {None: Text("未登记", "none"), True: Text("隔离中", "isolated"), False: Text("已解除", "released")}
    return str(words[isolated.get(contact.worker_id)])


def isolations_table(*, clear: Callable[[Worker], bool], today: dt.date) -> Table:
    """Isolations, and whether the day's follow-up has come in."""

    def followed(isolation: Any) -> str:
        if isolation.released_at is not None:
            return "—"
        return str(Text("今日已随访", "done today") if isolation.is_followed else Text("今日未随访", "missing today"))

    return Table(
        "isolations",
        label("隔离观察", "Isolations"),
        (
            Column("name", label("姓名", "Name"), lambda i: name_of(i.worker, clear(i.worker)), link=isolation_url),
            Column("place", label("网点", "Site"), lambda i: str(i.worker.site or "—"), "worker__site_id", unbroken),
            Column("authority", label("决定部门", "Ordered by"), lambda i: i.authority, "authority"),
            Column("document", label("文书", "Order"), lambda i: i.document, "document"),
            Column("first", label("开始", "From"), lambda i: i.first_day, "first_day"),
            Column("last", label("载明截止", "Until, as ordered"), lambda i: i.last_day, "last_day"),
            Column("followed", label("随访", "Follow-up"), followed, "is_followed"),
            Column("released", label("解除", "Released"), lambda i: i.released_at, "released_at"),
            Column("clearance", label("解除文书", "Clearance"), lambda i: i.clearance_document),
        ),
        default_sort="followed",
        empty=label("没有符合条件的隔离登记。", "No isolation matches."),
    )


def met_table(trace: Trace, *, names: Mapping[int, str], sites: Mapping[int, str]) -> Table:
    """The contacts of a trace as its reader may see them; a path through others' people names nobody."""
    others = Text("其他单位人员", "somebody of another employer")

    def through(met: Met) -> str:
        return "—" if met.degree == 1 else names.get(met.through, str(others))

    def overlap(met: Met) -> str:
        if met.minutes is None:
            return str(Text("{n} 天", "{n} d").filled(n=met.days))
        return str(Text("{n} 天，共 {m} 分钟", "{n} d, {m} min").filled(n=met.days, m=met.minutes))

    return Table(
        "met",
        label("接触者", "Contacts"),
        (
            Column("degree", label("层级", "Degree"), lambda m: m.degree, "degree", is_number=True),
            Column("name", label("人员", "Person"), lambda m: names.get(m.person, "—"), "name", unbroken),
            Column("through", label("经由", "Through"), through),
            Column("via", label("途径", "How"), lambda m: str(m.via.label), "via"),
            Column("where", label("地点", "Where"), lambda m: where_of(m, trace.places, sites), show=unbroken),
            Column("first", label("首次", "First"), lambda m: m.first_day, "first"),
            Column("last", label("末次", "Last"), lambda m: m.last_day, "last"),
            Column("overlap", label("重合", "Overlap"), overlap),
        ),
        default_sort="degree",
        empty=label("这段时间内没有您可见的接触者。", "No contact that you may see in these days."),
    )


def where_of(met: Met, places: Mapping[int, Place], sites: Mapping[int, str]) -> str:
    """The place in words."""
    kind, number = met.where
    if kind != "place":
        return sites.get(number, "—") if kind == "site" else "—"
    place = places[number]
    return named(place.park) if place.park is not None else place.name
