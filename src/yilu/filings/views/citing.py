"""What the form of a decision offers to cite: nothing but what is in force at the site, as it stands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import QueryDict

from yilu.core.clock import ZONE
from yilu.filings import queries
from yilu.filings.models import Filing
from yilu.filings.queries.conditions import Subject
from yilu.filings.rules.citing import CITABLE
from yilu.filings.rules.conditions import Standing
from yilu.filings.rules.states import Verb
from yilu.network.models import Site


def rows_to_cite(
    verb: Verb, site: Site, filing: Filing | None, posted: QueryDict, *, now: datetime
) -> list[Mapping[str, Any]]:
    """Rows for `filings/citing.html`, with what was ticked and written before a refusal."""
    if filing is None:
        found = queries.conditions_of([Subject(site, {}, ())], now=now)[site.pk]
    else:
        found = queries.conditions(filing, now=now)
    standing = {c.provision.pk: c.weighed.standing for c in found}
    ticked = set(posted.getlist("cite"))
    return [
        {
            "p": p,
            "standing": standing.get(p.pk, Standing.NOT_NOW),
            "is_ticked": str(p.pk) in ticked,
            "satisfy": posted.get(f"satisfy-{p.pk}", str(p.text)),
        }
        for p in queries.provisions_at(site, on=now.astimezone(ZONE).date())
        if p.effect in CITABLE[verb]
    ]
