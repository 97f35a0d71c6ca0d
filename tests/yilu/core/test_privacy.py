"""Masks: a list stays readable, a person does not."""

import pytest

from yilu.core.privacy import masked_name, masked_phone


@pytest.mark.parametrize(("name", "shown"), [("张三丰", "张＊＊"), ("李四", "李＊"), ("王", "王＊"), ("", "")])
def test_a_masked_name_keeps_the_family_name(name: str, shown: str) -> None:
    assert masked_name(name) == shown


@pytest.mark.parametrize(("phone", "shown"), [("13812345678", "138＊＊＊＊5678"), ("110", "＊＊＊"), ("", "")])
def test_a_masked_phone_keeps_its_ends(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown
