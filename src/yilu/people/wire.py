"""A morning check as JSON: the same whether it comes to the pages' server or to the intake beside it."""

import datetime as dt
import uuid
from typing import Annotated, Self

from ninja import Schema
from pydantic import AwareDatetime, Field

from yilu.core.reasons import Reason
from yilu.people.actions._taking import Taken
from yilu.people.rules.answers import LONGEST_PLACES, Answers, Check, Symptom

Celsius = Annotated[float, Field(description="°C, one decimal", examples=[36.5])]


class CheckIn(Schema):
    """What a phone sends. Moments are by its own clock; `client_id` is made once and sent again with every try."""

    day: dt.date
    client_id: uuid.UUID
    reported_at: AwareDatetime
    sent_at: AwareDatetime
    temperature: Celsius | None = None
    symptoms: list[str] = Field(default=[], max_length=len(Symptom), description=", ".join(s.name for s in Symptom))
    family_unwell: bool = False
    case_contact: bool = False
    returnee_contact: bool = False
    places: str = Field(default="", max_length=LONGEST_PLACES)

    def check(self) -> Check:
        """The check it tells of. Raises `KeyError` of a symptom nobody knows."""
        symptoms = Symptom(0)
        for name in self.symptoms:
            symptoms |= Symptom[name.upper()]
        tenths = None if self.temperature is None else round(self.temperature * 10)
        answers = Answers(tenths, int(symptoms), self.family_unwell, self.case_contact, self.returnee_contact)
        return Check(self.day, self.client_id, self.reported_at, self.sent_at, answers, self.places)


class WhyOut(Schema):
    """A reason in both languages."""

    code: str
    zh: str
    en: str
    clause: str

    @classmethod
    def of(cls, why: Reason) -> Self:
        """The reason as JSON."""
        return cls(code=why.code, zh=why.text.zh, en=why.text.en, clause=why.clause)


class CheckOut(Schema):
    """What became of a check: it is on disk before this is answered."""

    day: dt.date
    standing: str
    normal: bool
    why: list[WhyOut]
    notice: WhyOut | None

    @classmethod
    def of(cls, taken: Taken) -> Self:
        """The answer as JSON."""
        return cls(
            day=taken.day,
            standing=taken.standing.value,
            normal=not taken.why,
            why=[WhyOut.of(w) for w in taken.why],
            notice=WhyOut.of(taken.notice) if taken.notice else None,
        )
