"""Dated risk tiers of places by versioned rule sets: pure functions of counts, days and what was stated."""

from enum import StrEnum


class Tier(StrEnum):
    """A risk tier; `unknown` is a value of its own, never a low one."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    UNKNOWN = "unknown"
