"""What a file is before anybody opens it: a stranger's workbook may be something else, locked, damaged or a bomb."""

import re
import zipfile
from pathlib import Path

from yilu.core.reasons import Invalid, Reason, reason

# A sheet of 100,000 full rows unpacks to some 100 MB.
UNPACKED_LIMIT = 600 * 1024 * 1024
ENTRIES_LIMIT = 2000
ROWS_LIMIT = 200_000
PIECE = 1 << 20
OVERLAP = 80

OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# References worth a look: two letters or more of a column, six digits or more of a row. Readers allot room for the
# whole rectangle up to the farthest cell, so one stray cell at XFD1048576 would exhaust the machine.
REFERENCE = re.compile(rb"""\br\s*=\s*["']\s*(?:([A-Z]{2,})|[A-Z]?(\d{6,}))""")

WRONG_TYPE = reason(
    "network.file.type",
    "这不是 .xlsx 工作簿，也不是 .csv 文本。请用 WPS 或 Excel 另存为“Excel 工作簿（.xlsx）”后再上传。",
    "This is neither an .xlsx workbook nor .csv text. Save it as “Excel workbook (.xlsx)” and upload that.",
)
OLD_XLS = reason(
    "network.file.xls",
    "这是旧格式 .xls，请另存为 .xlsx 后再上传。",
    "This is the old .xls format; save it as .xlsx and upload that.",
)
ENCRYPTED = reason(
    "network.file.encrypted",
    "工作簿设了打开密码，请取消密码后再上传。",
    "The workbook is locked with a password; remove it and upload again.",
)
DAMAGED = reason(
    "network.file.damaged",
    "文件已损坏，无法读取；请重新保存后再上传。",
    "The file is damaged and cannot be read; save it again and upload that.",
)
BOMB = reason(
    "network.file.bomb",
    "文件解压后过大，不像正常的工作簿，未予读取。",
    "The file unpacks to far more than a workbook of sites would; it was not read.",
)
FAR = reason(
    "network.file.far",
    "表格右侧（AZ 列以外）还有内容；请删除表格以外的列后再上传。",
    "There are cells beyond column AZ; delete the columns outside the table and upload again.",
)
TOO_MANY_ROWS = reason(
    "network.file.rows",
    "超过 {limit} 行；请分成几个文件上传（表格下方的空行也请删除）。",
    "More than {limit} rows; split the file (and delete empty rows below the table).",
    limit=f"{ROWS_LIMIT:,}",
)
EMPTY = reason("network.file.empty", "文件是空的。", "The file is empty.")


def too_large(limit_mb: int) -> Reason:
    """The sentence for an upload beyond `YILU_UPLOAD_LIMIT_MB`."""
    return reason(
        "network.file.large",
        "文件超过 {limit} MB 的上限；请删去多余的工作表和图片，或分成几个文件。",
        "The file is larger than {limit} MB; remove other sheets and pictures, or split it.",
        limit=limit_mb,
    )


def check_file(path: Path, name: str) -> str:
    """`xlsx` or `csv`. Raises `Invalid` with a sentence for anything else, judged by content, not by the name."""
    with path.open("rb") as file:
        head = file.read(PIECE)
    if not head:
        raise Invalid(EMPTY)
    if head.startswith(OLD_CONTAINER):
        # A locked .xlsx is an old-style container around the encrypted package.
        raise Invalid(ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in path.read_bytes() else OLD_XLS)
    if head.startswith(b"PK"):
        _check_package(path)
        return "xlsx"
    if name.lower().endswith((".xlsx", ".xlsm", ".xls")) or b"\x00" in head or head.startswith((b"%PDF", b"<html")):
        raise Invalid(WRONG_TYPE)
    return "csv"


def _check_package(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            names = {e.filename for e in entries}
            if any(e.flag_bits & 1 for e in entries):
                raise Invalid(ENCRYPTED)
            if "[Content_Types].xml" not in names or not any(n.endswith("xl/workbook.xml") for n in names):
                raise Invalid(WRONG_TYPE)
            if len(entries) > ENTRIES_LIMIT or sum(e.file_size for e in entries) > UNPACKED_LIMIT:
                raise Invalid(BOMB)
            for entry in entries:
                # Reads it through, so that an entry that lies about its size fails here, not in the reader.
                _read_through(package, entry, is_sheet=entry.filename.startswith("xl/worksheets/"))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Invalid(DAMAGED) from error
    except Exception as error:
        if error.__class__.__module__ in ("zlib", "lzma", "_lzma"):
            raise Invalid(DAMAGED) from error
        raise


def _read_through(package: zipfile.ZipFile, entry: zipfile.ZipInfo, *, is_sheet: bool) -> None:
    kept = b""
    with package.open(entry) as stream:
        while piece := stream.read(PIECE):
            if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                raise Invalid(DAMAGED)
            if is_sheet:
                window = kept + piece
                for letters, digits in REFERENCE.findall(window):
                    if len(letters) > 2 or letters > b"AZ":
                        raise Invalid(FAR)
                    if digits and (len(digits) > 7 or int(digits) > ROWS_LIMIT + 50):
                        raise Invalid(TOO_MANY_ROWS)
                kept = piece[-OVERLAP:]
