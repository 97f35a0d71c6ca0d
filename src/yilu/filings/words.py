"""States, standings and verbs as badges and sentences."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from yilu.core.text import Text
from yilu.filings.models import Filing
from yilu.filings.rules.conditions import STANDINGS, Standing
from yilu.filings.rules.states import STATES, State

COLOURS = {
    State.DRAFT: "secondary", State.FILED: "blue", State.UNDER_REVIEW: "azure", State.RETURNED: "orange",
    State.OPEN: "green", State.RECTIFYING: "yellow", State.SUSPENDED: "red", State.REOPENED: "green",
    State.CLOSED: "secondary",
}  # fmt: skip
SIGNS = {
    Standing.MET: ("green", "✓"), Standing.DECLARED: ("blue", "✎"), Standing.DAILY: ("secondary", "→"),
    Standing.NOT_NOW: ("secondary", "—"), Standing.UNMET: ("red", "✗"),
}  # fmt: skip


def state_badge(code: str) -> SafeString:
    """A state as a word on its colour."""
    return format_html('<span class="badge bg-{}-lt">{}</span>', COLOURS[State(code)], STATES[State(code)])


def standing_badge(code: str) -> SafeString:
    """How a condition stands, with a sign for those who do not see colours."""
    colour, sign = SIGNS[Standing(code)]
    return format_html('<span class="badge bg-{}-lt">{} {}</span>', colour, sign, STANDINGS[Standing(code)])


def lead(filing: Filing, unmet: int) -> Text:
    """The page's answer in one sentence: what still stands between this site and opening?"""
    left = (
        Text("还有 {n} 项未满足，见下。", "{n} conditions are not met, below.").filled(n=unmet)
        if unmet
        else Text("各项条件均已满足。", "Every condition is met.")
    )
    first = _FIRST[State(filing.state)].filled(receipt=filing.receipt)
    return Text(first.zh + left.zh, f"{first.en} {left.en}")


_FIRST = {
    State.DRAFT: Text("尚未报备。", "Not filed yet."),
    State.FILED: Text(
        "已报备（回执 {receipt}），条件满足即自动复工，不须批准。",
        "Filed (receipt {receipt}); it opens by itself once conditions are met, with nobody's leave.",
    ),
    State.UNDER_REVIEW: Text("已报备（回执 {receipt}），审核中。", "Filed (receipt {receipt}), under review."),
    State.RETURNED: Text("已退回：请逐项答复后重新报备。", "Returned: answer each condition and file again."),
    State.OPEN: Text("已凭回执 {receipt} 复工。", "Open on receipt {receipt}."),
    State.RECTIFYING: Text("营业中，责令整改。", "Open, ordered to rectify."),
    State.SUSPENDED: Text(
        "已停业：逐项答复后重新报备即可恢复。", "Suspended: answer each condition and file again to reopen."
    ),
    State.REOPENED: Text("已凭回执 {receipt} 恢复营业。", "Reopened on receipt {receipt}."),
    State.CLOSED: Text("报备已终止。", "This filing is closed."),
}
