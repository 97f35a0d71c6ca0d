"""Reading the ledger."""

import datetime as dt

from tests.world import NOW, SYSTEM, World
from yilu.norms import actions
from yilu.norms.actions import EvidenceRow
from yilu.norms.queries import entries, facts_of, freshness, latest_evidence
from yilu.norms.rules.kinds import Proof, State


def told(world: World, *lines: tuple[str, str, float, bool]) -> None:
    rows = [
        EvidenceRow(code, world.sites[site].pk, Proof.LOG, NOW - dt.timedelta(hours=ago), "tests", met=met)
        for site, code, ago, met in lines
    ]
    actions.record_many(rows=rows, by=SYSTEM, now=NOW)


def test_the_latest_line_counts_and_the_days_own_are_counted(normed: World) -> None:
    told(normed, ("jia_furong", "O5", 1, True), ("jia_furong", "O5", 3, True), ("jia_furong", "O5", 30, True))
    pk = normed.sites["jia_furong"].pk
    latest = latest_evidence([pk], ["O5", "O9"], now=NOW)
    assert set(latest) == {(pk, "O5")}
    assert latest[pk, "O5"].at == NOW - dt.timedelta(hours=1)
    assert latest[pk, "O5"].on_day == 2


def test_what_was_not_known_yet_does_not_count(normed: World) -> None:
    told(normed, ("jia_furong", "O5", 1, True), ("jia_furong", "O5", 5, True))
    pk = normed.sites["jia_furong"].pk
    earlier = latest_evidence([pk], ["O5"], now=NOW - dt.timedelta(hours=2))
    assert earlier[pk, "O5"].at == NOW - dt.timedelta(hours=5)


def test_each_requirement_of_each_site_has_its_state(normed: World) -> None:
    told(
        normed,
        ("jia_furong", "O5", 1, True),
        ("yi_furong", "O5", 3, True),
        ("jia_furong", "O2", 1, False),
    )
    sites = [normed.sites[k] for k in ("jia_furong", "yi_furong", "jia_yuelu")]
    found = freshness(facts_of(sites, on=NOW.date()), now=NOW)
    states = {
        (site.name[:2], c.requirement.code): c.state
        for site in sites
        for c in found[site.pk]
        if c.requirement.code in ("O2", "O5")
    }
    assert states["甲达", "O5"] is State.NOT_APPLICABLE  # the sorting centre, told last
    assert states["乙通", "O5"] is State.STALE
    mine = {c.requirement.code: c for c in found[normed.sites["jia_furong"].pk]}
    assert (mine["O5"].state, mine["O2"].state, mine["O11"].state) == (State.FRESH, State.UNMET, State.NONE)
    assert mine["O5"].due == NOW + dt.timedelta(hours=1)


def test_lines_are_read_within_the_jurisdiction(normed: World) -> None:
    told(normed, ("jia_furong", "O5", 1, True))
    pk = normed.sites["jia_furong"].pk
    assert entries(normed.actor("officer").jurisdiction, site=pk).count() == 1
    assert not entries(normed.actor("yi_hq").jurisdiction, site=pk).exists()
    assert not entries(normed.actor("neighbour").jurisdiction, site=pk).exists()


def test_many_sites_cost_a_handful_of_questions(normed: World, django_assert_max_num_queries: object) -> None:
    told(normed, *[(site, "O5", 1, True) for site in normed.sites])
    facts = facts_of(normed.sites.values(), on=NOW.date())
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert len(freshness(facts, now=NOW)) == 5
