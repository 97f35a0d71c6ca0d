"""One plan in pieces: the upper level fixes supply, arrivals, review and trunk quotas, the pieces are independent."""

from yilu_planner.hierarchy.folder import check_folder, solve_folder
from yilu_planner.hierarchy.node import Node, cut_node, read_node
from yilu_planner.hierarchy.plan import Stopped
from yilu_planner.hierarchy.whole import solve_in_pieces
from yilu_planner.hierarchy.work import crew

__all__ = ["Node", "Stopped", "check_folder", "crew", "cut_node", "read_node", "solve_folder", "solve_in_pieces"]
