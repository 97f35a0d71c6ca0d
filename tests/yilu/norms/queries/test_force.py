"""What is in force for a site on a day."""

import datetime as dt

from tests.world import TODAY, World
from yilu.norms.queries import Force, clauses, in_force, slots
from yilu.norms.queries.force import chain
from yilu.norms.rules.subjects import SiteFacts

OUTLET = SiteFacts("430102", "outlet", "low")
APRIL = dt.date(2020, 4, 10)


def codes(facts: SiteFacts, on: dt.date = TODAY) -> set[str]:
    return {p.requirement.code for p in in_force(facts, on=on)}


def test_the_chain_of_a_county_goes_up_to_the_nation() -> None:
    assert chain("430102") == ("100000", "430000", "430100", "430102")
    assert chain("100000") == ("100000",)


def test_an_outlets_norm_does_not_bind_a_sorting_centre(normed: World) -> None:
    assert {"O5", "Y4", "U2"} <= codes(OUTLET)
    centre = codes(SiteFacts("430102", "sorting_centre", "low"))
    assert "O5" not in centre
    assert {"Y4", "U2"} <= centre


def test_nothing_holds_before_it_was_issued(normed: World) -> None:
    assert codes(OUTLET, dt.date(2020, 1, 30)) == set()
    assert "G16" not in codes(OUTLET)
    assert "G16" in codes(OUTLET, dt.date(2020, 2, 21))


def test_slots_without_a_text_are_not_in_force_and_are_shown(normed: World) -> None:
    assert not {"Y7", "O14"} & codes(OUTLET)
    assert [p.requirement.code for p in slots("430102", on=TODAY)] == ["Y7", "O14"]


def test_from_7_april_low_risk_areas_decide_their_dormitories_themselves(normed: World) -> None:
    def dormitory(tier: str) -> str:
        found = in_force(SiteFacts("430102", "outlet", tier), on=APRIL)
        return next(p.norm.code for p in found if p.requirement.code == "G16")

    assert dormitory("low") == "resumption-2020-04-07"
    assert dormitory("medium") == dormitory("unknown") == "resumption-2020-02-21"


def test_anhui_counts_the_days_plans_are_filed_ahead(normed: World) -> None:
    late = dt.date(2020, 2, 20)
    anhui = clauses(in_force(SiteFacts("340000", "outlet", "low"), on=late))
    hunan = clauses(in_force(OUTLET, on=late))
    assert (anhui["Y1"].days_ahead, hunan["Y1"].days_ahead) == (3, None)
    assert "O10" not in hunan  # advice blocks nobody
    assert "六个一律" in hunan["Y4"].citation


def test_delivery_follows_the_tier(normed: World) -> None:
    on = dt.date(2020, 2, 20)
    assert {c for c in codes(OUTLET._replace(tier="medium"), on) if c.startswith("D")} == {"D2", "D4", "D5"}
    assert not {"D1", "D2", "D3"} & codes(OUTLET._replace(tier="unknown"), on)


def test_an_area_as_a_whole_shows_every_case(normed: World) -> None:
    found = [p.norm.code for p in Force(APRIL, requirements=["G16"]).within("430000")]
    assert found == ["resumption-2020-02-21", "resumption-2020-04-07"]
    low = Force(APRIL, requirements=["G16"]).within("430000", tiers=["low"])
    assert [p.norm.code for p in low] == ["resumption-2020-04-07"]
