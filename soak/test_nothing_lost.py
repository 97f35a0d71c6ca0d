"""Every acknowledged check is there exactly once, checked against the sender's own list."""

import datetime as dt
import json
import resource
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from soak.store import Store, children, kill

from harness.installation import TODAY, passes, token  # isort: skip  # found through soak.store
from harness.phones import Check, Sending, body_of, checks, connect_and_leave, send  # isort: skip

PATH = "/api/v1/checks"


def morning(store: Store, *, days: int = 1) -> list[Check]:
    """A check of every phone for each of the last days."""
    return list(checks(passes(store.phones), [TODAY - dt.timedelta(days=n) for n in range(days)]))


def assert_kept(store: Store, acknowledged: list[Check], everything: list[Check]) -> None:
    """Each acknowledged check is on disk under its own id, none is twice, and the counters agree."""
    numbers = {check: (n % store.phones + 1, check[1]) for n, check in enumerate(everything)}
    stored = store.checks()
    lost = [check for check in acknowledged if stored.get(numbers[check]) != check[2]]
    assert not lost, f"{len(lost)} of {len(acknowledged)} acknowledged checks are not there"
    assert store.counted() == len(stored)


def under_load(port: int, everything: list[Check], *, seconds: float) -> tuple[threading.Thread, Sending]:
    """Sixty-four phones sending in the background; what they hold is complete once the thread has ended."""
    into = Sending()
    source = iter(everything)
    thread = threading.Thread(
        target=lambda: send(port, PATH, source, connections=64, seconds=seconds, into=into), daemon=True
    )
    thread.start()
    return thread, into


def rest(everything: list[Check], sending: Sending) -> Iterator[Check]:
    """What was not acknowledged, and is sent again under the same ids."""
    kept = set(sending.kept)
    return iter([check for check in everything if check not in kept])


def test_the_server_is_killed_under_load(store: Store) -> None:
    everything = morning(store)
    with store.serving("intake") as (port, server):
        thread, first = under_load(port, everything, seconds=30)
        time.sleep(3)
        kill(server)
        thread.join()
    assert first.kept
    assert len(first.kept) < len(everything)
    assert_kept(store, first.kept, everything)
    with store.serving("intake") as (port, _):
        second = send(port, PATH, rest(everything, first), connections=64, seconds=120)
    assert not second.errors
    assert_kept(store, everything, everything)


def test_the_database_is_killed_under_load(store: Store) -> None:
    if not store.url:
        pytest.skip("the embedded store dies with its server")
    everything = morning(store)
    with store.serving("intake") as (port, _):
        thread, first = under_load(port, everything, seconds=30)
        time.sleep(3)
        store.crash_database()
        thread.join()
        assert any(error.startswith("503") for error in first.errors)
        assert_kept(store, first.kept, everything)
        second = send(port, PATH, rest(everything, first), connections=64, seconds=120)
    assert not second.errors
    assert_kept(store, everything, everything)


def test_the_job_runner_is_killed_under_load_and_the_record_still_holds(store: Store) -> None:
    everything = morning(store)
    with store.serving("serve", "--workers", "1") as (port, server), store.serving("intake") as (intake, _):
        thread, sending = under_load(intake, everything, seconds=20)
        time.sleep(5)
        kill(server)  # its job runner with it, perhaps in the middle of a seal
        thread.join()
    assert port != intake
    assert_kept(store, sending.kept, everything)
    assert store.run("audit", "seal").returncode == 0
    verified = store.run("audit", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_the_disk_fills_up_and_is_emptied(store: Store) -> None:
    if store.url:
        pytest.skip("shown on the embedded store, whose files the server itself writes")
    everything = morning(store)
    with store.serving("intake") as (port, server):
        enough = send(port, PATH, iter(everything[:2000]), connections=16, seconds=60)
        assert not enough.errors
        workers = [server.pid, *_descendants(server.pid)]
        full = max((store.home / name).stat().st_size for name in ("yilu.sqlite3", "yilu.sqlite3-wal"))
        for process in workers:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (full, resource.RLIM_INFINITY))
        refused = send(port, PATH, iter(everything[2000:8000]), connections=16, seconds=60)
        assert any(error.startswith("503") for error in refused.errors)
        assert_kept(store, enough.kept + refused.kept, everything)
        for process in workers:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        again = send(port, PATH, iter(everything), connections=16, seconds=120)
    assert not again.errors
    assert_kept(store, everything, everything)


def _descendants(root: int) -> list[int]:
    found = children(root)
    return found + [p for child in found for p in _descendants(child)]


def test_connections_are_cut_between_writing_and_the_answer(store: Store) -> None:
    everything = morning(store)[:2000]
    with store.serving("intake") as (port, _):
        for check in everything:
            connect_and_leave(port, PATH, check)
        again = send(port, PATH, iter(everything), connections=16, seconds=60)
    assert not again.errors
    assert_kept(store, everything, everything)


def test_the_same_check_comes_five_times_by_four_ways(store: Store) -> None:
    everything = morning(store)[:200]
    with store.serving("intake") as (intake, _), store.serving("serve", "--workers", "1") as (pages, _):
        for check in everything:
            for port, cookie in ((intake, False), (pages, False), (intake, True), (pages, True), (intake, False)):
                assert _post(port, check, cookie=cookie) == 200
    assert len(store.checks()) == len(everything)
    assert_kept(store, everything, everything)


def test_a_phone_was_offline_for_three_days_and_over_midnight(store: Store) -> None:
    everything = list(checks(passes(store.phones)[:100], [TODAY - dt.timedelta(days=n) for n in (3, 2, 1, 0)]))
    numbers = {check: (n % 100 + 1, check[1]) for n, check in enumerate(everything)}
    with store.serving("intake") as (port, _):
        for check in everything[:300]:
            assert _post(port, check) == 200
    tomorrow = (TODAY + dt.timedelta(days=1)).isoformat()
    with store.serving("intake", YILU_TODAY=tomorrow) as (port, _):
        for check in everything[300:]:
            assert _post(port, check, sent_on=tomorrow) == 200
    stored = store.checks()
    assert stored == {numbers[check]: check[2] for check in everything}


def test_a_hundred_thousand_arrive_as_fast_as_they_can(store: Store) -> None:
    everything = morning(store, days=5)
    with store.serving("intake") as (port, _):
        sending = send(port, PATH, iter(everything), connections=256, seconds=300)
    assert not sending.errors
    assert len(sending.kept) == 100_000
    assert_kept(store, everything, everything)


def _post(port: int, check: Check, *, cookie: bool = False, sent_on: str = TODAY.isoformat()) -> int:
    headers = {"Content-Type": "application/json"}
    headers |= {"Cookie": f"yilu_pass={check[0]}"} if cookie else {"Authorization": f"Bearer {check[0]}"}
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{PATH}", json.dumps(body_of(check, sent_on=sent_on)).encode(), headers
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            status: int = answer.status
            return status
    except urllib.error.HTTPError as error:
        return error.code


def test_a_token_of_another_installation_is_worth_nothing_here(store: Store) -> None:
    with store.serving("intake") as (port, _):
        assert _post(port, (token((1, 1))[:-4] + "AAAA", TODAY.isoformat(), "0" * 32)) == 401
    assert not store.checks()
