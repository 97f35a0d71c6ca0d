"""The verbs of territory."""

from yilu.territory.actions.cases import import_cases
from yilu.territory.actions.divisions import load_divisions
from yilu.territory.actions.emergencies import declare_emergency, end_emergency
from yilu.territory.actions.outlines import load_outlines
from yilu.territory.actions.tiers import import_tiers, state_cluster

__all__ = [
    "declare_emergency",
    "end_emergency",
    "import_cases",
    "import_tiers",
    "load_divisions",
    "load_outlines",
    "state_cluster",
]
