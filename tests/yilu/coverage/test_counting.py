"""Rows and sums kept in step with the ledger, the clock, norms, tiers and sites."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, TODAY, World
from yilu.core import clock
from yilu.core.reasons import Denied
from yilu.coverage import actions, jobs
from yilu.coverage.models import Reached, SiteRow, Sum
from yilu.coverage.queries import by_requirement, pending, total
from yilu.coverage.queries.reading import Grain, Line
from yilu.coverage.rules import LETTERS
from yilu.network import actions as network
from yilu.norms import actions as norms
from yilu.norms.actions import EvidenceRow
from yilu.norms.models import Evidence, Requirement
from yilu.norms.queries import facts_of, freshness
from yilu.norms.rules.kinds import Proof, State
from yilu.territory.actions import import_tiers
from yilu.territory.incoming.lines import TierLine


def prove(world: World, site: str, code: str, *, ago: float = 0.5, met: bool = True) -> None:
    at = clock.now() - dt.timedelta(hours=ago)
    row = EvidenceRow(code, world.sites[site].pk, Proof.LOG, at, "tests", met=met)
    norms.record_many(rows=[row], by=SYSTEM, now=clock.now())


def cell(world: World, site: str, code: str) -> str:
    row = SiteRow.objects.get(pk=world.sites[site].pk)
    return row.cells[Requirement.objects.get(code=code).pk - 1]


def seen_by(world: World, who: str, area: str, brand: int = 0) -> Line:
    return total(world.actor(who).jurisdiction, area, Grain(brand), on=TODAY)


def sums() -> dict[tuple[str, int, int], tuple[int, bytes]]:
    rows = Sum.objects.filter(sites__gt=0)
    return {(s.area_id, s.brand_id, s.enterprise_id): (s.sites, bytes(s.counts)) for s in rows}


def test_only_open_sites_are_counted_and_rows_agree_with_the_ledger(covered: World) -> None:
    prove(covered, "jia_furong", "O5")
    prove(covered, "jia_furong", "O2", met=False)
    prove(covered, "yi_furong", "O5", ago=3)
    jobs.refresh()
    assert {r.site.name for r in SiteRow.objects.all()} == {"甲达芙蓉营业部", "甲达荷塘营业部", "乙通芙蓉加盟点"}
    now = clock.now()
    sites = [r.site for r in SiteRow.objects.select_related("site")]
    for pk, cells in freshness(facts_of(sites, on=now.date()), now=now).items():
        kept = SiteRow.objects.get(pk=pk).cells
        assert [kept[c.requirement.pk - 1] for c in cells] == [LETTERS[c.state] for c in cells]
    assert (cell(covered, "jia_furong", "O5"), cell(covered, "yi_furong", "O5")) == ("f", "s")
    assert cell(covered, "jia_furong", "O2") == LETTERS[State.UNMET]


def test_a_line_of_the_ledger_moves_every_sum_above_it(covered: World) -> None:
    before = {area: seen_by(covered, "leader", area).fresh for area in ("430000", "430100", "430102", "430200")}
    prove(covered, "jia_furong", "O5")
    jobs.refresh()
    after = {area: seen_by(covered, "leader", area).fresh for area in before}
    assert {a: after[a] - before[a] for a in before} == {"430000": 1, "430100": 1, "430102": 1, "430200": 0}
    counts = {r.code: n for r, n in by_requirement(seen_by(covered, "leader", "430000"))}
    assert counts["O5"] == [1, 0, 2, 0]


def test_what_is_counted_once_costs_no_second_act(covered: World) -> None:
    prove(covered, "jia_furong", "O5")
    jobs.refresh()
    assert pending.told(now=clock.now()) == ([], None)
    assert pending.turned(now=clock.now()) == []


def test_a_line_of_a_moment_ahead_is_counted_when_it_has_come(covered: World) -> None:
    prove(covered, "jia_furong", "O5", ago=-0.05)
    jobs.refresh()
    assert cell(covered, "jia_furong", "O5") == "n"
    line = Evidence.objects.get(site=covered.sites["jia_furong"]).pk
    assert line in dict(Reached.objects.get().awaited)
    sites, seen = pending.told(now=clock.now() + dt.timedelta(minutes=4))
    assert sites == [covered.sites["jia_furong"].pk] and seen is not None and line not in dict(seen.awaited)


def test_a_cell_turns_stale_by_itself(covered: World) -> None:
    prove(covered, "jia_furong", "O5", ago=1)
    jobs.refresh()
    row = SiteRow.objects.get(pk=covered.sites["jia_furong"].pk)
    assert row.turns_at is not None
    later = row.turns_at + dt.timedelta(seconds=1)
    assert pending.turned(now=later) == [row.pk]
    actions.recount(sites=[row.pk], by=SYSTEM, now=later)
    assert cell(covered, "jia_furong", "O5") == "s"


def test_a_site_that_closes_or_moves_leaves_no_trace_in_the_sums(covered: World) -> None:
    site = covered.sites["jia_furong"]
    prove(covered, "jia_furong", "O5")
    jobs.refresh()
    site.refresh_from_db()
    network.change_site(site=site, version=site.version, changes={"county_id": "430104"}, by=SYSTEM, now=NOW)
    jobs.follow_sites()
    assert seen_by(covered, "leader", "430104").sites == 1
    assert seen_by(covered, "leader", "430102", covered.brands["jia"].pk).sites == 0
    site.refresh_from_db()
    network.suspend_site(site=site, cause="停业检查", by=SYSTEM, now=NOW)
    jobs.follow_sites()
    assert not SiteRow.objects.filter(pk=site.pk).exists()
    assert seen_by(covered, "leader", "430000").sites == 2
    kept = sums()
    actions.add_up(by=SYSTEM, now=NOW)
    assert sums() == kept


def test_a_tier_published_is_followed(covered: World) -> None:
    assert pending.tiers_changed(now=clock.now()) is None
    day = clock.today()
    import_tiers(lines=[TierLine(1, day, day, "430102", "芙蓉区", "high", "national3")], by=SYSTEM, now=clock.now())
    changed = pending.tiers_changed(now=clock.now())
    assert changed is not None and changed.areas == ("430102",)
    actions.follow(changed=changed, by=SYSTEM, now=clock.now())
    assert len(pending.turned(now=clock.now())) == 2
    assert pending.tiers_changed(now=clock.now()) is None


def test_nobody_types_what_is_covered(covered: World) -> None:
    with pytest.raises(Denied):
        actions.recount(sites=[], by=covered.actor("leader"), now=NOW)
