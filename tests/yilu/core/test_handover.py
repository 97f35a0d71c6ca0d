"""An actor handed over to a background job."""

import json
from dataclasses import replace

from tests.world import World
from yilu.core.actor import system
from yilu.core.handover import packed, unpacked
from yilu.core.jurisdiction import Grant, Jurisdiction
from yilu.core.permissions import Permission


def test_whoever_decided_stays_the_one_who_acts(world: World) -> None:
    for who in world.appointments:
        actor = world.actor(who)
        assert unpacked(json.loads(json.dumps(packed(actor)))) == actor


def test_a_narrow_grant_stays_narrow() -> None:
    grant = Grant(frozenset({Permission.SITE_EDIT}), "430100", brand=1, branches=frozenset({3, 2}), site=9, person=4)
    actor = replace(system("x"), jurisdiction=Jurisdiction((grant,)))
    assert unpacked(packed(actor)).jurisdiction.grants == (grant,)


def test_a_permission_that_no_longer_exists_is_not_held() -> None:
    plain = packed(system("x"))
    plain["grants"][0]["permissions"].append("network.site.teleport")
    assert unpacked(plain).jurisdiction == system("x").jurisdiction
