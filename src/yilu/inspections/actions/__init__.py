"""The verbs of inspections: plan a round, drop a visit, record one, rectify, look again, set an area's own items."""

from yilu.inspections.actions.planning import Stop, drop, plan_round, set_item
from yilu.inspections.actions.recording import Record, TakenPhoto, record
from yilu.inspections.actions.rectifying import look_again, rectify

__all__ = ["Record", "Stop", "TakenPhoto", "drop", "look_again", "plan_round", "record", "rectify", "set_item"]
