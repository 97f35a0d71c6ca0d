"""An area refines under its own document, or ends what it ordered."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.world import NOW, TODAY, World
from tests.yilu.norms.rules.test_refining import WORDING
from yilu.audit.models import Act
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.norms import actions
from yilu.norms.models import Provision, Requirement
from yilu.norms.queries import in_force
from yilu.norms.rules.subjects import SiteFacts
from yilu.territory.models import Area

FURONG = SiteFacts("430102", "outlet", "low")


def o5() -> Requirement:
    return Requirement.objects.get(code="O5")


def refined(world: World, who: str = "leader", area: str = "430000", **changes: object) -> Provision:
    wording = replace(WORDING, **changes)  # type: ignore[arg-type]
    place = Area.objects.get(code=area)
    return actions.refine(requirement=o5(), area=place, wording=wording, by=world.actor(who), now=NOW)


def hours(on: dt.date, facts: SiteFacts = FURONG) -> int | None:
    return next(p.every_hours for p in in_force(facts, on=on) if p.requirement.code == "O5")


def test_a_provinces_stricter_wording_holds_there_from_its_day(normed: World) -> None:
    assert hours(TODAY) == 2
    refined(normed)
    assert hours(TODAY) == 1
    assert hours(dt.date(2020, 2, 11)) == 2
    assert hours(TODAY, SiteFacts("420000", "outlet", "low")) == 2
    act = Act.objects.get(verb="norms.requirement.refine")
    assert act.area == "430000"
    assert act.after["document"] == "湘邮管〔2020〕9号"


def test_the_seventh_slot_takes_a_text_under_a_document(normed: World) -> None:
    seventh = Requirement.objects.get(code="Y7")
    assert "Y7" not in {p.requirement.code for p in in_force(FURONG, on=TODAY)}
    wording = replace(WORDING, effect="block", every_hours=None)
    actions.refine(
        requirement=seventh, area=Area.objects.get(code="430000"), wording=wording, by=normed.actor("leader"), now=NOW
    )
    assert "Y7" in {p.requirement.code for p in in_force(FURONG, on=TODAY)}


def test_a_laxer_wording_is_refused(normed: World) -> None:
    with pytest.raises(Invalid) as refused:
        refined(normed, every_hours=4)
    assert refused.value.reasons[0].code == "norms.refine.rarer"


def test_a_prefecture_may_not_fall_behind_its_province(normed: World) -> None:
    refined(normed)
    with pytest.raises(Invalid):
        refined(normed, who="officer", area="430100", every_hours=2, document="长邮管〔2020〕1号")


def test_only_an_authority_over_the_area_refines(normed: World) -> None:
    for who in ("officer", "jia_hq", "manager"):
        with pytest.raises(Denied):
            refined(normed, who=who)


def test_one_document_words_a_requirement_once_from_a_day(normed: World) -> None:
    refined(normed)
    with pytest.raises(Conflict):
        refined(normed)


def test_ending_it_brings_back_what_stands_above(normed: World) -> None:
    own = refined(normed)
    end = {"provision": own, "until": dt.date(2020, 2, 16), "by": normed.actor("leader"), "now": NOW}
    actions.end_provision(**end)  # type: ignore[arg-type]
    assert hours(TODAY) == 2
    assert hours(dt.date(2020, 2, 15)) == 1
    with pytest.raises(Conflict):
        actions.end_provision(**end)  # type: ignore[arg-type]


def test_what_ships_is_not_ended_by_anybody(normed: World) -> None:
    shipped = Provision.objects.get(requirement__code="O5")
    with pytest.raises(Denied):
        actions.end_provision(provision=shipped, until=TODAY, by=normed.actor("leader"), now=NOW)
