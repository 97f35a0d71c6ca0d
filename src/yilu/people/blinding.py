"""Keyed digests: a person is found by an identity number the database never holds in clear, and a code by its trace.

The key is `YILU_PERSON_KEY`; each purpose has its own key derived from it. A new key means new digests and new cards.
"""

import hashlib
import hmac
from functools import lru_cache

from django.conf import settings

from yilu.network.searching import folded


@lru_cache(maxsize=16)
def _key(secret: str, purpose: str) -> bytes:
    return hmac.digest(secret.encode(), purpose.encode(), "sha256")


def key_of(purpose: str) -> bytes:
    """The key of one purpose (32 bytes)."""
    return _key(settings.YILU_PERSON_KEY, purpose)


def _number(purpose: str, text: str) -> int | None:
    """64 bits of the digest, as a database's bigint; None of an empty text."""
    if not text:
        return None
    return int.from_bytes(hmac.digest(key_of(purpose), text.encode(), "sha256")[:8], "big", signed=True)


def identity_index(identity: str) -> int | None:
    """What an identity number is found by."""
    return _number("identity", folded(identity).replace(" ", "").upper())


def phone_index(phone: str) -> int | None:
    """What a phone number is found by: its last eleven digits, whatever stands between or before them."""
    return _number("phone", "".join(c for c in folded(phone) if c.isdigit())[-11:])


def name_index(name: str) -> int:
    """What a whole name is found by."""
    return _number("name", folded(name).replace(" ", "")) or 0


def code_digest(code: str) -> str:
    """What is kept of a card's one-time code."""
    plain = "".join(c for c in code.lower() if c.isalnum())
    return hmac.new(key_of("card"), plain.encode(), hashlib.sha256).hexdigest()
