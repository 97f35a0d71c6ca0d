"""Checklists go out as XLSForm."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import TODAY, World
from yilu.norms.models import Provision
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


def edited(content: bytes, **texts: str) -> SimpleUploadedFile:
    """The checklist with other words for these requirements."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book["survey"].iter_rows():
        if row[1].value in texts and str(row[0].value).startswith("select_one"):
            row[2].value, row[3].value = texts[str(row[1].value)], "locally worded"
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("checklist.xlsx", out.getvalue())


DOCUMENT = {
    "area": "430000", "document": "湘邮管〔2020〕9号", "name_zh": "细则", "name_en": "Rules", "issuer_zh": "省局",
    "issuer_en": "Province", "issued": "2020-02-10", "valid_from": "2020-02-12",
}  # fmt: skip


def test_an_edited_checklist_comes_back_as_the_areas_own_wording(normed: World) -> None:
    leader = normed.client("leader")
    sent = b"".join(leader.get("/norms/checklist.xlsx?area=430000&kind=outlet").streaming_content)  # type: ignore[attr-defined]
    answer = leader.post("/norms/checklist/take/", {**DOCUMENT, "file": edited(sent, O5="每2小时消毒，逐次拍照。")})
    assert answer.status_code == 302
    own = Provision.objects.get(area_id="430000")
    assert (own.requirement.code, own.text_zh, own.every_hours) == ("O5", "每2小时消毒，逐次拍照。", 2)


def test_a_checklist_that_says_nothing_new_or_is_none_is_refused(normed: World) -> None:
    leader = normed.client("leader")
    sent = b"".join(leader.get("/norms/checklist.xlsx?area=430000&kind=outlet").streaming_content)  # type: ignore[attr-defined]
    for file in (edited(sent), SimpleUploadedFile("x.xlsx", b"PK\x03\x04"), SimpleUploadedFile("x.xlsx", b"a,b")):
        assert leader.post("/norms/checklist/take/", {**DOCUMENT, "file": file}).status_code == 422
    assert normed.client("manager").get("/norms/checklist/take/").status_code == 403
    assert not Provision.objects.filter(area_id="430000").exists()
