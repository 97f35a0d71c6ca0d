"""The additive facts of one area and day as plain numbers, in one fixed order that tables and arrays share."""

from dataclasses import dataclass, field

# Facts of the roster: the denominators.
NORMAL = ("sites", "outlets", "enterprises", "staff", "collected_normal", "delivered_normal")
# Facts of the day over the sites on the roster: the numerators and what stands beside them.
DAY = ("sites_reported", "outlets_open", "enterprises_open", "staff_on_post", "collected", "delivered", "backlog")
# Facts only those with the whole view are told.
INNER = (
    "sites_late", "decrees_blocked", "flagged", "off_roster", "off_roster_collected", "off_roster_delivered",
    "off_roster_backlog",
)  # fmt: skip
COLUMNS = NORMAL + DAY + INNER

Classes = dict[str, tuple[int, int, int]]  # class code -> collected, delivered, backlog


@dataclass(frozen=True, slots=True)
class Sums:
    """One row of sums; what outsiders are not told is 0 there."""

    sites: int
    outlets: int
    enterprises: int
    staff: int
    collected_normal: int
    delivered_normal: int
    sites_reported: int
    outlets_open: int
    enterprises_open: int
    staff_on_post: int
    collected: int
    delivered: int
    backlog: int
    sites_late: int | None = 0  # None: no deadline is set
    decrees_blocked: int = 0
    flagged: int = 0
    off_roster: int = 0
    off_roster_collected: int = 0
    off_roster_delivered: int = 0
    off_roster_backlog: int = 0
    classes: Classes = field(default_factory=dict)
