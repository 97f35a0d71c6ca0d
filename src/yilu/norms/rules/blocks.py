"""The 一律 rules and the suspension of O12: given what is known, what is blocked and under which clause.

Each rule has a code; only rules whose requirement is in force for the site and day are asked. The seventh 一律 has no
rule here: nobody has its text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from yilu.core.reasons import Reason, reason


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of one person on one day; None: not known."""

    screened: bool  # temperature taken today before going on post
    symptoms: bool  # cough or other, as told
    protected: bool | None  # has the mask the norm asks for; None: nobody has counted
    returning: bool = False  # came back from elsewhere
    cleared: bool | None = None  # checked and released under the health authority's rules; None counts as not
    from_key_area: bool = False  # came privately from a key epidemic area
    fever: bool | None = None  # by the line the area ordered; None: no line ordered, or nothing measured


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """What is known of one site that would open, or stay open."""

    has_plans: bool  # resumption plan and abnormal-situation plan
    days_filed: int | None = None  # full days since both were filed; None: not filed
    suspected: bool = False  # suspected illness among its staff or their families


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule in force: the clause to cite, and how many days ahead plans must be filed (None: no such rule)."""

    citation: str
    days_ahead: int | None = None


InForce = Mapping[str, Clause]  # by requirement code
PERSON_RULES: dict[str, tuple[Callable[[PersonFacts], bool], str, str]] = {
    "O1": (
        lambda p: p.fever is True,
        "体温不正常，不得上岗。",
        "The temperature is not normal: not on post.",
    ),
    "Y2": (
        lambda p: p.protected is False,
        "未配齐防护用品，一律停止作业。",
        "Not protected: may not work.",
    ),
    "Y3": (
        lambda p: p.returning and p.cleared is not True,
        "返岗人员未按卫生健康规定检查、防护，一律不得上岗。",
        "Came back and has not been checked and cleared under the health rules: not on post.",
    ),
    "Y4": (
        lambda p: not p.screened,
        "今日未测体温，一律不得进入生产作业场所和营业网点。",
        "No temperature taken today: may not enter the work site.",
    ),
    "Y5": (
        lambda p: p.symptoms or p.fever is True,
        "有发热、咳嗽等症状，一律及早报告、隔离、就医。",
        "Fever, cough or other symptoms: report, keep apart, see a doctor.",
    ),
    "Y6": (
        lambda p: p.from_key_area and p.cleared is not True,
        "自疫情重点地区私自返回，一律报告当地政府，接受医学观察。",
        "Came privately from a key epidemic area: report to the local government; medical observation.",
    ),
}


def why_not_on_post(person: PersonFacts, rules: InForce) -> list[Reason]:
    """Every rule in force that keeps the person off post; empty: may work."""
    return [
        reason(f"norms.{code.lower()}", zh, en, rules[code].citation)
        for code, (stands, zh, en) in PERSON_RULES.items()
        if code in rules and stands(person)
    ]


def why_not_open(site: OpeningFacts, rules: InForce) -> list[Reason]:
    """Every rule in force that keeps the site shut; empty: it may open."""
    why = []
    if (plans := rules.get("Y1")) is not None:
        if not site.has_plans:
            why.append(
                reason(
                    "norms.y1", "没有复工预案和异常情况处置预案，一律不得开工。",
                    "No resumption plan and abnormal-situation plan: no start.", plans.citation,
                )
            )  # fmt: skip
        elif plans.days_ahead is not None and (site.days_filed is None or site.days_filed < plans.days_ahead):
            why.append(
                reason(
                    "norms.y1.ahead", "两项预案应提前 {days} 天报当地邮政管理部门备案。",
                    "Both plans are filed with the local postal administration {days} days ahead.", plans.citation,
                    days=plans.days_ahead,
                )
            )  # fmt: skip
    if (illness := rules.get("O12")) is not None and site.suspected:
        why.append(
            reason(
                "norms.o12", "营业人员或其家属出现疑似病情，网点立即暂停业务。",
                "Suspected illness among staff or their families: the outlet suspends at once.", illness.citation,
            )
        )  # fmt: skip
    return why
