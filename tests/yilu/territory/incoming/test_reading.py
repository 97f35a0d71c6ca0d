"""Files as offices send them."""

import datetime as dt
import io

import openpyxl
import pytest

from yilu.core.reasons import Invalid
from yilu.territory.incoming.reading import count, day, read_cases, read_tiers

HEAD = "date,gb_code,level,city,confirmed_cum,cured_cum,dead_cum\n"
ROW = "2020-02-17,430100,prefecture,长沙市,240,80,2\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_it_reads_the_encodings_that_are_common(encoding: str) -> None:
    lines, unread = read_cases((HEAD + ROW).encode(encoding))
    assert unread == []
    assert (lines[0].code, lines[0].name, lines[0].figures) == ("430100", "长沙市", (240, 80, 2))
    assert (lines[0].line, lines[0].day) == (2, dt.date(2020, 2, 17))


def test_it_reads_a_workbook_with_real_dates_and_numbers() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["日期", "代码", "累计确诊", "累计治愈", "累计死亡"], [dt.date(2020, 2, 17), 430100, 240, None, 2.0]):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    lines, unread = read_cases(file.getvalue())
    assert unread == []
    assert (lines[0].day, lines[0].code, lines[0].figures) == (dt.date(2020, 2, 17), "430100", (240, None, 2))


@pytest.mark.parametrize(
    "text", ["2020-02-17", "2020/2/17", "2020年2月17日", "20200217", "2020.02.17", "2020-2-17 00:00:00"]
)
def test_it_reads_a_day_in_any_way_offices_write_it(text: str) -> None:
    assert day(text) == dt.date(2020, 2, 17)


@pytest.mark.parametrize("text", ["", "17/2/2020", "2020-02-30", "昨天", "2020", "0001-01-01", "1920-02-17"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        day(text)


@pytest.mark.parametrize(("text", "number"), [("240", 240), ("1,234", 1234), ("12.0", 12), ("", None), ("0", 0)])
def test_it_reads_a_count(text: str, number: int | None) -> None:
    assert count(text) == number


@pytest.mark.parametrize("text", ["-1", "1.5", "很多", "1e3", "99999999999", "=1+1"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        count(text)


def test_full_width_digits_are_digits() -> None:
    lines, _ = read_cases((HEAD + "２０２０－０２－１７,４３０１００,,长沙市,２４０,,\n").encode())
    assert (lines[0].code, lines[0].figures) == ("430100", (240, None, None))


def test_a_line_that_cannot_be_read_is_told_by_its_number_and_the_others_are_read() -> None:
    lines, unread = read_cases(
        (HEAD + ROW + "2020-02-18,430100,,长沙市,许多,,\n\n2020-02-19,430100,,长沙市,250\n").encode()
    )
    assert [x.day.day for x in lines] == [17, 19]
    assert [(r.line, r.reason.code) for r in unread] == [(3, "territory.line.count")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "territory.file.columns"),
        ("日期,病例\n".encode(), "territory.file.columns"),
        (bytes(range(256)) * 40, "territory.file.encoding"),
        (b"PK\x03\x04 not a workbook", "territory.file.workbook"),
    ],
)
def test_a_file_that_is_no_such_file_is_refused_as_a_whole(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_cases(data)
    assert refused.value.reasons[0].code == code


def test_a_published_list_is_read_in_either_language() -> None:
    zh = "截至日期,公布日期,单元名称,行政区划代码,等级\n2020年2月24日,2020年2月25日,瑶海区,340102,高风险\n"
    lines, unread = read_tiers(zh.encode("gb18030"))
    assert unread == []
    assert (lines[0].code, lines[0].tier, lines[0].published) == ("340102", "high", dt.date(2020, 2, 25))
    assert read_tiers(b"as_of,gb_code,tier\n2020-02-24,340102,purple\n")[1][0].reason.code == "territory.tier.value"
