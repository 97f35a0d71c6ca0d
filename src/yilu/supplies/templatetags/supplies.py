"""Template words of supplies: names, days to one decimal, an ordered number with its document."""

from typing import Any

from django import template

from yilu.core.text import Text
from yilu.network import tables as network
from yilu.norms.models import Setting
from yilu.norms.rules.parameters import PARAMETERS
from yilu.supplies.tables import one_decimal

register = template.Library()


@register.filter
def named(thing: Any) -> str:
    """The name in the reader's language."""
    return network.named(thing)


@register.filter
def days(value: float | None) -> str:
    """Days to one decimal; unknown is a dash."""
    return one_decimal(value)


@register.filter
def ordered(setting: Setting) -> str:
    """A number in force, with the document that orders it."""
    known = PARAMETERS[setting.key]
    told = Text("{name} {value}{unit}（{document}）。", "{name_en}: {value} {unit_en} ({document}).")
    return str(
        told.filled(
            name=known.name.zh, name_en=known.name.en, value=f"{setting.value.normalize():f}", unit=known.unit.zh,
            unit_en=known.unit.en, document=setting.document,
        )
    )  # fmt: skip
