"""`yilu audit`: verify, head, seal."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.yilu.audit.test_sealing import act
from yilu.audit import triggers
from yilu.audit.models import Act

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command("audit", *arguments, stdout=out, stderr=out)
    return out.getvalue().strip()


def test_it_seals_prints_the_head_and_verifies() -> None:
    act(5)
    assert "5" in said("seal")
    published = said("verify", "--head")
    assert len(published) == 64
    act(3)
    said("seal")
    assert "完整 · intact" in said("verify")
    assert "seal 1" in said("verify", "--head", published)


def test_before_anything_is_sealed_it_says_so() -> None:
    assert "nothing sealed yet" in said("verify", "--head")
    assert "intact" in said("verify")


def test_a_head_that_does_not_lie_on_the_chain_fails() -> None:
    act(5)
    said("seal")
    with pytest.raises(CommandError, match="does not lie on the chain"):
        said("verify", "--head", "ab" * 32)


def test_an_altered_record_fails_and_names_the_batch(capsys: pytest.CaptureFixture[str]) -> None:
    act(5)
    said("seal")
    triggers.remove(connection)
    Act.objects.filter(pk=Act.objects.all()[0].pk).update(reason="rewritten")
    out = io.StringIO()
    with pytest.raises(CommandError, match="altered"):
        call_command("audit", "verify", stdout=out, stderr=out)
    assert "第 1 批：封存后有记录被改动 · Batch 1: an act was altered after sealing" in out.getvalue()
