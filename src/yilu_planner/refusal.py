"""How the planner says no: field, value and what would be valid, in Chinese and English."""

import math
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding: a stable code and the sentence in Chinese and in English."""

    code: str
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh}\n{self.en}"


class Refused(ValueError):  # noqa: N818 - it reads as what happened
    """Input that cannot be planned with; `reasons` says which field, which value, and what would be valid."""

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons
        super().__init__("\n".join(str(reason) for reason in reasons))


def refuse_field(field: str, value: Any, valid_zh: str, valid_en: str) -> Refused:
    """The refusal of one field: its name, the value met, and what would be valid."""
    shown = _short(value)
    return Refused(
        Reason(
            code="field:" + field,
            zh=f"字段 {field} 的值 {shown} 无效：{valid_zh}。",
            en=f"Field {field} has the invalid value {shown}: {valid_en}.",
        )
    )


def _short(value: Any) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return {True: "NaN"}.get(math.isnan(value), "infinity")
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."
