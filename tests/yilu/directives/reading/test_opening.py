"""The text of whatever is uploaded, and clear words where there is none."""

import pytest

from tests.yilu.directives.files import archive, paragraph, pdf, word
from tests.yilu.directives.notices import PROVINCE
from yilu.directives.parsing import parse
from yilu.directives.reading import Unreadable, opened, opened_text


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as why:
        opened(content)
    return why.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_of_chinese_text_gives_the_same_text(encoding: str) -> None:
    read = opened(PROVINCE.encode(encoding))
    assert read.kind == "text"
    assert read.text == PROVINCE.strip("\n")


def test_line_ends_and_signs_no_page_shows_are_tidied() -> None:
    assert opened_text("一是消毒。\r\n二是\x00通风\u200b。\r").text == "一是消毒。\n二是通风。"


def test_a_web_page_gives_its_paragraphs_without_scripts_and_menus() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>站</title><script>要不得</script></head><body><nav>首页</nav>"
        "<p>一、要<b>消毒</b>。</p><p>二、要通风&amp;测温。</p><!-- 三、 --></body></html>"
    )
    read = opened(page.encode())
    assert (read.kind, read.text) == ("html", "一、要消毒。\n二、要通风&测温。")


def test_a_word_file_gives_its_own_numbers_tables_and_insertions_but_nothing_deleted() -> None:
    body = (
        paragraph("加强领导", 0) + paragraph("要压实责任。", 1) + paragraph("要报告。", 1) + paragraph("要消毒。", 0)
        + "<w:p><w:ins><w:r><w:t>要通风。</w:t></w:r></w:ins><w:del><w:r><w:t>删去</w:t></w:r></w:del></w:p>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('表中要求')}</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    read = opened(word(body))
    assert read.kind == "docx"
    assert read.text == "一、加强领导\n1.要压实责任。\n2.要报告。\n二、要消毒。\n要通风。\n表中要求"
    assert [m.number for m in parse(read.text).measures] == ["一1", "一2", "二"]


def test_a_pdf_gives_its_paragraphs_whole_though_the_page_broke_their_lines() -> None:
    long = "各企业要严格落实主体责任加强网点消毒通风和员工体温监测工作确"
    read = opened(pdf([[f"一、{long[:-2]}", "保人员安全。", "二、要每日报告。", "- 1 -"], ["三、要通风。", "2"]]))
    assert read.kind == "pdf"
    assert read.text == f"一、{long[:-2]}保人员安全。\n二、要每日报告。\n三、要通风。"


def test_a_scanned_pdf_says_that_it_holds_no_text() -> None:
    assert refusal(pdf([[], []])) == "directives.no_text_layer"


def test_a_broken_pdf_says_so() -> None:
    assert refusal(b"%PDF-1.4 and nothing more") == "directives.damaged"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "directives.empty"),
        (b" \n\n ", "directives.empty"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "directives.unknown_kind"),
        (b"\xff\xd8\xff" + bytes(range(256)), "directives.unknown_kind"),
        (bytes(range(256)) * 4, "directives.unknown_kind"),
        (archive({"xl/workbook.xml": "<x/>"}), "directives.unknown_kind"),
        (archive({"a.txt": "x"}), "directives.unknown_kind"),
        (b"PK\x03\x04 no archive at all", "directives.damaged"),
        (word("<w:p><w:r>"), "directives.damaged"),
        (b"x" * (20 * 1024 * 1024 + 1), "directives.too_large"),
    ],
)
def test_what_is_no_notice_is_refused_in_words(content: bytes, code: str) -> None:
    assert refusal(content) == code


def test_an_archive_that_would_unpack_to_far_more_is_refused_unread() -> None:
    assert refusal(word(paragraph("啊" * 30_000_000))) == "directives.bomb"


def test_an_xml_bomb_in_a_word_file_is_refused() -> None:
    entities = '<!DOCTYPE d [<!ENTITY a "要要要要要要要要要要">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefg", "bcdefgh", strict=True)
    ) + "]>"  # fmt: skip
    document = f'{entities}<w:document xmlns:w="w"><w:body>&h;</w:body></w:document>'
    content = archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document})
    assert refusal(content) == "directives.damaged"
