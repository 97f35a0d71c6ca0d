"""Which requirements a case's steps rest on are in force at a site."""

import datetime as dt
from collections.abc import Mapping

from yilu.network.models import Site
from yilu.norms.models import Provision
from yilu.norms.queries import Force, facts_of
from yilu.people.rules.steps import STEPS

ASKED = frozenset(s.requirement for s in STEPS.values() if s.requirement)


def requirements_at(site: Site | None, *, on: dt.date) -> Mapping[str, Provision]:
    """The provisions in force there by requirement; of a regulator's office (no site) none: the norms bind sites."""
    if site is None:
        return {}
    facts = facts_of([site], on=on)[site.pk]
    return {p.requirement.code: p for p in Force(on, requirements=ASKED).over(facts)}
