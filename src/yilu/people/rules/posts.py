"""No check, no work: everything that keeps a person off post today, each with its clause."""

from dataclasses import dataclass, field

from yilu.core.reasons import Reason, reason
from yilu.norms.rules.blocks import InForce, PersonFacts
from yilu.norms.rules.blocks import why_not_on_post as norms_why_not
from yilu.people.rules.returns import NOT_BACK

HN_NM8 = "晨检制度"
CASE_OPEN = reason("people.post.case", "健康异常处置未结束。", "A health case is open.", "O11")
ISOLATED = reason(
    "people.post.isolated",
    "隔离观察未解除（须有解除文书）。",
    "In isolation, without the health authority's clearance.",
    "O13",
)


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What is known of one worker today."""

    at_work: bool = True  # has not left
    checked: bool = False  # today's morning check has come in
    screened: bool = False  # a temperature was taken today, in the check or at the gate
    abnormal: tuple[Reason, ...] = ()  # people.rules.answers.why_not_normal of today's check
    differs: bool = False  # two checks of today say different things and nobody has said which stands
    case_open: bool = False
    isolated: bool = False  # on a health authority's word, without its clearance
    protected: bool | None = None  # has the protection the norm asks for; None: not counted
    returning: bool = False  # away, or back and not cleared
    cleared: bool | None = None
    from_key_area: bool = False
    rules: InForce = field(default_factory=dict)  # the 一律 rules in force, by requirement (norms)


def why_not_on_post(facts: PostFacts) -> list[Reason]:
    """Every reason that keeps the person off post; empty: may be counted on post today."""
    if not facts.at_work:
        return [reason("people.post.left", "已离岗。", "No longer works here.")]
    why = []
    if not facts.checked:
        why.append(
            reason("people.post.unchecked", "今日未晨检，不得上岗。", "No morning check today: not on post.", HN_NM8)
        )
    if facts.differs:
        why.append(
            reason(
                "people.post.differs",
                "今日两次晨检不一致，待人工核实。",
                "Two checks of today differ; a person must look.",
                HN_NM8,
            )
        )
    why += facts.abnormal
    if facts.case_open:
        why.append(CASE_OPEN)
    if facts.isolated:
        why.append(ISOLATED)
    if facts.returning and not facts.cleared:
        why.append(NOT_BACK)
    person = PersonFacts(
        screened=facts.screened,
        symptoms=bool(facts.abnormal),
        protected=facts.protected,
        returning=facts.returning,
        cleared=facts.cleared,
        from_key_area=facts.from_key_area,
    )
    return why + norms_why_not(person, facts.rules)
