"""The text of a notice out of whatever it came as: plain text, html, Word, pdf. What it is, its own bytes say."""

from yilu.directives.reading.opening import Opened, opened, opened_text
from yilu.directives.reading.refusals import Unreadable

__all__ = ["Opened", "Unreadable", "opened", "opened_text"]
