"""The pages of appointments: who sees which, appointing step by step, and buttons that say why they are grey."""

import re

import pytest
from django.urls import reverse

from tests.world import World, person
from yilu.accounts.models import Appointment, User


def page(world: World, who: str, name: str, *args: object, **asked: str) -> str:
    return world.client(who).get(reverse(f"accounts:{name}", args=args), asked).content.decode()


def test_the_list_holds_the_own_jurisdiction_and_no_competitors(world: World) -> None:
    seen = page(world, "jia_hq", "appointments")
    assert "演员manager" in seen
    assert "演员jia_hq" in seen
    assert "演员yi_hq" not in seen
    assert "演员officer" not in seen


def test_it_is_found_by_name_role_and_state(world: World) -> None:
    assert "演员manager" in page(world, "leader", "appointments", q="manager")
    assert "演员officer" not in page(world, "leader", "appointments", q="manager")
    assert "演员manager" not in page(world, "leader", "appointments", role="officer")
    world.client("leader").post(reverse("accounts:revoke", args=[world.appointments["officer"].pk]))
    assert "演员officer" not in page(world, "leader", "appointments")
    assert "已免去" in page(world, "leader", "appointments", state="all")


def test_the_page_of_an_appointment_beyond_ones_jurisdiction_is_not_there(world: World) -> None:
    theirs = world.appointments["yi_hq"].pk
    for name in ("appointment", "revoke", "new_password", "drop_second_factor"):
        url = reverse(f"accounts:{name}", args=[theirs])
        browser = world.client("jia_hq")
        assert (browser.get(url) if name == "appointment" else browser.post(url)).status_code == 404


def test_a_button_that_would_be_refused_is_grey_with_its_reason(world: World) -> None:
    own = page(world, "leader", "appointment", world.appointments["leader"].pk)
    assert re.search(r"<button[^>]*disabled[^>]*>免去", own)
    assert "不能免去：不能任免本人。" in own
    others = page(world, "leader", "appointment", world.appointments["officer"].pk)
    assert not re.search(r"<button[^>]*disabled[^>]*>免去", others)
    auditor = page(world, "officer", "appointment", world.appointments["manager"].pk)
    assert "您的岗位不能任免人员。" in auditor


def test_roles_beyond_ones_powers_are_grey_with_the_reason(world: World) -> None:
    seen = page(world, "manager", "choose_role")
    assert reverse("accounts:appoint", args=["worker"]) in seen
    assert reverse("accounts:appoint", args=["leader"]) not in seen
    assert "该任职超出您的管辖范围。" in seen


def test_a_new_person_is_appointed_and_the_password_is_shown_once(world: World) -> None:
    browser = world.client("leader")
    url = reverse("accounts:appoint", args=["officer"])
    form = {"username": "Zhang.San", "name": "张三", "area": "长沙市", "valid_until": "2020-12-31"}
    response = browser.post(url, form)
    assert "no-store" in response.headers["Cache-Control"]
    password = response.context["password"]
    made = Appointment.objects.get(user__username="zhang.san")
    assert (made.area_id, str(made.valid_until)) == ("430100", "2020-12-31")
    assert User.objects.get(username="zhang.san").check_password(password)
    assert password not in browser.get(reverse("accounts:appointment", args=[made.pk])).content.decode()


def test_somebody_who_has_an_account_is_appointed_again_without_a_new_password(world: World) -> None:
    person(world, "newcomer")
    url = reverse("accounts:appoint", args=["officer"])
    response = world.client("leader").post(url, {"username": "newcomer", "office": world.office.pk})  # type: ignore[union-attr]
    made = Appointment.objects.get(user__username="newcomer")
    assert response.headers["Location"] == reverse("accounts:appointment", args=[made.pk])
    assert made.office == world.office


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"username": "", "area": "430100"}, "用户名"),
        ({"username": "a1", "area": "430100"}, "请填写姓名。"),
        ({"username": "a1", "name": "张三"}, "请填写地区。"),
        ({"username": "a1", "name": "张三", "area": "火星"}, "没有“火星”"),
        ({"username": "a1", "name": "张三", "area": "湖北省"}, "超出您的管辖范围"),
        ({"username": "13812345678", "name": "张三", "area": "430100"}, "不能使用手机号"),
        ({"username": "a1", "name": "张三", "area": "430100", "valid_until": "tomorrow"}, "日期"),
        ({"username": "a1", "name": "张三", "area": "430100", "valid_until": "2019-01-01"}, "结束日期早于开始日期"),
        ({"username": "officer", "area": "430100"}, "此人已有相同的任职。"),
        ({"username": "leader", "area": "430100"}, "不能任免本人。"),
    ],
)
def test_bad_input_is_said_beside_the_form_and_nothing_is_lost_or_half_done(
    world: World, form: dict[str, str], sentence: str
) -> None:
    before = (User.objects.count(), Appointment.objects.count())
    response = world.client("leader").post(reverse("accounts:appoint", args=["officer"]), form)
    shown = response.content.decode()
    assert response.status_code == 422
    assert sentence in shown
    assert f'value="{form["username"]}"' in shown or not form["username"]
    assert (User.objects.count(), Appointment.objects.count()) == before


def test_a_site_is_found_by_its_code_or_name_only_within_the_brand(world: World) -> None:
    browser, url = world.client("jia_hq"), reverse("accounts:appoint", args=["site_manager"])
    other = browser.post(url, {"username": "b1", "name": "李四", "site": "YI_HETANG"})
    assert "您的管辖范围内没有“YI_HETANG”。" in other.content.decode()
    browser.post(url, {"username": "b1", "name": "李四", "site": "甲达荷塘营业部"})
    assert Appointment.objects.get(user__username="b1").site == world.sites["jia_hetang"]


def test_a_headquarters_is_offered_its_own_brand_only(world: World) -> None:
    seen = page(world, "jia_hq", "appoint", "headquarters")
    assert "甲达速递" in seen
    assert "乙通快运" not in seen


def test_there_is_no_role_of_that_name(world: World) -> None:
    assert world.client("leader").get(reverse("accounts:appoint", args=["king"])).status_code == 404


def test_a_forgotten_password_is_replaced_by_one_shown_once(world: World) -> None:
    response = world.client("leader").post(reverse("accounts:new_password", args=[world.appointments["officer"].pk]))
    user = User.objects.get(username="officer")
    assert user.check_password(response.context["password"])
    assert user.must_change_password


def test_the_roles_page_reads_from_the_classes(world: World) -> None:
    assert "联防联控单位联络员" in page(world, "manager", "roles")
