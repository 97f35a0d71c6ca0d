"""What a check says, and what in it is not normal."""

import datetime as dt
import uuid
from enum import IntFlag
from typing import NamedTuple

from yilu.core.reasons import Reason, reason
from yilu.core.text import Text

Y5 = "六个一律第5项"
O12 = "营业网点操作规范（建议版）"


class Symptom(IntFlag):
    """What a person may feel, as bits of one number."""

    FEVERISH = 1
    COUGH = 2
    SORE_THROAT = 4
    FATIGUE = 8
    BREATHLESS = 16
    DIARRHOEA = 32
    OTHER = 64


SYMPTOMS: dict[Symptom, Text] = {
    Symptom.FEVERISH: Text("自觉发热", "feeling feverish"),
    Symptom.COUGH: Text("咳嗽", "cough"),
    Symptom.SORE_THROAT: Text("咽痛", "sore throat"),
    Symptom.FATIGUE: Text("乏力", "fatigue"),
    Symptom.BREATHLESS: Text("呼吸困难", "short of breath"),
    Symptom.DIARRHOEA: Text("腹泻", "diarrhoea"),
    Symptom.OTHER: Text("其他不适", "other"),
}
ALL_SYMPTOMS = sum(Symptom)

# What a clinical thermometer can show of a living person, in tenths of a degree: beyond it somebody mistyped.
COLDEST, HOTTEST = 320, 430
LONGEST_PLACES = 500


class Answers(NamedTuple):
    """What a person says of himself or herself; what two checks are compared by."""

    temperature: int | None = None  # tenths of a degree
    symptoms: int = 0  # bits of Symptom
    family_unwell: bool = False
    case_contact: bool = False
    returnee_contact: bool = False


class Check(NamedTuple):
    """A check as its sender tells it. Moments are by the sender's clock; `client_id` is the sender's own."""

    day: dt.date
    client_id: uuid.UUID
    reported_at: dt.datetime
    sent_at: dt.datetime
    answers: Answers
    places: str = ""


def why_not_readable(answers: Answers, places: str = "") -> list[Reason]:
    """What in the answers cannot be so."""
    why = []
    if answers.temperature is not None and not COLDEST <= answers.temperature <= HOTTEST:
        why.append(
            reason(
                "people.check.temperature",
                "体温须在 {low} 至 {high} ℃ 之间，请核对小数点。",
                "A temperature lies between {low} and {high} °C; look at the decimal point.",
                low=COLDEST / 10,
                high=HOTTEST / 10,
            )
        )
    if answers.symptoms & ~ALL_SYMPTOMS:
        why.append(reason("people.check.symptoms", "有未知的症状代码。", "There is a symptom nobody knows."))
    if len(places) > LONGEST_PLACES:
        why.append(
            reason(
                "people.check.places",
                "停留地点不超过{n}字。",
                "Places stayed take at most {n} characters.",
                n=LONGEST_PLACES,
            )
        )
    return why


def why_not_normal(answers: Answers, *, fever_line: int | None) -> list[Reason]:
    """What is wrong with the person. `fever_line` in tenths as the area ordered it; None: no number judges anybody."""
    why = []
    if fever_line is not None and answers.temperature is not None and answers.temperature >= fever_line:
        why.append(
            reason(
                "people.check.fever",
                "体温达到本地区规定的发热体温线（{line} ℃）。",
                "The temperature reaches the area's fever line ({line} °C).",
                Y5,
                line=fever_line / 10,
            )
        )
    if answers.symptoms:
        why.append(reason("people.check.unwell", "有发热、咳嗽等不适症状。", "Fever, cough or another symptom.", Y5))
    if answers.family_unwell:
        why.append(
            reason("people.check.family", "共同生活的家庭成员身体不适。", "Somebody in the family is unwell.", O12)
        )
    if answers.case_contact:
        why.append(
            reason(
                "people.check.contact",
                "接触过确诊或疑似病例。",
                "Was in contact with a confirmed or suspected case.",
                O12,
            )
        )
    if answers.returnee_contact:
        why.append(
            reason(
                "people.check.returnee",
                "接触过自疫情重点地区返回的人员。",
                "Was in contact with somebody come back from a key epidemic area.",
                Y5,
            )
        )
    return why
