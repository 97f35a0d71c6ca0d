"""Sessions at rest: encrypted whole, since a second factor being set up leaves its secret there."""

import json
from typing import Any

from yilu.core.fields import seal, unseal


class Sealed:
    """`SESSION_SERIALIZER`. What no key opens any more counts as signed out: Django takes it for an empty session."""

    def dumps(self, values: dict[str, Any]) -> bytes:
        """The session as it is stored."""
        return seal(json.dumps(values, separators=(",", ":")).encode())

    def loads(self, stored: bytes) -> dict[str, Any]:
        """The session as it was. Raises `ValueError` if no key fits."""
        values: dict[str, Any] = json.loads(unseal(stored))
        return values
