"""Every sentence in both languages, side by side: neither can be written without the other (ADR 0003)."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

LANGUAGES = ("zh-hans", "en")


def chinese() -> bool:
    """Is the reader's language Chinese (the default)?"""
    return not (get_language() or "zh").startswith("en")


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in Chinese and English; `str()` gives the reader's."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh if chinese() else self.en

    def filled(self, **values: object) -> "Text":
        """The sentence with its `{names}` filled in; what is a `Text` itself in each language."""
        zh, en = ({k: getattr(v, of) if isinstance(v, Text) else v for k, v in values.items()} for of in ("zh", "en"))
        return Text(self.zh.format(**zh), self.en.format(**en))


def _pick(zh: str, en: str) -> str:
    return zh if chinese() else en


_lazy_pick: Any = lazy(_pick, str)


def label(zh: str, en: str) -> str:
    """A lazy string for Django's labels, choices and help texts: decided when shown, not when imported."""
    picked: str = _lazy_pick(zh, en)
    return picked
