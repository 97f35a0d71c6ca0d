"""What the environment says, with defaults that are safe; the only reader of environment variables."""

import datetime as dt
import secrets
from pathlib import Path

import environ
from cryptography.fernet import Fernet

env = environ.Env()

# Where an embedded installation keeps its database, keys and uploads.
HOME = Path(env.str("YILU_HOME", default=str(Path.home() / ".yilu"))).expanduser().resolve()


def kept_secret(name: str, new: str) -> str:
    """The secret in `HOME/name`, written there once (readable by its owner only) if it is not there yet."""
    path = HOME / name
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(new)
    return path.read_text().strip()


def secret_key() -> str:
    """Django's signing key: `YILU_SECRET_KEY`, or one made for this installation."""
    return env.str("YILU_SECRET_KEY", default="") or kept_secret("secret_key", secrets.token_urlsafe(50))


def field_keys() -> list[str]:
    """Keys of the encrypted fields, newest first: `YILU_FIELD_KEYS` (commas), or one made for this installation."""
    given: list[str] = env.list("YILU_FIELD_KEYS", default=[])
    return given or [kept_secret("field_key", Fernet.generate_key().decode())]


def person_key() -> str:
    """The key of the digests people are found by and of enrolled phones: `YILU_PERSON_KEY`, or one made here."""
    return env.str("YILU_PERSON_KEY", default="") or kept_secret("person_key", secrets.token_urlsafe(32))


def pretended_today() -> dt.date | None:
    """The day of `YILU_TODAY` (YYYY-MM-DD), if the product is to stand on a day of the past."""
    text = env.str("YILU_TODAY", default="")
    return dt.date.fromisoformat(text) if text else None
