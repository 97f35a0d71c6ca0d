"""Real data that lies beside the project on some machines; tests that want it skip, saying so, where it is absent."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(name: str) -> Path:
    """The file or folder `name` of the shared data, or a skip with the reason."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"real data not on this machine: ../shared/data/{name}")
    return path
