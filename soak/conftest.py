"""The stores: the embedded one, and PostgreSQL where its binaries are found."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from soak.store import Store, binaries, made


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A new installation with 20,000 enrolled phones. Not under pytest's own folder, which only its owner may enter."""
    if request.param == "postgresql" and binaries() is None:
        pytest.skip("no PostgreSQL binaries on this machine")
    with (
        tempfile.TemporaryDirectory(prefix="yilu-soak-") as home,
        made(request.param, Path(home), phones=20_000) as store,
    ):
        yield store
