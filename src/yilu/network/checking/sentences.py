"""What the check of an upload says."""

from yilu.core.reasons import Reason, reason
from yilu.network.sheet.cells import quoted
from yilu.network.sheet.columns import KINDS, STATUSES

MISSING = reason("network.cell.missing", "必填，不能为空。", "This must be filled in.")
MERGED = reason(
    "network.cell.merged",
    "这里是合并单元格，无法判断属于哪一行；请取消合并后逐行填写。",
    "A merged cell: which row it belongs to cannot be told; unmerge it and fill in each row.",
)
BRAND_NOT_YOURS = reason(
    "network.brand.not_yours", "该品牌不在您的管辖范围内。", "This brand lies outside your jurisdiction."
)
NO_HEADQUARTERS = reason(
    "network.enterprise.no_headquarters",
    "该品牌尚未登记总部，请填写所属企业。",
    "The brand has no headquarters registered; name the enterprise.",
)
BY_HEADQUARTERS = reason(
    "network.enterprise.by_headquarters",
    "未填所属企业，按总部直管登记。",
    "No enterprise given: registered as run by the headquarters.",
)
STAYS_SHUT = reason(
    "network.status.stays_shut",
    "导入不能使网点开业，状态不因本次导入改为“营业中”；网点凭复工报备营业。",
    "An import does not open a site: it is not made “open” here; it opens on its resumption filing.",
)
MAY_NOT_SUSPEND = reason(
    "network.status.may_not_suspend", "您的岗位无权停业或关闭该网点。", "Your appointment may not suspend or close it."
)


def twice(first: int) -> Reason:
    """The code stands in an earlier row too."""
    return reason(
        "network.code_twice",
        "与第 {first} 行的编码重复；同一编码只能有一行。",
        "The same code as in row {first}; a code may have one row only.",
        first=first,
    )


def bad_kind(cell: str) -> Reason:
    """Not one of the six kinds."""
    return reason(
        "network.kind.unknown",
        "没有“{cell}”这种网点类型，应为：{names_zh}。",
        "There is no kind “{cell}”; it is one of: {names_en}.",
        cell=quoted(cell),
        names_zh="、".join(t.zh for t in KINDS.values()),
        names_en=", ".join(t.en for t in KINDS.values()),
    )


def bad_status(cell: str) -> Reason:
    """Not one of the states."""
    return reason(
        "network.status.unknown",
        "没有“{cell}”这种状态，应为：{names_zh}。",
        "There is no status “{cell}”; it is one of: {names_en}.",
        cell=quoted(cell),
        names_zh="、".join(t.zh for t in STATUSES.values()),
        names_en=", ".join(t.en for t in STATUSES.values()),
    )


def far_away(name_zh: str, name_en: str, kilometres: float) -> Reason:
    """The coordinates lie far from the county."""
    return reason(
        "network.coordinates_far",
        "坐标距{name_zh}中心约 {km} 公里，请核对经纬度或区县。",
        "The coordinates lie some {km} km from the middle of {name_en}; check them or the county.",
        name_zh=name_zh,
        name_en=name_en,
        km=round(kilometres),
    )


def rows_refused(number: int) -> Reason:
    """All were asked for, and some cannot be taken."""
    return reason(
        "network.import.rows_refused",
        "有 {n} 行不能导入，全部未写入。改好后重新上传，或选择“只导入合格的行”。",
        "{n} rows cannot be taken, so nothing was written. Correct them, or choose “only the good rows”.",
        n=number,
    )
