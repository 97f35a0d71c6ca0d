"""The matrix as people read it, and gaps given out as tasks."""

import datetime as dt

from django.test import Client

from tests.world import World
from tests.yilu.coverage.test_counting import prove
from yilu.core import clock
from yilu.coverage import jobs
from yilu.tasks.models import Task


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response
    return response.content.decode()


def test_it_opens_with_its_answer_and_the_five_duties(covered: World) -> None:
    text = page(covered.client("leader"), "/coverage/")
    assert "在营网点 3 处" in text and "长沙" in text and "株洲" in text
    for duty in ("组织领导", "宣传", "人员", "车辆", "消毒防护"):
        assert duty in text
    assert "÷" in text
    english = page(covered.client("leader"), "/coverage/?language=en")
    assert "3 open sites" in english and "Weakest of the five duties" in english


def test_it_is_read_by_firm_by_requirement_and_cell_by_cell(covered: World) -> None:
    leader = covered.client("leader")
    firms = page(leader, "/coverage/?by=firms")
    assert "甲达速递" in firms and "乙通快运" in firms
    of_one = page(leader, f"/coverage/?by=firms&brand={covered.brands['jia'].pk}")
    assert "甲达速递430100分公司" in of_one and "乙通" not in of_one
    assert "O5" in page(leader, "/coverage/?by=requirements")
    assert '<abbr title="' in page(leader, "/coverage/?by=matrix")
    assert "甲达芙蓉营业部" in page(leader, "/coverage/?by=matrix&area=430102")


def test_an_enterprise_sees_its_own_alone(covered: World) -> None:
    for way in ("areas", "firms", "requirements", "matrix"):
        for area in ("430000", "430102"):
            text = page(covered.client("yi_hq"), f"/coverage/?area={area}&by={way}")
            assert "在营网点 1 处" in text and "甲达" not in text
            asked = page(covered.client("yi_hq"), f"/coverage/?area={area}&by={way}&brand={covered.brands['jia'].pk}")
            assert "甲达芙蓉" not in asked and "在营网点 0 处" not in asked and "没有在营网点" in asked
    assert "甲达" not in page(covered.client("yi_hq"), "/coverage/gaps/?area=430000")
    page(covered.client("yi_hq"), f"/coverage/sites/{covered.sites['jia_furong'].pk}/", 404)


def test_a_neighbour_sees_no_other_prefecture(covered: World) -> None:
    for area in ("430100", "430000", "100000"):
        for address in ("/coverage/", "/coverage/gaps/", "/api/v1/coverage/"):
            page(covered.client("neighbour"), f"{address}?area={area}", 404)


def test_a_manager_lands_on_the_own_site(covered: World) -> None:
    client = covered.client("manager")
    response = client.get("/coverage/")
    assert response["Location"] == f"/coverage/sites/{covered.sites['jia_furong'].pk}/"
    assert "甲达芙蓉营业部" in page(client, response["Location"])


def test_what_is_no_number_or_place_is_nowhere(covered: World) -> None:
    for wrong in ("brand=x", "brand=99999999999", "enterprise=-1", "area=999999"):
        page(covered.client("leader"), f"/coverage/?{wrong}", 404)
    page(covered.client("leader"), "/coverage/gaps/?requirement=nothing", 404)


def test_gaps_become_tasks_in_one_step_and_close_when_filled(covered: World) -> None:
    leader = covered.client("leader")
    address = "/coverage/gaps/?area=430000&requirement=O5&state=none"
    assert "3 处在营网点有缺口" in page(leader, address)
    due = (clock.now() + dt.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert leader.post(address, {"due": due}).status_code == 302
    tasks = {t.site.name: t for t in Task.objects.select_related("site", "owner").filter(kind="coverage.blind_spot")}
    assert set(tasks) == {"甲达芙蓉营业部", "甲达荷塘营业部", "乙通芙蓉加盟点"}
    assert tasks["甲达芙蓉营业部"].owner == covered.people["manager"]
    leader.post(address, {"due": due})
    assert Task.objects.count() == 3
    prove(covered, "jia_furong", "O5")
    jobs.refresh()
    jobs.follow_sites()
    assert Task.objects.standing().count() == 2
    closed = Task.objects.get(state="closed")
    assert closed.site == covered.sites["jia_furong"] and closed.evidence.get().link.startswith("/coverage/sites/")


def test_a_headquarters_gives_out_its_own_gaps(covered: World) -> None:
    due = (clock.now() + dt.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert covered.client("yi_hq").post("/coverage/gaps/?area=430000&requirement=O5", {"due": due}).status_code == 302
    assert [t.site for t in Task.objects.select_related("site")] == [covered.sites["yi_furong"]]


def test_a_due_time_past_is_refused_beside_the_form(covered: World) -> None:
    response = covered.client("leader").post("/coverage/gaps/?area=430000", {"due": "2019-01-01T08:00"})
    assert "办理期限须晚于现在" in response.content.decode() and not Task.objects.exists()


def test_the_api_tells_the_same(covered: World) -> None:
    told = covered.client("leader").get("/api/v1/coverage/?area=430000").json()
    assert told["total"]["sites"] == 3 and {b["key"] for b in told["below"]} == {"430100", "430200"}
    assert next(r for r in told["requirements"] if r["code"] == "O5")["none"] == 3
    assert covered.client("yi_hq").get("/api/v1/coverage/?area=430000").json()["total"]["sites"] == 1
