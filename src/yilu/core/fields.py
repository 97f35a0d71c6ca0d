"""Fields encrypted at rest with keys from the environment, newest first, so that keys can be rotated."""

from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(k) for k in keys])


def seal(content: bytes) -> bytes:
    """Encrypt with the newest key of `YILU_FIELD_KEYS`."""
    return _box(tuple(settings.YILU_FIELD_KEYS)).encrypt(content)


def unseal(token: bytes) -> bytes:
    """Decrypt with whichever key fits. Raises `ValueError` if none does."""
    try:
        return _box(tuple(settings.YILU_FIELD_KEYS)).decrypt(token)
    except InvalidToken as error:
        raise ValueError("no key in YILU_FIELD_KEYS opens this value") from error


def encrypt(text: str) -> str:
    """A text encrypted with the newest key."""
    return seal(text.encode()).decode()


def decrypt(token: str) -> str:
    """A text decrypted with whichever key fits. Raises `ValueError` if none does."""
    return unseal(token.encode()).decode()


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # generic only in the stubs
    """Text that the database only ever holds encrypted; cannot be searched."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return encrypt(value) if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return decrypt(value) if value else value


class EncryptedBytesField(models.BinaryField):  # type: ignore[type-arg]  # generic only in the stubs
    """Bytes (a piece of a file) that the database only ever holds encrypted."""

    def get_prep_value(self, value: Any) -> Any:
        return seal(bytes(value)) if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        return unseal(bytes(value)) if value else value
