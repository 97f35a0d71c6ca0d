"""Loading what ships."""

import pytest

from tests.world import NOW, SYSTEM, World
from yilu.core.reasons import Denied
from yilu.norms import actions
from yilu.norms.models import Norm, Provision, Requirement


def test_loading_again_changes_nothing(normed: World) -> None:
    before = (Norm.objects.count(), Requirement.objects.count(), Provision.objects.count())
    actions.load_norms(by=SYSTEM, now=NOW)
    assert (Norm.objects.count(), Requirement.objects.count(), Provision.objects.count()) == before
    assert before[2] > 50


def test_nobody_types_what_ships(normed: World) -> None:
    with pytest.raises(Denied):
        actions.load_norms(by=normed.actor("leader"), now=NOW)
