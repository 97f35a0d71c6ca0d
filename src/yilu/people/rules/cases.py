"""How a case moves, and what of cases may be told to whom."""

import datetime as dt

from yilu.core.reasons import Reason, reason

# Who reads health details: the site's own health officer, and the county's and prefecture's.
DETAIL_ROLES = frozenset({"site_health_officer", "health_officer", "system"})
# The least number of people a reader who may see no person is told; below it the count is withheld.
SMALLEST_TOLD = 5

IS_CLOSED = reason("people.case.closed", "该健康异常已结束处置。", "This case is closed.")
NO_DOCUMENT = reason(
    "people.case.document",
    "须注明卫生健康部门的文书（名称、文号或出具单位）；本系统不作诊断。",
    "Name the health authority's document (title, number or issuer); the product makes no diagnosis.",
)
ALREADY_CONFIRMED = reason("people.case.confirmed_already", "已登记确诊。", "It is confirmed already.")
CONFIRMED_RECOVERS = reason(
    "people.case.confirmed_recovers",
    "确诊个案只能凭治愈出院、解除隔离文书结束。",
    "A confirmed case closes only as recovered, on the document that says so.",
)
NOT_CONFIRMED = reason(
    "people.case.not_confirmed", "未确诊的个案按“已排除”结束。", "A case never confirmed closes as ruled out."
)
STILL_ISOLATED = reason(
    "people.case.isolated",
    "本人隔离观察尚未解除，须先登记解除文书。",
    "The person is still in isolation: record its clearance first.",
)
STEP_DONE = reason("people.step.done", "这一步已办结。", "This step is done already.")
NOT_DETAILED = reason(
    "people.case.no_details",
    "健康详情只有网点健康员和县、市防疫人员可见。",
    "Health details are seen by the site's health officer and the county's and prefecture's health officers.",
)
NO_NOTE = reason("people.case.note", "请写明情况（不少于4个字）。", "Say what you know (at least 4 characters).")
TO_COME = reason("people.case.to_come", "日期晚于今天。", "That day lies ahead.")


def why_not_confirm(state: str, *, document: str) -> list[Reason]:
    """Why a case cannot be put on record as confirmed."""
    if state in ("cleared", "recovered"):
        return [IS_CLOSED]
    if state == "confirmed":
        return [ALREADY_CONFIRMED]
    return [] if document.strip() else [NO_DOCUMENT]


def why_not_close(state: str, *, outcome: str, document: str, isolated: bool) -> list[Reason]:
    """Why a case cannot end so. `outcome`: cleared or recovered."""
    if state in ("cleared", "recovered"):
        return [IS_CLOSED]
    why = []
    if state == "confirmed" and outcome != "recovered":
        why.append(CONFIRMED_RECOVERS)
    if state == "open" and outcome == "recovered":
        why.append(NOT_CONFIRMED)
    if isolated:
        why.append(STILL_ISOLATED)
    if not document.strip():
        why.append(NO_DOCUMENT)
    return why


def why_not_report(*, day: dt.date, today: dt.date, note: str) -> list[Reason]:
    """Why a case told by a person (not by a check) cannot be taken."""
    return ([TO_COME] if day > today else []) + ([NO_NOTE] if len(note.strip()) < 4 else [])


def told(count: int) -> int | None:
    """The count as somebody is told who may see no person; None: too few to tell."""
    return count if count == 0 or count >= SMALLEST_TOLD else None
