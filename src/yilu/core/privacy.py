"""Personal data is declared: a model lists which of its text-like fields tell of a person and which do not.

A contract test fails on a text, e-mail, file or JSON field that stands in neither list. What is personal is encrypted
at rest where it identifies (`EncryptedTextField`), masked outside the permission that opens it, and never written to
logs or audit.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Privacy:
    """The text-like fields of a model, split in two."""

    personal: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


def masked_name(name: str) -> str:
    """张三丰 -> 张＊＊: the family name stays, so that a list can be read."""
    return name[:1] + "＊" * max(len(name) - 1, 1) if name else ""


def masked_phone(phone: str) -> str:
    """13812345678 -> 138＊＊＊＊5678."""
    return f"{phone[:3]}＊＊＊＊{phone[-4:]}" if len(phone) >= 7 else "＊" * len(phone)
