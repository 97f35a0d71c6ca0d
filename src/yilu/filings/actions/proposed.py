"""A suspension proposed over a case: who regulates agrees only by a decision that cites what is in force there."""

from collections.abc import Sequence
from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.filings.actions.deciding import suspend
from yilu.filings.rules.citing import Citing
from yilu.network.access import is_regulator
from yilu.network.models import Site
from yilu.people.actions import decide_suspension
from yilu.people.models import SuspensionProposal


def decide_proposal(
    *,
    proposal: SuspensionProposal,
    agreed: bool,
    ground: str,
    document: str = "",
    citing: Sequence[Citing] = (),
    by: Actor,
    now: datetime,
) -> SuspensionProposal:
    """Agree or decline. `citing`: of a regulator who agrees; `document`: of an enterprise that shuts its own site."""
    with acting("filings.proposal.decide", by=by, now=now, on=proposal) as act:
        site = Site.objects.get(pk=proposal.site_id)
        act.on(proposal, area=site.county_id, brand_id=site.brand_id)
        if agreed and is_regulator(by, site.county_id) and site.status == Site.Status.OPEN:
            cited = suspend(site=site, citing=citing, by=by, now=now).citations.select_related("provision")
            document = cited[0].provision.citation
        kept = decide_suspension(proposal=proposal, agreed=agreed, ground=ground, document=document, by=by, now=now)
        act.changed(None, {"agreed": agreed, "document": kept.document})
    return kept
