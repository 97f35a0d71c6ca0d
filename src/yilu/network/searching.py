"""How a site is found by any piece of its code or name: one folded text per site, searched by substring."""

import unicodedata
from typing import Any

from django.db.models import CharField, Lookup

SEARCH_LENGTH = 255


def folded(text: str) -> str:
    """Half width, lower case, single spaces: what is compared when people search or look names up."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def search_text(code: str, name: str) -> str:
    """The text a site is found by."""
    return folded(f"{code} {name}")[:SEARCH_LENGTH]


@CharField.register_lookup
class Holds(Lookup[Any]):
    """`field__holds=piece`: does the text hold the piece? LIKE would fold case and read wildcards, and cost more."""

    lookup_name = "holds"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        call = "strpos" if connection.vendor == "postgresql" else "instr"
        return f"{call}({left}, {right}) > 0", (*left_params, *right_params)


__all__ = ["SEARCH_LENGTH", "Holds", "folded", "search_text"]
