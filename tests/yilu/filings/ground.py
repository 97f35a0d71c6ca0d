"""What the tests of filings share: papers, protection, a review demanded, what may be cited."""

import datetime as dt
from decimal import Decimal

from tests.world import NOW, SYSTEM, World
from yilu.core.text import Text
from yilu.filings import actions, queries
from yilu.filings.models import Filing
from yilu.filings.rules.citing import Citing
from yilu.network.models import Site
from yilu.norms import actions as norms
from yilu.norms.rules.kinds import Proof
from yilu.norms.rules.parameters import REVIEW_DAYS
from yilu.territory.models import Area

CORE = {
    "head": "周主任 0731-0000000", "work": "两班，错峰", "reporting": "班长报经理", "handling": "改由邻近网点处理",
}  # fmt: skip
LATER = NOW + dt.timedelta(minutes=1)


def begun(world: World, site: str = "jia_yuelu", who: str = "jia_hq", *, now: dt.datetime = NOW) -> Filing:
    """A filing begun for a shut site."""
    return actions.start(sites=[world.sites[site].pk], by=world.actor(who), now=now).filings[0]


def with_plans(world: World, filing: Filing, who: str = "jia_hq", *, now: dt.datetime = NOW, **more: str) -> Filing:
    """Its plans written."""
    dossier = filing.dossier
    dossier.refresh_from_db()
    actions.write_dossier(
        dossier=dossier, version=dossier.version, answers=CORE | more, by=world.actor(who), now=now
    )  # fmt: skip
    return Filing.objects.select_related("dossier", "site").get(pk=filing.pk)


def protected(world: World, site: str = "jia_yuelu", *, at: dt.datetime = NOW, met: bool = True) -> None:
    """Masks counted there."""
    norms.record_evidence(
        requirement="Y2", site=world.sites[site], kind=Proof.LOG, at=at, origin="operations", met=met,
        summary=Text("口罩 200 只", "200 masks"), by=SYSTEM, now=at,
    )  # fmt: skip


def filed(world: World, site: str = "jia_yuelu", who: str = "jia_hq", *, now: dt.datetime = NOW) -> Filing:
    """Filed with its plans."""
    filing = with_plans(world, begun(world, site, who, now=now), who, now=now)
    return actions.file(filing=filing, by=world.actor(who), now=now)


def opened(world: World, site: str = "jia_yuelu", who: str = "jia_hq", *, now: dt.datetime = NOW) -> Filing:
    """Filed and open."""
    protected(world, site, at=now)
    return filed(world, site, who, now=now)


def review(area: str = "430000", days: int = 3) -> None:
    """The area's document demands a review before opening."""
    norms.set_parameter(
        area=Area.objects.get(pk=area), key=REVIEW_DAYS, value=Decimal(days), document="演示文件〔2020〕1号",
        valid_from=NOW.date(), by=SYSTEM, now=NOW,
    )  # fmt: skip


def citing(site: Site, *codes: str, satisfy: str = "请按规定配齐并登记数量") -> list[Citing]:
    """These requirements, as in force at the site, cited."""
    there = {p.requirement.code: p.pk for p in queries.provisions_at(site, on=NOW.date())}
    return [Citing(there[c], satisfy) for c in codes]


def status(world: World, site: str = "jia_yuelu") -> str:
    """The site's status now."""
    return Site.objects.get(pk=world.sites[site].pk).status
