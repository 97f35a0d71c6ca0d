"""Where somebody is, as people write it: a code, a name, or province, prefecture and county one after another."""

import re

from yilu.core.jurisdiction import NATION
from yilu.territory.models import Area

CODE = re.compile(r"(?<!\d)[1-9]\d{5}(?!\d)")
Names = dict[str, set[str]]


def names_of_areas() -> Names:
    """Every name of every area that exists, whole and short, alone and after those above it, to its codes."""
    rows = Area.objects.filter(valid_until=None).exclude(code=NATION).order_by("level", "code")
    paths: dict[str, tuple[str, ...]] = {}
    found: Names = {}
    for code, parent, name, short in rows.values_list("code", "parent_id", "name_zh", "short_zh"):
        paths[code] = tuple({above + n for above in ("", *paths.get(parent, ())) for n in (name, short)})
        for path in paths[code]:
            found.setdefault(path, set()).add(code)
    return found


def code_of(text: str, names: Names) -> str | None:
    """The code meant; None for none or more than one."""
    given = CODE.search(text)
    if given is not None:
        return given.group()
    codes = names.get("".join(text.split()), set())
    return next(iter(codes)) if len(codes) == 1 else None
