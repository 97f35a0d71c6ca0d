"""Robots of DingTalk, WeCom and Feishu groups: a text posted to the webhook, signed as their documents say.

DingTalk: HMAC-SHA256 under the secret over "milliseconds\\nsecret", in the address. Feishu: over nothing, under
"seconds\\nsecret", in the body. WeCom signs nothing: the key in the address is the secret.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from yilu.messages.channels.letters import Attempt, Letter
from yilu.messages.channels.wire import Answer, attempt
from yilu.messages.rules import Outcome

# What the robots answer when they are asked too often; any other refusal stays one until a person sets it right.
TOO_OFTEN = {130101, 410100, 45009, 9499, 11232}


def _signature(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def _post(url: str, body: Mapping[str, Any], code: str, words: str) -> Attempt:
    answer = attempt(url, json.dumps(body, ensure_ascii=False).encode())
    if not isinstance(answer, Answer):
        return answer
    told = answer.plain.get(code)
    if told == 0:
        return Attempt(Outcome.SENT)
    said = f"{told} {answer.plain.get(words, '')}".strip()[:200]
    if told is None:
        return Attempt(Outcome.UNSURE, "answer not understood")
    return Attempt(Outcome.NOT_NOW if told in TOO_OFTEN else Outcome.REFUSED, said)


def to_dingtalk(letter: Letter) -> Attempt:
    """Post to a DingTalk group."""
    url = letter.address
    if letter.secret:
        # The robot compares with the true time, whatever day the product stands on.
        moment = str(round(time.time() * 1000))
        sign = _signature(letter.secret, f"{moment}\n{letter.secret}")
        url += ("&" if "?" in url else "?") + urlencode({"timestamp": moment, "sign": sign})
    return _post(url, {"msgtype": "text", "text": {"content": letter.text}}, "errcode", "errmsg")


def to_wecom(letter: Letter) -> Attempt:
    """Post to a WeCom group."""
    return _post(letter.address, {"msgtype": "text", "text": {"content": letter.text}}, "errcode", "errmsg")


def to_feishu(letter: Letter) -> Attempt:
    """Post to a Feishu group."""
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": letter.text}}
    if letter.secret:
        moment = str(round(time.time()))
        body |= {"timestamp": moment, "sign": _signature(f"{moment}\n{letter.secret}", "")}
    return _post(letter.address, body, "code", "msg")
