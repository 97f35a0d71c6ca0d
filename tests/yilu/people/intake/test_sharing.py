"""Sharing a commit: in order, one of a key at a time, and a bad one harms nobody else."""

import asyncio
import threading
from collections.abc import Sequence

import pytest

from tests.yilu.people.intake.running import run
from yilu.people.intake.sharing import Overfull, Sharing


class Store:
    """Keeps what is committed; the first commit waits until it is let go, so that others gather."""

    def __init__(self, *, refuses: str = "") -> None:
        self.commits: list[list[str]] = []
        self.refuses, self.gate = refuses, threading.Event()

    def commit(self, items: Sequence[str]) -> list[str]:
        """Keep them all or none."""
        if not self.commits:
            assert self.gate.wait(5)
        self.commits.append(list(items))
        if self.refuses in items and self.refuses:
            raise ValueError(self.refuses)
        return [f"kept {item}" for item in items]


async def _all(store: Store, sharing: Sharing[str, str], items: Sequence[str]) -> list[str | BaseException]:
    waiting = [asyncio.ensure_future(sharing.put(item)) for item in items]
    await asyncio.sleep(0.05)  # the first is on its way
    store.gate.set()
    return await asyncio.gather(*waiting, return_exceptions=True)


def test_those_who_come_while_one_commits_share_the_next() -> None:
    store = Store()
    sharing = Sharing(store.commit, key=str)

    async def first_then_others() -> list[str]:
        first = asyncio.ensure_future(sharing.put("a"))
        await asyncio.sleep(0.05)
        others = [asyncio.ensure_future(sharing.put(item)) for item in "bcd"]
        await asyncio.sleep(0)
        store.gate.set()
        return [await first, *(await asyncio.gather(*others))]

    assert run(first_then_others()) == ["kept a", "kept b", "kept c", "kept d"]
    assert store.commits == [["a"], ["b", "c", "d"]]


def test_two_of_one_key_go_one_after_the_other_and_in_order() -> None:
    store = Store()
    sharing = Sharing(store.commit, key=lambda item: item[0])
    answers = run(_all(store, sharing, ["a1", "b1", "a2", "a3"]))
    assert answers == ["kept a1", "kept b1", "kept a2", "kept a3"]
    assert store.commits == [["a1", "b1"], ["a2"], ["a3"]]


def test_one_that_cannot_be_stored_harms_nobody_else() -> None:
    store = Store(refuses="bad")
    sharing = Sharing(store.commit, key=str)
    answers = run(_all(store, sharing, ["good", "bad", "fine"]))
    assert answers[0] == "kept good"
    assert isinstance(answers[1], ValueError)
    assert answers[2] == "kept fine"


def test_more_than_it_can_answer_in_time_is_told_to_come_back() -> None:
    store = Store()
    sharing = Sharing(store.commit, key=str, waiting=2)
    answers = run(_all(store, sharing, ["a", "b", "c"]))
    assert answers[:2] == ["kept a", "kept b"]
    assert isinstance(answers[2], Overfull)


def test_a_sender_who_goes_away_does_not_stop_the_others() -> None:
    store = Store()
    sharing = Sharing(store.commit, key=str)

    async def one_goes() -> str:
        gone, stays = asyncio.ensure_future(sharing.put("gone")), asyncio.ensure_future(sharing.put("stays"))
        await asyncio.sleep(0.05)
        gone.cancel()
        store.gate.set()
        with pytest.raises(asyncio.CancelledError):
            await gone
        return await stays

    assert run(one_goes()) == "kept stays"
    assert store.commits == [["gone", "stays"]]
