"""The intake, asked as a server asks it: what it answers is on disk, whatever comes."""

import asyncio
import datetime as dt
import json
import uuid
from typing import Any

import pytest

from tests.world import NOW, SYSTEM, TODAY
from tests.yilu.people.intake.running import run
from yilu.audit.models import Act
from yilu.core import clock
from yilu.people import actions
from yilu.people.intake import answering, app
from yilu.people.models import CoverageCell, DevicePass, DifferingCheck, HealthCase, MorningCheck, PlacesStayed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_the_record_may_be_emptied")]


def body(**over: Any) -> dict[str, Any]:
    """A healthy person's check, made now."""
    moment = clock.now().isoformat()
    return {
        "day": TODAY.isoformat(), "client_id": str(uuid.uuid4()), "reported_at": moment, "sent_at": moment,
        "temperature": 36.5, **over,
    }  # fmt: skip


async def _ask(
    token: str, content: bytes, *, path: str = answering.PATH, method: str = "POST"
) -> tuple[int, dict[str, Any]]:
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    headers = [(b"authorization", f"Bearer {token}".encode())]
    await app.application({"type": "http", "path": path, "method": method, "headers": headers}, receive, send)
    return told[0]["status"], json.loads(told[1]["body"])


def ask(*asked: tuple[str, dict[str, Any] | bytes]) -> list[tuple[int, dict[str, Any]]]:
    """The answers to all, asked at once."""

    async def together() -> list[tuple[int, dict[str, Any]]]:
        contents = [(t, b if isinstance(b, bytes) else json.dumps(b).encode()) for t, b in asked]
        return await asyncio.gather(*(_ask(t, b) for t, b in contents))

    return run(together())


Phones = list[tuple[DevicePass, str]]


def test_a_check_is_stored_counted_and_recorded_before_it_is_answered(phones: Phones) -> None:
    (device, token), _ = phones
    [(status, answer)] = ask((token, body()))
    assert (status, answer["standing"], answer["normal"]) == (200, "stored", True)
    assert MorningCheck.objects.get(worker=device.worker, day=TODAY).temperature == 365
    assert CoverageCell.objects.get(day=TODAY).reported == 1
    act = Act.objects.get(verb="people.check.send_own")
    assert act.after["taken"] == 1
    assert len(act.after["digest"]) == 64


def test_the_same_check_five_times_at_once_is_stored_once_and_answered_alike(phones: Phones) -> None:
    (_, token), _ = phones
    one = body()
    answers = ask(*[(token, one)] * 5)
    assert [status for status, _ in answers] == [200] * 5
    assert sorted(a["standing"] for _, a in answers) == ["repeated"] * 4 + ["stored"]
    assert MorningCheck.objects.count() == 1
    assert CoverageCell.objects.get(day=TODAY).reported == 1


def test_phones_that_send_together_share_one_act(phones: Phones) -> None:
    (_, first), (_, second) = phones
    before = Act.objects.count()
    answers = ask((first, body()), (second, body()), (first, body()), (second, body(family_unwell=True)))
    assert [status for status, _ in answers] == [200] * 4
    assert MorningCheck.objects.count() == 2
    assert DifferingCheck.objects.count() == 1
    assert 1 <= Act.objects.filter(verb="people.check.send_own").count() < 4
    assert Act.objects.count() > before


def test_somebody_unwell_has_a_case_from_the_same_commit(phones: Phones) -> None:
    (device, token), _ = phones
    [(status, answer)] = ask((token, body(symptoms=["cough"], places="武汉市江汉区")))
    assert (status, answer["normal"]) == (200, False)
    assert answer["why"][0]["zh"]
    assert HealthCase.objects.get(worker=device.worker).closed_at is None
    assert PlacesStayed.objects.get(worker=device.worker).places == "武汉市江汉区"


def test_a_revoked_phone_is_refused_from_the_next_moment(phones: Phones) -> None:
    (device, token), (_, other) = phones
    actions.revoke_pass(device_pass=device, cause="lost", by=SYSTEM, now=NOW)
    [(status, answer), (fine, _)] = ask((token, body()), (other, body()))
    assert (status, answer["reasons"][0]["code"]) == (401, "people.pass.not_good")
    assert fine == 200
    assert not MorningCheck.objects.filter(worker=device.worker).exists()


@pytest.mark.parametrize("token", ["", "yd1.", "yd1." + "A" * 48, "nonsense"])
def test_a_token_that_is_none_of_ours_is_refused_without_asking_the_database(phones: Phones, token: str) -> None:
    [(status, answer)] = ask((token, body()))
    assert (status, answer["reasons"][0]["code"]) == (401, "people.pass.not_good")


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"{",
        b"[]",
        b'{"day": "2020-02-17"}',
        b"\xff\xfe",
        b" " * 10_000,
        json.dumps(body(client_id="1")).encode(),
        json.dumps(body(sent_at="soon")).encode(),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(phones: Phones, bad: bytes) -> None:
    (_, token), _ = phones
    [(status, answer)] = ask((token, bad))
    assert (status, answer["reasons"][0]["code"]) == (422, "people.intake.unreadable")
    assert not MorningCheck.objects.exists()


def test_a_bad_check_does_not_hold_up_a_good_one_beside_it(phones: Phones) -> None:
    (_, first), (_, second) = phones
    long_ago = (clock.now() - dt.timedelta(days=40)).isoformat()
    late = body(day=long_ago[:10], reported_at=long_ago)
    answers = ask((first, body(temperature=99.0)), (second, body()), (first, late))
    assert [status for status, _ in answers] == [422, 200, 422]
    assert MorningCheck.objects.count() == 1


def test_other_addresses_and_methods_are_not_there(phones: Phones) -> None:
    (_, token), _ = phones
    assert run(_ask(token, b"{}", path="/api/v1/checks/many"))[0] == 404
    assert run(_ask(token, b"{}", method="GET"))[0] == 404
