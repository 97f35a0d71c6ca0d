"""JSON kept as text: the same characters, and so the same digest, on every database."""

import json
from typing import TYPE_CHECKING, Any

from django.db import models


def written(values: dict[str, Any]) -> str:
    """The values as they are stored and hashed: keys sorted, no spaces, dates and decimals as text."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))


Values = dict[str, Any] | None
if TYPE_CHECKING:
    _Text = models.TextField[Values, Values]  # generic only in the stubs
else:
    _Text = models.TextField


class ValuesField(_Text):
    """A dict of plain values, or None (stored as an empty text)."""

    def get_prep_value(self, value: Any) -> str:
        return "" if value is None else written(value)

    def from_db_value(self, value: str, expression: Any, connection: Any) -> Values:
        if not value:
            return None
        try:
            loaded: dict[str, Any] = json.loads(value)
        except ValueError:  # somebody wrote into the table; the chain will tell, the page must still open
            return {"?": value}
        return loaded
