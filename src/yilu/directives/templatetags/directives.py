"""Themes, audiences, deadlines and counts of a measure as a page shows them."""

from typing import Any

from django import template

from yilu.core.text import chinese
from yilu.directives.models import Measure
from yilu.directives.parsing import Deadline
from yilu.directives.words import AUDIENCES, told

register = template.Library()


@register.filter
def deadline(kept: dict[str, Any]) -> str:
    """A kept deadline in words."""
    return str(told(Deadline(**kept)))


@register.filter
def whom(measure: Measure) -> str:
    """To whom it goes: 各市（州）管理部门、网点."""
    return ("、" if chinese() else ", ").join(str(AUDIENCES[a]) for a in measure.audiences if a in AUDIENCES) or "—"


@register.filter
def of(counts: dict[int, Any], key: int) -> Any:
    """What was counted under the key; nothing if nothing."""
    return counts.get(key)
