"""Times a text sets, and the moments they mean."""

import datetime as dt

import pytest

from yilu.core.clock import ZONE
from yilu.directives.parsing.deadlines import binding, deadlines, due_of
from yilu.directives.parsing.folding import folded

MONDAY = dt.datetime(2020, 2, 17, 9, 30, tzinfo=ZONE)


def found(text: str) -> tuple[str, str] | None:
    read = binding(deadlines(folded(text), 0, len(text)))
    return (read.kind, text[read.start : read.end]) if read else None


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("3日内报送", "within", "3日内"),
        ("２４小时内上报", "within", "２４小时内"),
        ("三个工作日内办结", "within", "三个工作日内"),
        ("两周之内完成", "within", "两周之内"),
        ("2月底前完成", "by", "2月底前"),
        ("于2020年2月20日18时前报", "by", "2020年2月20日18时前"),
        ("月底前完成", "by", "月底前"),
        ("每2小时消毒", "every", "每2小时"),
        ("每日两次测温", "every", "每日两次"),
        ("落实健康状况日报告制度", "every", "日报告"),
        ("遇突发情况立即报告", "at_once", "立即"),
    ],
)
def test_it_finds(text: str, kind: str, words: str) -> None:
    assert found(text) == (kind, words)


@pytest.mark.parametrize(
    "text", ["24小时值班制度", "3日前已经报送", "一日之计", "在下月的会议上", "500米", "13月99日前"]
)
def test_what_sets_no_time_is_none(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("3日内", dt.datetime(2020, 2, 21, tzinfo=ZONE)),
        ("24小时内", dt.datetime(2020, 2, 18, 9, 30, tzinfo=ZONE)),
        ("5个工作日内", dt.datetime(2020, 2, 25, tzinfo=ZONE)),
        ("2月底前", dt.datetime(2020, 3, 1, tzinfo=ZONE)),
        ("1月底前", dt.datetime(2021, 2, 1, tzinfo=ZONE)),
        ("2月20日18时前", dt.datetime(2020, 2, 20, 18, tzinfo=ZONE)),
        ("2019年2月20日前", dt.datetime(2019, 2, 21, tzinfo=ZONE)),
        ("月底前", dt.datetime(2020, 3, 1, tzinfo=ZONE)),
        ("一个月内", dt.datetime(2020, 3, 18, tzinfo=ZONE)),
        ("立即", MONDAY),
        ("每2小时", None),
    ],
)
def test_a_time_is_a_moment_from_the_day_it_was_received(text: str, moment: dt.datetime | None) -> None:
    read = binding(deadlines(folded(text), 0, len(text)))
    assert read is not None
    assert due_of(read, since=MONDAY) == moment
