import numpy as np
import pytest

from yilu.desk.demo.places import Place, collected_shares
from yilu.desk.demo.published import OUTLETS_OF_THE_NATION
from yilu.desk.demo.sites import make_sites, roster_people


@pytest.mark.parametrize("number", [50, 333, 2000])
def test_there_are_exactly_as_many_sites_as_asked_for(places: tuple[Place, ...], number: int) -> None:
    assert len(make_sites(places, number, 1)) == number


def test_the_same_seed_makes_the_same_sites_and_another_seed_others(places: tuple[Place, ...]) -> None:
    one, again, other = (make_sites(places, 500, seed) for seed in (3, 3, 4))
    assert np.array_equal(one.collected, again.collected)
    assert np.array_equal(one.longitude, again.longitude)
    assert not np.array_equal(one.firm, other.firm)


def test_totals_are_the_nations_scaled_to_the_number_of_sites(places: tuple[Place, ...]) -> None:
    sites = make_sites(places, 6000, 1)
    scale = 6000 / OUTLETS_OF_THE_NATION
    assert sites.collected.sum() == pytest.approx(187e6 * scale, rel=0.01)
    assert sites.staff.sum() == pytest.approx(3e6 * scale, rel=0.02)


def test_each_province_collects_its_share(places: tuple[Place, ...]) -> None:
    sites = make_sites(places, 6000, 1)
    provinces = np.array([p.province for p in places])[sites.place]
    for province, share in collected_shares(("330000", "430000", "110000")).items():
        assert sites.collected[provinces == province].sum() / sites.collected.sum() == pytest.approx(share, rel=0.02)


def test_the_demo_county_has_enough_to_look_at(places: tuple[Place, ...]) -> None:
    sites = make_sites(places, 2000, 1)
    codes = np.array([p.code for p in places])[sites.place]
    assert (codes == "430104").sum() >= 8


def test_some_counties_have_too_few_brands_for_a_total_to_be_shown(places: tuple[Place, ...]) -> None:
    sites = make_sites(places, 2000, 1)
    brands = {p: set(sites.firm[sites.place == p].tolist()) for p in np.unique(sites.place)}
    assert any(len(b) < 3 for b in brands.values())
    assert any(len(b) > 3 for b in brands.values())


def test_a_site_is_numbered_once_in_its_place_and_firm(places: tuple[Place, ...]) -> None:
    sites = make_sites(places, 2000, 1)
    keys = set(zip(sites.place.tolist(), sites.firm.tolist(), sites.serial.tolist(), strict=True))
    assert len(keys) == 2000


def test_the_third_roster_counts_fewer_people_in_wuhan(places: tuple[Place, ...]) -> None:
    sites = make_sites(places, 20_000, 1)
    (second, _), (third, _) = roster_people(sites, 1, 1), roster_people(sites, 2, 1)
    wuhan = sites.group == "420100"
    assert (third <= second).all()
    assert third[wuhan].sum() / second[wuhan].sum() == pytest.approx(37 / 42, abs=0.02)
    assert np.array_equal(third[sites.group == ""], second[sites.group == ""])
