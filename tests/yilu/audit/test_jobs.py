"""The jobs the worker runs: sealing, and the nightly check."""

import pytest

from tests.yilu.audit.test_sealing import act
from yilu.audit.jobs import check, seal
from yilu.audit.models import Act, Seal
from yilu.audit.queries import chain_standing

pytestmark = pytest.mark.django_db


def test_the_sealing_job_seals_what_is_there() -> None:
    act(4)
    assert seal.call() == 4
    assert Seal.objects.get().acts == 4
    assert seal.call() == 0


def test_the_check_is_on_record_and_shown() -> None:
    act(4)
    seal.call()
    assert chain_standing().was_intact is None
    assert check.call() is True
    assert Act.objects.filter(verb="audit.chain.check", actor="job:audit.check").exists()
    standing = chain_standing()
    assert standing.was_intact is True
    assert standing.unsealed == 1
