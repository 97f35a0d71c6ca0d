"""Each channel against a real server: signed as it wants it, and what is known when something goes wrong."""

import base64
import hashlib
import hmac
import json
import smtplib
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail

from tests.yilu.messages.gateway import Gateway
from yilu.messages.channels import Letter, carry, open_channels, takes_a_key
from yilu.messages.rules import Channel, Outcome

SECRET = "SEC-of-tests"
WRONG = '{"errcode": 310000, "errmsg": "sign not match", "code": 19021, "msg": "sign match fail"}'
ROBOTS = [Channel.DINGTALK, Channel.WECOM, Channel.FEISHU]


def mac(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def letter(address: str, secret: str = "") -> Letter:
    return Letter(address=address, text="您有一条新消息", key="yilu-1", secret=secret)


def as_dingtalk(path: str, body: str) -> str:
    asked = {k: v[0] for k, v in parse_qs(urlsplit(path).query).items()}
    moment = asked.get("timestamp", "0")
    fresh = abs(time.time() * 1000 - int(moment)) < 3600_000
    good = fresh and asked.get("sign") == mac(SECRET, f"{moment}\n{SECRET}") and asked["access_token"] == "T"
    return '{"errcode": 0, "errmsg": "ok"}' if good and json.loads(body)["msgtype"] == "text" else WRONG


def as_feishu(path: str, body: str) -> str:
    told = json.loads(body)
    fresh = abs(time.time() - int(told.get("timestamp", "0"))) < 3600
    good = fresh and told.get("sign") == mac(f"{told['timestamp']}\n{SECRET}", "")
    return '{"code": 0, "msg": "success"}' if good and told["content"]["text"] else WRONG


def test_dingtalk_takes_what_is_signed_with_its_secret_and_refuses_what_is_not(server: Gateway) -> None:
    server.check = as_dingtalk
    address = f"{server.url}/robot/send?access_token=T"
    assert carry(Channel.DINGTALK, letter(address, SECRET)).outcome == Outcome.SENT
    wrong = carry(Channel.DINGTALK, letter(address, "another"))
    assert (wrong.outcome, wrong.answer) == (Outcome.REFUSED, "310000 sign not match")


def test_feishu_takes_what_is_signed_with_its_secret_and_refuses_what_is_not(server: Gateway) -> None:
    server.check = as_feishu
    address = f"{server.url}/open-apis/bot/v2/hook/x"
    assert carry(Channel.FEISHU, letter(address, SECRET)).outcome == Outcome.SENT
    wrong = carry(Channel.FEISHU, letter(address, "another"))
    assert (wrong.outcome, wrong.answer) == (Outcome.REFUSED, "19021 sign match fail")


def test_wecom_takes_the_key_of_its_address(server: Gateway) -> None:
    assert carry(Channel.WECOM, letter(f"{server.url}/cgi-bin/webhook/send?key=K")).outcome == Outcome.SENT
    path, body, _ = server.taken[0]
    assert path == "/cgi-bin/webhook/send?key=K"
    assert json.loads(body) == {"msgtype": "text", "text": {"content": "您有一条新消息"}}


@pytest.mark.parametrize("channel", [*ROBOTS, Channel.SMS])
def test_what_was_cut_or_timed_out_after_it_went_out_is_unsure(server: Gateway, channel: Channel) -> None:
    address = "13800001234" if channel == Channel.SMS else f"{server.url}/x"
    server.cut = True
    assert carry(channel, letter(address)).outcome == Outcome.UNSURE
    server.cut, server.hang = False, 1.0
    assert carry(channel, letter(address)).outcome == Outcome.UNSURE
    assert len(server.taken) == 2


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (500, Outcome.NOT_NOW),
        (503, Outcome.NOT_NOW),
        (429, Outcome.NOT_NOW),
        (502, Outcome.UNSURE),
        (504, Outcome.UNSURE),
        (403, Outcome.REFUSED),
        (302, Outcome.REFUSED),
    ],
)
def test_a_status_says_whether_to_try_again(server: Gateway, status: int, outcome: Outcome) -> None:
    server.status = status
    assert carry(Channel.SMS, letter("13800001234")).outcome == outcome
    assert carry(Channel.WECOM, letter(f"{server.url}/x")).outcome == outcome


def test_nobody_listening_means_certainly_not_sent(settings: Any) -> None:
    settings.YILU_SMS_URL = "http://127.0.0.1:9/sms"
    assert carry(Channel.SMS, letter("13800001234")).outcome == Outcome.NOT_NOW
    assert carry(Channel.WECOM, letter("https://no-such-host.invalid/x")).outcome == Outcome.NOT_NOW
    assert carry(Channel.WECOM, letter("https://[broken/x")).outcome == Outcome.NOT_NOW


def test_a_robot_that_is_asked_too_often_is_tried_later(server: Gateway) -> None:
    server.body = '{"errcode": 45009, "errmsg": "api freq out of limit"}'
    assert carry(Channel.WECOM, letter(f"{server.url}/x")).outcome == Outcome.NOT_NOW


def test_an_answer_that_is_no_answer_leaves_it_unsure(server: Gateway) -> None:
    server.body = "<html>login</html>"
    assert carry(Channel.FEISHU, letter(f"{server.url}/x")).outcome == Outcome.UNSURE


def test_the_sms_template_is_filled_in_as_json_and_carries_the_key(server: Gateway, settings: Any) -> None:
    settings.YILU_SMS_AUTHORIZATION = "Bearer open-sesame"
    assert carry(Channel.SMS, Letter("13800001234", 'a "quoted" text\n', "yilu-7")).outcome == Outcome.SENT
    path, body, headers = server.taken[0]
    assert path == "/sms"
    assert json.loads(body) == {"phone": "13800001234", "text": 'a "quoted" text\n', "key": "yilu-7"}
    assert headers["Idempotency-Key"] == "yilu-7"
    assert headers["Authorization"] == "Bearer open-sesame"
    assert not takes_a_key(Channel.SMS)
    settings.YILU_SMS_IDEMPOTENT = True
    assert takes_a_key(Channel.SMS)


def test_a_letter_is_mailed_with_an_id_that_stays_the_same() -> None:
    assert carry(Channel.EMAIL, letter("a@example.org")).outcome == Outcome.SENT
    assert carry(Channel.EMAIL, letter("a@example.org")).outcome == Outcome.SENT
    first, second = mail.outbox
    assert first.to == ["a@example.org"]
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"] == "<yilu-1@localhost>"


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (smtplib.SMTPServerDisconnected("gone"), Outcome.UNSURE),
        (TimeoutError(), Outcome.UNSURE),
        (ConnectionRefusedError(), Outcome.NOT_NOW),
        (smtplib.SMTPConnectError(421, b"later"), Outcome.NOT_NOW),
        (smtplib.SMTPDataError(554, b"no"), Outcome.REFUSED),
        (smtplib.SMTPRecipientsRefused({}), Outcome.REFUSED),
    ],
)
def test_a_mail_server_that_fails_is_understood(
    fault: Exception, outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: Any, **kwargs: Any) -> int:
        raise fault

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fails)
    assert carry(Channel.EMAIL, letter("a@example.org")).outcome == outcome


def test_a_demonstration_sends_nothing_out(settings: Any, server: Gateway) -> None:
    assert Channel.SMS in open_channels()
    settings.YILU_DEMO = True
    assert not open_channels()


def test_a_letter_does_not_tell_its_address_or_secret_when_printed() -> None:
    assert "13800001234" not in repr(letter("13800001234", "hidden"))
    assert "hidden" not in repr(letter("13800001234", "hidden"))
