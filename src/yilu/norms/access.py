"""May this person refine a requirement, order a number, write in the ledger here?"""

from collections.abc import Iterable

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, reason
from yilu.network.models import Site

LOAD = reason(
    "norms.load.denied", "规范文本随系统发布，由系统载入。", "Published norms are loaded by the system itself."
)
REFINE = reason(
    "norms.refine.denied", "只能细化本辖区执行的规定。", "You may refine requirements only for your own area."
)
SET = reason("norms.setting.denied", "只能设定本辖区的数值。", "You may order numbers only for your own area.")
RECORD = reason(
    "norms.evidence.denied", "该网点不在您登记证据的范围内。", "This site is not among those you record evidence for."
)


def check_is_system(by: Actor) -> None:
    """Texts that ship with the product are not typed by anybody."""
    if by.role != "system":
        raise Denied(LOAD)


def check_can_refine(by: Actor, *, area: str) -> None:
    """An authority over the whole area, all brands."""
    if not by.jurisdiction.may(Permission.NORM_REFINE, area=area):
        raise Denied(REFINE)


def check_can_set(by: Actor, *, area: str) -> None:
    """An authority over the whole area, all brands."""
    if not by.jurisdiction.may(Permission.SETTING_SET, area=area):
        raise Denied(SET)


def check_can_record(by: Actor, sites: Iterable[int]) -> None:
    """Every one of the sites is the actor's."""
    wanted = set(sites)
    if not wanted:
        return
    mine = Site.objects.within(by.jurisdiction, Permission.EVIDENCE_WRITE).filter(pk__in=wanted).count()
    if mine != len(wanted):
        raise Denied(RECORD)
