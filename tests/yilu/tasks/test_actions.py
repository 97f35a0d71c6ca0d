"""A task from opening to closing: who has it, who may do what with it, what the chain keeps."""

import datetime as dt
import json
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.db import connection

from tests.world import NOW, SYSTEM, World, person
from yilu.accounts.actions import rotate_keys
from yilu.audit.models import Act
from yilu.core.actor import PUBLIC
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.core.text import Text
from yilu.messages.models import Message
from yilu.tasks import actions, queries
from yilu.tasks.facts import Proof
from yilu.tasks.models import EvidencePart, Step, Task

HOUR = dt.timedelta(hours=1)
TITLE = Text("补报2月16日日报", "Report 16 Feb")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10
State = Task.State


def open_task(world: World, *, key: str = "report:1", post: str = "site_manager", **more: Any) -> Task:
    values: dict[str, Any] = {
        "kind": "operations.report", "title": TITLE, "detail": Text("联系人赵钱孙", "ask Zhao"), "area": "430102",
        "site": world.sites["jia_furong"], "due": NOW + 3 * HOUR, "origin": "network.site:1", "by": SYSTEM, "now": NOW,
    }  # fmt: skip
    return actions.open_task(key=key, post=post, **{**values, **more})


def codes(refused: pytest.ExceptionInfo[Denied]) -> list[str]:
    return [r.code for r in refused.value.reasons]


def told(world: World, name: str) -> list[str]:
    return [m.title_zh for m in Message.objects.filter(recipient=world.people[name]).order_by("pk")]


def test_it_falls_to_the_person_of_the_post_and_tells_him(world: World) -> None:
    task = open_task(world)
    assert task.owner == world.people["manager"]
    site = world.sites["jia_furong"]
    assert (task.area_id, task.brand_id, task.enterprise_id) == (site.county_id, site.brand_id, site.enterprise_id)
    assert told(world, "manager") == ["新任务：补报2月16日日报"]


def test_one_occasion_opens_one_task(world: World) -> None:
    assert open_task(world) == open_task(world)
    assert Task.objects.count() == Message.objects.count() == 1


def test_without_anybody_at_the_post_it_stands_as_a_blind_spot(world: World) -> None:
    task = open_task(world, site=world.sites["jia_yuelu"])
    assert task.owner is None
    assert list(queries.blind_spots(world.actor("leader"))) == [task]


def test_a_person_opens_only_where_he_directs(world: World) -> None:
    manual: dict[str, Any] = {"kind": "tasks.manual", "post": "site_manager"}
    assert open_task(world, key="a", by=world.actor("officer"), **manual).owner == world.people["manager"]
    for other in ("neighbour", "yi_hq"):
        with pytest.raises(Denied):
            open_task(world, key=f"b{other}", by=world.actor(other), **manual)
    with pytest.raises(Denied):
        open_task(world, key="c", by=PUBLIC)


def test_it_refuses_a_place_and_a_post_that_are_none(world: World) -> None:
    for values, code in (
        ({"site": None, "area": "999999"}, "tasks.no_such_area"),
        ({"post": "x"}, "tasks.no_such_post"),
    ):
        with pytest.raises(Invalid) as refused:
            open_task(world, **values)  # type: ignore[arg-type]
        assert codes(refused) == [code]


