"""`field__holds=piece`: does the text hold the piece? LIKE would fold case, read wildcards, and cost more."""

from typing import Any

from django.db.models import CharField, Lookup


@CharField.register_lookup
class Holds(Lookup):
    """A plain substring, on either database, for any script and length."""

    lookup_name = "holds"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """`instr` on SQLite, `strpos` on PostgreSQL."""
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        call = "strpos" if connection.vendor == "postgresql" else "instr"
        return f"{call}({left}, {right}) > 0", (*left_params, *right_params)
