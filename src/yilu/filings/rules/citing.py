"""Nobody can ask for more than the norm in force: what a return, an order or a suspension may cite, and must say."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from yilu.core.reasons import Reason, reason
from yilu.filings.rules.states import Verb
from yilu.norms.rules.kinds import Effect

PREVENTED = "国务院2020年3月3日常务会议：取消不合理复工审批"
CITABLE: Mapping[Verb, frozenset[Effect]] = {
    Verb.RETURN: frozenset({Effect.BLOCK, Effect.CONDITION}),
    Verb.RECTIFY: frozenset({Effect.BLOCK, Effect.CONDITION, Effect.CHECKLIST}),
    Verb.SUSPEND: frozenset({Effect.BLOCK, Effect.CONDITION}),
}
SHORTEST, LONGEST = 4, 300  # characters

NOTHING_CITED = reason(
    "filings.nothing_cited",
    "退回、责令整改和停业须引用对该网点、在当日有效的规定条款。",
    "A return, an order or a suspension cites conditions in force for this site today.",
    PREVENTED,
)
NOT_IN_FORCE = reason(
    "filings.not_in_force",
    "所引条款对该网点当日不适用；不得在规定之外增设条件。",
    "What is cited is not in force for this site today; nothing beyond the norm may be asked for.",
    PREVENTED,
)
NOT_BY_THIS = reason(
    "filings.not_by_this",
    "所引条款的效力不足以退回或停业（检查项和建议不是复工条件）。",
    "What is cited does not carry a return or suspension: checklist items and advice are no conditions of opening.",
    PREVENTED,
)
NOT_SAID = reason(
    "filings.satisfy",
    "每项须写明怎样算满足（{low} 至 {high} 字）。",
    "Say of each what would satisfy it ({low} to {high} characters).",
    low=SHORTEST,
    high=LONGEST,
)
TWICE = reason("filings.cited_twice", "同一条款引用了两次。", "A condition is cited twice.")
DUE_PASSED = reason("filings.due", "整改期限须晚于现在。", "The time to rectify must lie ahead.")
NO_DUE = reason("filings.no_due", "责令整改须写明期限。", "An order to rectify has a time by which.")


@dataclass(frozen=True, slots=True)
class Citing:
    """A condition as somebody cites it: the provision's number, and what would satisfy it."""

    provision: int
    satisfy: str


def why_not_cite(verb: Verb, given: Sequence[Citing], *, in_force: Mapping[int, str]) -> list[Reason]:
    """Why these cannot be cited. `in_force`: provisions that bind the site today, with their effect."""
    if not given:
        return [NOTHING_CITED]
    why = []
    numbers: Collection[int] = [c.provision for c in given]
    if len(set(numbers)) < len(numbers):
        why.append(TWICE)
    if any(n not in in_force for n in numbers):
        why.append(NOT_IN_FORCE)
    elif any(Effect(in_force[n]) not in CITABLE[verb] for n in numbers):
        why.append(NOT_BY_THIS)
    if any(not SHORTEST <= len(c.satisfy.strip()) <= LONGEST for c in given):
        why.append(NOT_SAID)
    return why
