"""Whether a site's day can be taken as told. What does not fit but may be true is taken and flagged (`checks`)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from yilu.core.reasons import Reason, reason
from yilu.core.text import Text
from yilu.operations.reporting import SiteFigures
from yilu.operations.rules.classes import VOLUME_CLASSES
from yilu.operations.rules.supplies import SUPPLIES

# More pieces or people than any site of the network ever had in a day: a slip of the pen.
MOST_PIECES = 10_000_000
MOST_PEOPLE = 100_000

# Before any record this system could hold: a slip of the pen.
EARLIEST = dt.date(2000, 1, 1)

TOO_EARLY = reason("operations.report.too_early", "日期有误：早于2000年。", "Wrong day: before 2000.")
FUTURE = reason("operations.report.future", "不能填报未来日期。", "A day that has not come cannot be reported.")
CLOSED = reason(
    "operations.report.site_closed",
    "该网点已于{since}关闭，不再填报此后日报。",
    "This site closed for good on {since}; later days are not reported.",
)
NO_CAUSE = reason("operations.report.no_cause", "停业须写明原因。", "A closed site says why.")
# Whom a site asks to solve what it cannot: the post of the task that is opened.
SOLVERS: dict[str, Text] = {
    "branch_manager": Text("本企业上级机构", "our own branch"),
    "officer": Text("属地邮政管理部门", "the local postal administration"),
}
NO_SOLVER = reason("operations.report.solver", "请选择由谁解决问题。", "Say who is to solve the problem.")
DECREES = reason("operations.report.decrees", "中央政令须选畅通或受阻。", "State decrees are clear or blocked.")
_NAMES = {
    "collected": ("收寄量", "collected"),
    "delivered": ("投递量", "delivered"),
    "backlog": ("积压量", "backlog"),
    "on_post_own": ("自有到岗人数", "own staff on post"),
    "on_post_outsourced": ("外包到岗人数", "outsourced staff on post"),
    "roster_own": ("自有在册人数", "own staff on the roster"),
    "roster_outsourced": ("外包在册人数", "outsourced staff on the roster"),
}
_CLASSES = frozenset(VOLUME_CLASSES)
_PEOPLE = ("on_post_own", "on_post_outsourced", "roster_own", "roster_outsourced")


@dataclass(frozen=True, slots=True)
class FieldFact:
    """A field an authority added, as the check needs it."""

    code: str
    kind: str  # count, yes_no, text
    zh: str
    en: str


def why_not_report(
    figures: SiteFigures,
    *,
    day: dt.date,
    today: dt.date,
    closed_on: dt.date | None = None,
    fields: Mapping[str, FieldFact] | None = None,
) -> list[Reason]:
    """Why this day of this site cannot be taken; `closed_on`: the day the site closed for good."""
    found: list[Reason] = []
    if day > today:
        found.append(FUTURE)
    if day < EARLIEST:
        found.append(TOO_EARLY)
    if closed_on is not None and day > closed_on:
        found.append(Reason(CLOSED.code, CLOSED.text.filled(since=closed_on.isoformat())))
    if not figures.is_open and not figures.closed_cause.strip():
        found.append(NO_CAUSE)
    if figures.decrees not in ("", "clear", "blocked"):
        found.append(DECREES)
    f = figures
    # The quick way through for the hundred thousand: all seven numbers at once.
    if not (
        min(f[1:4]) >= 0 and max(f[1:4]) <= MOST_PIECES
        and min(f[4:8]) >= 0 and max(f[4:8]) <= MOST_PEOPLE
    ):  # fmt: skip
        found += _numbers(figures)
    for product, pieces in (figures.products or {}).items():
        if len(pieces) != 3 or min(pieces) < 0 or max(pieces) > MOST_PIECES:
            zh, en = f"产品“{product}”的数值有误。", f"The numbers of product {product!r} are wrong."
            found.append(reason("operations.report.product_number", zh, en))
    if figures.classes:
        found += why_not_classes(figures.classes)
    if figures.supplies:
        found += why_not_supplies(figures.supplies)
    if figures.problem and figures.problem_for not in SOLVERS:
        found.append(NO_SOLVER)
    if figures.extra:
        found += why_not_extra(figures.extra, fields or {})
    return found


def _numbers(figures: SiteFigures) -> Iterable[Reason]:
    for name, (zh, en) in _NAMES.items():
        value, most = getattr(figures, name), MOST_PEOPLE if name in _PEOPLE else MOST_PIECES
        if value < 0:
            yield reason("operations.report.negative", f"{zh}不能为负。", f"{en}: cannot be negative.")
        elif value > most:
            yield reason(
                "operations.report.absurd", f"{zh} {value} 过大，请核对。", f"{en}: {value} is absurd; check it."
            )


def why_not_classes(classes: Mapping[str, tuple[int, int, int]]) -> list[Reason]:
    """Unknown classes and numbers that cannot be."""
    numbers = list(chain.from_iterable(classes.values()))
    # The quick way through for the hundred thousand.
    if (
        classes.keys() <= _CLASSES and set(map(len, classes.values())) == {3}
        and min(numbers) >= 0 and max(numbers) <= MOST_PIECES
    ):  # fmt: skip
        return []
    found = []
    for code, pieces in classes.items():
        if code not in VOLUME_CLASSES:
            found.append(reason("operations.report.class", f"没有寄递类别“{code}”。", f"There is no class {code!r}."))
        elif len(pieces) != 3 or min(pieces) < 0 or max(pieces) > MOST_PIECES:
            found.append(
                reason(
                    "operations.report.class_number", f"类别“{code}”的数值有误。", f"The numbers of {code} are wrong."
                )
            )
    return found


def why_not_supplies(supplies: Mapping[str, int]) -> list[Reason]:
    """Items nobody counts and numbers that cannot be."""
    found = []
    for item, count in supplies.items():
        if item not in SUPPLIES:
            found.append(
                reason("operations.report.supply", f"没有防护用品“{item}”。", f"There is no protective item {item!r}.")
            )
        elif not 0 <= count <= MOST_PIECES:
            zh, en = SUPPLIES[item].zh, SUPPLIES[item].en
            found.append(reason("operations.report.supply_number", f"{zh}的数值有误。", f"{en}: the number cannot be."))
    return found


def why_not_extra(extra: Mapping[str, Any], fields: Mapping[str, FieldFact]) -> list[Reason]:
    """Fields nobody asked for, and answers of the wrong kind."""
    found = []
    for code, value in extra.items():
        field = fields.get(code)
        if field is None:
            found.append(
                reason(
                    "operations.report.field", f"本地日报没有填报项“{code}”。", f"No authority here asks for {code!r}."
                )
            )
        elif not _fits(field.kind, value):
            found.append(
                reason("operations.report.field_value", f"“{field.zh}”填写有误。", f"{field.en}: wrong kind of answer.")
            )
    return found


def _fits(kind: str, value: Any) -> bool:
    if kind == "count":
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_PIECES
    return isinstance(value, bool) if kind == "yes_no" else isinstance(value, str) and len(value) <= 300
