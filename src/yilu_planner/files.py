"""Reading and writing JSON files: a broken file is refused with its place, a write is whole or not at all."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from yilu_planner.refusal import Reason, Refused

MAX_BYTES = 2_000_000_000


def read_json(path: Path) -> Any:
    """The content of a JSON file; truncated or foreign files are refused with the line where reading stopped."""
    if not path.is_file():
        raise Refused(Reason("file:missing", f"文件 {path} 不存在。", f"There is no file {path}."))
    if path.stat().st_size > MAX_BYTES:
        raise Refused(Reason("file:size", f"文件 {path} 超过 2 GB。", f"File {path} is larger than 2 GB."))
    try:
        return json.loads(path.read_bytes(), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise Refused(Reason("file:encoding", f"文件 {path} 不是 UTF-8 编码。", f"File {path} is not UTF-8.")) from None
    except json.JSONDecodeError as error:
        raise Refused(
            Reason(
                "file:json",
                f"文件 {path} 在第 {error.lineno} 行第 {error.colno} 列处不是完整的 JSON（可能被截断）。",
                f"File {path} is not whole JSON at line {error.lineno}, column {error.colno} (cut short?).",
            )
        ) from None


def _no_constant(word: str) -> float:
    raise Refused(
        Reason(
            "file:number",
            f"JSON 中出现 {word}；应为普通数字（null 表示不限）。",
            f"The JSON holds {word}; it must be an ordinary number (null: no limit).",
        )
    )


def write_whole(path: Path, text: str) -> None:
    """Write beside the target and rename over it, so that a killed run leaves the old file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as part:
            part.write(text)
            part.flush()
            os.fsync(part.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
