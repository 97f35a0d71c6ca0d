"""Statements past the ORM, on either database."""

import pytest
from django.db import DatabaseError, transaction

from tests.world import World
from yilu.core.statements import among, ask
from yilu.network.models import Site


def test_it_answers_with_rows_again_and_again(world: World) -> None:
    sites = set(Site.objects.values_list("pk", flat=True))
    condition, numbers = among("id", [*sites, 10_000_000])
    asked = f"SELECT id FROM {Site._meta.db_table} WHERE {condition}"
    for _ in range(7):
        assert {pk for (pk,) in ask(asked, [numbers])} == sites


def test_among_no_numbers_there_is_nothing(world: World) -> None:
    condition, numbers = among("id", [])
    assert ask(f"SELECT id FROM {Site._meta.db_table} WHERE {condition}", [numbers]) == []


def test_what_changes_rows_answers_with_none(world: World) -> None:
    assert ask(f"DELETE FROM {Site._meta.db_table} WHERE id = %s", [10_000_000]) == []


def test_an_error_is_one_that_django_knows(world: World) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        ask("SELECT nothing FROM nowhere", [])
