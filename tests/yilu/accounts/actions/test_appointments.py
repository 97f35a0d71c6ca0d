"""Appointing: only within one's own jurisdiction and powers; never oneself; and all of it on record."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, TODAY, World, person
from yilu.accounts.access import why_not_appoint, why_not_role
from yilu.accounts.actions import appoint, revoke_appointment, take_on
from yilu.accounts.models import Appointment, User
from yilu.accounts.queries import actor_under, claim_of
from yilu.accounts.roles import ROLES
from yilu.audit.models import Act
from yilu.core.reasons import Conflict, Denied, Invalid


@pytest.fixture
def branch(world: World) -> World:
    person(world, "branch", "branch_manager", enterprise=world.enterprises["jia_changsha"])
    person(world, "newcomer")
    return world


# Who, to what, where, and the reason if refused ("" : appointed).
TABLE = [
    # a leader: any regulator below, and the people of enterprises
    ("leader", "officer", {"area": "430100"}, ""),
    ("leader", "leader", {"area": "430000"}, ""),
    ("leader", "auditor", {"area": "430202"}, ""),
    ("leader", "liaison", {"area": "430100"}, ""),
    ("leader", "site_manager", {"site": "yi_furong"}, ""),
    ("leader", "branch_manager", {"enterprise": "yi_changsha"}, ""),
    ("leader", "officer", {"office": True}, ""),
    ("leader", "leader", {"area": "100000"}, "accounts.beyond_jurisdiction"),
    ("leader", "officer", {"area": "420000"}, "accounts.beyond_jurisdiction"),
    ("leader", "headquarters", {"brand": "jia"}, "accounts.beyond_jurisdiction"),
    # others of the regulator appoint nobody
    ("officer", "inspector", {"area": "430102"}, "accounts.may_not_appoint"),
    # headquarters: its own people, all over the nation; no regulator, no competitor
    ("jia_hq", "headquarters", {"brand": "jia"}, ""),
    ("jia_hq", "branch_manager", {"enterprise": "jia_zhuzhou"}, ""),
    ("jia_hq", "site_manager", {"site": "jia_hetang"}, ""),
    ("jia_hq", "worker", {"site": "jia_hetang"}, ""),
    ("jia_hq", "site_manager", {"site": "yi_hetang"}, "accounts.beyond_jurisdiction"),
    ("jia_hq", "headquarters", {"brand": "yi"}, "accounts.beyond_jurisdiction"),
    ("jia_hq", "officer", {"area": "430100"}, "accounts.beyond_jurisdiction"),
    ("jia_hq", "liaison", {"area": "430100"}, "accounts.beyond_jurisdiction"),
    # a branch: its own sites, no sibling's
    ("branch", "site_manager", {"site": "jia_yuelu"}, ""),
    ("branch", "branch_manager", {"enterprise": "jia_changsha"}, ""),
    ("branch", "site_manager", {"site": "jia_hetang"}, "accounts.beyond_jurisdiction"),
    ("branch", "branch_manager", {"enterprise": "jia_zhuzhou"}, "accounts.beyond_jurisdiction"),
    ("branch", "headquarters", {"brand": "jia"}, "accounts.beyond_jurisdiction"),
    # a site manager: the one site, and no more than a site manager
    ("manager", "worker", {"site": "jia_furong"}, ""),
    ("manager", "site_manager", {"site": "jia_furong"}, ""),
    ("manager", "worker", {"site": "jia_yuelu"}, "accounts.beyond_jurisdiction"),
    ("manager", "branch_manager", {"enterprise": "jia_changsha"}, "accounts.beyond_jurisdiction"),
]


def placed(world: World, where: dict[str, object]) -> dict[str, object]:
    tables = {"site": world.sites, "enterprise": world.enterprises, "brand": world.brands}
    if "office" in where:
        return {"office": world.office}
    return {k: tables[k][str(v)] if k in tables else v for k, v in where.items()}


@pytest.mark.parametrize(("who", "role", "where", "code"), TABLE)
def test_who_may_appoint_whom_where(branch: World, who: str, role: str, where: dict[str, object], code: str) -> None:
    newcomer, by = branch.people["newcomer"], branch.actor(who)
    if not code:
        made = appoint(user=newcomer, role=role, by=by, now=NOW, **placed(branch, where))  # type: ignore[arg-type]
        assert by.jurisdiction.areas == branch.actor(who).jurisdiction.areas
        assert made.made_by_id == by.user_id
        return
    with pytest.raises(Denied) as refused:
        appoint(user=newcomer, role=role, by=by, now=NOW, **placed(branch, where))  # type: ignore[arg-type]
    assert [r.code for r in refused.value.reasons] == [code]
    assert not Appointment.objects.filter(user=newcomer).exists()
    last = Act.objects.order_by("-id")[0]
    assert (last.verb, last.outcome) == ("accounts.appointment.make", "refused")
    assert code in last.reason


def test_more_powers_than_ones_own_are_not_given(world: World) -> None:
    """The scope may fit; the role would still do more than a site manager does."""
    by = world.actor("manager")
    site = world.sites["jia_furong"]
    made = Appointment(
        user=world.people["yi_hq"], role="headquarters", area_id=site.county_id, brand=site.brand, site=site
    )

    assert [r.code for r in why_not_appoint(by, claim_of(made))] == ["accounts.beyond_powers"]


def test_nobody_appoints_or_dismisses_himself_or_herself(world: World) -> None:
    leader = world.actor("leader")
    with pytest.raises(Denied, match="本人"):
        appoint(user=world.people["leader"], role="officer", area="430100", by=leader, now=NOW)
    with pytest.raises(Denied, match="本人"):
        revoke_appointment(appointment=world.appointments["leader"], by=leader, now=NOW)


def test_a_leader_whose_own_appointment_is_over_appoints_nobody(world: World) -> None:
    person(world, "newcomer")
    past = person(world, "past", "leader", area="430000", valid_until=TODAY - dt.timedelta(1))
    by = actor_under(world.appointments["past"], on=TODAY)
    assert by.user_id == past.pk
    with pytest.raises(Denied, match="不能任免"):
        appoint(user=world.people["newcomer"], role="officer", area="430100", by=by, now=NOW)


@pytest.mark.parametrize(
    ("role", "where", "code"),
    [
        ("king", {"area": "430000"}, "accounts.role_unknown"),
        ("officer", {"area": "999999"}, "accounts.area_unknown"),
        ("officer", {"area": "'; DROP TABLE users; --"}, "accounts.area_unknown"),
        ("officer", {"area": "43"}, "accounts.area_unknown"),
        ("officer", {}, "accounts.area_unknown"),
        ("headquarters", {"area": "430000"}, "accounts.brand_missing"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(world: World, role: str, where: dict[str, str], code: str) -> None:
    newcomer = person(world, "newcomer")
    with pytest.raises(Invalid) as refused:
        appoint(user=newcomer, role=role, by=SYSTEM, now=NOW, **where)  # type: ignore[arg-type]
    assert code in [r.code for r in refused.value.reasons]


def test_a_site_settles_area_branch_and_brand_whatever_else_is_said(world: World) -> None:
    newcomer = person(world, "newcomer")
    made = appoint(
        user=newcomer, role="site_manager", site=world.sites["jia_furong"], area="420000", brand=world.brands["yi"],
        by=SYSTEM, now=NOW,
    )  # fmt: skip
    assert (made.area_id, made.brand_id) == ("430102", world.brands["jia"].pk)


def test_the_same_appointment_is_not_made_twice(world: World) -> None:
    with pytest.raises(Conflict, match="已有相同"):
        appoint(user=world.people["officer"], role="officer", area="430100", by=world.actor("leader"), now=NOW)


def test_revoking_ends_it_at_once_and_only_once(world: World) -> None:
    made = world.appointments["officer"]
    twice = Appointment.objects.get(pk=made.pk)
    revoke_appointment(appointment=made, by=world.actor("leader"), now=NOW)
    with pytest.raises(Conflict):
        revoke_appointment(appointment=twice, by=SYSTEM, now=NOW)


def test_only_who_stands_over_an_appointment_revokes_it(world: World) -> None:
    with pytest.raises(Denied):
        revoke_appointment(appointment=world.appointments["manager"], by=world.actor("yi_hq"), now=NOW)
    with pytest.raises(Denied):
        revoke_appointment(appointment=world.appointments["manager"], by=world.actor("officer"), now=NOW)
    revoke_appointment(appointment=world.appointments["manager"], by=world.actor("jia_hq"), now=NOW)


def test_a_person_who_cannot_be_appointed_is_not_added_and_the_refusal_is_on_record(world: World) -> None:
    with pytest.raises(Denied):
        take_on(
            username="stranger", name="张三", password="x", role="officer", where={"area": "420000"},
            by=world.actor("leader"), now=NOW,
        )  # fmt: skip
    assert not User.objects.filter(username="stranger").exists()
    last = Act.objects.order_by("-id")[0]
    assert (last.verb, last.outcome, last.actor) == ("accounts.person.take_on", "refused", "leader")


def test_roles_beyond_ones_powers_are_grey_and_others_not(world: World) -> None:
    def open_to(who: str) -> set[str]:
        return {c for c, r in ROLES.items() if not why_not_role(world.actor(who), r)}

    assert open_to("leader") == set(ROLES)
    assert open_to("jia_hq") == {"headquarters", "branch_manager", "site_manager", "site_health_officer", "worker"}
    assert open_to("manager") == {"site_manager", "worker"}
    assert open_to("officer") == set()


def test_a_person_of_another_jurisdiction_is_not_drawn_into_ones_own(world: World) -> None:
    """Else anybody could learn a stranger's name, and hang an appointment on him or her."""
    with pytest.raises(Denied, match="不在您的管辖范围内"):
        appoint(
            user=world.people["leader"],
            role="worker",
            site=world.sites["jia_furong"],
            by=world.actor("manager"),
            now=NOW,
        )


def test_a_person_appoints_from_today_on(world: World) -> None:
    person(world, "newcomer")
    with pytest.raises(Invalid, match="不得早于今天"):
        appoint(
            user=world.people["newcomer"],
            role="officer",
            area="430100",
            valid_from=TODAY - dt.timedelta(1),
            by=world.actor("leader"),
            now=NOW,
        )
