"""States and standings as badges."""

from django import template

from yilu.filings.words import standing_badge, state_badge

register = template.Library()
register.filter("filing_state", state_badge)
register.filter("standing", standing_badge)
