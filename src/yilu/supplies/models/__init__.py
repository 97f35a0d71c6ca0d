"""Items and places, the ledger of stock, and the sums read by boards."""

from yilu.supplies.models.items import Item, Place
from yilu.supplies.models.ledger import Holding, Movement, Stock, Transfer
from yilu.supplies.models.rollups import ALL, GOVERNMENT, AreaProtection, AreaStock, SiteProtection, Touch

__all__ = [
    "ALL",
    "GOVERNMENT",
    "AreaProtection",
    "AreaStock",
    "Holding",
    "Item",
    "Movement",
    "Place",
    "SiteProtection",
    "Stock",
    "Touch",
    "Transfer",
]
