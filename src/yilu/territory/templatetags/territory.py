"""Template words of territory: a tier as sign, word and colour."""

from django import template

from yilu.territory.words import tier_badge

register = template.Library()
register.simple_tag(tier_badge)
