"""From appointments to jurisdictions: what each kind of person sees, from which day to which."""

import datetime as dt

import pytest
from django.test import RequestFactory

from tests.world import NOW, SYSTEM, TODAY, World, person
from yilu.accounts.actions import appoint, revoke_appointment
from yilu.accounts.models import Appointment
from yilu.accounts.queries import actor_of, grants_of, jurisdiction_of, title_of, why_nothing
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.network.actions import add_enterprise
from yilu.network.models import Site

DAY = dt.timedelta(days=1)


def seen(actor: Actor) -> set[str]:
    return set(Site.objects.within(actor.jurisdiction, Permission.SITE_READ).values_list("code", flat=True))


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("leader", {"JIA_FURONG", "JIA_YUELU", "JIA_HETANG", "YI_FURONG", "YI_HETANG"}),
        ("officer", {"JIA_FURONG", "JIA_YUELU", "YI_FURONG"}),
        ("neighbour", {"JIA_HETANG", "YI_HETANG"}),
        ("jia_hq", {"JIA_FURONG", "JIA_YUELU", "JIA_HETANG"}),
        ("yi_hq", {"YI_FURONG", "YI_HETANG"}),
        ("manager", {"JIA_FURONG"}),
    ],
)
def test_everybody_sees_what_is_theirs_and_no_more(world: World, who: str, codes: set[str]) -> None:
    assert seen(world.actor(who)) == codes


def test_a_field_office_gives_a_grant_for_each_of_its_districts(world: World) -> None:
    user = person(world, "field")
    made = appoint(user=user, role="officer", office=world.office, by=SYSTEM, now=NOW)
    assert made.area_id == "430100"
    assert {g.area for g in grants_of(made)} == {"430102", "430104"}


def test_a_branch_reaches_the_branches_under_it_and_not_its_siblings(world: World) -> None:
    below = add_enterprise(
        brand=world.brands["jia"], kind="branch", code="JIA-SUB", name_zh="甲达岳麓分部", area="430104",
        parent=world.enterprises["jia_changsha"], by=SYSTEM, now=NOW,
    )  # fmt: skip
    user = person(world, "branch")
    made = appoint(user=user, role="branch_manager", enterprise=world.enterprises["jia_changsha"], by=SYSTEM, now=NOW)
    (mine,) = grants_of(made)
    assert mine.branches == {world.enterprises["jia_changsha"].pk, below.pk}
    assert seen(Actor(user.pk, "branch", jurisdiction_of(user, on=TODAY))) == {"JIA_FURONG", "JIA_YUELU"}


def test_a_site_managers_jurisdiction_follows_the_site_to_another_county(world: World) -> None:
    Site.objects.filter(pk=world.sites["jia_furong"].pk).update(county="430104")
    made = Appointment.objects.get(pk=world.appointments["manager"].pk)
    assert {g.area for g in grants_of(made)} == {"430104"}


def test_a_worker_reaches_only_himself_or_herself(world: World) -> None:
    user = person(world, "worker")
    made = appoint(user=user, role="worker", site=world.sites["jia_furong"], by=SYSTEM, now=NOW)
    assert made.self_only
    assert {g.person for g in grants_of(made)} == {user.pk}
    mine = Appointment.objects.within(jurisdiction_of(user, on=TODAY), Permission.ACCOUNT_READ)
    assert list(mine) == [made]


@pytest.mark.parametrize(
    ("first", "last", "sees"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - DAY, TODAY - DAY, False),
        (TODAY + DAY, None, False),
    ],
)
def test_an_appointment_counts_from_its_first_day_to_its_last(
    world: World, first: dt.date, last: dt.date | None, sees: bool
) -> None:
    user = person(world, "dated", "officer", area="430100", valid_from=first, valid_until=last)
    assert bool(jurisdiction_of(user, on=TODAY).grants) is sees


def test_revoked_or_with_a_closed_account_one_sees_nothing(world: World) -> None:
    revoke_appointment(appointment=world.appointments["officer"], by=SYSTEM, now=NOW)
    assert not jurisdiction_of(world.people["officer"], on=TODAY).grants
    world.people["neighbour"].is_active = False
    assert not jurisdiction_of(world.people["neighbour"], on=TODAY).grants


def test_a_role_that_is_no_more_gives_nothing(world: World) -> None:
    made = world.appointments["officer"]
    made.role = "abolished"
    assert grants_of(made) == ()


def test_it_says_why_somebody_sees_nothing(world: World) -> None:
    never = person(world, "never")
    over = person(world, "over", "officer", area="430100", valid_until=TODAY - DAY)
    to_come = person(world, "to-come", "officer", area="430100", valid_from=TODAY + DAY)
    revoke_appointment(appointment=world.appointments["officer"], by=SYSTEM, now=NOW)
    assert why_nothing(never, on=TODAY).code == "accounts.never_appointed"
    assert "2020-02-16" in why_nothing(over, on=TODAY).text.zh
    assert "2020-02-18" in why_nothing(to_come, on=TODAY).text.en
    assert "2020-02-17" in why_nothing(world.people["officer"], on=TODAY).text.zh


def test_nobody_signed_in_is_the_public(world: World) -> None:
    actor = actor_of(RequestFactory().get("/"), now=NOW)
    assert not actor.known
    assert not actor.jurisdiction.grants


def test_the_audit_name_of_a_person_is_the_user_name(world: World) -> None:
    assert world.actor("jia_hq").name == "jia-hq"


def test_an_appointment_reads_as_a_title_in_both_languages(world: World) -> None:
    assert title_of(world.appointments["leader"]).zh == "湖南省 · 负责人"
    assert title_of(world.appointments["leader"]).en == "Leader, Hunan"
    assert title_of(world.appointments["manager"]).zh == "甲达芙蓉营业部 · 网点负责人"
    assert title_of(world.appointments["jia_hq"]).zh == "甲达速递 · 企业总部"
