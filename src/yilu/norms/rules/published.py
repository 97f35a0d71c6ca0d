"""The norms that ship with the product, read from `texts/*.toml`: pure data, each with its source and confidence."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from yilu.core.jurisdiction import NATION
from yilu.core.text import Text

TEXTS = Path(__file__).parent.parent / "texts"
REQUIREMENTS = "requirements.toml"


@dataclass(frozen=True, slots=True)
class PublishedRequirement:
    """A requirement: code, name, whom it binds, which duty it belongs to."""

    code: str
    name: Text
    about: str
    theme: str


@dataclass(frozen=True, slots=True)
class PublishedProvision:
    """How the norm words one requirement; fields as in `models.Provision`."""

    requirement: str
    clause: str
    text: Text
    confidence: str
    effect: str
    kinds: tuple[str, ...]
    tiers: tuple[str, ...]
    posts: tuple[str, ...]
    proofs: tuple[str, ...]
    every_hours: int | None
    times_a_day: int | None
    days_ahead: int | None
    on_event: bool
    enabled: bool
    remark: Text


@dataclass(frozen=True, slots=True)
class PublishedNorm:
    """A document as it ships; it holds from the day it was issued."""

    code: str
    series: str
    area: str
    name: Text
    issuer: Text
    document: str
    issued: dt.date
    source: str
    note: Text
    provisions: tuple[PublishedProvision, ...]

    @property
    def valid_from(self) -> dt.date:
        """None of the texts seen names another day."""
        return self.issued


@cache
def published_requirements() -> tuple[PublishedRequirement, ...]:
    """Every requirement that ships, in the order an inspector would ask."""
    read = tomllib.loads((TEXTS / REQUIREMENTS).read_text())
    return tuple(PublishedRequirement(code, Text(*r["name"]), r["about"], r["theme"]) for code, r in read.items())


@cache
def published_norms() -> tuple[PublishedNorm, ...]:
    """Every norm that ships."""
    files = sorted(p for p in TEXTS.glob("*.toml") if p.name != REQUIREMENTS)
    return tuple(_norm(p.stem, tomllib.loads(p.read_text())) for p in files)


def _norm(code: str, read: Mapping[str, Any]) -> PublishedNorm:
    provisions = {key: value for key, value in read.items() if isinstance(value, dict)}
    return PublishedNorm(
        code, read["series"], read.get("area", NATION), Text(*read["name"]), Text(*read["issuer"]),
        read.get("document", ""), read["issued"], read["source"], Text(*read["note"]),
        tuple(_provision(key, value, read) for key, value in provisions.items()),
    )  # fmt: skip


def _provision(requirement: str, read: Mapping[str, Any], norm: Mapping[str, Any]) -> PublishedProvision:
    """`kinds` and `tiers` told of the whole norm hold for each of its provisions that does not tell its own."""
    return PublishedProvision(
        requirement, read.get("clause", ""), Text(*read.get("text", ("", ""))), read["confidence"], read["effect"],
        tuple(read.get("kinds", norm.get("kinds", ()))), tuple(read.get("tiers", norm.get("tiers", ()))),
        tuple(read.get("posts", ())), tuple(read.get("proofs", ())), read.get("every_hours"), read.get("times_a_day"),
        read.get("days_ahead"), read.get("on_event", False), read.get("enabled", True),
        Text(*read.get("remark", ("", ""))),
    )  # fmt: skip
