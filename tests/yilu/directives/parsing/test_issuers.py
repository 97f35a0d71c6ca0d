"""Who speaks in a notice, and where it ends."""

from yilu.directives.parsing.folding import folded
from yilu.directives.parsing.issuers import frame


def names(text: str) -> list[str]:
    return [s.name for s in frame(folded(text), text).speakers]


def test_the_one_that_signs_speaks() -> None:
    text = "关于消毒的通知\n各单位：\n要消毒。\n虚构市邮政管理局\n二〇二〇年二月十七日"
    found = frame(folded(text), text)
    assert [s.name for s in found.speakers] == ["虚构市邮政管理局"]
    assert (found.title, str(found.day)) == ("关于消毒的通知", "2020-02-17")


def test_bodies_named_at_the_beginning_of_their_paragraphs_speak_each_for_itself() -> None:
    assert names("甲省邮政管理局要求，要消毒。\n乙省邮政管理局强调，要通风。") == ["甲省邮政管理局", "乙省邮政管理局"]


def test_those_addressed_do_not_speak() -> None:
    assert names("各市（州）邮政管理局：\n要消毒。要通风，要测温，要戴口罩，要勤洗手，要分散就餐，要每日报告。") == [""]


def test_an_empty_text_has_nobody() -> None:
    assert names("") == []
