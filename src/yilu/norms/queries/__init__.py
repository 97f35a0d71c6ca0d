"""What other rooms may ask of norms."""

from yilu.norms.queries.comparing import Beside, beside
from yilu.norms.queries.force import Force, clauses, in_force, slots
from yilu.norms.queries.ledger import Cell, entries, facts_of, freshness, latest_evidence
from yilu.norms.queries.settings import orders, parameter, parameters, settings_history

__all__ = [
    "Beside",
    "Cell",
    "Force",
    "beside",
    "clauses",
    "entries",
    "facts_of",
    "freshness",
    "in_force",
    "latest_evidence",
    "orders",
    "parameter",
    "parameters",
    "settings_history",
    "slots",
]
