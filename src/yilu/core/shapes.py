"""Shapes of JSON that every room's API shares."""

from typing import Self

from ninja import Schema

from yilu.core.reasons import Reason


class ReasonOut(Schema):
    """Why, in both languages, with the clause it rests on, if any."""

    code: str
    zh: str
    en: str
    clause: str = ""

    @classmethod
    def of(cls, reason: Reason) -> Self:
        """The shape of a reason."""
        return cls(**reason.plain)
