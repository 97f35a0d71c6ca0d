"""Who gets today's masks: everybody's minimum protection days first, then guaranteed work, as evenly as packs allow."""

from yilu_planner.supply.allocate import Allocation, allocate, by_hand
from yilu_planner.supply.check import broken_limits, unfair
from yilu_planner.supply.request import Request, Rule, read_request

__all__ = ["Allocation", "Request", "Rule", "allocate", "broken_limits", "by_hand", "read_request", "unfair"]
