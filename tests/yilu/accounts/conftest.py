"""Every test of accounts begins with no attempts counted."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_attempts_counted() -> None:
    cache.clear()
