"""What may follow what, and what stands in the way of confirming and issuing: data and pure functions."""

import datetime as dt
from collections.abc import Sequence

from yilu.core.clock import ZONE
from yilu.core.reasons import Reason, reason
from yilu.directives.parsing.themes import Audience

NOT_A_DRAFT = reason(
    "directives.not_a_draft",
    "这份文件已经下发或撤回，措施不能再改；需要调整的，请另发新文件代替。",
    "The directive was issued or withdrawn; its measures stand. To change them, issue a new one that supersedes it.",
)
CHANGED_MEANWHILE = reason(
    "directives.changed_meanwhile",
    "您打开之后，这一条已被{who}核对或修改，您的改动没有保存。请看下面的最新内容，再决定是否修改。",
    "{who} confirmed or changed this measure after you opened it; your change was not kept. See it as it stands now.",
)
NOT_ISSUED = reason("directives.not_issued", "这份文件没有在执行。", "The directive is not in force.")
NOTHING_CONFIRMED = reason(
    "directives.nothing_confirmed", "还没有一条措施经人确认。", "No measure has been confirmed by a person yet."
)
NO_AUDIENCE = reason("directives.no_audience", "请选择发给谁。", "Choose whom it goes to.")
NO_SUCH_SPLIT = reason(
    "directives.no_such_split",
    "只能在这一条文字的中间拆分，拆开的每一段都要有文字。",
    "It can be split only inside its own text, and every part has to hold words.",
)
NOTHING_TO_JOIN = reason(
    "directives.nothing_to_join",
    "后面没有同一发文单位、出自原文的措施可以合并。",
    "No measure of the same issuer and from the text follows that it could be joined with.",
)
LATER_THAN_ABOVE = reason(
    "directives.later_than_above",
    "期限不能晚于上级文件的期限（{due}）。",
    "It cannot be due later than the level above asks ({due}).",
)
IN_THE_PAST = reason("directives.due_passed", "期限须晚于现在。", "The due time must lie ahead.")
NO_REASON = reason("directives.no_reason", "请写明理由（不少于4个字）。", "State a reason of at least 4 characters.")
NOT_TO_YOUR_UNIT = reason(
    "directives.not_to_your_unit",
    "您的岗位不能代这个单位签收。",
    "Your appointment cannot sign for this organisation.",
)
SIGNED_ALREADY = reason("directives.signed_already", "已经签收。", "It has been signed for.")
SHORTEST_REASON = 4
MOST_MEASURES = 20_000  # 500 full pages of short items have 14,000
TOO_MANY = reason(
    "directives.too_many",
    "正文拆出的措施超过{most}条，一份文件收不下；请分成几份收录。",
    "The text comes out as more than {most} measures, too many for one directive; take it in in parts.",
    most=f"{MOST_MEASURES:,}",
)
# What may become of a directive: by issuing, by withdrawing, by issuing another in its place.
FOLLOWS: dict[str, tuple[str, ...]] = {
    "draft": ("issued",),
    "issued": ("withdrawn", "superseded"),
    "withdrawn": (),
    "superseded": (),
}
# Of enterprises the kind settles who answers; of regulators the measure names the post.
POSTS: dict[str, str] = {
    Audience.HEADQUARTERS: "headquarters",
    Audience.BRANCHES: "branch_manager",
    Audience.SITES: "site_manager",
}
REGULATORS = (Audience.OWN, Audience.PROVINCES, Audience.PREFECTURES, Audience.COUNTIES)
POSTS_OF_REGULATORS = ("leader", "officer", "inspector", "health_officer", "duty_officer", "complaints_officer")


def unconfirmed(left: int) -> Reason:
    """Nothing is issued unconfirmed."""
    return reason(
        "directives.unconfirmed",
        "还有{left}条没有确认，未经人确认的措施不下发。",
        "{left} measures are not confirmed yet; nothing is issued unconfirmed.",
        left=left,
    )


def why_not_become(state: str, wanted: str) -> list[Reason]:
    """Why a directive in this state cannot become that."""
    if wanted in FOLLOWS[state]:
        return []
    return [NOT_A_DRAFT if wanted == "issued" else NOT_ISSUED]


def why_not_issue(states: Sequence[str]) -> list[Reason]:
    """Why a draft whose measures stand so cannot be issued."""
    if left := sum(s == "proposed" for s in states):
        return [unconfirmed(left)]
    return [] if "confirmed" in states else [NOTHING_CONFIRMED]


def why_not_confirm(
    *, audiences: Sequence[str], due: dt.datetime | None, above: dt.datetime | None, now: dt.datetime
) -> list[Reason]:
    """Why a measure cannot be confirmed so. `above`: until when the level above asks for it."""
    found = [] if audiences else [NO_AUDIENCE]
    if due is not None and due <= now:
        found.append(IN_THE_PAST)
    # What came too late from above is not asked for before it came.
    if above is not None and above > now and (due is None or due > above):
        found.append(
            Reason(
                LATER_THAN_ABOVE.code,
                LATER_THAN_ABOVE.text.filled(due=above.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")),
            )
        )
    return found


def why_not_split(length: int, at: Sequence[int]) -> list[Reason]:
    """Why a text of that length cannot be split at these places."""
    return [] if at and all(0 < a < length for a in at) and list(at) == sorted(set(at)) else [NO_SUCH_SPLIT]


def why_not_reason(given: str) -> list[Reason]:
    """Why this is no stated reason."""
    return [] if len(given.strip()) >= SHORTEST_REASON else [NO_REASON]
