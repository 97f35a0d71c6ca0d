"""A checklist as XLSForm (xlsform.org): what is in force for a kind of site, for any tool that reads the format."""

import datetime as dt
import tempfile
from collections.abc import Sequence
from typing import IO

import xlsxwriter

from yilu.core.tables import safe_cell
from yilu.core.text import Text
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
