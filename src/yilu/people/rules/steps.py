"""The next steps of a case as data: which follow from which finding, under whose text, with what clock.

A step that rests on a requirement stands only where that requirement is in force. A clock stands only where the text
gives one: "at once", or a daily report; what says "in time" or "at the first moment" without a number has none.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from yilu.core.clock import ZONE, end_of
from yilu.core.text import Text

ILL = frozenset({"fever", "symptom", "family"})  # what outlet norm O12 calls suspected illness of staff or family
ANY = frozenset({*ILL, "contact", "returnee", "confirmed"})


class Clock(StrEnum):
    """When a step falls due, counted from the finding that asks for it."""

    AT_ONCE = "at_once"
    SAME_DAY = "same_day"
    NOT_SET = "not_set"


@dataclass(frozen=True, slots=True)
class StepRule:
    """One step: what to do, from which causes, under which requirement (empty: the house's own working step).

    `own`: what it means for the person, in words for his or her own phone.
    """

    code: str
    text: Text
    own: Text
    causes: frozenset[str]
    requirement: str = ""
    clock: Clock = Clock.NOT_SET


STEPS: dict[str, StepRule] = {
    s.code: s
    for s in (
        StepRule(
            "apart",
            Text(
                "本人离岗，与他人分开，及早报告、就医",
                "Off post and apart from others; report early, see a doctor",
            ),
            Text(
                "离开岗位，和别人分开，早报告、早就医",
                "Leave your post, keep apart from others, report early, see a doctor",
            ),
            frozenset({"fever", "symptom"}),
            "Y5",
        ),
        StepRule(
            "care",
            Text("安排就诊", "Arrange care"),
            Text("网点安排您就诊", "Your site arranges for you to see a doctor"),
            ILL,
            "O12",
        ),
        StepRule(
            "suspend",
            Text("网点立即暂停业务", "The outlet suspends at once"),
            Text("网点暂停业务，这一步不用您办", "The outlet suspends; nothing for you to do here"),
            ILL | {"confirmed"},
            "O12",
            Clock.AT_ONCE,
        ),
        StepRule(
            "report",
            Text("当日向上级报告人员健康异常", "Report upward the same day"),
            Text("网点当天向上级报告", "Your site reports it upward the same day"),
            ANY,
            "O11",
            Clock.SAME_DAY,
        ),
        StepRule(
            "trace",
            Text("排查接触者并留存名单", "Trace contacts and keep the list"),
            Text("有人会问您近日和谁在一起，请如实说", "You will be asked whom you were with lately; please say truly"),
            ANY,
        ),
        StepRule(
            "tell_government",
            Text(
                "第一时间报告当地政府、上级部门和当地邮政管理部门",
                "Tell the local government, the superior unit and the local postal administration at the first moment",
            ),
            Text(
                "网点向当地政府、上级和邮政管理部门报告",
                "Your site tells the local government, its superiors and the postal administration",
            ),
            frozenset({"confirmed"}),
            "O13",
        ),
        StepRule(
            "screen",
            Text("排查密切接触者，配合卫生健康部门", "Screen close contacts together with the health authority"),
            Text("卫生健康部门排查密切接触者，请配合", "The health authority screens close contacts; please help it"),
            frozenset({"confirmed"}),
            "O13",
        ),
    )
}


def steps_after(cause: str, *, in_force: Collection[str]) -> list[StepRule]:
    """The steps that a finding asks for, where these requirements are in force."""
    return [s for s in STEPS.values() if cause in s.causes and (not s.requirement or s.requirement in in_force)]


def own_words(code: str) -> Text:
    """A step as its person's own page tells it."""
    return STEPS[code].own if code in STEPS else Text(code, code)


def due_of(step: StepRule, *, found_at: dt.datetime) -> dt.datetime | None:
    """When the step falls due; None: no text gives a time."""
    if step.clock is Clock.AT_ONCE:
        return found_at
    return end_of(found_at.astimezone(ZONE).date()) if step.clock is Clock.SAME_DAY else None


def suspends_at_once(cause: str, *, in_force: Collection[str]) -> bool:
    """Does the text itself suspend the site, so that nobody has to decide?"""
    return any(s.code == "suspend" for s in steps_after(cause, in_force=in_force))
