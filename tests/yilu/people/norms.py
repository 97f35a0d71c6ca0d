"""The published norms in force in the small world."""

from tests.world import NOW, SYSTEM
from yilu.norms.actions import load_norms
from yilu.norms.rules.published import published_norms
from yilu.territory.models import Area


def in_force() -> None:
    """Load them, with the provinces whose own norms they are."""
    for norm in published_norms():
        Area.objects.get_or_create(
            code=norm.area, defaults={"level": 1, "name_zh": norm.area, "short_zh": norm.area, "name_en": norm.area,
                                      "parent_id": "100000", "longitude": 110.0, "latitude": 30.0},
        )  # fmt: skip
    load_norms(by=SYSTEM, now=NOW)
