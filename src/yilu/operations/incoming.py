"""Read a file of outside figures: `as_of,region,gb_code,metric,value,unit,reporter,note`, UTF-8 or GB18030."""

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass
from pathlib import Path

from yilu.core.reasons import Reason, reason

COLUMNS = ("as_of", "gb_code", "metric", "value", "unit", "reporter")
# "420000-420100": the first without the second (湖北省除武汉).
CODE = re.compile(r"(\d{6})(?:-(\d{6}))*")
# A note that states the parts: "457 postal + 422 express", "428 postal + 337 express = 765".
PARTS = re.compile(r"(\d+(?:\.\d+)?) ([^+=;,]+?)\s*\+\s*(\d+(?:\.\d+)?) ([^+=;,:]+)")
IMPLIED = re.compile(r"implied total (\d+)")

ENCODING = reason(
    "operations.figures.encoding", "文件既不是UTF-8也不是GB18030编码。", "The file is neither UTF-8 nor GB18030."
)


@dataclass(frozen=True, slots=True)
class IncomingFigure:
    """One line, understood."""

    line: int
    area: str
    excluded: tuple[str, ...]
    as_of: dt.date
    metric: str
    value: float
    unit: str
    reporter: str
    note: str
    denominator: float | None
    parts: tuple[tuple[str, float], ...]


def read_figures(path: Path) -> tuple[list[IncomingFigure], list[tuple[int, list[Reason]]]]:
    """The lines that can be understood, and the others with what is wrong, by line number (the heading is 1)."""
    text = _decoded(path.read_bytes())
    if text is None:
        return [], [(1, [ENCODING])]
    reader = csv.DictReader(io.StringIO(text))
    missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
    if missing:
        named = "、".join(missing)
        why = reason("operations.figures.columns", f"缺少列：{named}。", f"Columns are missing: {', '.join(missing)}.")
        return [], [(1, [why])]
    good, bad = [], []
    for row in reader:
        understood = _figure(reader.line_num, {k: (v or "").strip() for k, v in row.items() if isinstance(k, str)})
        if isinstance(understood, IncomingFigure):
            good.append(understood)
        else:
            bad.append((reader.line_num, [understood]))
    return good, bad


def _figure(line: int, row: dict[str, str]) -> IncomingFigure | Reason:
    code = row["gb_code"]
    if not CODE.fullmatch(code):
        return reason("operations.figures.code", f"地区代码“{code}”有误。", f"Wrong area code {code!r}.")
    try:
        as_of = dt.date.fromisoformat(row["as_of"])
    except ValueError:
        return reason("operations.figures.date", f"日期“{row['as_of']}”有误。", f"Wrong date {row['as_of']!r}.")
    try:
        value = float(row["value"])
    except ValueError:
        value = float("nan")
    if not 0 <= value < float("inf"):
        return reason("operations.figures.value", f"数值“{row['value']}”有误。", f"Wrong value {row['value']!r}.")
    if not row["metric"]:
        return reason("operations.figures.metric", "缺少指标。", "The metric is missing.")
    area, *excluded = code.split("-")
    note = row.get("note", "")
    stated = PARTS.search(note)
    parts = ((stated[2].strip(), float(stated[1])), (stated[4].strip(), float(stated[3]))) if stated else ()
    implied = IMPLIED.search(note)
    return IncomingFigure(
        line, area, tuple(excluded), as_of, row["metric"], value, row["unit"], row["reporter"], note,
        float(implied[1]) if implied else None, parts,
    )  # fmt: skip


def _decoded(raw: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
