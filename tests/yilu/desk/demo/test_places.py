import numpy as np

from yilu.desk.demo.places import CENSUS_2020, Place, by_province, collected_shares, delivered_shares, people


def test_the_people_of_a_province_add_up_to_the_census(places: tuple[Place, ...]) -> None:
    persons = people(places)
    for members, province in by_province(places):
        if province in CENSUS_2020:
            assert np.isclose(persons[members].sum(), CENSUS_2020[province] * 1e4)


def test_a_county_without_townships_in_todays_table_still_has_people(places: tuple[Place, ...]) -> None:
    # 下城区 was merged away in 2021: today's table knows nothing below it.
    merged = [*places, Place("330103", "下城区", 120.2, 30.3)]
    assert people(merged)[-1] > 1e5


def test_the_east_collects_four_fifths_of_all_parcels() -> None:
    shares = collected_shares(CENSUS_2020)
    east = ("11", "12", "13", "21", "31", "32", "33", "35", "37", "44", "46")
    assert np.isclose(sum(shares.values()), 1.0)
    assert np.isclose(sum(s for p, s in shares.items() if p[:2] in east), 0.80)
    assert min(shares.values()) > 0


def test_delivered_shares_add_up_and_lie_nearer_to_the_people() -> None:
    shares = delivered_shares(CENSUS_2020)
    assert np.isclose(sum(shares.values()), 1.0)
    assert shares["410000"] > collected_shares(CENSUS_2020)["410000"]


def test_a_place_knows_the_unit_whose_cases_are_counted() -> None:
    def unit(code: str) -> str:
        return Place(code, "", 0.0, 0.0).prefecture

    assert unit("430104") == "430100"
    assert unit("500112") == "500000"  # a municipality is one unit
    assert unit("429004") == "429004"  # 仙桃 hangs directly under Hubei
    assert unit("441900") == "441900"  # 东莞 has no counties


def test_the_model_of_people_follows_the_census_of_counties(places: tuple[Place, ...]) -> None:
    """Against the real counties, where they lie beside the project."""
    import csv

    from tests.shared_data import shared_data

    with shared_data("divisions/cn_divisions_2019.csv").open(encoding="utf-8") as file:
        real = {r["gb_code"]: float(r["pop_2020"]) for r in csv.DictReader(file) if r["pop_2020"]}
    both = [(p, real[place.code]) for p, place in zip(people(places), places, strict=True) if place.code in real]
    assert np.corrcoef(np.array(both).T)[0, 1] > 0.7
