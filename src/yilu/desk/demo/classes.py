"""How a headquarters' feed splits a site's parcels into service classes, through its mapping of products."""

from datetime import date

from yilu.desk.demo.curves import share_on
from yilu.desk.demo.firms import FIRMS, Firm
from yilu.desk.demo.published import Curve

# Weight of a role among what one firm carries (modelled); a role is a class code.
_WEIGHTS: dict[str | None, Curve] = {
    "party_press": (("2020-01-01", 0.05),),
    "government": (("2020-01-01", 0.02), ("2020-02-10", 0.05), ("2020-03-10", 0.03)),
    "necessities": (("2020-01-20", 0.02), ("2020-02-10", 0.14), ("2020-03-20", 0.06)),
    "supplies": (("2020-01-20", 0.00), ("2020-02-08", 0.05), ("2020-03-31", 0.02)),
    "orders": (("2020-01-01", 0.30), ("2020-02-10", 0.40), ("2020-03-31", 0.32)),
    "new_forms": (("2020-01-01", 0.05), ("2020-02-10", 0.10)),
    "online_shopping": (("2020-01-01", 0.45), ("2020-02-10", 0.22), ("2020-03-31", 0.42)),
    None: (("2020-01-01", 0.06),),
}


def split_on(day: date) -> list[tuple[tuple[str | None, float], ...]]:
    """For each firm the (role, share) of its pieces, adding up to 1; empty for a firm whose feed does not tell."""
    return [_split(firm, day) if firm.tells_classes else () for firm in FIRMS]


def _split(firm: Firm, day: date) -> tuple[tuple[str | None, float], ...]:
    weights: dict[str | None, float] = {}
    for _, role in firm.products:
        weights[role] = share_on(_WEIGHTS[role], day)
    total = sum(weights.values())
    return tuple((role, weight / total) for role, weight in weights.items())
