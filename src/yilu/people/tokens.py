"""The token of an enrolled phone: who it is, sealed; verified without a database, so that an intake can keep pace.

`yd1.` and 48 characters: pass, worker and last second (20 bytes), and 16 bytes of HMAC-SHA-256 over them.
"""

import base64
import binascii
import hmac
import struct
from datetime import datetime
from typing import NamedTuple

from yilu.people.blinding import key_of

MARK = "yd1."
_FORM = struct.Struct(">QQI")
_SEAL = 16


class Bearer(NamedTuple):
    """What a token says. Whether its pass was revoked, the database knows."""

    pass_id: int
    worker_id: int
    expires: int  # seconds since 1970


def token_of(bearer: Bearer) -> str:
    """The token."""
    said = _FORM.pack(*bearer)
    return MARK + base64.urlsafe_b64encode(said + _seal(said)).decode()


def bearer_of(token: str, *, now: datetime) -> Bearer | None:
    """Who holds this token; None if it is none of ours or has run out."""
    if not token.startswith(MARK):
        return None
    try:
        raw = base64.b64decode(token[len(MARK) :], altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    said, seal = raw[: _FORM.size], raw[_FORM.size :]
    if len(said) != _FORM.size or not hmac.compare_digest(seal, _seal(said)):
        return None
    bearer = Bearer(*_FORM.unpack(said))
    return bearer if bearer.expires > now.timestamp() else None


def _seal(said: bytes) -> bytes:
    return hmac.digest(key_of("pass"), said, "sha256")[:_SEAL]
