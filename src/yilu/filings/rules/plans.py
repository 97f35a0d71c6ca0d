"""The two plans of a filing: what is asked in fields, only where a norm in force asks for it; the rest is attached."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from yilu.core.reasons import Reason, reason
from yilu.core.text import Text


class Plan(StrEnum):
    """The two plans the first 一律 names, and whatever else is attached."""

    RESUMPTION = "resumption"
    ABNORMAL = "abnormal"
    OTHER = "other"


PLANS: dict[Plan, Text] = {
    Plan.RESUMPTION: Text("复工预案", "Resumption plan"),
    Plan.ABNORMAL: Text("异常情况处置预案", "Abnormal-situation plan"),
    Plan.OTHER: Text("其他材料", "Other papers"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A field: its plan, the requirement that asks for it, whether the plan is none without it, whether it names
    people."""

    code: str
    plan: Plan
    requirement: str
    name: Text
    hint: Text
    is_core: bool = False
    names_people: bool = False


_NO_HINT = Text("", "")
ANSWERS: dict[str, Answer] = {
    a.code: a
    for a in (
        Answer("head", Plan.RESUMPTION, "Y1", Text("主要负责人和电话", "Responsible head and phone"), _NO_HINT,
               is_core=True, names_people=True),
        Answer("work", Plan.RESUMPTION, "Y1", Text("复工安排", "How work resumes"),
               Text("人员、班次、作业方式", "people, shifts, ways of working"), is_core=True),
        Answer("people", Plan.RESUMPTION, "G1", Text("人员流动和来源地管理", "Movements and origin of staff"),
               Text("返岗人员如何掌握、检查", "how returning staff are known and checked")),
        Answer("health", Plan.RESUMPTION, "G2", Text("健康日汇总责任人和电话", "Who sums up staff health daily, phone"),
               _NO_HINT, names_people=True),
        Answer("entrance", Plan.RESUMPTION, "G3", Text("出入口专人管理和测温", "Who keeps each entrance"), _NO_HINT,
               names_people=True),
        Answer("cleaning", Plan.RESUMPTION, "G5", Text("清洁消毒安排", "Cleaning and disinfection"),
               Text("区域、频次、用品", "where, how often, with what")),
        Answer("dormitory", Plan.RESUMPTION, "G16", Text("集体宿舍", "Dormitory"),
               Text("每间人数、人均面积；没有宿舍的写“无”", "people to a room, m² each; “none” if there is none")),
        Answer("reporting", Plan.ABNORMAL, "Y1", Text("异常情况报告人、报告对象和电话", "Who reports to whom, phones"),
               _NO_HINT, is_core=True, names_people=True),
        Answer("handling", Plan.ABNORMAL, "Y1", Text("停业、改投和邮件处理", "Stopping, re-routing, pieces on hand"),
               _NO_HINT, is_core=True),
        Answer("apart", Plan.ABNORMAL, "G13", Text("隔离观察区位置", "Where suspects are kept apart"), _NO_HINT),
    )
}  # fmt: skip
LONGEST = 600  # characters of an answer
HEAD_AND_PLANS = "G12"  # told by the head's name and both plans together

NO_SUCH_ANSWER = reason("filings.answer.unknown", "没有这一项内容。", "There is no such field.")
TOO_LONG = reason(
    "filings.answer.long", "每项不超过 {most} 字，更多内容请作为附件。", "At most {most} characters a field.",
    most=LONGEST,
)  # fmt: skip


def asked(in_force: Collection[str]) -> list[Answer]:
    """The fields that norms in force ask for; no others are shown or taken."""
    return [a for a in ANSWERS.values() if a.requirement in in_force]


def has_plan(plan: Plan, answers: Mapping[str, str], attached: Collection[str]) -> bool:
    """Is there such a plan: as a file, or its core told in fields?"""
    return plan in attached or all(
        answers.get(a.code, "").strip() for a in ANSWERS.values() if a.plan == plan and a.is_core
    )


def has_plans(answers: Mapping[str, str], attached: Collection[str]) -> bool:
    """Are there both?"""
    return all(has_plan(plan, answers, attached) for plan in (Plan.RESUMPTION, Plan.ABNORMAL))


def declared(answers: Mapping[str, str], attached: Collection[str]) -> set[str]:
    """The requirements the filing itself tells how they are met."""
    told = {a.requirement for a in ANSWERS.values() if answers.get(a.code, "").strip()}
    if has_plans(answers, attached) and answers.get("head", "").strip():
        told.add(HEAD_AND_PLANS)
    return told


def why_not_answers(given: Mapping[str, str]) -> list[Reason]:
    """Why these answers cannot be kept."""
    why = [] if set(given) <= set(ANSWERS) else [NO_SUCH_ANSWER]
    return why + ([TOO_LONG] if any(len(v) > LONGEST for v in given.values()) else [])
