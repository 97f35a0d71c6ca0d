"""What stands between a site and opening: each block and condition in force, met or not, why, and what would meet it.

A block is met by what the system itself knows; a condition also by what the filing tells of it, since a regulator who
has not yet come to look keeps nobody shut.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from yilu.core.reasons import Reason, reason
from yilu.core.text import Text
from yilu.norms.rules.blocks import Clause, OpeningFacts, why_not_open
from yilu.norms.rules.kinds import Effect
from yilu.norms.rules.kinds import State as Shown


class Standing(StrEnum):
    """How one condition stands."""

    MET = "met"
    DECLARED = "declared"
    DAILY = "daily"
    NOT_NOW = "not_now"
    UNMET = "unmet"


STANDINGS: dict[Standing, Text] = {
    Standing.MET: Text("已满足", "met"),
    Standing.DECLARED: Text("已说明，事后核查", "told in the filing; looked at later"),
    Standing.DAILY: Text("到岗时逐人查验", "asked of each person at the door"),
    Standing.NOT_NOW: Text("目前不涉及", "does not arise now"),
    Standing.UNMET: Text("未满足", "not met"),
}
OPENING = frozenset({Effect.BLOCK, Effect.CONDITION})
# Asked of each person on each day of work: before a site opens nobody is there to be asked.
AT_THE_DOOR = frozenset({"O1", "Y4"})
BY_RULE = {"Y1": ("norms.y1", "norms.y1.ahead"), "O12": ("norms.o12",)}

PLANS_WANTED = Text("填写或上传两项预案并报备。", "Fill in or upload both plans, and file.")
DAYS_WANTED = Text("报备满规定天数后自动满足。", "Met by itself once filed so many days.")
CARE_WANTED = Text(
    "疑似病情凭卫生健康部门文书排除后满足。", "Met when the health authority's document rules the illness out."
)
EVIDENCE_WANTED: dict[str, Text] = {
    "Y2": Text("填报日报或登记现有防护用品数量。", "Report the day, or record the protection at hand."),
}
ANY_EVIDENCE = Text("登记证据（台账、照片或文件）。", "Record evidence (log, photo or document).")
TELL_OR_PROVE = Text("在预案中写明如何落实，或登记证据。", "Tell in the plans how it is met, or record evidence.")


class Asked(Protocol):
    """A provision, as far as it is asked for here."""

    effect: str
    on_event: bool
    days_ahead: int | None

    @property
    def citation(self) -> str:
        """Document and clause."""
        ...


@dataclass(frozen=True, slots=True)
class Cited:
    """A condition that a decision still in force cites: what would satisfy it, and whether that was answered."""

    satisfy: str
    since: dt.datetime
    answered: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one site for one condition."""

    shown: Shown  # what the ledger holds
    shown_at: dt.datetime | None
    is_declared: bool
    opening: OpeningFacts
    cited: Cited | None = None


NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Weighed:
    """One condition as it stands: if unmet, why and what would meet it."""

    standing: Standing
    why: tuple[Reason, ...] = ()
    satisfy: Text = NOTHING


def weigh(code: str, asked: Asked, facts: Facts) -> Weighed:
    """How the condition `code` stands."""
    if facts.cited is not None and not _answered(facts.cited, facts):
        why = reason(
            "filings.cited", "监管部门所引条件尚未答复。", "A cited condition has not been answered.", asked.citation
        )
        return Weighed(Standing.UNMET, (why,), Text(facts.cited.satisfy, facts.cited.satisfy))
    if code in BY_RULE:
        return _by_rule(code, asked, facts)
    if facts.shown == Shown.UNMET:
        why = reason(
            "filings.found_wanting", "最近一次证据显示不符合。", "The latest evidence shows that it is not met.",
            asked.citation,
        )  # fmt: skip
        return Weighed(Standing.UNMET, (why,), EVIDENCE_WANTED.get(code, ANY_EVIDENCE))
    if facts.shown == Shown.FRESH:
        return Weighed(Standing.MET)
    if code in AT_THE_DOOR:
        return Weighed(Standing.DAILY)
    if asked.effect == Effect.CONDITION and facts.is_declared:
        return Weighed(Standing.DECLARED)
    if asked.on_event:
        return Weighed(Standing.NOT_NOW)
    stale = facts.shown == Shown.STALE
    why = reason(
        "filings.stale" if stale else "filings.no_evidence",
        "证据已过期。" if stale else "没有证据。",
        "The evidence has gone stale." if stale else "There is no evidence.",
        asked.citation,
    )
    wanted = TELL_OR_PROVE if asked.effect == Effect.CONDITION else ANY_EVIDENCE
    return Weighed(Standing.UNMET, (why,), EVIDENCE_WANTED.get(code, wanted))


def _answered(cited: Cited, facts: Facts) -> bool:
    """Answered in words, or by evidence later than the decision that shows it met."""
    shown = facts.shown == Shown.FRESH and facts.shown_at is not None and facts.shown_at > cited.since
    return cited.answered or shown


def _by_rule(code: str, asked: Asked, facts: Facts) -> Weighed:
    found = tuple(why_not_open(facts.opening, {code: Clause(asked.citation, asked.days_ahead)}))
    if not found:
        return Weighed(Standing.NOT_NOW if asked.on_event else Standing.MET)
    if code == "O12":
        return Weighed(Standing.UNMET, found, CARE_WANTED)
    ahead = found[0].code == "norms.y1.ahead" and facts.opening.days_filed is not None
    return Weighed(Standing.UNMET, found, DAYS_WANTED if ahead else PLANS_WANTED)


def unmet(weighed: Mapping[str, Weighed]) -> Collection[str]:
    """The codes of what keeps the site shut."""
    return [code for code, w in weighed.items() if w.standing == Standing.UNMET]
