"""`yilu appoint`: the first leader of an installation."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.world import World
from yilu.accounts.models import Appointment, User


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command("appoint", *arguments, stdout=out)
    return out.getvalue()


def test_it_adds_and_appoints_and_says_the_password_once(world: World) -> None:
    password = said("chief", "leader", "--name", "张三").strip().rpartition(" ")[2]
    chief = User.objects.get(username="chief")
    assert chief.check_password(password)
    assert chief.must_change_password
    assert Appointment.objects.get(user=chief).area_id == "100000"


def test_a_second_appointment_gives_no_new_password(world: World) -> None:
    assert "password" not in said("officer", "auditor", "--area", "430000")


def test_a_site_manager_is_appointed_by_brand_and_site(world: World) -> None:
    site = world.sites["jia_yuelu"]
    said("yuelu", "site_manager", "--name", "x", "--brand", site.brand.code, "--site", site.code)
    assert Appointment.objects.get(user__username="yuelu").site == site


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["x1", "leader"], "name"),
        (["13812345678", "leader", "--name", "x"], "identity"),
        (["chief", "leader", "--name", "x", "--area", "999999"], "no area"),
        (["chief", "headquarters", "--name", "x", "--brand", "nope"], "no such brand"),
    ],
)
def test_bad_input_is_a_sentence(world: World, arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        said(*arguments)
