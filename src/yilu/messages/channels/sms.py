"""A text through whatever SMS gateway the operator has: one POST, its body a JSON template of the environment."""

import json

from django.conf import settings

from yilu.messages.channels.letters import Attempt, Letter
from yilu.messages.channels.wire import Answer, attempt
from yilu.messages.rules import Outcome


def to_sms(letter: Letter) -> Attempt:
    """Post the template with `{phone}`, `{text}` and `{key}` filled in; 2xx means taken."""
    body: str = settings.YILU_SMS_BODY
    for name, value in (("phone", letter.address), ("text", letter.text), ("key", letter.key)):
        body = body.replace("{" + name + "}", json.dumps(value, ensure_ascii=False)[1:-1])
    headers = {"Idempotency-Key": letter.key}
    if settings.YILU_SMS_AUTHORIZATION:
        headers["Authorization"] = settings.YILU_SMS_AUTHORIZATION
    answer = attempt(settings.YILU_SMS_URL, body.encode(), headers)
    return Attempt(Outcome.SENT) if isinstance(answer, Answer) else answer
