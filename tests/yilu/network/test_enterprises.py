"""Changing an enterprise: by page and by API, by two people at once, and never under itself."""

import pytest
from django.urls import reverse

from tests.world import World
from yilu.audit.models import Act
from yilu.network.models import Enterprise

API = "/api/v1/network/enterprises"


def typed(enterprise: Enterprise, **changes: object) -> dict[str, object]:
    kept = {"version": enterprise.version, "ownership": enterprise.ownership, "name_zh": enterprise.name_zh}
    kept |= {"name_en": enterprise.name_en, "credit_code": enterprise.credit_code}
    return kept | {"parent": enterprise.parent.code if enterprise.parent else ""} | changes


def test_a_changed_name_is_on_its_page_and_on_record(world: World) -> None:
    branch, client = world.enterprises["jia_changsha"], world.client("jia_hq")
    address = reverse("network:edit_enterprise", args=[branch.pk])
    assert f'href="{address}"' in client.get(reverse("network:enterprise", args=[branch.pk])).content.decode()
    answer = client.post(address, typed(branch, name_zh="甲达长沙新公司"))
    assert answer.status_code == 302
    assert "甲达长沙新公司" in client.get(answer.headers["Location"]).content.decode()
    act = Act.objects.get(verb="network.enterprise.change")
    assert act.before == {"name_zh": branch.name_zh, "version": 1}
    assert act.after == {"name_zh": "甲达长沙新公司", "version": 2}


def test_of_two_editors_the_slower_sees_what_changed_and_keeps_what_was_typed(world: World) -> None:
    branch, client = world.enterprises["jia_changsha"], world.client("jia_hq")
    address = reverse("network:edit_enterprise", args=[branch.pk])
    client.post(address, typed(branch, name_zh="快的人"))
    answer = client.post(address, typed(branch, name_zh="慢的人", name_en="Slow"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "快的人" in page
    assert 'value="慢的人"' in page
    again = answer.context["form"].data
    assert client.post(address, again).status_code == 302
    branch.refresh_from_db()
    assert (branch.name_zh, branch.name_en, branch.version) == ("慢的人", "Slow", 3)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"credit_code": "91430100MA4L16JQ00"}, "信用代码"),
        ({"parent": "NOBODY"}, "没有这个编码"),
        ({"parent": ""}, "隶属"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_changes_nothing(
    world: World, changes: dict[str, str], sentence: str
) -> None:
    branch = world.enterprises["jia_changsha"]
    answer = world.client("jia_hq").post(
        reverse("network:edit_enterprise", args=[branch.pk]), typed(branch, name_zh="不应写入", **changes)
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Enterprise.objects.filter(name_zh="不应写入").exists()


def test_no_unit_stands_under_itself(world: World) -> None:
    branch = world.enterprises["jia_changsha"]
    answer = world.client("jia_hq").patch(
        f"{API}/{branch.pk}", {"version": 1, "parent_id": branch.pk}, content_type="application/json"
    )
    assert answer.json()["reasons"][0]["code"] == "network.enterprise_under_itself"


def test_the_api_changes_what_is_given_and_refuses_a_version_that_moved_on(world: World) -> None:
    branch, client = world.enterprises["jia_changsha"], world.client("jia_hq")
    told = client.patch(f"{API}/{branch.pk}", {"version": 1, "name_en": "New"}, content_type="application/json")
    assert (told.status_code, told.json()["name_en"], told.json()["version"]) == (200, "New", 2)
    assert told.json()["name_zh"] == branch.name_zh
    late = client.patch(f"{API}/{branch.pk}", {"version": 1, "name_en": "Late"}, content_type="application/json")
    assert (late.status_code, late.json()["reasons"][0]["code"]) == (409, "network.enterprise_changed")


def test_a_competitor_finds_nothing_to_change(world: World) -> None:
    branch, client = world.enterprises["jia_changsha"], world.client("yi_hq")
    assert client.get(reverse("network:edit_enterprise", args=[branch.pk])).status_code == 404
    body = {"version": 1, "name_en": "x"}
    assert client.patch(f"{API}/{branch.pk}", body, content_type="application/json").status_code == 404
