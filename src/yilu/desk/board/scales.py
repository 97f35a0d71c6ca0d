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


SHARES = Scale(
    (0.2, 0.4, 0.6, 0.8),
    (
        Step("q0", Text("不到 20%", "under 20%")),
        Step("q1", Text("20%–40%", "20–40%")),
        Step("q2", Text("40%–60%", "40–60%")),
        Step("q3", Text("60%–80%", "60–80%")),
        Step("q4", Text("80% 及以上", "80% and over")),
    ),
    share=True,
)
REPORTED = Scale(
    (0.8, 0.9, 0.95, 1.0),
    (
        Step("q0", Text("不到 80%", "under 80%")),
        Step("q1", Text("80%–90%", "80–90%")),
        Step("q2", Text("90%–95%", "90–95%")),
        Step("q3", Text("95% 以上，未报齐", "over 95%, not all")),
        Step("q4", Text("全部已报", "all reported")),
    ),
    share=True,
)
CASES = Scale(
    (1, 10, 100, 1000),
    (
        Step("r0", Text("0", "0")),
        Step("r1", Text("1–9", "1–9")),
        Step("r2", Text("10–99", "10–99")),
        Step("r3", Text("100–999", "100–999")),
        Step("r4", Text("1000 及以上", "1,000 and over")),
    ),
)
# Backlog in days of normal delivery.
DAYS = Scale(
    (0.1, 0.25, 0.5, 1),
    (
        Step("r0", Text("不到 0.1 天", "under 0.1 day")),
        Step("r1", Text("0.1–0.25 天", "0.1–0.25 day")),
        Step("r2", Text("0.25–0.5 天", "0.25–0.5 day")),
        Step("r3", Text("0.5–1 天", "0.5–1 day")),
        Step("r4", Text("1 天及以上", "1 day and over")),
    ),
)
# How many counties are at high or medium risk.
COUNTIES = Scale(
    (1, 5, 10, 20),
    (
        Step("r0", Text("0", "0")),
        Step("r1", Text("1–4 个", "1–4")),
        Step("r2", Text("5–9 个", "5–9")),
        Step("r3", Text("10–19 个", "10–19")),
        Step("r4", Text("20 个及以上", "20 and over")),
    ),
)
