"""Loading outlines for maps."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Invalid, reason
from yilu.territory.access import check_can_load_tree
from yilu.territory.gazetteer.outlines import SOURCE, of_extra, of_file
from yilu.territory.models import Area, Outline


def load_outlines(
    *,
    by: Actor,
    now: dt.datetime,
    collection: dict[str, Any] | None = None,
    source: str = "",
    approval_number: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Load outlines: the operator's own GeoJSON with its approval number (审图号), or (None) those of the extra.

    An operator's outline replaces what stood for its code; the extra never replaces an operator's. Returns how many.
    """
    with acting("territory.outline.load", by=by, now=now) as act:
        check_can_load_tree(by)
        shapes = of_extra(progress) if collection is None else of_file(collection)
        known = set(Area.objects.values_list("code", flat=True))
        own = collection is not None
        unknown = sorted(set(shapes) - known)
        if own and unknown:
            raise Invalid(
                reason(
                    "territory.outline.unknown_code",
                    "边界文件中有不存在的区划代码：{codes}。",
                    "The outline file names codes of no division: {codes}.",
                    codes=", ".join(unknown[:10]),
                )
            )
        kept = set() if own else set(Outline.objects.exclude(source=SOURCE).values_list("area_id", flat=True))
        rows = [
            Outline(
                area_id=code,
                geometry=geometry,
                source=(source or "operator")[:100] if own else SOURCE,
                approval_number=approval_number if own else "",
            )
            for code, geometry in sorted(shapes.items())
            if code in known and code not in kept
        ]
        Outline.objects.bulk_create(
            rows,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["area"],
            update_fields=["geometry", "source", "approval_number"],
        )
        act.changed(None, {"outlines": len(rows), "source": source or SOURCE, "approval_number": approval_number})
    return len(rows)
