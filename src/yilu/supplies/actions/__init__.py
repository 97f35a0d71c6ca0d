"""The verbs of this room."""

from yilu.supplies.actions.counting import count
from yilu.supplies.actions.daily import ask_for_protection, chase_transfers, take_day_counts
from yilu.supplies.actions.importing import import_receipts
from yilu.supplies.actions.issuing import issue, use, write_off
from yilu.supplies.actions.moving import cancel_transfer, plan_to_sites, plan_transfer, receive_transfer, send
from yilu.supplies.actions.places import close_depot, load_items, open_depot, set_pack
from yilu.supplies.actions.receiving import receive, receive_many
from yilu.supplies.actions.rollups import refresh

__all__ = [
    "ask_for_protection",
    "cancel_transfer",
    "chase_transfers",
    "close_depot",
    "count",
    "import_receipts",
    "issue",
    "load_items",
    "open_depot",
    "plan_to_sites",
    "plan_transfer",
    "receive",
    "receive_many",
    "receive_transfer",
    "refresh",
    "send",
    "set_pack",
    "take_day_counts",
    "use",
    "write_off",
]
