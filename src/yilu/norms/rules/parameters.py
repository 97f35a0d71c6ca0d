"""Numbers that no national text fixes: an area orders them under a document of its own, or they stay not set."""

from dataclasses import dataclass
from decimal import Decimal

from yilu.core.reasons import Reason, reason
from yilu.core.text import Text

CELSIUS, HOURS, DAYS, PIECES = Text("℃", "°C"), Text("小时", "hours"), Text("天", "days"), Text("只", "pieces")
SQUARE_METRES, METRES = Text("平方米", "m²"), Text("米", "m")
O_CLOCK = Text("时（8.5 即 8:30）", "o'clock (8.5 is 8:30)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number to be ordered: what it is, its unit, the values that make sense, and whether it is whole."""

    key: str
    name: Text
    unit: Text
    lowest: Decimal
    highest: Decimal
    whole: bool = True


def _parameter(key: str, zh: str, en: str, unit: Text, low: str, high: str, *, whole: bool = True) -> Parameter:
    return Parameter(key, Text(zh, en), unit, Decimal(low), Decimal(high), whole)


def _missing(key: str, zh: str, en: str) -> Parameter:
    """At which hour somebody is told of missing morning checks."""
    return _parameter(
        key, f"晨检未报告知{zh}时刻", f"Hour at which {en} is told of missing morning checks", O_CLOCK, "5", "23.5",
        whole=False,
    )  # fmt: skip


FEVER_LINE = "fever_line"
PERSON_AREA = "person_area"
SPACING = "spacing"
MASKS_A_DAY = "masks_a_day"
ISOLATION_DAYS = "isolation_days"
TRACING_DAYS = "tracing_days"
SORTING_DISINFECTION = "sorting_disinfection"
VEHICLE_DISINFECTION = "vehicle_disinfection"
RETENTION_DAYS = "retention_days"
REVIEW_DAYS = "review_days"
PROTECTION_DAYS = "protection_days"
COVER_DAYS = "cover_days"
# At which hour of the morning who is told of checks that are missing.
MISSING_TO_SITE = "missing_to_site"
MISSING_TO_BRANCH = "missing_to_branch"
MISSING_TO_HEADQUARTERS = "missing_to_headquarters"
MISSING_TO_REGULATOR = "missing_to_regulator"

PARAMETERS: dict[str, Parameter] = {
    p.key: p
    for p in (
        _parameter(FEVER_LINE, "发热体温线", "Fever line", CELSIUS, "36", "39", whole=False),
        _parameter(PERSON_AREA, "人均作业面积", "Floor area per person", SQUARE_METRES, "0.5", "50", whole=False),
        _parameter(SPACING, "作业间距", "Distance between people", METRES, "0.5", "5", whole=False),
        _parameter(MASKS_A_DAY, "每人每日口罩", "Masks per person and day", PIECES, "1", "12"),
        _parameter(ISOLATION_DAYS, "返岗前隔离观察天数", "Days of observation before work", DAYS, "1", "60"),
        _parameter(TRACING_DAYS, "密切接触追溯天数", "Days to look back for contacts", DAYS, "1", "60"),
        _parameter(
            SORTING_DISINFECTION, "处理场所消毒间隔", "Hours between a centre's disinfections", HOURS, "1", "72"
        ),
        _parameter(VEHICLE_DISINFECTION, "车辆消毒间隔", "Hours between a vehicle's disinfections", HOURS, "1", "168"),
        _parameter(
            RETENTION_DAYS, "健康信息保存天数（自应急响应终止起）", "Days health records are kept after the emergency",
            DAYS, "1", "3650",
        ),
        _parameter(PROTECTION_DAYS, "最低防护天数", "Days of protection a site holds at least", DAYS, "1", "60"),
        _parameter(COVER_DAYS, "防护物资保障天数", "Days a distribution of supplies is to cover", DAYS, "1", "90"),
        _parameter(REVIEW_DAYS, "复工审核时限", "Days an opening may be under review", DAYS, "1", "30"),
        _missing(MISSING_TO_SITE, "网点负责人", "the site manager"),
        _missing(MISSING_TO_BRANCH, "分支机构", "the branch"),
        _missing(MISSING_TO_HEADQUARTERS, "企业总部", "headquarters"),
        _missing(MISSING_TO_REGULATOR, "邮政管理部门", "the regulator"),
    )
}  # fmt: skip

NOT_SET = Text("未规定", "not set")


def why_not_set(key: str, value: Decimal, document: str) -> list[Reason]:
    """What forbids ordering this number: no such parameter, no document, a number that cannot be meant."""
    known = PARAMETERS.get(key)
    if known is None:
        return [reason("norms.setting.unknown", "没有“{key}”这一项。", "There is no parameter “{key}”.", key=key)]
    why = []
    if not document.strip():
        why.append(
            reason("norms.setting.document", "应当写明依据的文件文号。", "Name the document that orders this number.")
        )
    if not value.is_finite() or not known.lowest <= value <= known.highest:
        why.append(
            reason(
                "norms.setting.range", "数值应在 {low} 与 {high} 之间。",
                "The number must lie between {low} and {high}.",
                low=known.lowest, high=known.highest,
            )
        )  # fmt: skip
    elif known.whole and value != value.to_integral_value():
        why.append(reason("norms.setting.whole", "应当是整数。", "It must be a whole number."))
    elif value != round(value, 2):
        why.append(reason("norms.setting.decimals", "最多两位小数。", "Two decimals at most."))
    return why
