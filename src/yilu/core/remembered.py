"""What many pages ask within moments of each other is asked of the database once: remembered for a short while."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

T = TypeVar("T")

# A page may show what was so this many seconds ago; rollups lag by as much.
SECONDS = 30


def remembered(key: str, ask: Callable[[], T]) -> T:
    """What `ask` answers, or answered under the key less than `SECONDS` ago. Each caller gets a copy of its own."""
    found: T | None = cache.get(key)
    if found is None:
        found = ask()
        cache.set(key, found, SECONDS)
    return found


def forget(key: str) -> None:
    """Ask anew at the next turn (in this process; others within `SECONDS`)."""
    cache.delete(key)
