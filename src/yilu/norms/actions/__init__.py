"""The verbs of this room: load what ships, refine it, order numbers, write in the ledger."""

from yilu.norms.actions.evidence import BY_HAND, EvidenceRow, record_evidence, record_many
from yilu.norms.actions.loading import load_norms
from yilu.norms.actions.refining import end_provision, refine, refine_by_checklist
from yilu.norms.actions.settings import set_parameter

__all__ = [
    "BY_HAND",
    "EvidenceRow",
    "end_provision",
    "load_norms",
    "record_evidence",
    "record_many",
    "refine",
    "refine_by_checklist",
    "set_parameter",
]
