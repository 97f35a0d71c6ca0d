"""Scales of the map: which step a value falls on. The second sign beside colour is the value itself, or a pattern."""

from dataclasses import dataclass

from yilu.core.templatetags.yilu import UNKNOWN, percent, short_number
from yilu.core.text import Text

WITHHELD = "＊"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale: its style class, and the words of the legend."""

    style: str
    words: Text


NOT_KNOWN = Step("unknown", Text("未知 —", "unknown —"))
NOT_SHOWN = Step("withheld", Text("不予提供 ＊", "withheld ＊"))


@dataclass(frozen=True, slots=True)
class Scale:
    """Steps by upper bound; the last has none. `share`: values are shares of one, shown in per cent."""

    bounds: tuple[float, ...]
    steps: tuple[Step, ...]
    share: bool = False

    def step(self, value: float | None) -> Step:
        """The step a value falls on."""
        if value is None:
            return NOT_KNOWN
        return next((s for b, s in zip(self.bounds, self.steps, strict=False) if value < b), self.steps[-1])

    def sign(self, value: float | None) -> str:
        """The value as a tile shows it."""
        if value is None:
            return UNKNOWN
        return percent(value, 0) if self.share else short_number(value)


def _scale(style: str, bounds: tuple[float, ...], *words: tuple[str, str], share: bool = False) -> Scale:
    steps = tuple(Step(f"{style}{n}", Text(zh, en)) for n, (zh, en) in enumerate(words))
    return Scale(bounds, steps, share)


# Styles q0–q4 are shades of what is wanted, r0–r4 of what is not.
SHARES = _scale(
    "q", (0.2, 0.4, 0.6, 0.8),
    ("不到 20%", "under 20%"), ("20%–40%", "20–40%"), ("40%–60%", "40–60%"), ("60%–80%", "60–80%"),
    ("80% 及以上", "80% and over"), share=True,
)  # fmt: skip
REPORTED = _scale(
    "q", (0.8, 0.9, 0.95, 1.0),
    ("不到 80%", "under 80%"), ("80%–90%", "80–90%"), ("90%–95%", "90–95%"), ("95% 以上，未报齐", "over 95%, not all"),
    ("全部已报", "all reported"), share=True,
)  # fmt: skip
CASES = _scale(
    "r", (1, 10, 100, 1000),
    ("0", "0"), ("1–9", "1–9"), ("10–99", "10–99"), ("100–999", "100–999"), ("1000 及以上", "1,000 and over"),
)  # fmt: skip
# Backlog in days of normal delivery.
DAYS = _scale(
    "r", (0.1, 0.25, 0.5, 1),
    ("不到 0.1 天", "under 0.1 day"), ("0.1–0.25 天", "0.1–0.25 day"), ("0.25–0.5 天", "0.25–0.5 day"),
    ("0.5–1 天", "0.5–1 day"), ("1 天及以上", "1 day and over"),
)  # fmt: skip
# How many counties are at high or medium risk.
COUNTIES = _scale(
    "r", (1, 5, 10, 20),
    ("0", "0"), ("1–4 个", "1–4"), ("5–9 个", "5–9"), ("10–19 个", "10–19"), ("20 个及以上", "20 and over"),
)  # fmt: skip
