"""A confirmed draft goes down, receipts and tasks to all it reaches, some thousands at a time; or is taken back."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.handover import packed
from yilu.core.reasons import Conflict, Denied, Invalid, Reason
from yilu.core.rows import insert_rows
from yilu.core.text import Text
from yilu.directives.access import check_can_handle
from yilu.directives.actions.locking import locked
from yilu.directives.models import Directive, Measure, Receipt
from yilu.directives.parsing.themes import Audience
from yilu.directives.queries.tree import tree_of
from yilu.directives.queries.units import Holders, Recipient, post_for, recipients
from yilu.directives.rules import CHANGED_MEANWHILE, POSTS, why_not_become, why_not_issue, why_not_reason
from yilu.directives.words import THEMES
from yilu.messages.actions import send
from yilu.tasks import actions as tasks

State = Directive.State
KIND = "directives.measure"
SHOWN = 24  # characters of a measure in its tasks' title
_RECEIPT = ("directive_id", "unit", "audience", "area_id", "brand_id", "enterprise_id", "site_id", "holder_id",
            "sent_at", "read_at", "read_by")  # fmt: skip
ARRIVED = Text("新文件：{title}", "New directive: {title}")
TO_SIGN = Text("请签收并落实其中的措施。", "Sign for it and see to its measures.")
REPLACED = "已由新文件代替：{title}"


def issue(
    *, directive: Directive, version: int, supersedes: Directive | None = None, by: Actor, now: datetime
) -> Directive:
    """Issue a draft whose measures are all confirmed or set aside. `settle` sends it; until then it is on its way."""
    with acting("directives.directive.issue", by=by, now=now) as act:
        kept = locked(directive, act, by=by)
        if kept.version != version:
            raise Conflict(Reason(CHANGED_MEANWHILE.code, CHANGED_MEANWHILE.text.filled(who="—")))
        states = list(kept.measures.values_list("state", flat=True))
        if found := why_not_issue(states):
            raise Denied(*found)
        _changed(kept, state=State.ISSUED, issued_at=now, issued_by=by.name[:80], settled_at=None, actor=packed(by))
        act.changed({"state": State.DRAFT.value}, {"state": kept.state, "measures": states.count("confirmed")})
        if supersedes is not None:
            old = _kept_to_become(State.SUPERSEDED, supersedes, by=by)
            why = REPLACED.format(title=kept.title)[:300]
            _changed(old, state=State.SUPERSEDED, superseded_by=kept, why=why, settled_at=None, actor=packed(by))
    return kept


def withdraw(*, directive: Directive, version: int, why: str, by: Actor, now: datetime) -> Directive:
    """Take an issued directive back. `settle` cancels what still stands of it, on every level below."""
    with acting("directives.directive.withdraw", by=by, now=now, on=directive, area=directive.area_id) as act:
        kept = _kept_to_become(State.WITHDRAWN, directive, by=by)
        if kept.version != version:
            raise Conflict(Reason(CHANGED_MEANWHILE.code, CHANGED_MEANWHILE.text.filled(who="—")))
        if found := why_not_reason(why):
            raise Invalid(*found)
        _changed(kept, state=State.WITHDRAWN, why=why.strip()[:300], settled_at=None, actor=packed(by))
        act.changed({"state": State.ISSUED.value}, {"state": kept.state})
    return kept


def _kept_to_become(wanted: str, directive: Directive, *, by: Actor) -> Directive:
    kept = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    check_can_handle(kept, by=by)
    if found := why_not_become(kept.state, wanted):
        raise Denied(*found)
    return kept


def _changed(kept: Directive, **values: object) -> None:
    for name, value in values.items():
        setattr(kept, name, value)
    kept.version += 1
    kept.save(update_fields=[*values, "version"])


def settle(*, directive: Directive, by: Actor, now: datetime) -> None:
    """Do what its state asks for: send it to all, or take back what stands. Broken off, it goes on where it was."""
    kept = Directive.objects.get(pk=directive.pk)
    if kept.state == State.ISSUED:
        _deliver(kept, by=by, now=now)
    elif kept.state in (State.WITHDRAWN, State.SUPERSEDED):
        _recall(kept, by=by, now=now)
    with acting("directives.directive.settle", by=by, now=now, on=kept, area=kept.area_id) as act:
        act.brand_id = kept.brand_id
        done = Directive.objects.filter(pk=kept.pk, state=kept.state, settled_at=None).update(settled_at=now)
        act.changed(None, {"state": kept.state, "settled": bool(done)})


def _deliver(directive: Directive, *, by: Actor, now: datetime) -> None:
    on = now.astimezone(ZONE).date()
    measures = list(directive.measures.filter(state=Measure.State.CONFIRMED))
    holders = Holders({*POSTS.values(), *(m.post for m in measures)}, on=on)
    reached = recipients(directive, measures, on=on)
    for n in range(0, len(reached), tasks.AT_ONCE):
        _deliver_some(directive, reached[n : n + tasks.AT_ONCE], holders, by=by, now=now)


def _deliver_some(
    directive: Directive, reached: Sequence[Recipient], holders: Holders, *, by: Actor, now: datetime
) -> None:
    with acting("directives.directive.deliver", by=by, now=now) as act:
        act.on(directive, area=directive.area_id, brand_id=directive.brand_id)
        # Whoever withdraws it waits for these, or these find it withdrawn.
        in_force = Directive.objects.select_for_update().filter(pk=directive.pk, state=State.ISSUED)
        if not list(in_force.values_list("pk")):
            return
        named = {r.unit: _holder(r, holders) for r in reached}
        rows = Receipt.objects.filter(directive=directive)
        there = {
            u
            for part in _parts([r.unit for r in reached])
            for u in rows.filter(unit__in=part).values_list("unit", flat=True)
        }
        new = [r for r in reached if r.unit not in there]
        insert_rows(
            Receipt,
            _RECEIPT,
            (
                (directive.pk, r.unit, r.audience, r.area, r.brand, r.enterprise, r.site, named[r.unit], now, None, "")
                for r in new
            ),
        )
        opened = sum(_open(m, orders, by=by, now=now) for m, orders in _orders(reached, holders).items())
        people = {u for u in named.values() if u is not None} - {by.user_id}
        if people:
            title = Text(ARRIVED.zh.format(title=directive.title), ARRIVED.en.format(title=directive.title))
            key, link = f"directive:{directive.pk}:issued", f"/directives/{directive.pk}/"
            for part in _parts(sorted(people)):
                send(to=part, title=title, body=TO_SIGN, link=link, key=key, by=by, now=now)
        digest = hashlib.sha256("\n".join(f"{r.unit} {named[r.unit]}" for r in new).encode()).hexdigest()
        act.changed(None, {"recipients": len(new), "tasks": opened, "people": len(people), "sha256": digest})


def _parts(values: Sequence[str] | Sequence[int]) -> Iterator[list]:  # type: ignore[type-arg]
    return (list(values[n : n + 900]) for n in range(0, len(values), 900))


def _holder(recipient: Recipient, holders: Holders) -> int | None:
    """Who signs for the organisation: of its measures' posts the first that somebody holds."""
    own = (m.owner_id for m in recipient.measures if recipient.audience == Audience.OWN and m.owner_id)
    posts = dict.fromkeys(post_for(m, recipient) for m in recipient.measures)
    return next(own, None) or next((u for post in posts if (u := holders.of(recipient, post))), None)


