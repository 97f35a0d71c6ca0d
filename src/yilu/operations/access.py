"""May this person report for this site, set this roster, map this product, add this field?"""

from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason, reason
from yilu.network.models import Site

OUTSIDE = reason(
    "operations.report.outside",
    "该网点不在您的填报范围内。",
    "This site is not among those you report for.",
)
ROSTER = reason(
    "operations.roster.denied",
    "在册名录由国家局统一制定。",
    "The roster is set for the whole network, at the national level.",
)
MAPPING = reason(
    "operations.mapping.denied",
    "只有企业总部可以归类本品牌的产品。",
    "Only a brand's headquarters maps its products.",
)
FIELD = reason(
    "operations.field.denied",
    "只能为本辖区的日报增设填报项、规定时限。",
    "Fields and deadlines are set only for reports of your own area.",
)
FIGURE = reason(
    "operations.figure.denied", "只能登记本辖区的外部数据。", "Outside figures are recorded only for your own area."
)


def may_report(actor: Actor, *, county: str, brand: int, branch: int, site: int) -> bool:
    """Does the actor report for the site?"""
    return actor.jurisdiction.may(Permission.REPORT_WRITE, area=county, brand=brand, branch=branch, site=site)


def check_can_report(actor: Actor, site: Site) -> None:
    """The site is one of the actor's own."""
    if not may_report(actor, county=site.county_id, brand=site.brand_id, branch=site.enterprise_id, site=site.pk):
        raise Denied(OUTSIDE)


def check_can_set_roster(actor: Actor) -> None:
    """Denominators are one for the nation."""
    _check(actor.jurisdiction.may(Permission.ROSTER_EDIT, area=NATION), ROSTER)


def check_can_map(actor: Actor, *, brand: int, area: str) -> None:
    """A headquarters maps its own products where it stands."""
    _check(actor.jurisdiction.may(Permission.MAPPING_EDIT, area=area, brand=brand), MAPPING)


def check_can_edit_fields(actor: Actor, area: str) -> None:
    """An authority fixes what is reported in its own area."""
    _check(actor.jurisdiction.may(Permission.REPORT_FIELD_EDIT, area=area), FIELD)


def check_can_record_figure(actor: Actor, area: str) -> None:
    """An authority records what it was told about its own area."""
    _check(actor.jurisdiction.may(Permission.ROSTER_EDIT, area=area), FIGURE)


def _check(allowed: bool, why_not: Reason) -> None:
    if not allowed:
        raise Denied(why_not)
