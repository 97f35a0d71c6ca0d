"""Reading the files that offices send: CSV in UTF-8 (with or without mark) or GB18030, or a workbook's first sheet."""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from python_calamine import CalamineError, CalamineWorkbook

from yilu.core.reasons import Denied, Invalid, Reason, reason
from yilu.territory.incoming.lines import CaseLine, LineRefusal, TierLine
from yilu_planner.risk import Tier

L = TypeVar("L")
Row = Mapping[str, str]

_CASE_COLUMNS: dict[str, tuple[str, ...]] = {
    "date": ("date", "日期", "截至日期"),
    "code": ("gb_code", "code", "行政区划代码", "区划代码", "代码"),
    "confirmed": ("confirmed_cum", "confirmed", "累计确诊", "累计确诊病例"),
    "cured": ("cured_cum", "cured", "累计治愈", "累计治愈出院"),
    "dead": ("dead_cum", "dead", "累计死亡"),
    "other": ("confirmed_alt",),
    "name": ("city", "name", "unit_name", "province", "地区", "名称"),
}
_TIER_COLUMNS: dict[str, tuple[str, ...]] = {
    "as_of": ("as_of", "date", "截至日期", "日期"),
    "published": ("published", "公布日期"),
    "code": ("gb_code", "code", "行政区划代码", "区划代码", "代码"),
    "name": ("unit_name", "name", "单元名称", "名称"),
    "tier": ("tier", "等级", "风险等级"),
    "scheme": ("scheme", "分级办法"),
    "by_complement": ("derived_as_complement", "推定"),
    "source": ("source", "来源"),
}
_TIERS = {
    **{tier.value: tier.value for tier in (Tier.LOW, Tier.MEDIUM, Tier.HIGH)},
    "低": "low",
    "中": "medium",
    "高": "high",
    "低风险": "low",
    "中风险": "medium",
    "高风险": "high",
    "低风险区": "low",
    "中风险区": "medium",
    "高风险区": "high",
}
_DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]00:00(?::00)?)?$|^(\d{4})(\d{2})(\d{2})$")


def read_cases(data: bytes) -> tuple[list[CaseLine], list[LineRefusal]]:
    """The lines of a case series, and those that cannot be read. Raises `Invalid` if the file as a whole cannot."""
    return _read(data, _CASE_COLUMNS, ("date", "code", "confirmed"), _case_line)


def read_tiers(data: bytes) -> tuple[list[TierLine], list[LineRefusal]]:
    """The lines of a published list of tiers, and those that cannot be read. Raises `Invalid` if the file cannot."""
    return _read(data, _TIER_COLUMNS, ("as_of", "code", "tier"), _tier_line)


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8 or GB18030. Raises `Invalid`."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Invalid(
        reason(
            "territory.file.encoding",
            "读不出这个文件：请存为 CSV（UTF-8 或 GB18030 编码）或 xlsx。",
            "This file cannot be read: save it as CSV (UTF-8 or GB18030) or xlsx.",
        )
    )


def _table(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Line number and cells of each line, as text."""
    if data[:4] == b"PK\x03\x04":
        try:
            sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        except (CalamineError, IndexError, OSError, ValueError) as error:
            raise Invalid(
                reason(
                    "territory.file.workbook",
                    "这个 Excel 文件打不开，可能已损坏。",
                    "This workbook cannot be opened; it may be damaged.",
                )
            ) from error
        for number, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
            yield number, [_cell_text(v) for v in values]
        return
    reader = csv.reader(io.StringIO(text_of(data), newline=""))
    try:
        for cells in reader:
            yield reader.line_num, [_cell_text(c) for c in cells]
    except csv.Error as error:
        raise Invalid(
            reason(
                "territory.file.csv",
                "第{line}行起不是有效的 CSV。",
                "From line {line} this is not valid CSV.",
                line=reader.line_num,
            )
        ) from error


def _cell_text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    return unicodedata.normalize("NFKC", str(value)).strip()


def _read(
    data: bytes,
    columns: Mapping[str, Sequence[str]],
    needed: Sequence[str],
    line_of: Callable[[int, Row], L],
) -> tuple[list[L], list[LineRefusal]]:
    table = _table(data)
    _, header = next(table, (0, ()))
    titles = [h.lower() for h in header]
    at = {key: titles.index(n) for key, names in columns.items() for n in reversed(names) if n in titles}
    missing = [columns[key][0] for key in needed if key not in at]
    if missing:
        raise Invalid(
            reason(
                "territory.file.columns",
                "缺少列：{missing}。第一行应是列名。",
                "Columns are missing: {missing}. The first line must hold the column names.",
                missing=", ".join(missing),
            )
        )
    lines: list[L] = []
    refused: list[LineRefusal] = []
    for number, cells in table:
        if not any(cells):
            continue
        row = {key: cells[i] if i < len(cells) else "" for key, i in at.items()}
        try:
            lines.append(line_of(number, row))
        except Denied as unreadable:
            refused.append(LineRefusal(number, row.get("code", ""), row.get("name", ""), unreadable.reasons[0]))
    return lines, refused


def _case_line(number: int, row: Row) -> CaseLine:
    confirmed = count(row["confirmed"])
    if confirmed is None:
        raise Invalid(_not_a_count(row["confirmed"]))
    return CaseLine(
        line=number,
        day=day(row["date"]),
        code=row["code"],
        name=row.get("name", ""),
        confirmed=confirmed,
        cured=count(row.get("cured", "")),
        dead=count(row.get("dead", "")),
        other=count(row.get("other", "")),
    )


def _tier_line(number: int, row: Row) -> TierLine:
    tier = _TIERS.get(row["tier"].lower())
    if tier is None:
        raise Invalid(
            reason(
                "territory.tier.value",
                "等级“{value}”无效：应为低、中、高（low、medium、high）。",
                "The tier “{value}” is not valid: low, medium or high.",
                value=row["tier"],
            )
        )
    return TierLine(
        line=number,
        as_of=day(row["as_of"]),
        published=day(row["published"]) if row.get("published") else None,
        code=row["code"],
        name=row.get("name", ""),
        tier=tier,
        scheme=row.get("scheme", "") or "national3",
        by_complement=row.get("by_complement", "").lower() in ("1", "true", "是"),
        source=row.get("source", ""),
    )


def day(text: str) -> dt.date:
    """A day in any way offices write it: 2020-02-17, 2020/2/17, 2020年2月17日, 20200217. Raises `Invalid`."""
    match = _DAY.match(text)
    if match and text.startswith("20"):  # a day of 1920 or 2120 is a slip of the pen
        try:
            return dt.date(*(int(g) for g in match.groups() if g))
        except ValueError:
            pass
    raise Invalid(
        reason("territory.line.day", "“{text}”不是有效日期。", "“{text}” is not a valid date.", text=text or "—")
    )


def count(text: str) -> int | None:
    """A whole number not below nought, thousands separated or not; None where nothing stands. Raises `Invalid`."""
    if not text:
        return None
    plain = text.replace(",", "").removesuffix(".0")
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 9:
        raise Invalid(_not_a_count(text))
    return int(plain)


def _not_a_count(text: str) -> Reason:
    return reason(
        "territory.line.count",
        "“{text}”不是不小于零的整数。",
        "“{text}” is not a whole number of nought or more.",
        text=text or "—",
    )
