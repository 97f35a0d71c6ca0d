"""Checklists go out as XLSForm."""

import io

import openpyxl

from tests.world import TODAY, World
from yilu.norms.queries import Force
from yilu.norms.xlsform import checklist


def sheets(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {s.title: list(s.values) for s in book.worksheets}


def test_each_requirement_is_a_group_and_a_shortfall_must_be_told(normed: World) -> None:
    rows = Force(TODAY).within("430102", kinds=["outlet"], tiers=["low"])
    read = sheets(checklist(rows, area="430102", kind="outlet", on=TODAY).read())
    survey = {str(r[1]): r for r in read["survey"][1:] if r[0] != "end_group"}
    assert survey["O5"][0] == "select_one result"
    assert "每2小时" in str(survey["O5"][2])
    assert survey["O5_found"][6:8] == ("yes", "${O5} = 'unmet'")
    assert survey["O5_photo"][0] == "image"
    assert "Y7" not in survey
    begun = [r[1] for r in read["survey"] if r[0] == "begin_group"]
    assert begun == [r[1] for r in read["survey"] if r[0] == "end_group"]
    assert len(begun) == len(set(begun)) == len(rows)
    assert {r[1] for r in read["choices"][1:]} == {"met", "unmet", "not_applicable"}
    assert read["settings"][1][1:3] == ("yilu_430102_outlet", "20200217")


def test_anybody_signed_in_downloads_it_for_a_kind_of_site(normed: World) -> None:
    answer = normed.client("manager").get("/norms/checklist.xlsx?area=430102&kind=sorting_centre")
    read = sheets(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    names = {r[1] for r in read["survey"]}
    assert "U2" in names
    assert "O5" not in names
