"""A refusal carries its reason, in both languages."""

import pytest
from django.utils import translation

from yilu.core.middleware import refusal_json, status_of
from yilu.core.reasons import Conflict, Denied, Invalid, reason

CLOSED = reason("tests.closed", "“{name}”已关闭。", "“{name}” is closed.", "第三条", name="甲")


def test_it_reads_in_the_readers_language_with_its_clause() -> None:
    assert str(CLOSED) == "“甲”已关闭。（第三条）"
    with translation.override("en"):
        assert str(CLOSED) == "“甲” is closed.（第三条）"


def test_a_refusal_without_a_reason_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="carries its reason"):
        Denied()


@pytest.mark.parametrize(("kind", "status"), [(Denied, 403), (Conflict, 409), (Invalid, 422)])
def test_each_kind_of_refusal_has_its_status(kind: type[Denied], status: int) -> None:
    assert status_of(kind(CLOSED)) == status


def test_the_api_tells_both_languages() -> None:
    told = refusal_json(Denied(CLOSED))["reasons"][0]
    assert told == {"code": "tests.closed", "zh": "“甲”已关闭。", "en": "“甲” is closed.", "clause": "第三条"}
