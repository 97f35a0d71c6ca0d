"""Sending once, reading one's own, choosing channels; the outbox from taking to settling."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction

from tests.world import NOW, SYSTEM, World
from tests.yilu.messages.gateway import Gateway
from yilu.audit.models import Act
from yilu.core.actor import PUBLIC
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.core.text import Text
from yilu.messages import actions, jobs, queries
from yilu.messages.channels import Attempt
from yilu.messages.models import ChannelSetting, Delivery, Message
from yilu.messages.rules import LOST_AFTER, PAUSES, Channel, Outcome

TITLE, BODY = Text("发热病例待处置", "A case of fever"), Text("网点员工赵钱孙体温38.2℃", "Zhao Qiansun, 38.2 degrees")
State = Delivery.State


@pytest.fixture(autouse=True)
def _at_the_hour_of_the_world() -> Iterator[None]:
    with time_machine.travel(NOW + dt.timedelta(minutes=1)):
        yield


def tell(world: World, *names: str, key: str = "k", **more: Any) -> list[Message]:
    to = [world.people[n].pk for n in names]
    return actions.send(to=to, title=TITLE, body=BODY, key=key, by=SYSTEM, now=NOW, **more)


def reached(world: World, name: str, channel: Channel, address: str, *, wanted: bool = True) -> None:
    actions.choose_channel(channel=channel, wanted=wanted, address=address, by=world.actor(name), now=NOW)


def test_the_same_is_told_once_to_each_person(world: World) -> None:
    tell(world, "officer")
    again = tell(world, "officer", "manager", "manager")
    assert [m.recipient for m in again] == [world.people["officer"], world.people["manager"]]
    assert Message.objects.count() == 2
    tell(world, "officer", "manager")
    assert Act.objects.filter(verb="messages.message.send").count() == 2


def test_what_is_undone_was_never_sent(world: World, server: Gateway) -> None:
    reached(world, "officer", Channel.SMS, "13800001234")
    with pytest.raises(RuntimeError, match="undone"), transaction.atomic():
        tell(world, "officer")
        raise RuntimeError("undone")
    assert jobs.outbox() == 0
    assert not Message.objects.exists()


def test_nobody_unknown_sends_and_no_link_leads_out(world: World) -> None:
    with pytest.raises(Denied):
        actions.send(to=[world.people["officer"].pk], title=TITLE, body=BODY, key="k", by=PUBLIC, now=NOW)
    for link in ("https://evil.example", "//evil.example", "/\\evil.example"):
        with pytest.raises(Denied):
            tell(world, "officer", link=link)


def test_what_it_says_is_encrypted_and_never_in_the_audit(world: World) -> None:
    tell(world, "officer")
    with connection.cursor() as cursor:
        cursor.execute("SELECT title_zh, body_zh FROM yilu_messages_message")
        assert not any("发热" in str(v) or "赵钱孙" in str(v) for v in cursor.fetchone())
    assert not any("赵钱孙" in json.dumps(a.after, ensure_ascii=False) for a in Act.objects.all())
    assert Message.objects.get().body == BODY


def test_outside_goes_a_link_and_nothing_of_the_matter(world: World, server: Gateway) -> None:
    reached(world, "officer", Channel.SMS, "13800001234")
    reached(world, "officer", Channel.EMAIL, "o@example.org")
    message = tell(world, "officer")[0]
    assert jobs.outbox() == 2
    sent = server.taken[0][1] + mail.outbox[0].subject + mail.outbox[0].body
    assert f"https://yilu.example/messages/{message.pk}/" in sent
    assert not any(word in sent for word in ("发热", "赵钱孙", "38.2", "fever"))
    assert jobs.outbox() == 0


def test_ordinary_messages_go_where_one_chose_and_urgent_ones_everywhere(world: World, server: Gateway) -> None:
    reached(world, "officer", Channel.SMS, "13800001234", wanted=False)
    reached(world, "officer", Channel.WECOM, f"{server.url}/x")
    tell(world, "officer", key="ordinary")
    assert list(Delivery.objects.values_list("channel", flat=True)) == ["wecom"]
    tell(world, "officer", key="urgent", urgent=True)
    assert sorted(Delivery.objects.filter(message__urgent=True).values_list("channel", flat=True)) == ["sms", "wecom"]
    jobs.outbox()
    assert [("紧急" in body) for _, body, _ in server.taken] == [False, True, True]


def test_the_reader_s_language_is_sent(world: World, server: Gateway) -> None:
    officer = world.people["officer"]
    type(officer).objects.filter(pk=officer.pk).update(language="en")
    reached(world, "officer", Channel.SMS, "13800001234")
    tell(world, "officer")
    jobs.outbox()
    assert "sign in to read it" in server.taken[0][1]


def test_what_certainly_did_not_arrive_is_tried_again_later_each_time_longer(world: World, server: Gateway) -> None:
    reached(world, "officer", Channel.SMS, "13800001234")
    tell(world, "officer")
    moment = NOW
    for pause in (*PAUSES, None):
        delivery = actions.take_due(by=SYSTEM, now=moment)
        assert delivery is not None
        actions.settle(delivery=delivery, attempt=Attempt(Outcome.NOT_NOW, "HTTP 500"), by=SYSTEM, now=moment)
        kept = Delivery.objects.get()
        if pause is not None:
            assert kept.state == State.WAITING
            assert actions.take_due(by=SYSTEM, now=moment + pause - dt.timedelta(seconds=1)) is None
            moment += pause
    assert (kept.state, kept.answer, kept.attempts) == (State.FAILED, "HTTP 500", len(PAUSES) + 1)


def test_what_may_have_arrived_is_not_sent_again_by_itself(world: World, server: Gateway) -> None:
    reached(world, "officer", Channel.WECOM, f"{server.url}/x")
    tell(world, "officer")
    server.cut = True
    jobs.outbox()
    server.cut = False
    assert Delivery.objects.get().state == State.UNSURE
    assert actions.take_due(by=SYSTEM, now=NOW + dt.timedelta(days=1)) is None
    assert len(server.taken) == 1


def test_it_is_sent_again_to_a_gateway_that_drops_repeats_of_a_key(
    world: World, server: Gateway, settings: Any
) -> None:
    settings.YILU_SMS_IDEMPOTENT = True
    reached(world, "officer", Channel.SMS, "13800001234")
    tell(world, "officer")
    delivery = actions.take_due(by=SYSTEM, now=NOW)
    assert delivery is not None
    actions.settle(delivery=delivery, attempt=Attempt(Outcome.UNSURE, "TimeoutError"), by=SYSTEM, now=NOW)
    assert Delivery.objects.get().state == State.WAITING


def test_two_runners_never_take_the_same(world: World, server: Gateway) -> None:
    reached(world, "officer", Channel.WECOM, f"{server.url}/x")
    tell(world, "officer")
    assert actions.take_due(by=SYSTEM, now=NOW) is not None
    assert actions.take_due(by=SYSTEM, now=NOW) is None


def test_an_attempt_whose_runner_died_is_unsure(world: World, server: Gateway) -> None:
    reached(world, "officer", Channel.WECOM, f"{server.url}/x")
    tell(world, "officer")
    actions.take_due(by=SYSTEM, now=NOW)
    assert actions.take_due(by=SYSTEM, now=NOW + LOST_AFTER) is None
    assert Delivery.objects.get().state == State.UNSURE


def test_a_late_end_of_an_attempt_does_not_overwrite_what_was_decided_meanwhile(world: World, server: Gateway) -> None:
    reached(world, "officer", Channel.WECOM, f"{server.url}/x")
    tell(world, "officer")
    taken = actions.take_due(by=SYSTEM, now=NOW)
    assert taken is not None
    actions.take_due(by=SYSTEM, now=NOW + LOST_AFTER)
    actions.try_again(delivery=Delivery.objects.get(), by=world.actor("leader"), now=NOW)
    actions.settle(delivery=taken, attempt=Attempt(Outcome.REFUSED), by=SYSTEM, now=NOW)
    assert Delivery.objects.get().state == State.WAITING


def test_a_channel_dropped_meanwhile_is_not_used(world: World, server: Gateway) -> None:
    reached(world, "officer", Channel.WECOM, f"{server.url}/x")
    tell(world, "officer")
    actions.drop_channel(channel=Channel.WECOM, by=world.actor("officer"), now=NOW)
    jobs.outbox()
    assert Delivery.objects.get().state == State.FAILED
    assert not server.taken


def test_the_leader_sees_whom_nobody_reached_and_sends_again(world: World, server: Gateway) -> None:
    reached(world, "officer", Channel.WECOM, f"{server.url}/x")
    tell(world, "officer")
    server.status = 403
    jobs.outbox()
    seen = queries.not_reached(world.actor("leader"), on=NOW)
    assert [(d.message.recipient, d.answer) for d in seen] == [(world.people["officer"], "HTTP 403")]
    for other in ("officer", "jia_hq", "neighbour"):
        assert not queries.not_reached(world.actor(other), on=NOW).exists()
        with pytest.raises(Denied):
            actions.try_again(delivery=seen[0], by=world.actor(other), now=NOW)
    actions.try_again(delivery=seen[0], by=world.actor("leader"), now=NOW)
    server.status = 200
    jobs.outbox()
    assert Delivery.objects.get().state == State.SENT
    with pytest.raises(Conflict):
        actions.try_again(delivery=Delivery.objects.get(), by=world.actor("leader"), now=NOW)


def test_only_the_recipient_reads_and_the_bell_knows_at_once(world: World) -> None:
    first, *_ = tell(world, "officer", key="a"), tell(world, "officer", key="b")
    officer, pk = world.actor("officer"), world.people["officer"].pk
    assert queries.unread_count(pk) == 2
    with pytest.raises(Denied):
        actions.read(message=first[0], by=world.actor("leader"), now=NOW)
    actions.read(message=first[0], by=officer, now=NOW)
    assert queries.unread_count(pk) == 1
    assert actions.read_all(by=officer, now=NOW) == 1
    assert queries.unread_count(pk) == 0
    with pytest.raises(Denied):
        actions.read_all(by=SYSTEM, now=NOW)


def test_unread_and_urgent_messages_stand_first(world: World) -> None:
    for key, urgent in (("old", False), ("urgent", True), ("read", True)):
        tell(world, "officer", key=key, urgent=urgent)
    officer = world.actor("officer")
    actions.read(message=Message.objects.get(key="read"), by=officer, now=NOW)
    assert [m.key for m in queries.own(officer)] == ["urgent", "old", "read"]
    assert not queries.own(SYSTEM).exists()


@pytest.mark.parametrize(
    ("channel", "address", "code"),
    [
        (Channel.WECOM, "https://evil.example/cgi-bin", "messages.webhook_elsewhere"),
        (Channel.WECOM, "http://127.0.0.1:1@evil.example/x", "messages.webhook_elsewhere"),
        (Channel.WECOM, "https://[broken", "messages.webhook_elsewhere"),
        (Channel.SMS, "12345", "messages.no_phone"),
        (Channel.SMS, "１３８００００１２３４", "messages.no_phone"),
        (Channel.EMAIL, "not an address", "messages.no_email"),
        (Channel.EMAIL, "a@example.org\nBcc: b@example.org", "messages.no_email"),
    ],
)
def test_it_refuses_an_address_that_cannot_be(
    world: World, server: Gateway, channel: Channel, address: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        reached(world, "officer", channel, address)
    assert [r.code for r in refused.value.reasons] == [code]
    assert not ChannelSetting.objects.exists()


def test_a_robot_s_address_is_one_plain_line(world: World, server: Gateway) -> None:
    for address in (f"{server.url}/群", f"{server.url}/x y", f"{server.url}/x\nHost: y"):
        with pytest.raises(Invalid):
            reached(world, "officer", Channel.WECOM, address)


def test_a_channel_nobody_set_up_cannot_be_chosen(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        reached(world, "officer", Channel.SMS, "13800001234")
    assert [r.code for r in refused.value.reasons] == ["messages.channel_not_open"]


def test_addresses_and_secrets_are_encrypted_and_a_secret_stays_unless_given_anew(
    world: World, server: Gateway
) -> None:
    officer = world.actor("officer")
    act: dict[str, Any] = {"channel": Channel.DINGTALK, "address": f"{server.url}/x", "by": officer, "now": NOW}
    actions.choose_channel(wanted=True, secret="SEC-1", **act)
    actions.choose_channel(wanted=False, **act)
    assert ChannelSetting.objects.get().secret == "SEC-1"
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, secret FROM yilu_messages_channelsetting")
        assert not any(server.url in v or "SEC-1" in v for v in cursor.fetchone())
    assert not any("SEC-1" in json.dumps(a.after) or server.url in json.dumps(a.after) for a in Act.objects.all())
