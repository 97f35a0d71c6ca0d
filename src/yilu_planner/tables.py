"""Reading the tables that people make, and writing answers as tables and JSON."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from io import StringIO
from pathlib import Path
from typing import Any

from yilu_planner import files
from yilu_planner.refusal import Reason, Refused

BEIJING = timezone(timedelta(hours=8))


def read_rows(path: Path, required: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row) of a UTF-8 CSV whose header holds `required`; anything else is refused."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            header = reader.fieldnames or []
            missing = [name for name in required if name not in header]
            if missing:
                raise Refused(
                    Reason(
                        "table:columns",
                        f"{path.name} 缺少列 {'、'.join(missing)}；需要 {','.join(required)}。",
                        f"{path.name} lacks the columns {', '.join(missing)}; needed: {','.join(required)}.",
                    )
                )
            for row in reader:
                if None in row or None in row.values():
                    raise refuse_line(
                        path, reader.line_num, "列数与表头不符", "it has not as many fields as the header"
                    )
                yield reader.line_num, row
    except UnicodeDecodeError as error:
        raise Refused(
            Reason(
                "table:encoding",
                f"{path.name} 不是 UTF-8 编码（第 {error.start} 字节）；请另存为 UTF-8。",
                f"{path.name} is not UTF-8 (byte {error.start}); save it as UTF-8.",
            )
        ) from error
    except csv.Error as error:
        raise Refused(
            Reason(
                "table:csv",
                f"{path.name} 不是完整的 CSV：{error}。",
                f"{path.name} is no sound CSV: {error}.",
            )
        ) from error


def refuse_line(path: Path, line: int, zh: str, en: str) -> Refused:
    """The refusal of one line of a table."""
    return Refused(Reason("table:line", f"{path.name} 第 {line} 行：{zh}。", f"{path.name} line {line}: {en}."))


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in a file; anything else is refused."""
    found = files.read_json(path)
    if not isinstance(found, dict):
        raise Refused(
            Reason("json:object", f"{path.name} 应为一个 JSON 对象。", f"{path.name} must hold one JSON object.")
        )
    return found


def read_moment(text: str) -> datetime:
    """A local (Beijing) moment from ISO 8601; an offset is converted. ValueError where it is none."""
    moment = datetime.fromisoformat(text.strip())
    return moment.astimezone(BEIJING).replace(tzinfo=None) if moment.tzinfo else moment


def read_day(text: str) -> date:
    """A day from ISO 8601. ValueError where it is none."""
    return date.fromisoformat(text.strip())


def write_text(path: Path, text: str) -> None:
    """Write an answer, whole or not at all."""
    files.write_whole(path, text)


def write_json(path: Path, value: Any) -> None:
    """Write an answer as readable JSON, whole or not at all."""
    files.write_whole(path, json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV text with its header."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
