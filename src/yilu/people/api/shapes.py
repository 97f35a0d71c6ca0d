"""The shapes of a check as JSON: the same whether the pages' server answers or the intake beside it."""

import datetime as dt
import uuid
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import BaseModel

from yilu.core import clock
from yilu.core.shapes import ReasonOut
from yilu.people.actions import Taken
from yilu.people.rules.answers import SYMPTOMS, Answers, Check

UNKNOWN_SYMPTOM = 1 << 14
BY_CODE = {str(s.name).lower(): s for s in SYMPTOMS}
ONE = Annotated[float, Field(ge=0, le=100)]


class CheckIn(BaseModel):  # read a million times a morning; a Schema takes eight times as long
    """A check, as its sender tells it. Moments by the sender's own clock, with their zone."""

    day: dt.date = Field(description="the day it is for, by the sender's calendar")
    client_id: uuid.UUID = Field(description="made by the sender; the same id again is the same check")
    reported_at: dt.datetime = Field(description="when it was filled in")
    sent_at: dt.datetime = Field(description="when it is sent: how wrong the sender's clock is, the server sees")
    temperature: ONE | None = Field(None, description="°C; null: not measured")
    symptoms: list[str] = Field(default_factory=list, max_length=10, description=", ".join(BY_CODE))
    family_unwell: bool = False
    case_contact: bool = False
    returnee_contact: bool = False
    places: str = Field("", max_length=500, description="where one stayed; only where there is something to say")

    def check(self) -> Check:
        """As the action takes it. A symptom nobody knows becomes a bit nobody knows, which the rules refuse."""
        bits = 0
        for code in self.symptoms:
            bits |= BY_CODE.get(code, UNKNOWN_SYMPTOM)
        answers = Answers(
            None if self.temperature is None else round(self.temperature * 10), bits, self.family_unwell,
            self.case_contact, self.returnee_contact,
        )  # fmt: skip
        return Check(self.day, self.client_id, _zoned(self.reported_at), _zoned(self.sent_at), answers, self.places)


class TakenOut(Schema):
    """What became of a check: stored, repeated, agreed, or differs (a person will look)."""

    day: dt.date
    standing: str
    normal: bool
    why: list[ReasonOut]
    notice: ReasonOut | None


def _zoned(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.ZONE)


def taken_out(taken: Taken) -> dict[str, Any]:
    """The answer to a check that was taken."""
    return {
        "day": taken.day,
        "standing": taken.standing.value,
        "normal": not taken.why,
        "why": [w.plain for w in taken.why],
        "notice": taken.notice.plain if taken.notice else None,
    }
