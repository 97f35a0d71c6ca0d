"""Personal text is never in the database in clear, and keys can be rotated."""

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from pytest_django import Settings

from tests.world import NOW, SYSTEM
from yilu.accounts.actions import add_user
from yilu.core.fields import decrypt, encrypt


def test_what_is_encrypted_opens_again() -> None:
    assert decrypt(encrypt("13812345678")) == "13812345678"
    assert "138" not in encrypt("13812345678")


def test_a_value_of_an_older_key_opens_after_rotation_and_new_ones_use_the_new_key(settings: Settings) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.YILU_FIELD_KEYS = [old]
    kept = encrypt("x")
    settings.YILU_FIELD_KEYS = [new, old]
    assert decrypt(kept) == "x"
    assert Fernet(new).decrypt(encrypt("y").encode()) == b"y"


def test_a_value_no_key_opens_is_refused_by_name(settings: Settings) -> None:
    kept = encrypt("x")
    settings.YILU_FIELD_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(ValueError, match="YILU_FIELD_KEYS"):
        decrypt(kept)


@pytest.mark.django_db
def test_the_database_holds_no_phone_in_clear() -> None:
    user = add_user(username="someone", name="张三", phone="13812345678", by=SYSTEM, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_user WHERE id = %s", [user.pk])
        stored = cursor.fetchone()[0]
    assert "13812345678" not in stored
    user.refresh_from_db()
    assert user.phone == "13812345678"
