"""Notices read as issuers and measures."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shared_data import shared_data
from tests.yilu.directives.notices import PROSE, PROVINCE, TWO_BODIES
from yilu.directives.parsing import Notice, parse


def numbers(notice: Notice, issuer: int = 0) -> list[str]:
    return [m.number for m in notice.issuers[issuer].measures if m.number is not None]


def check_offsets(notice: Notice, text: str) -> None:
    last = 0
    for issuer in notice.issuers:
        for m in issuer.measures:
            assert m.text == text[m.start : m.end]
            assert last <= m.start < m.end, "measures overlap"
            last = m.end
            for found in (*m.cites, *m.phrases, *([m.deadline] if m.deadline else [])):
                assert m.start <= found.start < found.end <= m.end
            assert all(p.term == text[p.start : p.end] for p in m.phrases)


def test_a_notice_of_seven_provinces_has_seven_issuers_and_all_their_numbers() -> None:
    text = shared_data("notices/seven-provinces-2020-02.txt").read_text()
    notice = parse(text)
    counted = {i.name: [m.number for m in i.measures if m.number] for i in notice.issuers}
    assert counted == {
        "上海市邮政管理局": list("一二三四五"),
        "湖南省邮政管理局": list("一二三四"),
        "重庆市邮政管理局": list("一二三四"),
        "黑龙江省邮政管理局": [],
        "内蒙古自治区邮政管理局": list("一二"),
        "青海省邮政管理局": list("一二三"),
        "云南省邮政管理局": list("一二三四"),
    }
    check_offsets(notice, text)
    heilongjiang = notice.issuers[3].measures
    assert any("达到防疫要求才可复工" in m.text for m in heilongjiang), "prose asks for something too"
    assert not any("转载" in m.text or "30日内" in m.text for m in notice.measures), "the page's colophon is no measure"
    told = {p.term for m in notice.measures for p in m.phrases}
    assert {"四个确保", "三个优先", "一个梯度推进", "三不一优先", "七个一律"} <= told


def test_a_numbered_notice_comes_out_by_its_leaves_each_with_the_numbers_above_it() -> None:
    notice = parse(PROVINCE)
    check_offsets(notice, PROVINCE)
    assert (notice.title, notice.number, str(notice.day)) == (
        "关于做好当前疫情防控和有序复工复产工作的通知", "虚邮管〔2020〕7号", "2020-02-17",
    )  # fmt: skip
    assert [i.name for i in notice.issuers] == ["虚构省邮政管理局"]
    assert numbers(notice) == ["一（一）", "一（二）", "二（一）1", "二（一）2", "二（二）", "三"]


def test_closing_words_enclosures_and_signature_are_no_measures() -> None:
    assert not any(
        words in m.text for m in parse(PROVINCE).measures for words in ("特此通知", "附件", "台账样式", "通知如下")
    )


def test_each_measure_carries_its_theme_time_documents_and_phrases() -> None:
    measures = {m.number: m for m in parse(PROVINCE).measures}
    disinfect, masks, norm = measures["二（一）1"], measures["二（一）2"], measures["二（二）"]
    assert (disinfect.theme, disinfect.audiences) == ("disinfection", ("sites",))
    assert disinfect.deadline is not None
    assert (disinfect.deadline.kind, disinfect.deadline.amount, disinfect.deadline.unit) == ("every", 2, "hour")
    assert masks.theme == "protection"
    assert masks.deadline is not None
    assert (masks.deadline.kind, masks.deadline.text) == ("within", "3日内")
    assert [(c.name, c.number) for c in norm.cites] == [("疫情防控期间营业网点操作规范（建议版）", "国邮发〔2020〕9号")]
    assert [(p.term, p.is_known) for p in norm.phrases] == [("七个一律", True), ("五个到位", False)]
    assert measures["一（一）"].post == "leader"


def test_mixed_marks_of_one_series_go_on_and_words_ending_in_a_number_begin_none() -> None:
    notice = parse(TWO_BODIES)
    check_offsets(notice, TWO_BODIES)
    assert [i.name for i in notice.issuers] == ["甲省邮政管理局", "乙市邮政管理局"]
    assert numbers(notice) == ["一", "二", "三"]
    first = notice.issuers[0].measures
    assert [m.text for m in first if m.number == "一"] == ["一是加强学习，统一要求。"]
    assert [m.text for m in first if m.number is None] == ["要求，全局要提高认识。", "会议要求，做到科学有序复工。"]
    assert numbers(notice, 1) == []


def test_prose_without_numbers_gives_the_sentences_that_ask_for_something() -> None:
    notice = parse(PROSE)
    assert [m.text for m in notice.measures] == [
        "为做好防控工作，各网点须为每名员工测量体温。", "不得拒收居民生活必需品。",
    ]  # fmt: skip
    assert [i.name for i in notice.issuers] == [""]


def test_half_and_full_width_read_the_same() -> None:
    full = "１．要消毒。\n２．要通风，３日内完成。\n（３）要测温。"
    half = "1.要消毒。\n2.要通风,3日内完成。\n(3)要测温。"
    read = [
        [(m.number, m.theme, m.deadline.amount if m.deadline else None) for m in parse(t).measures]
        for t in (full, half)
    ]
    assert read[0] == read[1]
    assert len(read[0]) == 3


def test_articles_chapters_and_circles_are_numbers_too() -> None:
    text = (
        "第一章 总则\n第一条 各网点应当消毒。\n第二条 应当做到：①测温；②通风；③戴口罩。\n"
        "第二章 附则\n第三条 本办法自发布之日起施行，须遵守。"
    )
    notice = parse(text)
    assert numbers(notice) == [
        "第一条", "第二条①", "第二条②", "第二条③", "第三条",
    ]  # fmt: skip
    check_offsets(notice, text)


def test_decimals_and_years_begin_no_measure() -> None:
    assert numbers(parse("间距要保持在1.5米以上。2.5小时内完成，2020年2月完成。")) == []


def test_a_directive_of_five_hundred_pages_is_read() -> None:
    page = "".join(
        f"（{'一二三四五六七八九十'[n % 10]}）各网点要于{n % 28 + 1}日内完成第{n}项消毒工作，并报告。\n"
        for n in range(20)
    )
    text = "".join(f"{'一二三四五六七八九'[n % 9]}、第{n}部分\n{page}" for n in range(500))
    notice = parse(text)
    assert len(notice.measures) == 10_000
    check_offsets(notice, text)


WORDS = """
一是 二是 三要 一、 二、 （一） (二) 1. 2． ① 第一条 第三章 要 。 ； 《 》 “ ” 四个确保 甲市邮政管理局 要求， 3日内
2月底前 每2小时 13月40日前 附件： 2020年2月30日 声明: 关于 的通知 😀 十百 第 ㈠ ⒈ 零〇日内 99999999日内
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\r\n", "\u3000", "\u200b", "\x00", " "])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=40).map("".join))
def test_any_text_is_read_with_offsets_that_hold_and_measures_that_never_overlap(text: str) -> None:
    check_offsets(parse(text), text)
