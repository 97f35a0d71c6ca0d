"""The pages of directives, as a person meets them."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import NOW, World
from tests.yilu.directives.files import pdf
from tests.yilu.directives.notices import PROVINCE
from tests.yilu.directives.test_actions import draft, issued
from yilu.directives import actions
from yilu.directives.facts import Wording
from yilu.directives.models import Directive

BOTH = Wording("disinfection", ["sites", "prefectures"], "officer", due=NOW + dt.timedelta(days=3))


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_a_scanned_pdf_is_refused_beside_its_field_in_words(world: World) -> None:
    scan = SimpleUploadedFile("通知.pdf", pdf([[], [], []]))
    answer = world.client("leader").post("/directives/new/", {"text": "", "title": "", "file": scan})
    assert answer.status_code == 422
    assert "共3页，没有文字层，是扫描件" in text_of(answer)
    assert not Directive.objects.exists()


def test_nothing_given_is_said(world: World) -> None:
    answer = world.client("leader").post("/directives/new/", {"text": " ", "title": ""})
    assert answer.status_code == 422
    assert "没有文字" in text_of(answer)


def test_the_chosen_sentence_stands_out_in_the_source(world: World) -> None:
    made = draft(world)
    third = made.measures.all()[2]
    page = text_of(world.client("leader").get(f"/directives/{made.pk}/review/?measure={third.pk}"))
    assert f'<mark id="s{third.pk}" class="proposed chosen">' in page
    assert page.count(" chosen") == 1
    assert "每2小时" in page


def test_a_set_phrase_is_explained_and_an_unknown_one_said_to_be_unknown(world: World) -> None:
    made = draft(world)
    with_phrases = made.measures.get(number="二（二）")
    page = text_of(world.client("leader").get(f"/directives/{made.pk}/review/?measure={with_phrases.pk}"))
    assert "文本不全" in page
    assert "第七条的文本没有找到" in page
    assert "五个到位" in page
    assert "词义未知" in page


def test_the_second_of_two_confirming_keeps_what_was_typed_and_sees_what_stands(world: World) -> None:
    made, client = draft(world), world.client("leader")
    first = made.measures.all()[0]
    address = f"/directives/{made.pk}/review/measures/{first.pk}/confirm/"
    given = {
        "version": 1,
        "theme": "duty",
        "audiences": ["sites"],
        "post": "officer",
        "due": "",
        "area": "",
        "owner": "",
    }
    assert client.post(address, given | {"wanted": "甲的佐证"}).status_code == 302
    answer = client.post(address, given | {"theme": "health", "wanted": "乙的佐证"})
    page = text_of(answer)
    assert answer.status_code == 409
    assert "已被leader核对或修改" in page
    assert 'value="乙的佐证"' in page
    assert "现在的内容：值班应急" in page
    assert '<input type="hidden" name="version" value="2"' in page


def test_ticked_ones_are_confirmed_together(world: World) -> None:
    made, client = draft(world), world.client("leader")
    keys = [f"{m.pk}:{m.version}" for m in made.measures.all()]
    assert client.post(f"/directives/{made.pk}/review/chosen/", {"due": ""}).status_code == 422
    answer = client.post(
        f"/directives/{made.pk}/review/chosen/", {"measure": keys, "due": "2020-02-28T18:00"}, follow=True
    )
    assert "6 条全部核对完毕，可以下发" in text_of(answer)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "发给 5 个单位"), ("en", "Sent to 5 organisations")])
def test_an_issued_one_opens_with_its_answer_in_both_languages(world: World, language: str, words: str) -> None:
    made = issued(world)
    assert words in text_of(world.client("leader").get(f"/directives/{made.pk}/?language={language}"))


def test_lists_hold_what_was_received_issued_and_drafted(world: World) -> None:
    made, waiting = issued(world), draft(world)
    leader = world.client("leader")
    assert made.title in text_of(leader.get("/directives/?tab=issued"))
    assert waiting.title in text_of(leader.get("/directives/?tab=drafts"))
    manager = text_of(world.client("manager").get("/directives/?tab=drafts"))
    assert made.title in manager
    assert waiting.title not in manager


def test_a_level_and_an_area_lead_to_their_tasks(world: World) -> None:
    made, leader = issued(world), world.client("leader")
    assert f"/directives/{made.pk}/tasks/?area=430102" in text_of(leader.get(f"/directives/{made.pk}/?area=430100"))
    listed = text_of(leader.get(f"/directives/{made.pk}/tasks/?area=430102"))
    assert "2 件任务出自这份文件" in listed


def test_the_api_reads_splits_confirms_issues_and_tells_progress(world: World) -> None:
    client = world.client("leader")
    made = client.post("/api/v1/directives", {"text": PROVINCE}).json()
    assert "measures" in made, made
    assert [m["number"] for m in made["measures"]][:2] == ["一（一）", "一（二）"]
    assert all(made["text"][m["start"] : m["end"]] == m["text"] for m in made["measures"])
    base = f"/api/v1/directives/{made['id']}"
    refused = client.post(f"{base}/issue", {"version": 1}, content_type="application/json")
    assert refused.status_code == 403
    assert refused.json()["reasons"][0]["code"] == "directives.unconfirmed"
    for m in made["measures"]:
        body = {"version": 1, "theme": m["theme"], "audiences": ["sites"], "due": "2020-02-28T18:00:00"}
        given = {"data": body, "content_type": "application/json"}
        assert client.post(f"{base}/measures/{m['id']}/confirm", **given).status_code == 200
    assert client.post(f"{base}/issue", {"version": 1}, content_type="application/json").status_code == 200
    told = client.get(f"{base}/progress").json()
    assert (told["total"]["sent"], told["total"]["tasks"]) == (5, 30)
    assert client.post("/api/v1/directives", {"text": ""}).status_code == 422


def test_a_five_hundred_page_directive_is_confirmed_a_page_at_a_time(world: World) -> None:
    made = draft(world, "".join(f"{n}.各网点要完成第{n}项消毒。\n" for n in range(1, 501)))
    client = world.client("leader")
    last = made.measures.last()
    assert last is not None
    page = text_of(client.get(f"/directives/{made.pk}/review/?measure={last.pk}"))
    assert "共 500 条" in page
    assert page.count('name="measure"') == 20
    assert "第3项" not in page


def test_withdrawing_takes_a_reason(world: World) -> None:
    made, client = issued(world), world.client("leader")
    answer = client.post(f"/directives/{made.pk}/withdraw/", {"version": made.version, "why": "改"})
    assert answer.status_code == 422
    assert "请写明理由" in text_of(answer)


def test_a_draft_can_be_thrown_away_and_an_issued_one_cannot(world: World) -> None:
    made, waiting = issued(world), draft(world)
    client = world.client("leader")
    assert client.post(f"/directives/{waiting.pk}/discard/").status_code == 302
    assert client.post(f"/directives/{made.pk}/discard/").status_code == 403
    assert list(Directive.objects.all()) == [made]


def test_what_was_broken_off_is_gone_on_with(world: World) -> None:
    from yilu.directives.jobs import settle_rest

    made = draft(world, "营业网点要消毒。")
    chosen = dict(made.measures.values_list("pk", "version"))
    leader = world.actor("leader")
    actions.confirm_many(directive=made, chosen=chosen, by=leader, now=NOW)
    actions.issue(directive=made, version=1, by=leader, now=NOW.replace(hour=0))
    settle_rest()
    made.refresh_from_db()
    assert made.settled_at is not None
    assert made.receipts.exists()


def test_every_figure_of_progress_leads_to_its_records(world: World) -> None:
    made, leader = issued(world, wording=BOTH), world.client("leader")
    page = text_of(leader.get(f"/directives/{made.pk}/"))
    base = f"/directives/{made.pk}"
    for address, said in (
        (f"{base}/receipts/?level=sites", "发给 5 个单位"),
        (f"{base}/receipts/?level=prefectures&signed=1", "发给 0 个单位"),
        (f"{base}/tasks/?level=prefectures", "2 件任务"),
        (f"{base}/tasks/?area=430200", "3 件任务"),
    ):
        assert address.replace("&", "&amp;") in page, address
        assert said in text_of(leader.get(address)), address
