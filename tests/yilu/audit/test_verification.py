"""Walking the chain: each kind of tampering is found, in its batch, by its name."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection

from yilu.audit import triggers
from yilu.audit.chain import digest_of_seal
from yilu.audit.models import Act, Seal
from yilu.audit.sealing import seal_all
from yilu.audit.verification import Fault, head, seal_with_head, verify

from .test_sealing import NOW, act

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> None:
    """Four batches of five acts, three acts unsealed, and an intruder who can take the triggers away."""
    act(20)
    seal_all(NOW, batch=5)
    act(3)
    triggers.remove(connection)


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def first_of(seal: int) -> int:
    return Act.objects.filter(seal_id=seal).order_by("id")[0].id


def test_an_untouched_chain_is_intact_and_says_how_much_is_not_sealed_yet(chain: None) -> None:
    verdict = verify()
    assert verdict.is_intact
    assert (verdict.seals, verdict.acts, verdict.unsealed) == (4, 20, 3)
    last = head()
    assert last is not None
    assert verdict.head == last.digest


def alter_act() -> None:
    run("UPDATE audit_act SET actor = 'somebody else' WHERE id = %s", first_of(2))


def alter_what_it_became() -> None:
    run("UPDATE audit_act SET after = '{}' WHERE id = %s", first_of(2))


def shift_a_moment() -> None:
    Act.objects.filter(id=first_of(2)).update(at=NOW + dt.timedelta(microseconds=1))


def delete_act() -> None:
    run("DELETE FROM audit_act WHERE id = %s", first_of(2))


def add_act() -> None:
    Act(at=NOW, verb="tests.forged", actor="x", outcome="done", seal_id=2).save(force_insert=True)


def alter_seal() -> None:
    run("UPDATE audit_seal SET acts = 4 WHERE number = 2")


def delete_seal() -> None:
    run("DELETE FROM audit_seal WHERE number = 2")


@pytest.mark.parametrize(
    ("tamper", "faults"),
    [
        (alter_act, [(2, Fault.ACT_ALTERED)]),
        (alter_what_it_became, [(2, Fault.ACT_ALTERED)]),
        (shift_a_moment, [(2, Fault.ACT_ALTERED)]),
        (delete_act, [(2, Fault.ACT_MISSING)]),
        (add_act, [(2, Fault.ACT_ADDED)]),
        (alter_seal, [(2, Fault.SEAL_ALTERED)]),
        (delete_seal, [(2, Fault.SEAL_MISSING)]),
    ],
)
def test_it_says_which_batch_was_altered_and_how(
    chain: None, tamper: Callable[[], None], faults: list[tuple[int, Fault]]
) -> None:
    tamper()
    assert [(f.seal, f.fault) for f in verify().findings] == faults


def test_a_batch_sealed_anew_breaks_the_link_of_the_next(chain: None) -> None:
    alter_act()
    reseal(2)
    assert [(f.seal, f.fault) for f in verify().findings] == [(3, Fault.LINK_BROKEN)]


def test_cutting_off_the_last_seals_leaves_acts_that_name_them(chain: None) -> None:
    run("DELETE FROM audit_seal WHERE number >= 3")
    assert [(f.seal, f.fault) for f in verify().findings] == [(3, Fault.SEAL_MISSING), (4, Fault.SEAL_MISSING)]


def test_sealing_everything_anew_shows_against_a_published_head(chain: None) -> None:
    published = head()
    assert published is not None
    alter_act()
    run("DELETE FROM audit_seal")
    run("UPDATE audit_act SET seal_id = NULL")
    seal_all(NOW, batch=5)
    assert verify().is_intact, "the walk alone cannot see it"
    assert seal_with_head(published.digest) is None, "the published head does"


def test_a_formerly_published_head_still_lies_on_the_chain(chain: None) -> None:
    published = head()
    assert published is not None
    seal_all(NOW)
    found = seal_with_head(f" {published.digest.upper()}\n")
    assert found is not None
    assert found.number == published.number


def test_the_digest_does_not_depend_on_how_many_rows_are_fetched_at_once(
    chain: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yilu.audit.chain.ROWS_AT_ONCE", 2)
    assert verify().is_intact


def reseal(number: int) -> None:
    """What an intruder would do after altering a row."""
    from yilu.audit.chain import digest_of_acts

    seal = Seal.objects.get(number=number)
    with connection.cursor() as cursor:
        acts, acts_digest = digest_of_acts(cursor, number)
    digest = digest_of_seal(number, seal.sealed_at, acts, acts_digest, seal.previous)
    Seal.objects.filter(number=number).update(acts=acts, acts_digest=acts_digest, digest=digest)
