"""A suspension nobody's text orders: what a proposal and a decision must say."""

from yilu.core.reasons import Reason, reason

NO_SITE = reason(
    "people.suspension.no_site", "该个案不在网点，无可停业的网点。", "This case is at no site that could be suspended."
)
NOT_OPEN = reason("people.suspension.not_open", "该网点未在营业。", "The site is not open.")
PROPOSED = reason(
    "people.suspension.proposed", "该网点已有待决定的停业建议。", "A proposal for this site awaits decision."
)
WHOM = reason(
    "people.suspension.whom",
    "请指定有权停止该网点营业的负责人；提出人不能指定本人。",
    "Name an officer who may suspend the site; nobody names himself.",
)
WHY = reason("people.suspension.why", "请写明理由（不少于4个字）。", "Say why (at least 4 characters).")


def why_not_propose(*, has_site: bool, status: str, cause: str, is_open: bool, may_decide: bool) -> list[Reason]:
    """Why it cannot be proposed. `is_open`: another proposal waits; `may_decide`: the named officer may suspend it."""
    if not has_site:
        return [NO_SITE]
    why = [] if status == "open" else [NOT_OPEN]
    if is_open:
        why.append(PROPOSED)
    if len(cause.strip()) < 4:
        why.append(WHY)
    return why + ([] if may_decide else [WHOM])


def why_not_decide(*, agreed: bool, ground: str) -> list[Reason]:
    """Why the decision cannot be taken: a refusal, too, has its ground."""
    return [] if agreed or len(ground.strip()) >= 4 else [WHY]
