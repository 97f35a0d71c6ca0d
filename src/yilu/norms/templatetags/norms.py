"""A provision in words, for templates."""

from django import template
from django.utils.safestring import SafeString

from yilu.core.text import Text
from yilu.norms import words
from yilu.norms.models import Provision
from yilu.norms.rules.kinds import Confidence, named
from yilu.norms.tables import effect_badge, text_of

register = template.Library()
register.filter("norm_text", text_of)
register.filter("norm_binds", words.binds)
register.filter("norm_interval", words.interval)
register.filter("norm_proofs", words.proofs)


@register.filter
def norm_effect(provision: Provision) -> SafeString:
    """Its effect as a badge."""
    return effect_badge(provision.effect)


@register.filter
def norm_confidence(provision: Provision) -> Text:
    """How sure it is that the document says so."""
    return named(Confidence, provision.confidence)
