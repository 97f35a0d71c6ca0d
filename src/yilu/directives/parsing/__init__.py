"""A notice in Chinese read as issuers and measures: plain text in, plain data out. Knows no Django and no database.

Everything found is a span of the text as given: `measure.text == text[measure.start:measure.end]`.
"""

from yilu.directives.parsing.notice import Cite, Deadline, Issuer, Measure, Notice, Phrase
from yilu.directives.parsing.reading import parse, read_measure

__all__ = ["Cite", "Deadline", "Issuer", "Measure", "Notice", "Phrase", "parse", "read_measure"]
