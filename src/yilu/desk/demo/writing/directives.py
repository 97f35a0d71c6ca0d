"""Directives in the demo world: one superseded, one in force and passed down by Hunan, one still to be confirmed."""

import datetime as dt
from collections.abc import Mapping

from yilu.accounts.models import Appointment
from yilu.accounts.queries import actor_under
from yilu.core.actor import Actor
from yilu.core.clock import start_of
from yilu.core.jurisdiction import NATION
from yilu.desk.demo.directives import ADDED, NATIONAL, OLD, WAITING
from yilu.desk.demo.people import PROVINCE
from yilu.directives import actions as directives
from yilu.directives.facts import Unit, Wording
from yilu.directives.models import Directive, Receipt
from yilu.directives.queries.lists import own_receipt
from yilu.directives.reading import opened_text
from yilu.tasks import actions as tasks
from yilu.tasks.facts import Proof
from yilu.tasks.models import Task

DONE = "已办结（合成佐证）"
_HOUR = dt.timedelta(hours=1)


def write_directives(*, day: dt.date, now: dt.datetime) -> None:
    """Issue, pass down, sign and close as people did since five days before; what waits is left waiting."""
    related = ("user", "area", "office", "brand", "enterprise", "site__enterprise")
    posts = {a.user.username: a for a in Appointment.objects.select_related(*related).order_by("-pk")}
    who = {name: actor_under(posts[name], on=day) for name in ("leader", "province", "prefecture", "hq-a", "site")}
    begun = start_of(day) - 63 * _HOUR  # 9:00 three days before
    old = _issued(OLD, Unit(NATION), due=begun + 240 * _HOUR, by=who["leader"], now=begun - 48 * _HOUR)
    new = _issued(NATIONAL, Unit(NATION), due=begun + 96 * _HOUR, by=who["leader"], now=begun, supersedes=old)
    outlet = posts["site"].site
    county = outlet.county_id if outlet is not None else PROVINCE
    _passed_down(new, county, due=begun + 84 * _HOUR, who=who, now=begun + 8 * _HOUR)
    directives.sign(receipt=_receipt(new, who["hq-a"]), by=who["hq-a"], now=begun + 24 * _HOUR)
    directives.take_in(source=opened_text(WAITING), unit=Unit(PROVINCE), by=who["province"], now=now)


def _issued(
    text: str, unit: Unit, *, due: dt.datetime, by: Actor, now: dt.datetime, supersedes: Directive | None = None
) -> Directive:
    draft = directives.take_in(source=opened_text(text), unit=unit, by=by, now=now)
    _sent(draft, due=due, by=by, now=now, supersedes=supersedes)
    return draft


def _sent(
    draft: Directive, *, due: dt.datetime, by: Actor, now: dt.datetime, supersedes: Directive | None = None
) -> None:
    left = draft.measures.filter(state="proposed")
    chosen = dict(left.values_list("pk", "version"))
    directives.confirm_many(directive=draft, chosen=chosen, due=due, by=by, now=now)
    directives.issue(directive=draft, version=draft.version, supersedes=supersedes, by=by, now=now)
    for each in (draft, *((supersedes,) if supersedes else ())):
        directives.settle(directive=each, by=by, now=now)


def _passed_down(new: Directive, county: str, *, due: dt.datetime, who: Mapping[str, Actor], now: dt.datetime) -> None:
    """Hunan signs, passes it to its prefectures, and asks the outlets of one district for more; some answer."""
    directives.sign(receipt=_receipt(new, who["province"]), by=who["province"], now=now)
    own = directives.pass_down(directive=new, unit=Unit(PROVINCE), by=who["province"], now=now)
    wording = Wording("disinfection", ["sites"], "officer", due=due, area=county, wanted="消毒记录照片")
    directives.add_measure(directive=own, text=ADDED, wording=wording, by=who["province"], now=now)
    _sent(own, due=due, by=who["province"], now=now)
    for name in ("prefecture", "site"):
        receipt = _receipt(own, who[name])
        directives.sign(receipt=receipt, by=who[name], now=now + 3 * _HOUR)
        task = Task.objects.filter(kind="directives.measure", owner_id=who[name].user_id).order_by("pk").first()
        if task is not None:
            proof = [Proof(text=DONE)]
            tasks.close_task(task=task, version=None, evidence=proof, by=who[name], now=now + 20 * _HOUR)


def _receipt(directive: Directive, actor: Actor) -> Receipt:
    found = own_receipt(directive, actor=actor)
    assert found is not None, f"the demo's directive does not reach {actor.name}"
    return found
