"""Questions about filings that pages, the API and rooms above may ask."""

from yilu.filings.queries.conditions import Condition, Subject, conditions, conditions_of, provisions_at
from yilu.filings.queries.decisions import by_officer, decisions, standing_decisions
from yilu.filings.queries.known import Known, known
from yilu.filings.queries.lists import counted, delays, filings, may_start, under_review
from yilu.filings.queries.papers import attachments, pieces
from yilu.filings.queries.public import open_sites
from yilu.filings.queries.review import Review, review_of

__all__ = [
    "Condition", "Known", "Review", "Subject", "attachments", "by_officer", "conditions", "conditions_of", "counted",
    "decisions", "delays", "filings", "known", "may_start", "open_sites", "pieces", "provisions_at", "review_of",
    "standing_decisions", "under_review",
]  # fmt: skip
