"""Posts in words."""

from django import template

from yilu.accounts.tables import role_name

register = template.Library()


@register.filter
def role(code: str) -> str:
    """The post's name in the reader's language."""
    return str(role_name(code))
