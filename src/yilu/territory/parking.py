"""Where an upload waits between its preview and its acceptance: a file of its uploader's own, gone after a day."""

import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_KEPT = 86400  # seconds


@dataclass(frozen=True, slots=True)
class Parked:
    """An upload that waits."""

    key: str
    name: str
    data: bytes


def _folder(user_id: int | None) -> Path:
    return Path(settings.YILU_HOME) / "files" / "territory" / str(user_id or 0)


def park(name: str, data: bytes, *, user_id: int | None) -> str:
    """Keep an upload; the key under which its uploader, and nobody else, finds it again."""
    folder = _folder(user_id)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - _KEPT:
            old.unlink(missing_ok=True)
    key = secrets.token_hex(16)
    (folder / key).write_bytes(name.encode()[:200].replace(b"\n", b" ") + b"\n" + data)
    return key


def parked(key: str, *, user_id: int | None) -> Parked | None:
    """The upload under the key, if it is this person's and still there."""
    if not (len(key) == 32 and set(key) <= set("0123456789abcdef")):
        return None
    path = _folder(user_id) / key
    if not path.is_file():
        return None
    name, _, data = path.read_bytes().partition(b"\n")
    return Parked(key, name.decode("utf-8", "replace"), data)


def release(key: str, *, user_id: int | None) -> None:
    """Throw the upload away."""
    if parked(key, user_id=user_id):
        (_folder(user_id) / key).unlink(missing_ok=True)
