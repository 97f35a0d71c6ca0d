"""A progress bar on every long step, in both languages, on standard error."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")
_WIDTH = 34


def _title(zh: str, en: str) -> str:
    return f"{zh} {en}".ljust(_WIDTH - len(zh))


def over(items: Iterable[T], zh: str, en: str, *, total: int | None = None) -> Iterable[T]:
    """The items, with a bar that counts them."""
    bar: Iterable[T] = tqdm(items, desc=_title(zh, en), total=total, ncols=100, mininterval=0.2)
    return bar


@contextmanager
def bar(zh: str, en: str, total: int) -> Iterator["tqdm[int]"]:
    """A bar to move by hand; what was not counted out at the end is filled in."""
    with tqdm(range(0), desc=_title(zh, en), total=total, ncols=100, mininterval=0.2) as moved:
        yield moved
        moved.update(max(0, (moved.total or 0) - moved.n))
