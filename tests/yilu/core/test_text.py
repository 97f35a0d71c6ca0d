"""Every sentence in both languages; the reader's is chosen when shown."""

from django.utils import translation

from yilu.core.text import Text, label


def test_chinese_is_the_default_and_english_the_switch() -> None:
    text = Text("应报 {n} 处", "{n} to report").filled(n=3)
    assert str(text) == "应报 3 处"
    with translation.override("en"):
        assert str(text) == "3 to report"


def test_a_label_is_decided_when_shown() -> None:
    word = label("网点", "site")
    with translation.override("en"):
        assert str(word) == "site"
    assert str(word) == "网点"


def test_what_is_filled_in_is_not_read_as_a_pattern() -> None:
    assert Text("“{x}”", "“{x}”").filled(x="{y}").zh == "“{y}”"
