"""The world itself."""

from tests.world import World


def test_it_has_a_province_two_prefectures_two_brands_five_sites_and_six_people(world: World) -> None:
    assert len(world.brands) == 2
    assert len(world.sites) == 5
    assert len(world.people) == 6
    assert world.sites["jia_furong"].status == "open"
    assert world.actor("officer").jurisdiction.areas == ("430100",)
