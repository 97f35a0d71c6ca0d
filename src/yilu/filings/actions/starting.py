"""Begin to file: one site, an enterprise's many, those in a park; the papers are shared by all of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION, common_area
from yilu.core.reasons import Invalid, reason
from yilu.filings.access import check_can_write
from yilu.filings.actions._moving import noted
from yilu.filings.models import Dossier, Filing
from yilu.filings.queries.lists import may_start
from yilu.filings.rules.states import State, Verb
from yilu.network.models import Site

MOST_SITES = 2000
NONE_TO_FILE = reason(
    "filings.none_to_file",
    "没有可报备的网点：已在营业、已关闭，或已有办理中的报备。",
    "No site to file for: open, closed for good, or a filing is under way.",
)
TOO_MANY = reason(
    "filings.too_many", "一次最多 {most} 处网点，请按分支机构或园区分批。",
    "At most {most} sites at once: go by branch or by park.", most=MOST_SITES,
)  # fmt: skip
ONE_BRAND = reason("filings.one_brand", "一次报备的网点须属同一品牌。", "Sites filed for together are of one brand.")


@dataclass(frozen=True, slots=True)
class Started:
    """The papers, the filings, and how many of the sites given were left out."""

    dossier: Dossier
    filings: list[Filing]
    left_out: int


def start(*, sites: Collection[int], by: Actor, now: datetime) -> Started:
    """Begin a filing for each of these sites that may be filed for; the same papers for all."""
    with acting("filings.filing.start", by=by, now=now) as act:
        if len(sites) > MOST_SITES:
            raise Invalid(TOO_MANY)
        for site in Site.objects.filter(pk__in=list(sites)[:1]):
            check_can_write(by, site)
        found = list(may_start(by).filter(pk__in=sites).order_by("pk"))
        if not found:
            raise Invalid(NONE_TO_FILE)
        if len({s.brand_id for s in found}) > 1:
            raise Invalid(ONE_BRAND)
        branches = {s.enterprise_id for s in found}
        only = found[0] if len(found) == 1 else None
        dossier = Dossier.objects.create(
            area_id=common_area(s.county_id for s in found) or NATION, brand_id=found[0].brand_id,
            enterprise_id=branches.pop() if len(branches) == 1 else None, site=only, made_at=now, by=by.name[:80],
        )  # fmt: skip
        begun = [Filing(site=s, dossier=dossier, started_at=now, by=by.name[:80], state=State.DRAFT) for s in found]
        Filing.objects.bulk_create(begun)
        filings = list(Filing.objects.filter(dossier=dossier).select_related("site", "dossier").order_by("pk"))
        for filing in filings:
            noted(filing, Verb.START, by=by, now=now)
        act.on(dossier, area=dossier.area_id, brand_id=dossier.brand_id)
        act.changed(None, {"sites": [s.pk for s in found], "left_out": len(sites) - len(found)})
    return Started(dossier, filings, len(sites) - len(found))
