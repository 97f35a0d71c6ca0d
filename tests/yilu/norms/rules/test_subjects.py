"""Whom a requirement binds."""

from dataclasses import dataclass

from yilu.norms.rules.subjects import SiteFacts, binds


@dataclass
class Words:
    kinds: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()


OUTLET = SiteFacts("430102", "outlet", "low")


def test_empty_words_bind_all() -> None:
    assert binds(Words(), OUTLET)


def test_kind_and_tier_must_be_named() -> None:
    assert binds(Words(kinds=("outlet",), tiers=("low", "medium")), OUTLET)
    assert not binds(Words(kinds=("sorting_centre",)), OUTLET)
    assert not binds(Words(tiers=("high",)), OUTLET)


def test_a_requirement_on_couriers_binds_a_site_but_not_its_drivers() -> None:
    couriers = Words(posts=("courier",))
    assert binds(couriers, OUTLET)
    assert binds(couriers, OUTLET._replace(post="courier"))
    assert not binds(couriers, OUTLET._replace(post="driver"))
