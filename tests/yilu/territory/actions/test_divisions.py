"""Loading the tree of places."""

import pytest

from tests.world import NOW, SYSTEM, World
from yilu.audit.models import Act
from yilu.core.reasons import Denied
from yilu.territory.actions import load_divisions
from yilu.territory.models import Area, AreaChange


def test_loading_again_changes_nothing_and_keeps_what_hangs_on_a_place(tree: int) -> None:
    before = set(Area.objects.values_list("code", "name_zh", "parent_id", "valid_until"))
    assert load_divisions(by=SYSTEM, now=NOW) == tree
    assert set(Area.objects.values_list("code", "name_zh", "parent_id", "valid_until")) == before
    assert AreaChange.objects.filter(new_code="320613").count() == 2


def test_it_is_recorded_with_a_digest_of_what_was_loaded(tree: int) -> None:
    act = Act.objects.get(verb="territory.tree.load")
    assert act.after["areas"] == tree
    assert len(act.after["sha256"]) == 64


def test_it_tells_its_progress(db: None) -> None:
    told: list[tuple[int, int]] = []
    load_divisions(by=SYSTEM, now=NOW, progress=lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1] == Area.objects.count()


def test_a_leader_of_a_province_may_not_replace_the_tree(world: World) -> None:
    with pytest.raises(Denied):
        load_divisions(by=world.actor("leader"), now=NOW)
    assert Act.objects.get(verb="territory.tree.load").outcome == "refused"
