"""A checklist as XLSForm (xlsform.org): what is in force for a kind of site, for any tool that reads the format."""

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import openpyxl
import xlsxwriter

from yilu.core.reasons import Invalid, reason
from yilu.core.tables import safe_cell
from yilu.core.text import Text
from yilu.network.sheet import cells, guards
from yilu.norms.models import Provision
from yilu.norms.rules.kinds import Proof

LABELS = ("label::中文 (zh)", "label::English (en)")
SURVEY = ("type", "name", *LABELS, "hint::中文 (zh)", "hint::English (en)", "required", "relevant")
RESULTS = (
    ("met", Text("符合", "met")),
    ("unmet", Text("不符合", "found wanting")),
    ("not_applicable", Text("不适用", "not applicable")),
)
SITE, WHAT, PHOTO = Text("网点编码", "Site code"), Text("发现的问题", "What was found"), Text("照片", "Photo")
NO_SURVEY = reason(
    "norms.xlsform.survey",
    "这不是本系统导出的 XLSForm：应有 survey 表，及 name、中文和英文 label 三列。",
    "This is no XLSForm as exported here: it needs a survey sheet with name and both labels.",
)
Row = Sequence[str]


def checklist(provisions: Sequence[Provision], *, area: str, kind: str, on: dt.date) -> IO[bytes]:
    """A temporary .xlsx open at its beginning: a group for each requirement, with what was found and a photo."""
    survey: list[Row] = [("start", "start"), ("geopoint", "place", "地点", "Place"), _asked("text", "site", SITE, True)]
    for provision in provisions:
        survey += _group(provision)
    choices = [("result", code, words.zh, words.en) for code, words in RESULTS]
    named = f"yilu_{area}_{kind}"
    settings = [("防疫检查表 Checklist", named, on.strftime("%Y%m%d"), "中文 (zh)")]
    file = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115  # handed to the response, which closes it
    book = xlsxwriter.Workbook(file.name, {"strings_to_formulas": False})
    for name, head, rows in (
        ("survey", SURVEY, survey),
        ("choices", ("list_name", "name", *LABELS), choices),
        ("settings", ("form_title", "form_id", "version", "default_language"), settings),
    ):
        sheet = book.add_worksheet(name)
        for y, row in enumerate([head, *rows]):
            sheet.write_row(y, 0, [safe_cell(cell) for cell in row])
    book.close()
    file.seek(0)
    return file


def _asked(kind: str, name: str, words: Text, required: bool = False, relevant: str = "") -> Row:
    return kind, name, words.zh, words.en, "", "", "yes" if required else "", relevant


def _group(provision: Provision) -> list[Row]:
    """Is it met; if not, what was found; a photo where the norm takes one."""
    code, text, title = provision.requirement.code, provision.text, provision.requirement.name
    cited = f"{provision.norm.name_zh} {provision.clause}".strip()
    english = f"{provision.norm.name_en} {provision.clause}".strip()
    unmet = f"${{{code}}} = 'unmet'"
    rows = [
        ("begin_group", f"g_{code}", f"{code} {title.zh}", f"{code} {title.en}"),
        ("select_one result", code, text.zh, text.en, cited, english, "yes", ""),
        _asked("text", f"{code}_found", WHAT, True, unmet),
    ]
    if Proof.PHOTO in provision.proofs:
        rows.append(_asked("image", f"{code}_photo", PHOTO))
    return [*rows, ("end_group", f"g_{code}")]


def wordings(path: Path, name: str) -> dict[str, Text]:
    """What an XLSForm's survey says of each question, by its name. Raises `Invalid` on what is none."""
    if guards.check_file(path, name) != "xlsx":
        raise Invalid(guards.WRONG_TYPE)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        head, *rows = ([cells.text(c, 600) for c in row] for row in book["survey"].iter_rows(values_only=True))
        book.close()
    except (KeyError, ValueError, OSError) as error:
        raise Invalid(NO_SURVEY) from error
    place = {title: x for x, title in enumerate(head)}
    if not {"name", *LABELS} <= place.keys():
        raise Invalid(NO_SURVEY)
    at = [place[title] for title in ("name", *LABELS)]
    return {code: Text(zh, en) for code, zh, en in ([row[x] for x in at] for row in rows) if code and zh and en}
