"""Channels that lead to a server of the test's own."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.yilu.messages.gateway import Gateway, gateway


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """All channels set up; robots and the SMS gateway are this one server, which has a moment to answer."""
    monkeypatch.setattr("yilu.messages.channels.wire.SECONDS", 0.3)
    with gateway() as told:
        settings.YILU_ROBOTS = dict.fromkeys(("dingtalk", "wecom", "feishu"), told.url)
        settings.YILU_SMS_URL = f"{told.url}/sms"
        settings.YILU_EMAIL_URL = "set"
        settings.YILU_PUBLIC_URL = "https://yilu.example"
        yield told
