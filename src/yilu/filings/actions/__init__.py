"""The verbs of filings: write the papers, file, decide, contest, register a delay, and what the rules do themselves."""

from yilu.filings.actions.answering import answer_citation
from yilu.filings.actions.closing import close_filing
from yilu.filings.actions.contesting import answer_contest, contest
from yilu.filings.actions.deciding import confirm_rectified, order_rectification, pass_review, return_filing, suspend
from yilu.filings.actions.delaying import answer_delay, register_delay
from yilu.filings.actions.filing import file, file_many
from yilu.filings.actions.papers import attach, detach, write_dossier
from yilu.filings.actions.proposed import decide_proposal
from yilu.filings.actions.seeding import SeededFiling, seed_filings
from yilu.filings.actions.settling import settle, settle_due
from yilu.filings.actions.starting import MOST_SITES, Started, start

__all__ = [
    "MOST_SITES",
    "SeededFiling",
    "Started",
    "answer_citation",
    "answer_contest",
    "answer_delay",
    "attach",
    "close_filing",
    "confirm_rectified",
    "contest",
    "decide_proposal",
    "detach",
    "file",
    "file_many",
    "order_rectification",
    "pass_review",
    "register_delay",
    "return_filing",
    "seed_filings",
    "settle",
    "settle_due",
    "start",
    "suspend",
    "write_dossier",
]
