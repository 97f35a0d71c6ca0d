"""Sealing: batches, late rows, two sealers, and what the database itself refuses."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from yilu.audit import triggers
from yilu.audit.models import Act, Seal
from yilu.audit.recording import acting
from yilu.audit.sealing import seal_all, seal_batch
from yilu.audit.verification import verify
from yilu.core.actor import system
from yilu.core.clock import ZONE

NOW = dt.datetime(2020, 2, 17, 8, 30, tzinfo=ZONE)
BY = system("tests")

pytestmark = pytest.mark.django_db


def act(count: int = 1) -> None:
    for n in range(count):
        with acting("tests.thing.do", by=BY, now=NOW + dt.timedelta(seconds=n), area="430000") as doing:
            doing.changed({"n": n}, {"n": n + 1, "word": "驿路"})


def test_acts_are_sealed_in_batches_that_follow_one_another() -> None:
    act(25)
    assert seal_all(NOW, batch=10) == 25
    first, second, third = Seal.objects.order_by("number")
    assert [first.acts, second.acts, third.acts] == [10, 10, 5]
    assert (second.previous, third.previous) == (first.digest, second.digest)
    assert verify().is_intact


def test_nothing_unsealed_makes_no_seal() -> None:
    assert seal_batch(NOW) is None
    assert not Seal.objects.exists()


def test_a_row_committed_late_with_a_low_number_goes_into_the_next_batch() -> None:
    act(3)
    late = Act(id=Act.objects.order_by("id")[1].id + 1000, at=NOW, verb="tests.late", actor="x", outcome="done")
    later = Act(id=late.id + 5, at=NOW, verb="tests.later", actor="x", outcome="done")
    later.save(force_insert=True)
    seal_all(NOW)
    late.save(force_insert=True)  # its transaction began before, and ended after, the sealing
    assert seal_all(NOW) == 1
    late.refresh_from_db()
    assert late.seal_id == 2
    assert verify().is_intact


def test_two_sealers_cannot_fork_the_chain() -> None:
    act(2)
    seal_all(NOW)
    last = Seal.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        Seal(number=7, sealed_at=NOW, acts=0, acts_digest="0" * 64, previous=last.previous, digest="f" * 64).save(
            force_insert=True
        )


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM audit_act",
        "UPDATE audit_act SET actor = 'somebody else'",
        "UPDATE audit_act SET at = at",
        "UPDATE audit_act SET seal_id = NULL",
        "UPDATE audit_act SET seal_id = 2",
        "DELETE FROM audit_seal",
        "UPDATE audit_seal SET acts = 0",
    ],
)
def test_the_database_refuses_to_change_the_record(sql: str) -> None:
    act(3)
    seal_all(NOW)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert verify().is_intact


def test_the_database_refuses_an_act_that_comes_sealed() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Act(at=NOW, verb="tests.forged", actor="x", outcome="done", seal_id=1).save(force_insert=True)


def test_the_database_refuses_to_replace_an_act() -> None:
    act()
    mine = Act.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        Act(id=mine.id, at=NOW, verb="tests.forged", actor="x", outcome="done").save(force_insert=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        mine.save()


def test_the_way_back_takes_the_triggers_away_and_they_can_return() -> None:
    act(2)
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_act SET actor = 'nobody minds'")
    triggers.install(connection)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_act SET actor = 'somebody else'")
