"""How health is written: tenths of a degree, symptoms in words."""

from django import template

from yilu.people.rules.answers import SYMPTOMS

register = template.Library()


@register.filter
def tenths(temperature: int) -> str:
    """365 -> 36.5."""
    return f"{temperature / 10:.1f}"


@register.filter
def symptom_words(bits: int) -> str:
    """The symptoms in words; nothing for none."""
    return "、".join(str(text) for symptom, text in SYMPTOMS.items() if bits & symptom)
