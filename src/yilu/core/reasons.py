"""A refusal carries its reason: one sentence serves the greyed button, the API error, the log and the audit."""

from dataclasses import dataclass

from yilu.core.text import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not: a stable code (`room.what`), the sentence in both languages, and the clause it rests on, if any."""

    code: str
    text: Text
    clause: str = ""

    def __str__(self) -> str:
        return f"{self.text}（{self.clause}）" if self.clause else str(self.text)

    @property
    def plain(self) -> dict[str, str]:
        """As JSON tells it."""
        return {"code": self.code, "zh": self.text.zh, "en": self.text.en, "clause": self.clause}


def reason(code: str, zh: str, en: str, clause: str = "", **values: object) -> Reason:
    """A reason with its `{names}` filled in."""
    text = Text(zh, en)
    return Reason(code, text.filled(**values) if values else text, clause)


class Denied(Exception):  # noqa: N818  # a refusal is an answer, not an error
    """An act was refused; `reasons` says why, each in both languages. Pages and API answer 403 with the reasons."""

    def __init__(self, *reasons: Reason) -> None:
        if not reasons:
            raise ValueError("a refusal carries its reason")
        self.reasons = reasons
        super().__init__("; ".join(r.code for r in reasons))

    def __str__(self) -> str:
        return " ".join(str(r) for r in self.reasons)


class Conflict(Denied):
    """The thing changed since it was read (two people editing at once). Pages answer 409 and lose nothing typed."""


class Invalid(Denied):
    """The input itself cannot be taken. Pages answer 422 beside the field, the API 422 with the reasons."""
