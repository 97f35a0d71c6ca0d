"""The sentence a board opens with."""

import datetime as dt
from dataclasses import replace

import pytest

from yilu.desk import samples
from yilu.desk.board.picture import Board
from yilu.desk.board.sentence import answer
from yilu.operations.queries.figures import WITHHELD

pytestmark = pytest.mark.django_db  # the sample asks for the provinces; there are none


@pytest.fixture
def board() -> Board:
    return samples.board()


def test_it_says_who_has_not_told_what_changed_and_that_the_stage_is_reached(board: Board) -> None:
    sentence = answer(board)
    assert sentence.zh.startswith("应报 48,120 处，未报 802 处；投递由昨日的 42.1% 升至正常的 44.7%；")
    assert "已达到2月20日前 40% 的阶段目标" in sentence.zh
    assert "新增确诊 1,886 例，高风险县 41 个" in sentence.zh
    assert "802 of 48,120 reports due are missing; delivery went from 42.1% yesterday to 44.7%" in sentence.en
    assert "the 40% stage due 20 Feb is reached" in sentence.en


def test_it_says_how_far_the_stage_is_when_short(board: Board) -> None:
    far = replace(board.targets[0], distances={"delivered": -0.123})
    sentence = answer(replace(board, targets=[far]))
    assert "还差 12.3 个百分点" in sentence.zh
    assert "12.3 points short of the 40% stage" in sentence.en


def test_it_holds_against_the_next_step_due_not_one_long_past(board: Board) -> None:
    past = replace(board.targets[0], due=dt.date(2020, 2, 10), share=0.1, distances={"delivered": 0.3})
    assert "2月20日前 40%" in answer(replace(board, targets=[past, board.targets[0]])).zh


def test_withheld_totals_are_said_to_be_withheld_and_no_number_is_told(board: Board) -> None:
    hidden = replace(board.now, sums=None, withheld=WITHHELD)
    sentence = answer(replace(board, now=hidden, cases=None, morning=None, tiers={}))
    assert sentence.zh == WITHHELD.text.zh
    assert not any(c.isdigit() for c in sentence.zh)


def test_a_day_without_reports_is_said_to_be_without(board: Board) -> None:
    sentence = answer(replace(board, now=replace(board.now, sums=None)))
    assert sentence.zh.startswith("当日尚无日报")
    assert "投递" not in sentence.zh
