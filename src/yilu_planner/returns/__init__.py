"""Staggered returns: a day for each group of workers, within each area's arrivals and isolation places."""

from yilu_planner.returns.book import Booking, Bookings, Status, book, broken_limits
from yilu_planner.returns.request import Area, Group, Request, read_request

__all__ = [
    "Area",
    "Booking",
    "Bookings",
    "Group",
    "Request",
    "Status",
    "book",
    "broken_limits",
    "read_request",
]