def test_details_are_encrypted_and_not_in_the_audit(world: World) -> None:
    task = open_task(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT detail_zh FROM tasks_task")
        assert "赵钱孙" not in cursor.fetchone()[0]
    task.refresh_from_db()
    assert task.detail.zh == "联系人赵钱孙"
    assert not any("赵钱孙" in json.dumps(a.after, ensure_ascii=False) for a in Act.objects.all())


@pytest.mark.parametrize(
    ("who", "verb", "expected"),
    [
        # whose task it is
        ("manager", "take", ""),
        ("manager", "close", ""),
        ("manager", "delegate", ""),
        ("manager", "extend", "tasks.by_the_level_above"),
        ("manager", "cancel", "tasks.by_the_level_above"),
        # who stands over the place
        ("officer", "extend", ""),
        ("officer", "cancel", ""),
        ("officer", "close", ""),
        ("jia_hq", "extend", ""),
        ("leader", "cancel", ""),
        # who does not
        ("neighbour", "close", "tasks.not_yours"),
        ("neighbour", "extend", "tasks.not_over_it"),
        ("yi_hq", "take", "tasks.not_yours"),
        ("yi_hq", "cancel", "tasks.not_over_it"),
        ("yi_hq", "delegate", "tasks.not_yours"),
    ],
)
def test_who_may_do_what(world: World, who: str, verb: str, expected: str) -> None:
    task, act = open_task(world), {"by": world.actor(who), "now": NOW}
    later = {"due": NOW + 9 * HOUR, "reason": "道路封闭，车辆未到"}
    verbs: dict[str, Any] = {
        "take": lambda: actions.take(task=task, **act),
        "close": lambda: actions.close_task(task=task, version=1, reason="已电话核实补报", **act),
        "delegate": lambda: actions.delegate(task=task, to=world.people["manager"], **act),
        "extend": lambda: actions.extend_due(task=task, **later, **act),
        "cancel": lambda: actions.cancel(task=task, reason="网点已停业", **act),
    }
    if verb == "delegate" and not expected:
        person(world, "helper", "worker", site=world.sites["jia_furong"])
        verbs["delegate"] = lambda: actions.delegate(task=task, to=world.people["helper"], **act)
    if not expected:
        verbs[verb]()
        return
    with pytest.raises(Denied) as refused:
        verbs[verb]()
    assert codes(refused) == [expected]
    assert Act.objects.filter(outcome=Act.Outcome.REFUSED).latest("pk").reason.startswith(expected)


def test_it_is_not_closed_without_evidence_or_a_stated_reason(world: World) -> None:
    task, manager = open_task(world), world.actor("manager")
    for shown in ({}, {"reason": "  ok "}, {"evidence": [Proof(text="  ")]}):
        with pytest.raises(Invalid) as refused:
            actions.close_task(task=task, version=1, by=manager, now=NOW, **shown)  # type: ignore[arg-type]
        assert codes(refused) == ["tasks.nothing_shown"]
    closed = actions.close_task(task=task, version=1, evidence=[Proof(link="/operations/")], by=manager, now=NOW)
    assert (closed.state, closed.closed_at, closed.next_step_at) == (State.CLOSED, NOW, None)
    with pytest.raises(Denied) as over:
        actions.close_task(task=task, version=2, reason="再次销号", by=manager, now=NOW)
    assert codes(over) == ["tasks.is_over"]


def test_evidence_given_before_closes_it_too(world: World) -> None:
    task, manager = open_task(world), world.actor("manager")
    actions.add_evidence(task=task, proofs=[Proof(text="已补报")], by=manager, now=NOW)
    assert actions.close_task(task=task, version=2, by=manager, now=NOW).state == State.CLOSED


def test_a_file_is_kept_encrypted_and_comes_back_whole(world: World) -> None:
    content = PNG * 500  # more than one piece
    proof = Proof(file_name="消毒照片.png", content=content)
    row = actions.add_evidence(task=open_task(world), proofs=[proof], by=world.actor("manager"), now=NOW)[0]
    assert (row.media_type, row.size) == ("image/png", len(content))
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM tasks_evidencepart")
        assert not any(bytes(c).startswith(b"\x89PNG") for (c,) in cursor.fetchall())
    assert EvidencePart.objects.count() == 2
    assert b"".join(queries.pieces(row)) == content


def test_files_are_written_again_under_a_new_key(world: World, settings: Any) -> None:
    proof = Proof(file_name="消毒照片.png", content=PNG)
    row = actions.add_evidence(task=open_task(world), proofs=[proof], by=world.actor("manager"), now=NOW)[0]
    new = Fernet.generate_key().decode()
    settings.YILU_FIELD_KEYS = [new, *settings.YILU_FIELD_KEYS]
    rotate_keys(by=SYSTEM, now=NOW)
    settings.YILU_FIELD_KEYS = [new]
    assert b"".join(queries.pieces(row)) == PNG


@pytest.mark.parametrize(
    ("proof", "code"),
    [
        (Proof(file_name="x.png", content=b"<script>alert(1)</script>"), "core.file_kind"),
        (Proof(file_name="x.png", content=b"PK\x03\x04 not an archive"), "core.file_kind"),
        (Proof(file_name="x.png", content=PNG + bytes(10 * 1024 * 1024)), "core.file_size"),
        (Proof(link="https://evil.example/"), "tasks.outward_link"),
        (Proof(link="javascript:alert(1)"), "tasks.outward_link"),
    ],
)
def test_it_refuses_evidence_that_is_none(world: World, proof: Proof, code: str) -> None:
    task = open_task(world)
    with pytest.raises(Invalid) as refused:
        actions.close_task(task=task, version=1, evidence=[proof], by=world.actor("manager"), now=NOW)
    assert codes(refused) == [code]
    task.refresh_from_db()
    assert task.state == State.OPEN


def test_of_two_editors_the_slower_one_is_told(world: World) -> None:
    task = open_task(world)
    actions.take(task=task, version=1, by=world.actor("manager"), now=NOW)
    with pytest.raises(Conflict) as refused:
        actions.cancel(task=task, version=1, reason="网点已停业", by=world.actor("officer"), now=NOW)
    assert codes(refused) == ["tasks.changed_meanwhile"]


def test_delegation_keeps_the_chain(world: World) -> None:
    person(world, "deputy", "site_manager", site=world.sites["jia_furong"])
    task, deputy = open_task(world), world.people["deputy"]
    given = actions.delegate(task=task, to=deputy, note="我在外地", by=world.actor("manager"), now=NOW)
    assert given.owner == deputy
    chain = [(s.verb, s.to, s.note) for s in task.steps.order_by("pk")]
    assert chain == [("opened", world.people["manager"], ""), ("delegated", deputy, "我在外地")]
    assert told(world, "deputy") == ["转来任务：补报2月16日日报"]


def test_it_is_not_handed_to_another_brand_or_out_of_reach(world: World) -> None:
    task = open_task(world)
    for to in ("yi_hq", "neighbour"):
        with pytest.raises(Invalid) as refused:
            actions.delegate(task=task, to=world.people[to], by=world.actor("officer"), now=NOW)
        assert codes(refused) == ["tasks.not_within_reach"]
    person(world, "yi_manager", "site_manager", site=world.sites["yi_furong"])
    with pytest.raises(Invalid):
        actions.delegate(task=task, to=world.people["yi_manager"], by=world.actor("officer"), now=NOW)


def test_a_blind_spot_is_taken_on_by_whoever_stands_over_it(world: World) -> None:
    task = open_task(world, site=world.sites["jia_yuelu"])
    taken = actions.take(task=task, by=world.actor("officer"), now=NOW)
    assert (taken.owner, taken.state) == (world.people["officer"], State.TAKEN)
    with pytest.raises(Denied) as refused:
        actions.take(task=task, by=world.actor("leader"), now=NOW)
    assert codes(refused) == ["tasks.already_taken"]


def test_a_due_time_moves_forward_with_a_reason_and_the_ladder_begins_anew(world: World) -> None:
    task, officer = open_task(world), world.actor("officer")
    for due, why in ((NOW, "道路封闭，车辆未到"), (NOW + 9 * HOUR, " ")):
        with pytest.raises(Invalid):
            actions.extend_due(task=task, due=due, reason=why, by=officer, now=NOW)
    moved = actions.extend_due(task=task, due=NOW + 9 * HOUR, reason="道路封闭，车辆未到", by=officer, now=NOW)
    assert (moved.due, moved.steps_made, moved.next_step_at) == (NOW + 9 * HOUR, 0, NOW + 8 * HOUR)


def test_a_closed_task_is_sent_back_with_a_new_due_time(world: World) -> None:
    task = open_task(world)
    actions.close_task(task=task, version=1, reason="已电话核实补报", by=world.actor("manager"), now=NOW)
    back: dict[str, Any] = {"task": task, "due": NOW + 5 * HOUR, "reason": "数字与系统不符", "now": NOW}
    again = actions.reopen(by=world.actor("officer"), **back)
    assert (again.state, again.owner, again.closed_at) == (State.OPEN, world.people["manager"], None)
    assert Step.objects.latest("pk").note == "数字与系统不符"
    with pytest.raises(Denied) as refused:
        actions.reopen(by=world.actor("officer"), **back)
    assert codes(refused) == ["tasks.not_over"]