def _orders(reached: Sequence[Recipient], holders: Holders) -> dict[Measure, list[tasks.Order]]:
    orders: dict[Measure, list[tasks.Order]] = defaultdict(list)
    for r in reached:
        for m in r.measures:
            if m.due is None:
                continue
            post = post_for(m, r)
            owner = m.owner_id if r.audience == Audience.OWN and m.owner_id else holders.of(r, post)
            order = tasks.Order(f"{KIND}:{m.pk}:{r.unit}", r.area, post, owner, r.brand, r.enterprise, r.site)
            orders[m].append(order)
    return orders


def _open(measure: Measure, orders: Sequence[tasks.Order], *, by: Actor, now: datetime) -> int:
    directive, words = measure.directive, " ".join(measure.text.split())
    short = words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
    theme, wanted = THEMES[measure.theme], Text(measure.wanted, measure.wanted)
    title = Text(f"{theme.zh}：{short}", f"{theme.en}: {short}")
    assert measure.due is not None  # only measures with a due time are given to anybody
    return tasks.open_many(
        kind=KIND, title=title, detail=Text(measure.text, measure.text), due=measure.due,
        origin=f"{KIND}:{measure.pk}", orders=orders, wanted=wanted, area=directive.area_id,
        brand_id=directive.brand_id, by=by, now=now,
    )  # fmt: skip


def _recall(directive: Directive, *, by: Actor, now: datetime) -> None:
    """Cancel what stands of its own measures and of those the levels below made of them."""
    origins = [f"{KIND}:{pk}" for pk in _derived(directive)]
    tasks.cancel_many(origins=origins, reason=directive.why, area=directive.area_id, by=by, now=now)


def _derived(directive: Directive) -> list[int]:
    found = set(directive.measures.values_list("pk", flat=True))
    below = Measure.objects.filter(directive__in=tree_of(directive)).exclude(above=None)
    made_of = list(below.order_by("directive_id").values_list("pk", "above_id"))
    for pk, above in made_of:
        if above in found:
            found.add(pk)
    return sorted(found)
