"""What other rooms may ask of norms."""

from yilu.norms.queries.force import Force, clauses, in_force
from yilu.norms.queries.ledger import Cell, entries, facts_of, freshness, latest_evidence
from yilu.norms.queries.settings import parameter, parameters, settings_history

__all__ = [
    "Cell",
    "Force",
    "clauses",
    "entries",
    "facts_of",
    "freshness",
    "in_force",
    "latest_evidence",
    "parameter",
    "parameters",
    "settings_history",
]
