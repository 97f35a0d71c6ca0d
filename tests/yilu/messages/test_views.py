"""One's own messages and channels on pages and in the API; the leader's page of whom nobody reached."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import NOW, SYSTEM, World
from tests.yilu.messages.gateway import Gateway
from yilu.core import clock
from yilu.core.text import Text
from yilu.messages import actions, jobs
from yilu.messages.models import ChannelSetting, Delivery, Message
from yilu.messages.rules import Channel


def tell(world: World, name: str, title: str, *, urgent: bool = False) -> Message:
    text = Text(title, f"{title} in English")
    to = [world.people[name].pk]
    return actions.send(
        to=to, title=text, body=text, link="/tasks/", urgent=urgent, key=title, by=SYSTEM, now=clock.now()
    )[0]


def test_the_list_tells_what_is_unread_and_urgent_first(world: World) -> None:
    tell(world, "officer", "平常事")
    tell(world, "officer", "要紧事", urgent=True)
    page = world.client("officer").get("/messages/").content.decode()
    assert "未读 2 条，其中紧急 1 条" in page
    assert page.index("要紧事") < page.index("平常事")
    english = world.client("officer").get("/messages/?language=en").content.decode()
    assert "2 unread, 1 of them urgent" in english
    assert "要紧事 in English" in english


def test_the_bell_counts_and_opening_reads(world: World) -> None:
    message, browser = tell(world, "officer", "要紧事"), world.client("officer")
    assert 'class="bell-count" aria-hidden="true">1<' in browser.get("/messages/").content.decode()
    page = browser.get(f"/messages/{message.pk}/").content.decode()
    assert 'href="/tasks/"' in page
    message.refresh_from_db()
    assert message.read_at is not None
    assert "bell-count" not in browser.get("/messages/").content.decode()


def test_the_bell_costs_one_query_in_half_a_minute(world: World) -> None:
    browser = world.client("officer")
    browser.get("/messages/channels/")
    with CaptureQueriesContext(connection) as asked:
        browser.get("/messages/channels/")
    counts = [q for q in asked if "COUNT" in q["sql"] and "yilu_messages_message" in q["sql"]]
    assert not counts


def test_nobody_reads_another_s_message(world: World) -> None:
    message = tell(world, "officer", "要紧事")
    for other in ("leader", "jia_hq", "neighbour"):
        assert world.client(other).get(f"/messages/{message.pk}/").status_code == 404
        assert world.client(other).post(f"/api/v1/messages/{message.pk}/read").status_code in (403, 404)
    assert world.client().get("/messages/").status_code == 302
    message.refresh_from_db()
    assert message.read_at is None


def test_all_are_marked_as_read(world: World) -> None:
    tell(world, "officer", "一")
    tell(world, "officer", "二")
    world.client("officer").post("/messages/read-all/")
    assert not Message.objects.filter(read_at=None).exists()


def test_a_channel_is_chosen_changed_and_dropped_on_the_page(world: World, server: Gateway) -> None:
    browser = world.client("officer")
    robot = f"{server.url}/robot/send?access_token=T"
    data = {"channel": "dingtalk", "dingtalk-address": robot, "dingtalk-secret": "SEC1", "dingtalk-wanted": "on"}
    assert browser.post("/messages/channels/", data).status_code == 302
    page = browser.get("/messages/channels/").content.decode()
    assert "已填写" in page
    assert robot not in page
    assert "SEC1" not in page
    # neither address nor secret given: both stay, only the choice changes
    assert browser.post("/messages/channels/", {"channel": "dingtalk"}).status_code == 302
    kept = ChannelSetting.objects.get()
    assert (kept.address, kept.secret, kept.wanted) == (robot, "SEC1", False)
    browser.post("/messages/channels/", {"channel": "dingtalk", "drop": "1"})
    assert not ChannelSetting.objects.exists()


def test_a_wrong_address_is_said_beside_its_field(world: World, server: Gateway) -> None:
    data = {"channel": "wecom", "wecom-address": "https://evil.example/"}
    response = world.client("officer").post("/messages/channels/", data)
    assert response.status_code == 422
    assert f"机器人地址须以 {server.url}/ 开头" in response.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_without_channels_the_page_says_so(world: World, settings: object, language: str) -> None:
    settings.YILU_ROBOTS = {}  # type: ignore[attr-defined]
    page = world.client("officer").get(f"/messages/channels/?language={language}").content.decode()
    assert "<form" in page  # the frame's own
    assert ("尚未开通站外渠道" if language == "zh-hans" else "No outside channel is set up") in page


def test_the_leader_sees_whom_nobody_reached_and_decides(world: World, server: Gateway) -> None:
    actions.choose_channel(
        channel=Channel.WECOM, wanted=True, address=f"{server.url}/x", by=world.actor("officer"), now=NOW
    )
    tell(world, "officer", "要紧事")
    server.cut = True
    jobs.outbox()
    browser, delivery = world.client("leader"), Delivery.objects.get()
    page = browser.get("/messages/outbox/").content.decode()
    assert "有 1 人在站外没有收到" in page
    assert "演员officer" in page
    assert "要紧事" not in page
    assert "可能收到两次" in browser.get(f"/messages/outbox/{delivery.pk}/").content.decode()
    assert world.client("officer").get("/messages/outbox/").status_code == 403
    assert browser.post(f"/messages/outbox/{delivery.pk}/").status_code == 302
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.WAITING
    assert browser.get("/messages/outbox/?export=csv").status_code == 200


def test_the_api_tells_and_takes_the_same(world: World, server: Gateway) -> None:
    message, browser = tell(world, "officer", "要紧事"), world.client("officer")
    told = browser.get("/api/v1/messages").json()
    assert [m["title_en"] for m in told["items"]] == ["要紧事 in English"]
    assert browser.post(f"/api/v1/messages/{message.pk}/read").status_code == 204
    assert browser.get("/api/v1/messages?unread=true").json()["count"] == 0
    put = {"content_type": "application/json"}
    body = json.dumps({"address": "13800001234"})
    assert browser.put("/api/v1/messages/channels/sms", body, **put).json() == {"channel": "sms", "wanted": True}
    listed = browser.get("/api/v1/messages/channels").content.decode()
    assert not re.search("1380000", listed)
    wrong = browser.put("/api/v1/messages/channels/sms", json.dumps({"address": "1"}), **put)
    assert (wrong.status_code, wrong.json()["reasons"][0]["code"]) == (422, "messages.no_phone")
    assert browser.delete("/api/v1/messages/channels/sms").status_code == 204
    assert browser.get("/api/v1/messages/outbox").status_code == 403
