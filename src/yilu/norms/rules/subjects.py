"""What a requirement is asked about: where a site lies, what it is, and which post is meant."""

from collections.abc import Collection
from typing import NamedTuple, Protocol


class SiteFacts(NamedTuple):
    """A site as a requirement sees it. Empty `post`: the site as a whole, every post in it."""

    area: str
    kind: str
    tier: str = "unknown"  # the effective risk tier on the day
    post: str = ""


class Scope(Protocol):
    """Whom something binds; empty binds all."""

    kinds: Collection[str]
    tiers: Collection[str]
    posts: Collection[str]


def binds(scope: Scope, facts: SiteFacts) -> bool:
    """Does it bind such a site (or one of its posts, where none is named)?"""
    return (
        (not scope.kinds or facts.kind in scope.kinds)
        and (not scope.tiers or facts.tier in scope.tiers)
        and (not scope.posts or not facts.post or facts.post in scope.posts)
    )
