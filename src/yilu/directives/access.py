"""May this person confirm, issue, sign for this directive now?"""

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason, reason
from yilu.directives.models import Directive, Receipt
from yilu.directives.queries.units import units_of
from yilu.directives.rules import NOT_TO_YOUR_UNIT, SIGNED_ALREADY

NOT_YOURS = reason(
    "directives.not_yours",
    "您的岗位不能办理这个单位的文件。",
    "Your appointment does not handle the directives of this unit.",
)


def why_not_handle(directive: Directive, *, by: Actor) -> list[Reason]:
    """Why `by` may not confirm its measures, issue or withdraw it."""
    may = by.jurisdiction.may(
        Permission.DIRECTIVE_ISSUE, area=directive.area_id, brand=directive.brand_id, branch=directive.enterprise_id
    )
    return [] if may else [NOT_YOURS]


def check_can_handle(directive: Directive, *, by: Actor) -> None:
    """Raises `Denied` unless `by` may confirm its measures, issue or withdraw it."""
    if found := why_not_handle(directive, by=by):
        raise Denied(*found)


def why_not_sign(receipt: Receipt, *, by: Actor) -> list[Reason]:
    """Why `by` may not sign: the person it was sent to does, or whoever stands for the same organisation."""
    if receipt.read_at is not None:
        return [SIGNED_ALREADY]
    if by.user_id is not None and by.user_id == receipt.holder_id:
        return []
    return [] if receipt.unit in units_of(by) else [NOT_TO_YOUR_UNIT]
