"""Loading the tree of places."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.territory.access import check_can_load_tree
from yilu.territory.gazetteer.facts import changes
from yilu.territory.gazetteer.table import Place, places
from yilu.territory.models import Area, AreaChange

Progress = Callable[[int, int], None]  # done, of how many

_FIELDS = ["level", "name_zh", "short_zh", "name_en", "parent", "longitude", "latitude", "valid_from", "valid_until"]
_BATCH = 500


def _area(place: Place) -> Area:
    return Area(
        code=place.code, level=place.level, name_zh=place.name_zh, short_zh=place.short_zh, name_en=place.name_en,
        parent_id=place.parent or None, longitude=place.longitude, latitude=place.latitude,
        valid_from=place.valid_from, valid_until=place.valid_until,
    )  # fmt: skip


def _write(tree: Sequence[Place], progress: Progress | None) -> None:
    for start in range(0, len(tree), _BATCH):
        Area.objects.bulk_create(
            [_area(p) for p in tree[start : start + _BATCH]],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=_FIELDS,
        )
        if progress:
            progress(min(start + _BATCH, len(tree)), len(tree))
    AreaChange.objects.all().delete()
    AreaChange.objects.bulk_create(
        AreaChange(
            day=c.day, basis=c.basis, kind=c.kind, old_code=c.old_code, old_name_zh=c.old_name,
            new_code=c.new_code, new_name_zh=c.new_name, document=c.document,
        )
        for c in changes()
    )  # fmt: skip


def load_divisions(*, by: Actor, now: dt.datetime, progress: Progress | None = None) -> int:
    """Load the GB/T 2260 tree as it stood on any day since the end of 2019; returns the number of areas."""
    with acting("territory.tree.load", by=by, now=now) as act:
        check_can_load_tree(by)
        tree = places()
        before = Area.objects.count()
        _write(tree, progress)
        digest = hashlib.sha256(repr(tree).encode()).hexdigest()
        act.changed({"areas": before}, {"areas": len(tree), "changes": len(changes()), "sha256": digest})
    return len(tree)
