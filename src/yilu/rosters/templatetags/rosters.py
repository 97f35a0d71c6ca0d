"""How the hours of a proposed shift are written."""

from django import template

from yilu.core.text import Text
from yilu.rosters.rules.splitting import Part

register = template.Library()


@register.filter
def hours(part: Part) -> str:
    """06:00–14:00; the next day's moments say so."""

    def told(minutes: int) -> str:
        later = str(Text("次日", "next day ")) if minutes >= 1440 else ""
        return f"{later}{minutes // 60 % 24:02}:{minutes % 60:02}"

    return f"{told(int(part.begins.total_seconds()) // 60)}–{told(int(part.ends.total_seconds()) // 60)}"
