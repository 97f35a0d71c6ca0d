"""`acting`: act and audit together or not at all; a refusal on record with its reason; nothing personal, ever."""

import json

import pytest
from django.db import connection

from tests.world import NOW, SYSTEM, World, person
from yilu.accounts.actions import add_user, change_own_password, make_token, reset_password
from yilu.accounts.models import User
from yilu.audit.models import Act
from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Denied, Invalid, reason

NO = reason("tests.no", "不行：{who}", "No: {who}", who="张三丰")

pytestmark = pytest.mark.django_db


def test_an_act_and_its_record_land_together() -> None:
    with acting("tests.user.add", by=SYSTEM, now=NOW, area="430100") as act:
        user = User(username="x", name="张三", created_at=NOW)
        user.save()
        act.on(user)
        act.changed(None, {"username": "x", "day": NOW.date()})
    row = Act.objects.get()
    assert (row.verb, row.actor, row.role, row.area, row.outcome) == (
        "tests.user.add", "tests", "system", "430100", "done",
    )  # fmt: skip
    assert (row.subject_type, row.subject_id) == ("accounts.user", str(user.pk))
    assert row.after == {"username": "x", "day": "2020-02-17"}
    assert row.before is None


def test_a_refusal_undoes_the_act_is_recorded_and_goes_on_up() -> None:
    with pytest.raises(Denied), acting("tests.user.add", by=SYSTEM, now=NOW):
        User(username="x", name="张三", created_at=NOW).save()
        raise Denied(NO)
    assert not User.objects.exists()
    row = Act.objects.get()
    assert (row.outcome, row.reason) == ("refused", "tests.no: 不行：张三丰")


@pytest.mark.parametrize("kind", [Invalid, Conflict])
def test_of_bad_input_only_the_code_is_kept(kind: type[Denied]) -> None:
    """Its sentence repeats what somebody typed, which may be a name or a number of a person."""
    with pytest.raises(kind), acting("tests.user.add", by=SYSTEM, now=NOW) as act:
        act.changed(None, {"typed": "13812345678"})
        raise kind(NO)
    row = Act.objects.get()
    assert (row.outcome, row.reason, row.after) == ("refused", "tests.no", None)


def test_an_accident_leaves_neither_act_nor_record() -> None:
    with pytest.raises(ZeroDivisionError), acting("tests.user.add", by=SYSTEM, now=NOW):
        User(username="x", name="张三", created_at=NOW).save()
        _ = 1 / 0
    assert not User.objects.exists()
    assert not Act.objects.exists()


def test_a_refusal_within_an_act_leaves_one_record_of_the_whole() -> None:
    with pytest.raises(Denied), acting("tests.outer", by=SYSTEM, now=NOW):
        with acting("tests.inner.done", by=SYSTEM, now=NOW):
            pass
        with acting("tests.inner.refused", by=SYSTEM, now=NOW):
            raise Denied(NO)
    assert [a.verb for a in Act.objects.all()] == ["tests.outer"]


def test_a_personal_field_is_kept_as_changed_but_not_as_what() -> None:
    user = User(username="x", name="张三", created_at=NOW)
    user.save()
    with acting("tests.user.change", by=SYSTEM, now=NOW, on=user) as act:
        act.changed({"name": "张三", "phone": "", "language": "en"}, {"name": "李四", "phone": "1", "language": "zh"})
    row = Act.objects.get()
    assert row.before == {"name": "＊", "phone": "", "language": "en"}
    assert row.after == {"name": "＊", "phone": "＊", "language": "zh"}


def test_no_verb_of_accounts_puts_a_name_a_number_or_a_secret_on_record(world: World) -> None:
    by = world.actor("leader")
    user = add_user(
        username="zhao", name="赵钱孙李", phone="13987654321", email="zhao@example.cn", password="a-first-secret",
        by=by, now=NOW,
    )  # fmt: skip
    with pytest.raises(Conflict):
        add_user(username="zhao", name="周吴郑王", by=by, now=NOW)
    with pytest.raises(Invalid):
        add_user(username="13987654321", name="周吴郑王", by=by, now=NOW)
    reset_password(user=person(world, "newcomer", "officer", area="430100"), password="second-secret", by=by, now=NOW)
    own = Actor(user.pk, user.username)
    change_own_password(user=user, password="third-secret-77", by=own, now=NOW)
    _, key = make_token(appointment=world.appointments["leader"], name="x", by=by, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_act")
        record = str(cursor.fetchall())
    for personal in ("赵钱孙李", "周吴郑王", "13987654321", "zhao@example.cn", "secret", key, "演员", "13800001234"):
        assert personal not in record, personal


def test_what_lies_nowhere_lies_where_its_actor_acts(world: World) -> None:
    with acting("tests.thing", by=world.actor("officer"), now=NOW):
        pass
    assert Act.objects.order_by("-id")[0].area == "430100"


def test_what_a_stranger_typed_never_keeps_a_refusal_off_the_record() -> None:
    long = Actor(None, "x" * 500, origin="y" * 500)
    with pytest.raises(Denied), acting("tests." + "v" * 100, by=long, now=NOW, area="9" * 40):
        raise Denied(reason("tests.no", "不\x00行", "no"))
    row = Act.objects.get()
    assert (len(row.actor), len(row.area), len(row.verb)) == (80, 12, 60)
    assert "\x00" not in row.reason


def test_values_are_stored_as_the_same_text_everywhere() -> None:
    with acting("tests.thing", by=SYSTEM, now=NOW) as act:
        act.changed({"b": 1, "a": "驿"}, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT before, after FROM audit_act")
        assert cursor.fetchone() == ('{"a":"驿","b":1}', "")
    assert json.loads('{"a":"驿","b":1}') == Act.objects.get().before
