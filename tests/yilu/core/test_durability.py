"""The product does not start on a store that loses what it acknowledged."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.postgres import FAST, binaries, cluster
from yilu.core.durability import CONSENT, refusal_to_serve, why_not_durable


def test_a_store_that_answers_before_the_disk_has_it_is_refused_by_name() -> None:
    [why] = why_not_durable({"fsync": "on", "full_page_writes": "on", "synchronous_commit": "off"})
    assert "synchronous_commit=off" in why.text.en
    assert "synchronous_commit=off" in why.text.zh


@pytest.mark.parametrize("stated", [{"fsync": "off"}, {"full_page_writes": "off"}, {"synchronous": "1"}])
def test_each_careless_setting_is_refused(stated: dict[str, str]) -> None:
    assert why_not_durable(stated)


@pytest.mark.parametrize(
    "stated",
    [{"fsync": "on", "full_page_writes": "on", "synchronous_commit": "remote_apply"}, {"synchronous": "2"}],
)
def test_a_careful_store_is_taken(stated: dict[str, str]) -> None:
    assert not why_not_durable(stated)


def test_only_the_whole_sentence_is_consent_to_a_careless_store(
    settings: Any, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    careless = "SET synchronous_commit = off" if connection.vendor == "postgresql" else "PRAGMA synchronous = OFF"
    with django_db_blocker.unblock():  # outside a transaction, where SQLite lets it be set
        with connection.cursor() as cursor:
            cursor.execute(careless)
        try:
            settings.YILU_DURABILITY = "yes"
            assert refusal_to_serve(connection)
            settings.YILU_DURABILITY = CONSENT
            assert not refusal_to_serve(connection)
        finally:
            connection.close()


def test_the_server_does_not_start_on_a_postgresql_without_fsync(tmp_path: Path) -> None:
    if binaries() is None:
        pytest.skip("no PostgreSQL binaries on this machine")
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("YILU_", "DATABASE_URL", "DJANGO_"))}
    yilu = [sys.executable, "-m", "yilu"]
    with cluster(FAST) as address:
        environment = clean | {"YILU_HOME": str(tmp_path), "YILU_HTTPS": "false", "DATABASE_URL": address}
        subprocess.run([*yilu, "migrate", "--verbosity", "0"], env=environment, check=True)
        done = subprocess.run([*yilu, "serve"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "fsync=off" in done.stderr
    assert CONSENT in done.stderr
    assert "Traceback" not in done.stderr
