"""Filings of this world: Hunan's open sites opened on one, some shut ones wait; one prefecture reviews first."""

import datetime as dt
from decimal import Decimal

from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.desk.demo.people import PROVINCE
from yilu.desk.demo.writing.norms import DOCUMENT
from yilu.filings import actions as filings
from yilu.filings.actions import SeededFiling
from yilu.filings.models import Filing
from yilu.filings.queries import provisions_at
from yilu.filings.rules.citing import Citing
from yilu.network.models import Site
from yilu.norms import actions as norms
from yilu.norms.rules.parameters import REVIEW_DAYS
from yilu.territory.models import Area

REVIEWS = "430200"  # Zhuzhou: the demonstration's own document, nobody's order
ANSWERS = {
    "head": "示范负责人（虚构）", "work": "分两班错峰作业，进场测温", "reporting": "班长报负责人，负责人报属地（虚构）",
    "handling": "停业后改由邻近网点处理",
}  # fmt: skip
STOPPED = dt.datetime(2020, 1, 24, tzinfo=ZONE)  # what never stopped has nothing to file
EVERY = 5  # one in five of the shut sites has filed and waits


def write_filings(*, day: dt.date, by: Actor, now: dt.datetime) -> None:
    """Bulk for the many, and two that went through review in Zhuzhou."""
    rows = (
        Site.objects.in_area(PROVINCE)
        .exclude(status=Site.Status.CLOSED)
        .exclude(pk__in=Site.objects.in_area(REVIEWS).values("pk"))
    )
    told = rows.order_by("pk").values_list("pk", "brand_id", "county_id", "status", "status_since")
    seeded = [
        SeededFiling(pk, brand, county, since if status == "open" else now - dt.timedelta(days=2), status == "open",
                     0 if status == "open" else 1)
        for pk, brand, county, status, since in told
        if (status == "open" and since >= STOPPED) or (status == "not_opened" and pk % EVERY == 0)
    ]  # fmt: skip
    filings.seed_filings(rows=seeded, answers=ANSWERS, by=by, now=now)
    norms.set_parameter(
        area=Area.objects.get(pk=REVIEWS), key=REVIEW_DAYS, value=Decimal(3), document=DOCUMENT, valid_from=day,
        demonstration=True, by=by, now=now,
    )  # fmt: skip
    for n, site in enumerate(Site.objects.in_area(REVIEWS).filter(status="not_opened").order_by("pk")[:3]):
        _reviewed(site, returned=n == 0, by=by, now=now - dt.timedelta(hours=2))


def _reviewed(site: Site, *, returned: bool, by: Actor, now: dt.datetime) -> None:
    """Filed and under review; the first of them returned on a cited condition."""
    begun = filings.start(sites=[site.pk], by=by, now=now)
    filings.write_dossier(dossier=begun.dossier, version=1, answers=ANSWERS, by=by, now=now)
    filing = filings.file(filing=Filing.objects.get(site=site), by=by, now=now)
    if returned:
        cited = [p for p in provisions_at(site, on=now.date()) if p.requirement.code == "Y2"]
        filings.return_filing(
            filing=filing, citing=[Citing(p.pk, "填报日报或登记现有口罩数量") for p in cited], by=by,
            now=now + dt.timedelta(hours=1),
        )  # fmt: skip
