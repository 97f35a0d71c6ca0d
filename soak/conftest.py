"""The stores: the embedded one, and PostgreSQL where its binaries are found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from soak.store import Store, binaries, made


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A new installation with 20,000 enrolled phones."""
    if request.param == "postgresql" and binaries() is None:
        pytest.skip("no PostgreSQL binaries on this machine")
    home: Path = tmp_path_factory.mktemp(request.param)
    for folder in (home.parent, home.parent.parent):
        folder.chmod(0o755)  # the database server runs as another user
    with made(request.param, home, phones=20_000) as store:
        yield store
