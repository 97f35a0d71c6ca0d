"""Who waits at the same time shares one commit: while one is on its way to the disk, the next gathers."""

import asyncio
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")


class Overfull(Exception):  # noqa: N818  # an answer to the sender: come back
    """More are waiting than can be answered in time."""


class Sharing(Generic[In, Out]):
    """Hands what was put, in order, to `commit` in one thread; of one `key` only one at a time.

    If a commit of many fails, each is tried by itself, so that one bad row harms nobody else.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[In]], Sequence[Out]],
        *,
        key: Callable[[In], Hashable],
        most: int = 500,
        waiting: int = 20_000,
    ) -> None:
        self._commit, self._key, self._most, self._waiting_most = commit, key, most, waiting
        self._waiting: deque[tuple[In, asyncio.Future[Out]]] = deque()
        self._thread = ThreadPoolExecutor(1)
        self._work: asyncio.Task[None] | None = None

    async def put(self, item: In) -> Out:
        """The answer to it, once it is committed. Raises what `commit` raised for it; `Overfull` before it is taken."""
        if len(self._waiting) >= self._waiting_most:
            raise Overfull
        answer: asyncio.Future[Out] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._commit_waiting())
        return await answer

    async def finish(self) -> None:
        """Wait until everything put so far is answered."""
        if self._work is not None:
            await self._work

    async def _commit_waiting(self) -> None:
        while self._waiting:
            await self._answer(self._next())

    def _next(self) -> list[tuple[In, "asyncio.Future[Out]"]]:
        """As many as may go together; a second of the same key stays at the head of those who wait."""
        together: dict[Hashable, tuple[In, asyncio.Future[Out]]] = {}
        later = []
        while self._waiting and len(together) < self._most:
            one = self._waiting.popleft()
            key = self._key(one[0])
            if key in together:
                later.append(one)
            else:
                together[key] = one
        self._waiting.extendleft(reversed(later))
        return list(together.values())

    async def _answer(self, batch: Sequence[tuple[In, "asyncio.Future[Out]"]]) -> None:
        loop = asyncio.get_running_loop()
        try:
            outcomes = await loop.run_in_executor(self._thread, self._commit, [item for item, _ in batch])
        except Exception as error:
            if len(batch) == 1:
                _fail(batch[0][1], error)
                return
            for one in batch:
                await self._answer([one])
            return
        for (_, answer), outcome in zip(batch, outcomes, strict=True):
            if not answer.done():  # its sender may have gone
                answer.set_result(outcome)


def _fail(answer: "asyncio.Future[Out]", error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)
