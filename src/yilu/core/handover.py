"""An actor handed over to a background job: whoever decided stays the one who acts, with the powers of that moment."""

from typing import Any

from yilu.core.actor import Actor
from yilu.core.jurisdiction import Grant, Jurisdiction
from yilu.core.permissions import Permission
from yilu.core.text import Text


def packed(actor: Actor) -> dict[str, Any]:
    """The actor as plain values for a job's record."""
    return {
        "user_id": actor.user_id,
        "name": actor.name,
        "appointment_id": actor.appointment_id,
        "role": actor.role,
        "origin": actor.origin,
        "title": [actor.title.zh, actor.title.en],
        "grants": [
            {
                "permissions": sorted(g.permissions),
                "area": g.area,
                "brand": g.brand,
                "branches": None if g.branches is None else sorted(g.branches),
                "site": g.site,
                "person": g.person,
            }
            for g in actor.jurisdiction.grants
        ],
    }


def unpacked(plain: dict[str, Any]) -> Actor:
    """The actor that `packed` made plain. A permission that no longer exists is not held."""
    known = {p.value for p in Permission}
    grants = tuple(
        Grant(
            permissions=frozenset(Permission(p) for p in g["permissions"] if p in known),
            area=g["area"],
            brand=g["brand"],
            branches=None if g["branches"] is None else frozenset(g["branches"]),
            site=g["site"],
            person=g["person"],
        )
        for g in plain["grants"]
    )
    return Actor(
        user_id=plain["user_id"],
        name=plain["name"],
        jurisdiction=Jurisdiction(grants),
        appointment_id=plain["appointment_id"],
        role=plain["role"],
        origin=plain["origin"],
        title=Text(*plain["title"]),
    )
