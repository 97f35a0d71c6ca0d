"""Moving a site between its states."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, World
from yilu.audit.models import Act
from yilu.core.reasons import Denied, Invalid
from yilu.network import actions
from yilu.network.facts import SeededState


def test_a_site_is_suspended_with_cause_document_and_history(world: World) -> None:
    site = actions.suspend_site(
        site=world.sites["jia_furong"],
        cause="疑似病例",
        document="湘邮管〔2020〕8号",
        by=world.actor("jia_hq"),
        now=NOW,
    )
    assert site.status == "suspended"
    step = site.status_changes.latest("pk")
    assert (step.cause, step.document, step.since) == ("疑似病例", "湘邮管〔2020〕8号", NOW)
    act = Act.objects.latest("pk")
    assert act.before["status"] == "open"
    assert act.after["status"] == "suspended"


@pytest.mark.parametrize("who", ["neighbour", "yi_hq"])
def test_only_who_has_the_right_over_it_suspends(world: World, who: str) -> None:
    with pytest.raises(Denied):
        actions.suspend_site(site=world.sites["jia_furong"], cause="x", by=world.actor(who), now=NOW)
    world.sites["jia_furong"].refresh_from_db()
    assert world.sites["jia_furong"].status == "open"


@pytest.mark.parametrize("who", ["officer", "leader"])
def test_a_regulator_shuts_no_site_but_by_a_decision_that_cites(world: World, who: str) -> None:
    site, act = world.sites["jia_furong"], {"by": world.actor(who), "now": NOW}
    for shut in (actions.suspend_site, actions.close_site):
        with pytest.raises(Denied, match="引用"):
            shut(site=site, cause="一律停业", **act)
    assert actions.suspend_site(site=site, cause="口罩用尽", decision=1, **act).status == "suspended"


@pytest.mark.parametrize("who", ["officer", "jia_hq", "manager", "leader"])
def test_nobodys_role_opens_a_site(world: World, who: str) -> None:
    with pytest.raises(Denied):
        actions.open_site(site=world.sites["jia_yuelu"], receipt="湘邮报1号", by=world.actor(who), now=NOW)


def test_the_system_opens_on_a_receipt_only(world: World) -> None:
    with pytest.raises(Invalid, match="复工报备回执"):
        actions.open_site(site=world.sites["jia_yuelu"], receipt="", by=SYSTEM, now=NOW)
    assert actions.open_site(site=world.sites["jia_yuelu"], receipt="湘邮报1号", by=SYSTEM, now=NOW).status == "open"


def test_a_closed_site_stays_closed(world: World) -> None:
    site = actions.close_site(site=world.sites["jia_furong"], cause="撤点", by=SYSTEM, now=NOW)
    with pytest.raises(Invalid, match="新编码"):
        actions.open_site(site=site, receipt="湘邮报1号", by=SYSTEM, now=NOW)


def test_history_runs_forward(world: World) -> None:
    early, late = NOW - dt.timedelta(days=30), NOW + dt.timedelta(days=1)
    for since in (early, late):
        with pytest.raises(Invalid):
            actions.suspend_site(site=world.sites["jia_furong"], cause="x", since=since, by=SYSTEM, now=NOW)


def test_only_the_system_seeds_states(world: World) -> None:
    state = SeededState(world.sites["jia_yuelu"].pk, "open", NOW)
    with pytest.raises(Denied, match="系统"):
        actions.seed_states(states=[state], by=world.actor("officer"), now=NOW)


def test_a_seeded_site_ends_in_its_latest_state(world: World) -> None:
    pk = world.sites["jia_yuelu"].pk
    days = [NOW - dt.timedelta(days=d) for d in (1, 9, 4)]
    actions.seed_states(
        states=[SeededState(pk, s, d) for s, d in zip(("open", "suspended", "not_opened"), days, strict=True)],
        by=SYSTEM,
        now=NOW,
    )
    world.sites["jia_yuelu"].refresh_from_db()
    assert (world.sites["jia_yuelu"].status, world.sites["jia_yuelu"].status_since) == ("open", days[0])
