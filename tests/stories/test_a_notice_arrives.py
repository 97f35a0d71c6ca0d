"""A notice arrives at the province. It is read, confirmed, sent down; the prefecture adds to it; an outlet finds a
task, returns evidence, and the province sees it. A competitor sees nothing of the other's.
"""

import datetime as dt
import re

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import World, person
from tests.yilu.directives.files import paragraph, word
from yilu.core.clock import ZONE
from yilu.directives.models import Directive, Measure
from yilu.tasks.models import Task

NOTICE = word(
    paragraph("虚构省邮政管理局") + paragraph("关于做好网点防控工作的通知") + paragraph("各市州邮政管理局：")
    + paragraph("各市州局要指导企业做好网点防控。", 0) + paragraph("营业网点要每2小时消毒，3日内上传消毒记录。", 0)
    + paragraph("虚构省邮政管理局") + paragraph("2020年2月17日")
)  # fmt: skip


def at(hour: int) -> time_machine.travel:
    return time_machine.travel(dt.datetime(2020, 2, 17, hour, tzinfo=ZONE), tick=False)


def read(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def confirmed(browser: Client, draft: Directive, measure: Measure, **changes: object) -> None:
    given = {
        "version": measure.version, "theme": measure.theme, "audiences": measure.audiences, "post": measure.post,
        "due": "2020-02-20T18:00", "wanted": "消毒记录照片", "area": "", "owner": "", **changes,
    }  # fmt: skip
    answer = browser.post(f"/directives/{draft.pk}/review/measures/{measure.pk}/confirm/", given)
    assert answer.status_code == 302, answer.content.decode()


def test_a_notice_arrives_reaches_an_outlet_as_a_task_and_comes_back_as_evidence(world: World) -> None:
    leader, officer, manager = world.client("leader"), world.client("officer"), world.client("manager")
    person(world, "yi_manager", "site_manager", site=world.sites["yi_furong"])
    with at(9):
        upload = SimpleUploadedFile("照片.jpg", NOTICE)  # whatever it is called, it is a Word file
        answer = leader.post("/directives/new/", {"title": "", "text": "", "file": upload})
        draft = Directive.objects.get()
        assert answer.url == f"/directives/{draft.pk}/review/"  # type: ignore[attr-defined]
        assert (draft.title, draft.issuer, draft.kind) == ("关于做好网点防控工作的通知", "虚构省邮政管理局", "docx")
        page = read(leader, f"/directives/{draft.pk}/review/")
        assert "共 2 条，还有 2 条待确认" in page
        assert f'id="s{draft.measures.first().pk}" class="proposed chosen"' in page  # type: ignore[union-attr]
        refused = leader.post(f"/directives/{draft.pk}/issue/", {"version": draft.version})
        assert refused.status_code == 403
        assert "未经人确认的措施不下发" in refused.content.decode()
        guide, disinfect = draft.measures.all()
        assert (guide.audiences, disinfect.audiences) == (["prefectures"], ["sites"])
        confirmed(leader, draft, guide)
        confirmed(leader, draft, disinfect, audiences=["sites"])
        assert leader.post(f"/directives/{draft.pk}/issue/", {"version": draft.version}).status_code == 302
        assert "发给 7 个单位，0 个已签收；任务 7 件，办结 0 件" in read(leader, f"/directives/{draft.pk}/")

    with at(10):
        assert "有 1 份文件等待签收" in read(officer, "/directives/")
        assert officer.post(f"/directives/{draft.pk}/sign/").status_code == 302
        assert officer.post(f"/directives/{draft.pk}/pass-down/").status_code == 302
        own = Directive.objects.get(above=draft)
        assert own.area_id == "430100"
        added = {
            "text": "芙蓉区网点每日报送口罩库存。", "theme": "protection", "audiences": ["sites"], "area": "430102",
            "post": "officer", "due": "2020-02-18T12:00", "wanted": "", "owner": "",
        }  # fmt: skip
        assert officer.post(f"/directives/{own.pk}/review/own/", added).status_code == 302
        inherited = own.measures.get(above=guide)
        too_late = {"version": 1, "theme": "other", "audiences": ["sites"], "post": "officer"}
        too_late |= {"due": "2020-02-21T00:00"}
        answer = officer.post(f"/directives/{own.pk}/review/measures/{inherited.pk}/confirm/", too_late)
        assert answer.status_code == 422
        assert "不能晚于上级文件的期限（2020-02-20 18:00）" in answer.content.decode()
        confirmed(officer, own, inherited)
        assert officer.post(f"/directives/{own.pk}/issue/", {"version": own.version}).status_code == 302

    with at(11):
        page = read(manager, "/directives/")
        assert "有 2 份文件等待签收" in page
        assert manager.post(f"/directives/{draft.pk}/sign/").status_code == 302
        listed = read(manager, "/tasks/")
        assert "待办 3 件" in listed
        address = next(
            f"/tasks/{t.pk}/"
            for t in Task.objects.filter(site=world.sites["jia_furong"], origin__endswith=f":{disinfect.pk}")
        )
        shown = read(manager, address)
        assert "消毒记录照片" in shown
        origin = re.search(r'href="(/directives/measures/\d+/)"', shown).group(1)  # type: ignore[union-attr]
        assert manager.get(origin).status_code == 302
        assert "要每2小时消毒" in manager.get(origin, follow=True).content.decode()
        proof = {"version": 1, "text": "十点已消毒，记录见附件", "link": "", "reason": ""}
        assert manager.post(f"{address}close/", proof).status_code == 302

    with at(12):
        page = read(leader, f"/directives/{draft.pk}/")
        assert "2 个已签收" in page
        assert "办结 1 件" in page
        assert "下级已转发 1 份" in page
        assert re.search(r"芙蓉|长沙市", page)
        done = read(leader, f"/directives/{draft.pk}/tasks/?state=closed")
        assert address in done
        assert "十点已消毒" in read(leader, address)
        assert "甲达芙蓉营业部" in read(leader, f"/directives/{draft.pk}/receipts/")

    with at(13):
        rival = world.client("yi_manager")
        for address in (
            f"/directives/{draft.pk}/",
            f"/directives/{draft.pk}/receipts/",
            f"/directives/{draft.pk}/tasks/",
        ):
            assert "甲达" not in read(rival, address)
        withdrawn = {"version": Directive.objects.get(pk=draft.pk).version, "why": "另行通知，先行撤回"}
        assert leader.post(f"/directives/{draft.pk}/withdraw/", withdrawn).status_code == 302
        left = Task.objects.standing().filter(kind="directives.measure")
        assert {t.title_zh[:4] for t in left} == {"防护物资"}, "what the prefecture added itself stands"
        assert Task.objects.filter(state="closed").count() == 1
        assert "已撤回：另行通知" in read(manager, f"/directives/{draft.pk}/")
