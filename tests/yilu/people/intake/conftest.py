"""Enrolled phones, in tests whose commits are real."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from tests import world as worlds
from tests.world import NOW, SYSTEM
from tests.yilu.people.ground import LI, worker
from yilu.audit import triggers
from yilu.people import actions
from yilu.people.intake import answering
from yilu.people.models import DevicePass


@pytest.fixture(scope="module")
def _the_record_may_be_emptied(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """After each of these tests all tables are emptied, which the record refuses while its triggers stand."""
    with django_db_blocker.unblock():
        triggers.remove(connection)
    yield
    with django_db_blocker.unblock():
        triggers.install(connection)


@pytest.fixture
def phones() -> Iterator[list[tuple[DevicePass, str]]]:
    """Two enrolled phones. The intake's thread has a connection of its own, and lets go of it afterwards."""
    small = worlds.build()
    workers = [worker(small), worker(small, **LI)]
    cards = actions.print_cards(workers=workers, by=SYSTEM, now=NOW)
    yield [actions.enrol_phone(code=c.code, device="test", by=SYSTEM, now=NOW) for c in cards]
    answering.sharing._thread.submit(connections.close_all).result()
