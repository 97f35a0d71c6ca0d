"""May this person file for a site, decide on it, answer what was contested?"""

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason, reason
from yilu.filings.models import Dossier
from yilu.network.access import may_on_site
from yilu.network.models import Site

NOT_YOUR_SITE = reason(
    "filings.not_yours", "只有本企业的人员为本企业网点报备。", "People of the enterprise file for its own sites."
)
NOT_DECIDING = reason(
    "filings.not_deciding",
    "该网点不在您的管辖范围内，或您的岗位不作此项决定。",
    "This site lies outside your jurisdiction, or your appointment does not decide on filings.",
)
NOT_ANSWERING = reason(
    "filings.not_answering", "由上一级管理部门答复。", "The level above answers."
)  # fmt: skip


def why_not_write(by: Actor, site: Site) -> list[Reason]:
    """Why the actor may not file for the site."""
    return [] if may_on_site(by, site, Permission.FILING_WRITE) else [NOT_YOUR_SITE]


def why_not_decide(by: Actor, site: Site) -> list[Reason]:
    """Why the actor may not decide on the site."""
    return [] if may_on_site(by, site, Permission.FILING_DECIDE) else [NOT_DECIDING]


def may_write_dossier(by: Actor, dossier: Dossier) -> bool:
    """May the actor write the papers, which may serve many sites?"""
    return by.jurisdiction.may(
        Permission.FILING_WRITE,
        area=dossier.area_id,
        brand=dossier.brand_id,
        branch=dossier.enterprise_id,
        site=dossier.site_id,
    )


def check_can_write(by: Actor, site: Site) -> None:
    """Raises `Denied` unless the actor files for the site."""
    if found := why_not_write(by, site):
        raise Denied(*found)


def check_can_write_dossier(by: Actor, dossier: Dossier) -> None:
    """Raises `Denied` unless the actor writes these papers."""
    if not may_write_dossier(by, dossier):
        raise Denied(NOT_YOUR_SITE)


def check_can_decide(by: Actor, site: Site) -> None:
    """Raises `Denied` unless the actor decides on the site."""
    if found := why_not_decide(by, site):
        raise Denied(*found)


def may_answer(by: Actor, area: str) -> bool:
    """Does the actor answer for the area what was contested below it?"""
    return by.jurisdiction.may(Permission.FILING_ANSWER, area=area)


def check_can_answer(by: Actor, area: str) -> None:
    """Raises `Denied` unless the actor answers for the area."""
    if not may_answer(by, area):
        raise Denied(NOT_ANSWERING)
