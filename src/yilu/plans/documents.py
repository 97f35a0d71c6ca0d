"""Inputs and results as they are kept: canonical JSON, compressed, under the digest of what was compressed."""

import hashlib
import json
import zlib
from typing import Any

Plain = dict[str, Any]


def canonical(plain: Plain) -> bytes:
    """The one way to write a document down: sorted keys, no spaces, UTF-8, no NaN."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def packed(document: bytes) -> bytes:
    """Compressed; level 1, since a nation's run is large and kept once."""
    return zlib.compress(document, 1)


def unpacked(stored: bytes | memoryview) -> bytes:
    """The document as it was written."""
    return zlib.decompress(bytes(stored))


def digest(document: bytes) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(document).hexdigest()
